"""What a conclusion says of a commune: the most notable thing of its month, its state, what it misses.

What is most notable is chosen by rule, in this order: a registered criterion lost, any criterion lost,
criteria gained, a registration late, a target endangered by overdue tasks, a criterion to strengthen, the
largest gap in people or households, the largest change of a share. Where nothing of the kind is known the
sentence says so plainly.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.movement.conditions import to_strengthen
from ntm_analysis.judge.poverty import lacking, review
from ntm_analysis.model import CriteriaSet, Direction, Rule, Status
from ntm_analysis.model.dataset import fraction
from ntm_analysis.say import marks
from ntm_analysis.say.texts import MOST_NAMED, joined, own_name, signed, targets_named
from ntm_analysis.say.units import followed, of_place, registered
from ntm_analysis.say.view import View

# A change of a share below this, in percentage points, may be one household and makes no headline.
LEAST_CHANGE = Fraction(1)
_COUNTED = ("people", "households")
# A doubt about a threshold is the office's to settle (rule 6) and no news of the commune.
_SIGNS = ("failing", "levels_differ", "disagree")


def headline(view: View) -> str:
    """Says the most notable thing of a commune's month in one sentence; nothing where nothing is known."""
    of = view.set_in_force("standard")
    mine = of_place(view, view.now.counts, of.id if of else "")
    if of is None or not (mine["no_data"] < mine["total"]).any():
        return ""
    said = next((told for told in _news(view, of) if told), view.words.word("headline.nothing"))
    return view.words.word("headline.of", place=own_name(view), said=said)


def _news(view: View, of: CriteriaSet) -> Iterator[str]:
    """Tells what is notable, the most notable first; what is not the case as an empty text."""
    words, promised = view.words, of_place(view, registered(view), of.id)
    # Nothing moved after a change of set or shape, nor before there is a month to compare with.
    lost, gained = (
        view.since(view.before).moved(of.id, direction, view.place.code) if view.before else []
        for direction in (Direction.LOST, Direction.GAINED)
    )
    broken = [change for change in lost if change.code in set(promised["criterion"])]
    for key, changed in (("lost_promise", broken), ("lost", lost), ("gained", gained)):
        named = (f"{each.code} {marks.criterion_name(view, each.set, each.code)}" for each in changed)
        signs = (marks.doubts(view, each) for each in changed)
        criteria = joined(view, [signed(words, *pair) for pair in zip(named, signs, strict=True)])
        year = str(view.period.year)
        yield words.word(f"headline.{key}", criteria=criteria, year=year) if changed else ""
    late = promised[promised["state"] == "late"]
    if len(late):
        order = [c.code for c in of.criteria]
        criteria = _named(view, of, sorted(late["criterion"], key=order.index))
        verdicts = ", ".join(dict.fromkeys(words.verdict(verdict) for verdict in late["verdict"]))
        yield words.word("headline.late_promise", criteria=criteria, verdicts=verdicts)
    tasks = followed(view)
    tasks = tasks[tasks["overdue"] & tasks["endangered"].map(bool).astype(bool)]
    if len(tasks):
        ids = (target for targets in tasks["endangered"] for target in targets)
        names = joined(view, targets_named(view, ids), "and_more_targets")
        yield words.word("headline.endangered", n=words.number(len(tasks)), targets=names)
    held = of_place(view, view.now.criteria, of.id)
    weak = to_strengthen(held, {view.place.code} if view.is_recognised else ())
    for row in marks.records(weak[weak["sign"].isin(_SIGNS)].head(1)):
        sign = words.word(f"condition.signs.{row.sign}")
        yield words.word("headline.strengthen", criterion=_named(view, of, [str(row.criterion)]), sign=sign)
    yield _largest_gap(view, held)
    yield _largest_change(view, of)


def _named(view: View, of: CriteriaSet, codes: Iterable[str]) -> str:
    return joined(view, [f"{code} {marks.criterion_name(view, of.id, code)}" for code in codes])


def _largest_gap(view: View, criteria: DataFrame) -> str:
    """Names the unmet indicator that most people or households are missing to.

    Of a criterion that counts as met the data alone say so: that is a discrepancy and no gap.
    """
    rows, held = view.unmet("standard"), criteria.loc[criteria["met"], "criterion"]
    rows = rows[rows["gap_unit"].isin(_COUNTED) & rows["gap_count"].notna() & ~rows["criterion"].isin(held)]
    if rows.empty:
        return ""
    row: Any = next(marks.records(rows.sort_values(["gap_count", "part"], ascending=[False, True])))
    figures = {
        "value": marks.measured(view, row).text,
        "gap": marks.gap(view, row).text,
        "day": marks.shown_date_of(view, row),
    }
    said = view.words.word("headline.gap", code=row.part, name=marks.indicator_name(view, row), **figures)
    return f"{said} {view.words.word('sentence.provisional')}" if row.provisional else said


def _largest_change(view: View, of: CriteriaSet) -> str:
    """Names the share measured this month that moved most since the value before it, in points."""
    both = (of_place(view, results.parts, of.id) for results in (view.now, view.course))
    parts, course = (rows[rows["num"].notna() & (rows["unit"] == "percent")] for rows in both)
    fresh = parts[(parts["counts_from"] == view.period.number).fillna(value=False)]
    known = course[(course["month"] < view.period.number) & course["part"].isin(fresh["part"])]
    last, moves = known.drop_duplicates(["part", "sex"], keep="last"), list[tuple[Fraction, Any, Any]]()
    earlier = {(row.part, row.sex): row for row in marks.records(last)}
    for row in marks.records(fresh):
        if before := earlier.get((row.part, row.sex)):
            now, then = fraction(row.num, row.den), fraction(before.num, before.den)
            if now is not None and then is not None and abs(now - then) >= LEAST_CHANGE:
                moves.append((now - then, row, before))
    if not moves:
        return ""
    moved, row, before = max(moves, key=lambda move: (abs(move[0]), move[1].part))
    return view.words.word(
        "headline.up" if moved > 0 else "headline.down",
        code=row.part,
        name=marks.indicator_name(view, row),
        now=marks.measured(view, row).text,
        before=marks.measured(view, before).text,
        since=marks.month_of(view, before.value_month),
    )


def commune_state(view: View) -> str:
    """Counts a commune's criteria, says whether it is recognised and what changed since the first month."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    mine = of_place(view, view.results.counts, criteria_set.id)
    now = mine[mine["month"] == view.period.number].iloc[0]
    # Recognised, waiting for its decision, or neither (rule 12).
    rows, standing = view.now.recognised, words.word("sentence.not_recognised")
    for row in marks.records(rows[(rows["commune"] == view.place.code) & (rows["level"] == "ntm")].head(1)):
        made_up = "_illustrative" if row.illustrative else ""
        key = "sentence.awaiting" if row.awaiting else f"sentence.recognised{made_up}"
        standing = words.word(key, year=str(row.credited_year))
    told = {"place": own_name(view), "month": words.month(view.period), "recognised": standing}
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
    told = {"change": words.count(abs(change), "criteria"), "since": marks.month_of(view, first["month"])}
    way = "none" if change == 0 else "up" if change > 0 else "down"
    return f"{said} {words.word(f'sentence.change_{way}', **told)}"


def missing_sentence(view: View) -> str:
    """Names the unmet indicators closest to their threshold, by how many people or items they miss."""
    words, rows = view.words, view.unmet("standard")
    if not rows.empty:
        return _missing(view, rows, "missing")
    # A recognised commune is held against the advanced set too: its gaps are gaps.
    above = view.unmet("advanced") if len(view.sets) > 1 else rows
    said = words.word("sentence.nothing_unmet")
    return said if above.empty else f"{said} {_missing(view, above, 'missing_advanced')}"


def _missing(view: View, rows: DataFrame, key: str) -> str:
    """Writes ``15.1 (Y tế) 88,8%, thêm 13 người`` of each; what is done or not done has no figure."""
    words, told = view.words, list[str]()
    for row in marks.records(rows.head(MOST_NAMED)):
        named = {"code": row.part, "name": marks.criterion_name(view, row.set, row.criterion)}
        if row.rule == Rule.IS_TRUE:
            told.append(words.word("sentence.gap_plain", **named))
        else:
            figures = {"value": marks.measured(view, row).text, "gap": marks.gap(view, row).text}
            told.append(words.word("sentence.gap", **figures, **named))
    told += [""] * (len(rows) - len(told))
    return words.word(f"sentence.{key}", count=words.count(len(rows), "indicators"), gaps=joined(view, told))


def poverty_sentence(view: View) -> str:
    """Gives the poor and near-poor households of the place with the date of the review (rule 13)."""
    if view.area is None or view.area.id != "poverty":
        return ""
    words, row = view.words, review(view.now.poverty, view.data.poverty_line, view.place.code)
    if row is None:
        return words.word("sentence.no_poverty")
    if not row.complete:
        units = lacking(view.now.poverty, view.data.poverty_line, view.data.communes, view.period)
        return words.word("sentence.poverty_incomplete", units=joined(view, units, "and_more_units"))
    poor, near, households = int(row.poor), int(row.near_poor), int(row.households)
    told = {"date": marks.shown_date_of(view, row)}
    for kind, n in (("poor", poor), ("near", near)):
        told |= {
            kind: words.count(n, "households"),
            f"{kind}_rate": words.percent(Fraction(100 * n, households)),
        }
    said = words.word("sentence.poverty", **told)
    preliminary = row.status == Status.PRELIMINARY
    return f"{said} {words.word('sentence.preliminary')}" if preliminary else said
