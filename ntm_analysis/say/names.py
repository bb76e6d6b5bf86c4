"""How places, bodies in charge and targets are named wherever they stand, and how names are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ntm_analysis.say.view import View

MOST_NAMED = 4  # More names than this are a list for the table below, not for a sentence.


def place_name(view: View, code: str) -> str:
    """Names a commune or the town, alive in the period or not; without a code the whole district."""
    names = {place.code: place.name for place in view.data.places}
    return names.get(code, code) if code else view.words.word("task.whole_district")


def body_name(view: View, code: str) -> str:
    """Names a body in charge, with its commune where it is one of a commune."""
    bodies = view.data.movement.bodies
    names = dict(zip(bodies["body"], bodies["name"], strict=True))
    of = dict(zip(bodies["body"], bodies["commune"], strict=True)).get(code, "")
    name = str(names.get(code, code))
    if not (view.is_district and of):
        return name
    return view.words.word("task.body_of", body=name, place=place_name(view, of))


def own_name(view: View) -> str:
    """Writes the page's place with its kind: ``Xã Điềm He``."""
    return view.words.word(f"page.{view.place.kind}_name", name=view.place.name)


def targets_named(view: View, ids: Iterable[str]) -> list[str]:
    """Names targets by their ids, each once."""
    names = {p.target.id: view.words.text(p.target.name) for p in view.targets}
    return [names[i] for i in dict.fromkeys(ids) if i in names]


def joined(view: View, names: Sequence[str], more: str = "and_more") -> str:
    """Joins names with commas and says how many more there are; ``and_more_units`` for places."""
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    count = view.words.number(len(names) - MOST_NAMED)
    return view.words.word(f"sentence.{more}", names=shown, count=count)
