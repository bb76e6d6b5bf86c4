"""What changed from one month to a later one: the one comparison that every page, paper and command reads.

A change that comes from another set, or from another shape of a commune, is told as that and is never
something gained or lost (rule 8). Gained and lost are counted apart and never netted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from ntm_analysis.judge.movement.mergers import Merger, mergers
from ntm_analysis.judge.targets.progress import follow_targets
from ntm_analysis.model import BackAndForth, Change, ChangeKind, ChangeReason, Direction, Period
from ntm_analysis.model.dataset import Dataset, Results, fraction

_TWICE = 2  # a criterion that changed once between the months differs at their ends


@dataclass(frozen=True)
class Changes:
    """What changed from a month to a later one; each kind is worked out when it is first asked for.

    ``was`` is another state of the data that the earlier month is taken from, or what the same month was.
    """

    data: Dataset
    results: Results
    before: Period
    now: Period
    was: tuple[Dataset, Results] | None = None

    def __iter__(self) -> Iterator[Change]:
        """Walks over what changed: targets, recognitions, verdicts, values."""
        return iter((*self.targets, *self.recognitions, *self.verdicts, *self.measured))

    @cached_property
    def mergers(self) -> tuple[Merger, ...]:
        """Lists the units that took another shape in between."""
        return mergers(self.data, self.before, self.now)

    @cached_property
    def reshaped(self) -> frozenset[str]:
        """Names the units merged or split in between, with those that are gone."""
        of_parts = (code for merger in self.mergers for code, _ in merger.parts)
        return frozenset({*(merger.code for merger in self.mergers), *of_parts})

    @cached_property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """Pairs the sets that followed each other in a role in between, the earlier one first."""
        then, today = ({s.role: s.set for s in self.data.sets if s.holds_in(m)} for m in self._months)
        return tuple((then[role], new) for role, new in today.items() if then.get(role, new) != new)

    @property
    def _months(self) -> tuple[Period, Period]:
        return self.before, self.now

    @property
    def _states(self) -> tuple[tuple[Dataset, Results, Period], tuple[Dataset, Results, Period]]:
        now = (self.data, self.results)
        return (*(self.was or now), self.before), (*now, self.now)

    @property
    def targets(self) -> tuple[Change, ...]:
        """Lists the targets whose value or status is another one."""
        earlier, later = ({p.target.id: p for p in follow_targets(*state)} for state in self._states)
        pairs = ((earlier[of], now) for of, now in later.items() if of in earlier)
        reason = ChangeReason.MERGED if self.reshaped else ChangeReason.NONE
        return tuple(
            Change(
                ChangeKind.TARGET, "", now.target.set, now.target.id, str(was.status), str(now.status),
                was.value, now.value, now.target.unit, reason=reason,
                provisional=was.provisional or now.provisional,
                illustrative=was.illustrative or now.illustrative,
                was_preliminary=was.preliminary, now_preliminary=now.preliminary,
            )
            for was, now in pairs
            if (was.value, was.status) != (now.value, now.status)
        )  # fmt: skip

    @cached_property
    def recognitions(self) -> tuple[Change, ...]:
        """Lists the communes whose standing at a level is another one (rule 12)."""
        found = []
        for was, row, (place, _, level) in self._paired("recognised", "level"):
            earlier, state = (
                "" if each is None else "awaiting" if each.awaiting else "recognised" for each in (was, row)
            )
            if place in self.reshaped:
                direction = Direction.MERGED
            elif state == "recognised":
                direction = Direction.GAINED
            else:
                direction = Direction.LOST if earlier == "recognised" else Direction.OTHER
            shown: Any = was if row is None else row
            if state != earlier:
                found.append(
                    Change(
                        ChangeKind.RECOGNITION, place, "", level, earlier, state,
                        direction=direction, illustrative=bool(shown.illustrative),
                    )
                )  # fmt: skip
        return tuple(found)

    @cached_property
    def verdicts(self) -> tuple[Change, ...]:
        """Lists the official verdicts that are other ones, and those that only one of the months has.

        What only one month holds against the set is new or gone; gained and lost turn on đạt alone (rule 8).
        """
        found = []
        for was, row, (place, of_set, code) in self._paired("criteria", "criterion"):
            both = [each for each in (was, row) if each is not None]
            if merged := place in self.reshaped:
                direction = Direction.MERGED
            elif row is None or was is None:
                direction = Direction.GONE if row is None else Direction.NEW
            elif (was.verdict, bool(was.unchecked)) == (row.verdict, bool(row.unchecked)):
                continue
            elif bool(was.met) == bool(row.met):
                direction = Direction.OTHER
            else:
                direction = Direction.GAINED if row.met else Direction.LOST
            told: Any = None if merged else row
            change = Change(
                ChangeKind.VERDICT, place, of_set, code,
                was="" if was is None else was.verdict, now="" if row is None else row.verdict,
                reason=ChangeReason.MERGED if merged else ChangeReason.NONE, direction=direction,
                provisional=not merged and any(bool(each.provisional) for each in both),
                illustrative=any(bool(each.illustrative) for each in both),
                unchecked=told is not None and bool(told.unchecked),
                discrepancy="" if told is None else told.discrepancy,
                levels_differ=told is not None and bool(told.levels_differ),
            )  # fmt: skip
            found.append(change)
        return tuple(found)

    @cached_property
    def measured(self) -> tuple[Change, ...]:
        """Lists the indicators with another value or verdict, held against the same set in both months."""
        found = []
        for was, row, (place, of_set, code) in self._paired("indicators", "indicator"):
            if row is None or was is None or place in self.reshaped:
                continue
            earlier, value = fraction(was.num, was.den), fraction(row.num, row.den)
            if earlier == value and row.verdict == was.verdict:
                continue
            asked, asks = (fraction(each.threshold_num, each.threshold_den) for each in (was, row))
            moved = earlier == value and asked != asks
            reason = ChangeReason.THRESHOLD if moved else ChangeReason.NONE
            if row.stale or (row.late and not was.late):
                reason = ChangeReason.STALE if row.stale else ChangeReason.LATE
            change = Change(
                ChangeKind.VALUE, place, of_set, code, was.verdict, row.verdict,
                earlier, value, row.unit, asked, asks, row.rule, reason,
                provisional=bool(row.provisional or was.provisional),
                illustrative=bool(row.illustrative or was.illustrative),
            )  # fmt: skip
            found.append(change)
        return tuple(found)

    def moved(self, set_id: str, direction: Direction, commune: str = "") -> list[Change]:
        """Lists the criteria of a set gained, or lost, by all communes or by one."""
        return [
            change
            for change in self.verdicts
            if (change.set, change.direction) == (set_id, direction) and commune in {"", change.place}
        ]

    def ahead(self, set_id: str) -> list[tuple[str, list[Change], list[Change]]]:
        """Lists the communes that gained more criteria than they lost, the most first, with both."""
        found = []
        for commune in dict.fromkeys(change.place for change in self.verdicts):
            gained = self.moved(set_id, Direction.GAINED, commune)
            lost = self.moved(set_id, Direction.LOST, commune)
            if len(gained) > len(lost):
                found.append((commune, gained, lost))
        return sorted(found, key=lambda one: (len(one[2]) - len(one[1]), one[0]))

    def comparable(self, set_id: str) -> frozenset[str]:
        """Names the communes held against a set in both months, in the same shape."""
        rows = self.results.criteria
        rows = rows[rows["set"] == set_id]
        then, today = (set(rows.loc[rows["month"] == month.number, "commune"]) for month in self._months)
        return frozenset(then & today) - self.reshaped

    def back_and_forth(self, set_id: str) -> tuple[BackAndForth, ...]:
        """Finds what the two ends of the time do not show, month by month, in the order of the results."""
        rows = self.results.criteria
        rows = rows[(rows["set"] == set_id) & rows["month"].between(self.before.number, self.now.number)]
        alive = rows.loc[rows["month"] == self.now.number, "commune"]
        rows = rows[rows["commune"].isin(alive) & ~rows["commune"].isin(list(self.reshaped))]
        found = []
        for (commune, criterion), course in rows.groupby(["commune", "criterion"], sort=False):
            states = course.sort_values("month")[["month", "met"]].to_numpy().tolist()
            months = tuple(Period.from_number(now[0]) for was, now in pairwise(states) if was[1] != now[1])
            if len(months) >= _TWICE:
                found.append(BackAndForth(str(commune), str(criterion), bool(states[0][1]), months))
        return tuple(found)

    def _paired(self, table: str, key: str) -> Iterator[tuple[Any | None, Any | None, tuple[str, str, str]]]:
        """Pairs the rows of both months by commune, set and key: the later one's order, then what is gone."""
        found = []
        for _, results, month in self._states:
            rows = results.named(table)
            mine = rows[rows["month"] == month.number]
            sets: Iterable[str] = mine["set"] if "set" in mine else [""] * len(mine)
            keys = zip(mine["commune"], sets, mine[key], strict=True)
            found.append(dict(zip(keys, mine.itertuples(index=False), strict=True)))
        earlier, later = found
        for code in [*later, *(code for code in earlier if code not in later)]:
            yield earlier.get(code), later.get(code), code
