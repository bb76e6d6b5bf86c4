"""From the source row to the verdict: each step of one verdict with its rule and where it is from."""

from collections.abc import Iterator
from typing import Any

from pandas import DataFrame

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Level, Rule, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.criteria import CRITERIA
from ntm_analysis.say.indicators import INDICATORS
from ntm_analysis.say.recorded import ratio, recorded, small_number
from ntm_analysis.say.texts import near, pieces, text_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Judged, Shown, Table, Words, heads

_HEADS = ("step", "told", "rule", "source")


def explained(view: View, code: str, role: str = "standard") -> Shown:
    """Shows for the page's commune how a criterion or an indicator comes to its verdict, step by step.

    Each step has what it came to, the number of its rule of evaluation, and the row of the data or the
    decision it rests on. Raises NtmError for a code that the role's set does not have, with the nearest.
    """
    used = view.set_in_force(role)
    own = (view.now.parts, view.now.criteria)
    parts, criteria = (
        rows[(rows["commune"] == view.place.code) & (rows["set"] == (used.id if used else ""))]
        for rows in own
    )
    whole = criteria[criteria["criterion"] == code]
    asked = parts[(parts["criterion"] == code) | (parts["indicator"] == code) | (parts["part"] == code)]
    if used is None or asked.empty:
        known = {*parts["criterion"], *parts["indicator"], *parts["part"]}
        found = f"không có tiêu chí hay chỉ tiêu “{code}” ở {view.place.name}"
        raise NtmError(f"{found}; gần nhất: {near(code, known)}")
    return Shown((_of_set(view, used.id, asked, whole),), view.words)


def _of_set(view: View, set_id: str, parts: DataFrame, whole: DataFrame) -> Table:
    words, steps = view.words, list[tuple[Cell, ...]]()
    for indicator, components in parts.groupby("indicator", sort=False):
        for row in marks.records(components):
            steps += _of_part(view, row)
        if len(components) > 1:
            mine = view.now.indicators
            mine = mine[(mine["commune"] == view.place.code) & (mine["set"] == set_id)]
            joined = next(marks.records(mine[mine["indicator"] == indicator]))
            steps.append(_step(view, "joined", INDICATORS.facts["verdict"](view, joined), 2, code=indicator))
    for row in marks.records(whole):
        steps += _of_criterion(view, row)
    what = marks.titled(view, set_id, parts["criterion"].iloc[0])
    title = words.word(
        "explain.caption",
        place=view.place.name,
        what=text_of(words, what),
        month=words.month(view.period),
        set=words.text(view.data.criteria.sets[set_id].title),
    )
    return Table("explained", title, heads(words, "explain", _HEADS), tuple(steps))


def _of_part(view: View, row: Any) -> Iterator[tuple[Cell, ...]]:
    """Walks from what was recorded to the verdict of one indicator or component."""
    words, facts, code = view.words, INDICATORS.facts, row.part
    name = marks.indicator_name(view, row)
    yield _step(
        view, "asked", Words(name), "", marks.decision_of(view, view.data.criteria.sets[row.set]), code=code
    )
    for told, source in recorded(view, row):
        yield _step(view, "recorded", Words(told), "", source, code=code)
    if row.verdict == Verdict.NOT_APPLICABLE:
        yield _step(view, "judged", facts["verdict"](view, row), 1, code=code)
        return
    dated, remark = marks.dated(view, row).text, text_of(words, facts["remark"](view, row))
    value = (*pieces(words, marks.measured(view, row)), Words(ratio(view, row)))
    yield _step(
        view, "counts", _followed(view, value, dated, remark, small_number(view, row)), "3, 4, 9", code=code
    )
    if row.rule != Rule.ALL_OF:
        sure = Words(f" ({words.word(f'confidence.{row.confidence}')})")
        asked = (*pieces(words, marks.threshold(view, row)), sure)
        source = text_of(words, facts["threshold_source"](view, row))
        yield _step(view, "threshold", asked, "5, 7", source, code=code)
    margin = text_of(words, facts["margin"](view, row))
    yield _step(view, "judged", _followed(view, facts["verdict"](view, row), margin), "1, 10", code=code)


def _of_criterion(view: View, row: Any) -> Iterator[tuple[Cell, ...]]:
    """Walks from the verdict computed to the official one."""
    words, code = view.words, row.criterion
    lacks = words.word("table.missing", codes=row.missing) if row.missing else ""
    computed = CRITERIA.facts["computed"](view, row)
    yield _step(view, "computed", _followed(view, computed, lacks), 2, code=code)
    said = view.data.verdicts
    said = said[(said["commune"] == row.commune) & (said["set"] == row.set) & (said["criterion"] == code)]
    said = said[said["month"] <= view.period.number].sort_values(["month", "row"], kind="stable")
    for level in Level:
        for each in marks.records(said[said["level"] == level.value].tail(1)):
            level_named, month = words.word(f"level.{level}"), marks.month_of(view, each.month)
            by = words.word("table.reported_by", level=level_named, month=month)
            told = (Words(f"{by}: "), Judged(Verdict(each.verdict)))
            yield _step(view, "reported", told, 6, f"verdicts.csv:{each.row}; {each.source}", code=code)
    remark = text_of(words, CRITERIA.facts["remark"](view, row))
    official = CRITERIA.facts["verdict"](view, row)
    yield _step(
        view, "official", _followed(view, official, marks.basis(view, row), remark), "6, 7", code=code
    )


def _followed(view: View, cell: Cell, *more: str) -> Cell:
    """Puts texts behind a cell, with semicolons between; what is empty is left out."""
    return (*pieces(view.words, cell), *(Words(f"; {each}") for each in more if each))


def _step(
    view: View, step: str, told: Cell, rule: object, source: str = "", **named: object
) -> tuple[Cell, ...]:
    return view.words.word(f"explain.{step}", **named), told, str(rule), source
