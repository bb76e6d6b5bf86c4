"""How places, bodies in charge and targets are named wherever they stand."""

from __future__ import annotations

from ntm_analysis.say.view import View


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


def targets_named(view: View, ids: tuple[str, ...]) -> str:
    """Names targets by their ids."""
    names = {p.target.id: view.words.text(p.target.name) for p in view.targets}
    return "; ".join(names[i] for i in ids if i in names)
