"""What a conclusion says of a commune: the most notable thing of its month, chosen by rule, and its state.

In order: a registered criterion lost, any criterion lost, criteria gained, a registration late, a target
endangered by overdue tasks, a criterion to strengthen, the largest gap in people or households, the largest
change of a share. Where nothing of the kind is known the sentence says so plainly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from ntm_analysis.judge.movement.conditions import to_strengthen
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
from ntm_analysis.say.texts import joined, own_name, signed, targets_named
from ntm_analysis.say.units import followed, registered
from ntm_analysis.say.view import View

# A change of a share below this, in percentage points, may be one household and makes no headline.
LEAST_CHANGE = Fraction(1)
_COUNTED = ("people", "households")
# A doubt about a threshold is the office's to settle (rule 6) and no news of the commune.
_SIGNS = ("failing", "levels_differ", "disagree")


def headline(view: View) -> str:
    """Says the most notable thing of a commune's month in one sentence; nothing where nothing is known."""
    of, counts = view.set_in_force("standard"), view.now.counts
    mine = counts[(counts["set"] == (of.id if of else "")) & (counts["commune"] == view.place.code)]
    if of is None or not (mine["no_data"] < mine["total"]).any():
        return ""
    said = next((told for told in _news(view, of) if told), view.words.word("headline.nothing"))
    return view.words.word("headline.of", place=own_name(view), said=said)


def _news(view: View, of: CriteriaSet) -> Iterator[str]:
    """Tells what is notable, the most notable first; what is not the case as an empty text."""
    words, rows = view.words, registered(view)
    promised = rows[(rows["commune"] == view.place.code) & (rows["set"] == of.id)]
    # Nothing moved after a change of set or shape, nor before there is a month to compare with.
    lost, gained = (
        view.since(view.before).moved(of.id, direction, view.place.code) if view.before else []
        for direction in (Direction.LOST, Direction.GAINED)
    )
    if broken := [change for change in lost if change.code in set(promised["criterion"])]:
        year = str(view.period.year)
        yield words.word("headline.lost_promise", criteria=_changed(view, broken), year=year)
    for key, changed in (("lost", lost), ("gained", gained)):
        yield words.word(f"headline.{key}", criteria=_changed(view, changed)) if changed else ""
    late = promised[promised["state"] == "late"]
    if len(late):
        order = [c.code for c in of.criteria]
        named = _named(view, of, sorted(late["criterion"], key=order.index))
        verdicts = ", ".join(dict.fromkeys(words.verdict(verdict) for verdict in late["verdict"]))
        yield words.word("headline.late_promise", criteria=named, verdicts=verdicts)
    tasks = followed(view)
    tasks = tasks[tasks["overdue"] & tasks["endangered"].map(bool).astype(bool)]
    if len(tasks):
        ids = (target for targets in tasks["endangered"] for target in targets)
        names = joined(view, targets_named(view, ids), "and_more_targets")
        yield words.word("headline.endangered", n=words.number(len(tasks)), targets=names)
    yield from (rule(view, of) for rule in (_to_strengthen, _largest_gap, _largest_change))


def _named(view: View, of: CriteriaSet, codes: Iterable[str]) -> str:
    return joined(view, [f"{code} {criterion_name(view, of.id, code)}" for code in codes])


def _changed(view: View, changed: list[Change]) -> str:
    """Names criteria with the signs of what is not sure of them."""
    named = (f"{each.code} {criterion_name(view, each.set, each.code)}" for each in changed)
    signs = (doubts(view, each) for each in changed)
    return joined(view, [signed(view.words, *pair) for pair in zip(named, signs, strict=True)])


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


def _largest_change(view: View, of: CriteriaSet) -> str:
    """Names the share measured this month that moved most since the value before it, in points."""
    parts, course, moves = view.now.parts, view.course.parts, list[tuple[Fraction, Any, Any]]()
    fresh = (parts["counts_from"] == view.period.number).fillna(value=False) & (parts["unit"] == "percent")
    mine = (parts["commune"] == view.place.code) & (parts["set"] == of.id) & parts["num"].notna()
    for row in records(parts[mine & fresh]):
        same = (course["commune"] == row.commune) & (course["set"] == row.set) & (course["part"] == row.part)
        same &= (course["month"] < row.month) & (course["sex"] == row.sex) & course["num"].notna()
        for before in records(course[same].tail(1)):
            now, then = fraction(row.num, row.den), fraction(before.num, before.den)
            if now is not None and then is not None and abs(now - then) >= LEAST_CHANGE:
                moves.append((now - then, row, before))
    if not moves:
        return ""
    moved, row, before = max(moves, key=lambda move: (abs(move[0]), move[1].part))
    return view.words.word(
        "headline.up" if moved > 0 else "headline.down",
        code=row.part,
        name=indicator_name(view, row),
        now=measured(view, row).text,
        before=measured(view, before).text,
        since=view.words.month(Period.from_number(int(before.value_month))),
    )


def commune_state(view: View) -> str:
    """Counts a commune's criteria, says whether it is recognised and what changed since the first month."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    history = view.results.counts
    mine = history[(history["set"] == criteria_set.id) & (history["commune"] == view.place.code)]
    now = mine[mine["month"] == view.period.number].iloc[0]
    told = {"place": own_name(view), "month": words.month(view.period), "recognised": _recognition(view)}
    known = mine[mine["no_data"] < mine["total"]].sort_values("month")
    if view.period.number not in set(known["month"]):
        return words.word("sentence.commune_unknown", **told)
    unchecked, met = int(now["met_unchecked"]), words.share(int(now["met"]), int(now["total"]))
    key = "sentence.commune_unchecked" if unchecked else "sentence.commune"
    said = words.word(key, met=met, unchecked=words.count(unchecked, "criteria"), **told)
    first = known.iloc[0]
    if int(first["month"]) == view.period.number:
        return said
    change = int(now["met"]) - int(first["met"])
    since = words.month(Period.from_number(int(first["month"])))
    way = "none" if change == 0 else "up" if change > 0 else "down"
    return (
        said
        + " "
        + words.word(f"sentence.change_{way}", change=words.count(abs(change), "criteria"), since=since)
    )


def _recognition(view: View) -> str:
    """Says whether the commune is recognised, waits for its decision, or neither (rule 12)."""
    words = view.words
    rows = view.now.recognised
    mine = rows[(rows["commune"] == view.place.code) & (rows["level"] == "ntm")]
    if mine.empty:
        return words.word("sentence.not_recognised")
    row = mine.iloc[0]
    if row["awaiting"]:
        return words.word("sentence.awaiting")
    key = "sentence.recognised_illustrative" if row["illustrative"] else "sentence.recognised"
    return words.word(key, year=str(row["credited_year"]))
