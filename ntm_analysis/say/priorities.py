"""What would close the gap first, in the order in which it is least effort."""

from __future__ import annotations

from markupsafe import Markup
from pandas import DataFrame, MultiIndex, Series

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.model import Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.indicators import known_indicators
from ntm_analysis.say.view import View

_OPEN = [Verdict.NOT_MET.value, Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]
MOST_ROWS = 12  # A leader acts on a dozen gaps; the rest stay in the indicator tables of each commune.


def priorities(view: View, role: str = "standard") -> Display | None:
    """Lists the unmet indicators with the smallest gap to close, people and items first (rule 10).

    The district's list goes over all communes and leads with criteria that one indicator alone
    keeps from being met.
    """
    criteria_set = view.set_in_force(role)
    if criteria_set is None:
        return None
    rows = unmet(view, role)
    if rows.empty:
        return None
    words, known = view.words, known_indicators(criteria_set)
    keys = ("indicator", "value", "threshold", "effort")
    columns = [Column(words.word(f"table.{key}")) for key in keys]
    if view.is_district:
        columns.insert(0, Column(words.word("table.commune")))
    body = []
    for row in marks.records(rows.head(MOST_ROWS)):
        name = Markup("{} {}").format(element("b", known[row.part].code), words.text(known[row.part].name))
        cells: list[object] = [
            name,
            marks.shown_value(view, row),
            marks.shown_threshold(view, row),
            marks.shown_gap(view, row),
        ]
        body.append([view.communes[row.commune], *cells] if view.is_district else cells)
    key = "priorities_caption_advanced" if role == "advanced" else "priorities_caption"
    shown = table(words.word(f"table.{key}"), columns, body, kind="priorities")
    notes = [words.word("table.denominator_fixed")]
    if len(rows) > MOST_ROWS:
        notes.append(words.word("table.more_rows", count=words.number(len(rows) - MOST_ROWS)))
    return Display(shown + element("p", " ".join(notes), class_="note"))


def unmet(view: View, role: str) -> DataFrame:
    """Lists the measured parts that are not met, those alone in their criterion first, then by gap."""
    criteria_set = view.set_in_force(role)
    parts = view.now.parts
    if criteria_set is None:
        return parts.head(0)
    mine = (parts["set"] == criteria_set.id) & (parts["verdict"] == "not_met")
    mine &= parts["criterion"].isin(view.criteria_of(criteria_set))
    if not view.is_district:
        mine &= parts["commune"] == view.place.code
    rows = parts[mine]
    # A part without data may fail as well: a criterion that waits for one is not a single gap away.
    open_parts = parts[(parts["set"] == criteria_set.id) & parts["verdict"].isin(_OPEN)]
    standing = open_parts.groupby(["commune", "criterion"])["part"].size()
    in_criterion = Series(
        standing.reindex(MultiIndex.from_frame(rows[["commune", "criterion"]])).to_numpy(), rows.index
    )
    share = rows["gap_count"].astype("Float64") / rows["denominator"].astype("Float64")
    ordered = rows.assign(
        in_criterion=in_criterion,
        gap_share=share.fillna(1.0),
        confidence_open=rows["provisional"],
    )
    return ordered.sort_values(["in_criterion", "gap_share", "commune", "part"], kind="stable")
