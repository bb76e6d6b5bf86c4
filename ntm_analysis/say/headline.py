"""The one sentence about a commune: the most notable thing of its month, chosen by rule.

In order: a registered criterion lost, any criterion lost, criteria gained, a registration late, a target
endangered by overdue tasks, a criterion to strengthen, the largest gap in people or households, the largest
change of a share. Where nothing of the kind is known the sentence says so plainly.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.movement.conditions import to_strengthen
from ntm_analysis.judge.movement.registrations import follow_registrations
from ntm_analysis.model import Change, CriteriaSet, Direction, Period
from ntm_analysis.say.marks import (
    criterion_name,
    doubts,
    fraction,
    gap,
    indicator_name,
    measured,
    records,
    shown_date_of,
)
from ntm_analysis.say.names import joined, own_name, targets_named
from ntm_analysis.say.texts import signed
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View

# A change of a share below this, in percentage points, may be one household and makes no headline.
LEAST_CHANGE = Fraction(1)
_COUNTED = ("people", "households")
# A doubt about a threshold is the office's to settle (rule 6) and no news of the commune.
_SIGNS = ("failing", "levels_differ", "disagree")


def headline(view: View) -> str:
    """Says the most notable thing of a commune's month in one sentence; nothing where nothing is known."""
    criteria_set = view.set_in_force("standard")
    if criteria_set is None or not _is_known(view, criteria_set):
        return ""
    told = (rule(view, criteria_set) for rule in _RULES)
    said = next((sentence for sentence in told if sentence), view.words.word("headline.nothing"))
    return view.words.word("headline.of", place=own_name(view), said=said)


def _is_known(view: View, criteria_set: CriteriaSet) -> bool:
    counts = view.now.counts
    mine = counts[(counts["set"] == criteria_set.id) & (counts["commune"] == view.place.code)]
    return bool((mine["no_data"] < mine["total"]).any())


def _moved(view: View, criteria_set: CriteriaSet, direction: Direction) -> list[Change]:
    """Lists the criteria lost or gained since the previous period; none after a change of set or shape."""
    if view.before is None:
        return []
    return view.since(view.before).moved(criteria_set.id, direction, view.place.code)


def _registered(view: View, criteria_set: CriteriaSet) -> DataFrame:
    registered, criteria = view.data.movement.registrations, view.now.criteria
    rows = follow_registrations(registered, criteria, view.period, list(view.communes))
    mine: DataFrame = rows[(rows["commune"] == view.place.code) & (rows["set"] == criteria_set.id)]
    return mine


def _named(view: View, criteria_set: CriteriaSet, codes: list[str]) -> str:
    names = {c.code: view.words.text(c.name) for c in criteria_set.criteria}
    return joined(view, [f"{code} {names[code]}" for code in codes])


def _changed(view: View, changed: list[Change]) -> str:
    """Names criteria with the signs of what is not sure of them."""
    named = (f"{each.code} {criterion_name(view, each.set, each.code)}" for each in changed)
    signs = (doubts(view, each) for each in changed)
    return joined(view, [signed(view.words, *pair) for pair in zip(named, signs, strict=True)])


def _lost_promise(view: View, criteria_set: CriteriaSet) -> str:
    promised = set(_registered(view, criteria_set)["criterion"])
    lost = [change for change in _moved(view, criteria_set, Direction.LOST) if change.code in promised]
    if not lost:
        return ""
    named = _changed(view, lost)
    return view.words.word("headline.lost_promise", criteria=named, year=str(view.period.year))


def _lost(view: View, criteria_set: CriteriaSet) -> str:
    lost = _moved(view, criteria_set, Direction.LOST)
    return view.words.word("headline.lost", criteria=_changed(view, lost)) if lost else ""


def _gained(view: View, criteria_set: CriteriaSet) -> str:
    gained = _moved(view, criteria_set, Direction.GAINED)
    return view.words.word("headline.gained", criteria=_changed(view, gained)) if gained else ""


def _late_promise(view: View, criteria_set: CriteriaSet) -> str:
    rows = _registered(view, criteria_set)
    late = rows[rows["state"] == "late"]
    if late.empty:
        return ""
    order = [c.code for c in criteria_set.criteria]
    named = _named(view, criteria_set, sorted(late["criterion"], key=order.index))
    verdicts = ", ".join(dict.fromkeys(view.words.verdict(verdict) for verdict in late["verdict"]))
    return view.words.word("headline.late_promise", criteria=named, verdicts=verdicts)


def _endangered(view: View, _criteria_set: CriteriaSet) -> str:
    rows = followed(view)
    late = rows[rows["overdue"] & rows["endangered"].map(bool).astype(bool)]
    if late.empty:
        return ""
    names = targets_named(view, (target for targets in late["endangered"] for target in targets))
    targets = joined(view, names, "and_more_targets")
    return view.words.word("headline.endangered", n=view.words.number(len(late)), targets=targets)


def _to_strengthen(view: View, criteria_set: CriteriaSet) -> str:
    rows = view.now.criteria
    mine = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    signs = to_strengthen(mine, {view.place.code} if view.is_recognised else ())
    signs = signs[signs["sign"].isin(_SIGNS)]
    if signs.empty:
        return ""
    row = signs.iloc[0]
    named = _named(view, criteria_set, [str(row["criterion"])])
    sign = view.words.word(f"condition.signs.{row['sign']}")
    return view.words.word("headline.strengthen", criterion=named, sign=sign)


def _largest_gap(view: View, criteria_set: CriteriaSet) -> str:
    """Names the unmet indicator that most people or households are missing to.

    Of a criterion that counts as met the data alone say so: that is a discrepancy and no gap.
    """
    rows, criteria = view.unmet("standard"), view.now.criteria
    mine = (criteria["set"] == criteria_set.id) & (criteria["commune"] == view.place.code)
    held = criteria.loc[mine & criteria["met"], "criterion"]
    rows = rows[rows["gap_unit"].isin(_COUNTED) & rows["gap_count"].notna() & ~rows["criterion"].isin(held)]
    if rows.empty:
        return ""
    row: Any = next(records(rows.sort_values(["gap_count", "part"], ascending=[False, True])))
    figures = {"value": measured(view, row).text, "gap": gap(view, row).text, "day": shown_date_of(view, row)}
    said = view.words.word("headline.gap", code=row.part, name=indicator_name(view, row), **figures)
    return f"{said} {view.words.word('sentence.provisional')}" if row.provisional else said


def _largest_change(view: View, criteria_set: CriteriaSet) -> str:
    """Names the share measured this month that moved most since the value before it."""
    changes = [change for row in _fresh(view, criteria_set) if (change := _change(view, row))]
    if not changes:
        return ""
    moved, row, before = max(changes, key=lambda change: (abs(change[0]), change[1].part))
    return view.words.word(
        "headline.up" if moved > 0 else "headline.down",
        code=row.part,
        name=indicator_name(view, row),
        now=measured(view, row).text,
        before=measured(view, before).text,
        since=view.words.month(Period.from_number(int(before.value_month))),
    )


def _fresh(view: View, criteria_set: CriteriaSet) -> list[Any]:
    parts = view.now.parts
    mine = (parts["commune"] == view.place.code) & (parts["set"] == criteria_set.id)
    fresh = (parts["counts_from"] == view.period.number).fillna(value=False)
    return list(records(parts[mine & fresh & (parts["unit"] == "percent") & parts["num"].notna()]))


def _change(view: View, row: Any) -> tuple[Fraction, Any, Any] | None:
    """Gives the change in points with the row of the value before; None below the least change."""
    parts = view.course.parts
    same = (parts["commune"] == row.commune) & (parts["set"] == row.set) & (parts["part"] == row.part)
    earlier = parts[same & (parts["month"] < row.month) & (parts["sex"] == row.sex) & parts["num"].notna()]
    if earlier.empty:
        return None
    before: Any = list(records(earlier))[-1]
    now, then = fraction(row.num, row.den), fraction(before.num, before.den)
    if now is None or then is None or abs(now - then) < LEAST_CHANGE:
        return None
    return now - then, row, before


_RULES: tuple[Callable[[View, CriteriaSet], str], ...] = (
    _lost_promise,
    _lost,
    _gained,
    _late_promise,
    _endangered,
    _to_strengthen,
    _largest_gap,
    _largest_change,
)
