"""What a conclusion says of a commune: the most notable thing of its month, its state, what it misses.

What is most notable is chosen by rule, in this order: a target that names the commune, a registered
criterion lost, any criterion lost, a registration late, criteria gained or claimed, a criterion to
strengthen, the model area that a recognised commune owes, the largest gap in people or households, the
largest change of a share. Where nothing of the kind is known the sentence says so plainly.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.movement.conditions import CONDITIONS, to_strengthen
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import CriteriaSet, Direction, TargetKind, Verdict
from ntm_analysis.model.dataset import fraction
from ntm_analysis.say import marks
from ntm_analysis.say.conclusions.subjects import by_criterion, claimed
from ntm_analysis.say.conditions import near_recognition
from ntm_analysis.say.lacking import in_brief, lacking, part_in_brief, part_name
from ntm_analysis.say.texts import joined, listed
from ntm_analysis.say.units import of_place, registered, without_area
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
    said = next((told for told in (*_asked(view, of), *_news(view, of)) if told), "")
    return said or view.words.word("headline.nothing", place=view.place.name)


def _asked(view: View, of: CriteriaSet) -> Iterator[str]:
    """Tells where the commune stands with what the movement asks of it by name: what is open first."""
    words, done = view.words, list[str]()
    for progress in view.own_targets:
        target, own = progress.target, next((s for s in progress.named if s.commune == view.place.code), None)
        if own is None:
            continue
        named = {"place": view.place.name, "year": str(target.end.year)}
        if target.kind is TargetKind.RECOGNISED:
            if own.verdict is Verdict.MET:
                done.append(words.word("headline.recognised"))
                continue
            row = next(
                (r for r in marks.records(near_recognition(view)) if r.commune == view.place.code), None
            )
            open_ones = [c for c in CONDITIONS[1:] if row and getattr(row, c) != Verdict.MET]
            counted = {"criteria": len(lacking(view, view.place.code, of.id)), "conditions": len(open_ones)}
            lacks = [words.plural(f"headline.{key}", n) for key, n in counted.items() if n]
            nth = words.number(int(progress.value or 0) + 1)
            key = "to_recognition" if lacks else "awaits_recognition"
            yield words.word(f"headline.{key}", lacks=listed(words, lacks), nth=nth, **named)
        elif target.kind is TargetKind.CRITERION:
            name = words.text(target.brief)
            if own.verdict is Verdict.MET:
                done.append(name)
                continue
            found = lacking(view, view.place.code, target.set)
            told = next((in_brief(view, one) for one in found if one.row.criterion == target.criterion), "")
            yield words.word("headline.asked", name=name, told=told or words.verdict(own.verdict), **named)
    if done:
        named = {"place": view.place.name, "targets": listed(words, done)}
        left = len(lacking(view, view.place.code, of.id))
        more = words.plural("headline.left", left) if left else ""
        farthest = _farthest(view, of_place(view, view.now.criteria, of.id))
        more += words.word("headline.farthest", farthest=farthest) if left and farthest else ""
        yield words.word("headline.done", left=more, **named)


def _news(view: View, of: CriteriaSet) -> Iterator[str]:
    """Tells what is notable, the most notable first; what is not the case as an empty text."""
    words, promised, place = view.words, of_place(view, registered(view), of.id), view.place.name
    # Nothing moved after a change of set or shape, nor before there is a month to compare with.
    lost, gained = (
        view.since(view.before).moved(of.id, direction, view.place.code) if view.before else []
        for direction in (Direction.LOST, Direction.GAINED)
    )
    broken = [change for change in lost if change.code in set(promised["criterion"])]
    told = {"year": str(view.period.year), "place": place}
    for key, changed in (("lost_promise", broken), ("lost", lost)):
        yield words.word(f"headline.{key}", criteria=by_criterion(view, changed), **told) if changed else ""
    late = promised[promised["state"] == "late"]
    if len(late):
        order = [c.code for c in of.criteria]
        criteria = _named(view, of, sorted(late["criterion"], key=order.index))
        verdicts = ", ".join(dict.fromkeys(words.verdict(verdict) for verdict in late["verdict"]))
        yield words.word("headline.late_promise", place=place, criteria=criteria, verdicts=verdicts)
    for key, changed in (("gained", gained), ("claimed", claimed(view, of.id))):
        yield words.word(f"headline.{key}", criteria=by_criterion(view, changed), **told) if changed else ""
    held = of_place(view, view.now.criteria, of.id)
    weak = to_strengthen(held, {view.place.code} if view.is_recognised else ())
    for row in marks.records(weak[weak["sign"].isin(_SIGNS)].head(1)):
        sign = words.word(f"condition.signs.{row.sign}")
        criterion = _named(view, of, [str(row.criterion)])
        yield words.word("headline.strengthen", place=place, criterion=criterion, sign=sign)
    # What a recognised commune owes: a model residential area.
    if view.is_recognised and place in without_area(view):
        yield words.word("headline.owes_area", place=place)
    if farthest := _farthest(view, held):
        left = words.number(len(lacking(view, view.place.code, of.id)))
        yield words.word("headline.gap", place=place, left=left, farthest=farthest)
    yield _largest_change(view, of)


def _named(view: View, of: CriteriaSet, codes: Iterable[str]) -> str:
    return joined(view, [marks.numbered_name(view, of.id, code) for code in codes])


def _farthest(view: View, criteria: DataFrame) -> str:
    """Names the unmet indicator that most people or households are missing to, and by how many.

    Of a criterion that counts as met the data alone say so: that is a discrepancy and no gap.
    """
    rows, held = view.unmet("standard"), criteria.loc[criteria["met"], "criterion"]
    rows = rows[rows["gap_unit"].isin(_COUNTED) & rows["gap_count"].notna() & ~rows["criterion"].isin(held)]
    if rows.empty:
        return ""
    row: Any = next(marks.records(rows.sort_values(["gap_count", "part"], ascending=[False, True])))
    return f"{marks.numbered_name(view, row.set, row.criterion)}: {part_in_brief(view, row)}"


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
        place=view.place.name,
        name=part_name(view, row),
        now=marks.measured(view, row).text,
        before=marks.measured(view, before).text,
        since=marks.month_of(view, before.value_month),
    )


def commune_state(view: View) -> str:
    """Counts a commune's criteria, what changed since the first month, its rank, whether it is recognised."""
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
    known = mine[mine["no_data"] < mine["total"]].sort_values("month")
    if view.period.number not in set(known["month"]):
        return words.word("sentence.commune_unknown", recognised=standing)
    unchecked, met = int(now["met_unchecked"]), words.share(int(now["met"]), int(now["total"]))
    parts, first = [words.word("sentence.commune", met=met)], known.iloc[0]
    if unchecked:
        parts.append(words.word("sentence.beside_unchecked", unchecked=words.count(unchecked, "criteria")))
    if int(first["month"]) != view.period.number:
        change = int(now["met"]) - int(first["met"])
        told = {"change": words.count(abs(change), "criteria"), "since": marks.month_of(view, first["month"])}
        parts.append(
            words.word(f"sentence.change_{'none' if not change else 'up' if change > 0 else 'down'}", **told)
        )
    # Its rank; communes that meet as many share a place.
    counts = view.now.counts
    others = counts.loc[(counts["set"] == criteria_set.id) & (counts["no_data"] < counts["total"]), "met"]
    better, same = int((others > now["met"]).sum()), int((others == now["met"]).sum())
    ranked = {
        "rank": words.number(better + 1),
        "of": words.number(len(others)),
        "beside": words.number(same - 1),
    }
    rank = words.word("sentence.rank_shared" if same > 1 else "sentence.rank", **ranked)
    return f"{', '.join(parts)}; {rank}; {standing}."


def prospects(view: View) -> str:
    """Sets the commune's own estimate of what it is asked for beside the district's outlook."""
    words, told = view.words, list[str]()
    for progress in view.own_targets:
        own = next((state for state in progress.named if state.commune == view.place.code), None)
        if own is None or own.verdict is Verdict.MET:
            continue
        found = estimates_of(progress.target, view.data.movement.estimates, view.period)
        if stated := found.communes.get(view.place.code):
            said = words.verdict(Verdict.MET if stated.value else Verdict.NOT_MET)
            status = words.word(f"target_status.{view.own_status(progress)}")
            name = words.text(progress.target.brief)
            told.append(words.word("sentence.prospect", name=name, estimate=said, status=status))
    return " ".join(told)
