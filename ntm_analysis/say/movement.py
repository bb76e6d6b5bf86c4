"""The conclusion over the movement: targets, the roadmap, what changed."""

from __future__ import annotations

from ntm_analysis.say import overview
from ntm_analysis.say.headline import headline
from ntm_analysis.say.names import targets_named
from ntm_analysis.say.phrases import joined, targets_sentence
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View


def sentences(view: View) -> tuple[str, ...]:
    """Tells where the targets stand, which tasks are overdue and what they endanger."""
    if view.is_district:
        return (
            targets_sentence(view) or overview.sentences(view)[0],
            roadmap_sentence(view),
            overview.moved(view),
        )
    if not view.is_commune:
        return overview.sentences(view)
    return (headline(view), overview.commune_state(view), roadmap_sentence(view))


def roadmap_sentence(view: View) -> str:
    """Counts the overdue tasks and names the targets they endanger; without tasks there is nothing to say."""
    rows = followed(view)
    if rows.empty:
        return ""
    words, late = view.words, rows[rows["overdue"]]
    soon = words.number(int(rows["due_soon"].sum()))
    if late.empty:
        return words.word("roadmap.none_overdue", all=words.number(len(rows)), soon=soon)
    said = words.word("roadmap.overdue", n=words.number(len(late)), all=words.number(len(rows)), soon=soon)
    ids = dict.fromkeys(target for targets in late["endangered"] for target in targets)
    if not ids:
        return said
    names = targets_named(view, tuple(ids)).split("; ")
    endangered = words.word("roadmap.endangered", targets=joined(view, names, "and_more_targets"))
    return f"{said} {endangered}"
