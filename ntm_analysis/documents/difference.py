"""What changed between two periods: values, verdicts, recognitions, targets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge import Results
from ntm_analysis.judge.targets import Progress


class Kind(StrEnum):
    """What has changed."""

    TARGET = "target"
    RECOGNITION = "recognition"
    VERDICT = "verdict"
    VALUE = "value"


class Direction(StrEnum):
    """How a verdict or a recognition changed; a new set is no gain and no loss."""

    GAINED = "gained"
    LOST = "lost"
    OTHER = "other"
    NEW = "new"  # held against this set only in the later period
    GONE = "gone"  # held against it only in the earlier one
    MERGED = "merged"  # of a unit that was merged or split: what it was is not compared with what it became


class Reason(StrEnum):
    """Why a verdict changed where the value alone does not tell."""

    STALE = "stale"  # two due dates passed: the value is there and counts no more
    LATE = "late"  # one due date passed: it still counts
    THRESHOLD = "threshold"  # the value stayed, what it must reach did not
    MERGED = "merged"  # communes were merged or split in between
    NONE = ""


@dataclass(frozen=True)
class Change:
    """One thing that is not what it was. ``place`` is a commune's code, empty for a target.

    ``was`` and ``now`` are codes of verdicts or statuses; ``was_value`` and ``now_value`` exact.
    """

    kind: Kind
    place: str
    set: str
    code: str
    was: str
    now: str
    was_value: Fraction | None = None
    now_value: Fraction | None = None
    unit: str = ""
    was_threshold: Fraction | None = None
    now_threshold: Fraction | None = None
    rule: str = ""
    reason: Reason = Reason.NONE
    direction: Direction = Direction.OTHER
    provisional: bool = False
    illustrative: bool = False
    was_preliminary: bool = False
    now_preliminary: bool = False
    unchecked: bool = False  # the commune itself says đạt now, which nobody checked and does not count


@dataclass(frozen=True)
class Followed:
    """One period's results with its targets."""

    results: Results
    targets: tuple[Progress, ...]


def difference(before: Followed, now: Followed, reshaped: Collection[str] = ()) -> tuple[Change, ...]:
    """Lists what changed: targets, recognitions, verdicts, values; nothing that stayed as it was.

    ``reshaped`` are units merged or split in between: one that was is not compared with what it became.
    """
    return (
        *_targets(before.targets, now.targets, Reason.MERGED if reshaped else Reason.NONE),
        *_recognitions(before.results.recognised, now.results.recognised, reshaped),
        *_verdicts(before.results.criteria, now.results.criteria, reshaped),
        *_values(before.results.indicators, now.results.indicators, reshaped),
    )


def _targets(before: Sequence[Progress], now: Sequence[Progress], reason: Reason) -> Iterator[Change]:
    earlier = {progress.target.id: progress for progress in before}
    for progress in now:
        was = earlier[progress.target.id]
        if (was.value, was.status) != (progress.value, progress.status):
            target = progress.target
            yield Change(
                Kind.TARGET, "", target.set, target.id, str(was.status), str(progress.status),
                was.value, progress.value, target.unit, reason=reason,
                provisional=was.provisional or progress.provisional,
                illustrative=was.illustrative or progress.illustrative,
                was_preliminary=was.preliminary, now_preliminary=progress.preliminary,
            )  # fmt: skip


def _recognitions(before: DataFrame, now: DataFrame, reshaped: Collection[str]) -> Iterator[Change]:
    for row, was, (place, _, level) in _paired(before.assign(set=""), now.assign(set=""), "level"):
        state, earlier = _standing(row), _standing(was)
        if state != earlier:
            shown: Any = was if row is None else row
            direction = {"recognised": Direction.GAINED}.get(state, Direction.OTHER)
            if earlier == "recognised":
                direction = Direction.LOST
            if place in reshaped:
                direction = Direction.MERGED
            yield Change(
                Kind.RECOGNITION, place, "", level, earlier, state,
                direction=direction, illustrative=bool(shown.illustrative),
            )  # fmt: skip


def _standing(row: Any) -> str:
    if row is None:
        return ""
    return "awaiting" if row.awaiting else "recognised"


def _verdicts(before: DataFrame, now: DataFrame, reshaped: Collection[str]) -> Iterator[Change]:
    for row, was, (place, of_set, code) in _paired(before, now, "criterion"):
        if place in reshaped:
            shown: Any = was if row is None else row
            yield Change(
                Kind.VERDICT, place, of_set, code,
                was="" if was is None else was.verdict, now="" if row is None else row.verdict,
                reason=Reason.MERGED, direction=Direction.MERGED, illustrative=bool(shown.illustrative),
            )  # fmt: skip
        elif row is None or was is None:
            shown = was if row is None else row
            direction = Direction.GONE if row is None else Direction.NEW
            yield Change(
                Kind.VERDICT, place, of_set, code,
                was="" if was is None else was.verdict,
                now="" if row is None else row.verdict,
                direction=direction,
                provisional=bool(shown.provisional), illustrative=bool(shown.illustrative),
            )  # fmt: skip
        elif (row.verdict, row.unchecked) != (was.verdict, was.unchecked):
            direction = Direction.GAINED if row.met else Direction.LOST if was.met else Direction.OTHER
            yield Change(
                Kind.VERDICT, place, of_set, code, was.verdict, row.verdict, direction=direction,
                provisional=bool(row.provisional or was.provisional),
                illustrative=bool(row.illustrative or was.illustrative),
                unchecked=bool(row.unchecked),
            )  # fmt: skip


def _values(before: DataFrame, now: DataFrame, reshaped: Collection[str] = ()) -> Iterator[Change]:
    """Compares indicators held against the same set in both periods; a composite has a verdict only."""
    for row, was, (place, of_set, code) in _paired(before, now, "indicator"):
        if row is None or was is None or place in reshaped:
            continue
        earlier, value = _exact(was.num, was.den), _exact(row.num, row.den)
        if earlier != value or row.verdict != was.verdict:
            yield Change(
                Kind.VALUE, place, of_set, code, was.verdict, row.verdict, earlier, value, row.unit,
                _exact(was.threshold_num, was.threshold_den),
                _exact(row.threshold_num, row.threshold_den),
                row.rule,
                _reason(was, row),
                provisional=bool(row.provisional or was.provisional),
                illustrative=bool(row.illustrative or was.illustrative),
            )  # fmt: skip


def _reason(was: Any, row: Any) -> Reason:
    if row.stale:
        return Reason.STALE
    if row.late and not was.late:
        return Reason.LATE
    same = _exact(was.num, was.den) == _exact(row.num, row.den)
    thresholds = (_exact(each.threshold_num, each.threshold_den) for each in (was, row))
    return Reason.THRESHOLD if same and len(set(thresholds)) > 1 else Reason.NONE


def _paired(
    before: DataFrame, now: DataFrame, key: str
) -> Iterator[tuple[Any | None, Any | None, tuple[str, str, str]]]:
    """Pairs the rows of both periods by commune, set and key: the later one's order, then what is gone."""
    later, earlier = _by_key(now, key), _by_key(before, key)
    for code in [*later, *(code for code in earlier if code not in later)]:
        yield later.get(code), earlier.get(code), code


def _by_key(frame: DataFrame, key: str) -> dict[tuple[str, str, str], Any]:
    rows = frame.itertuples(index=False)
    return {(str(row.commune), str(row.set), str(getattr(row, key))): row for row in rows}


def _exact(num: Any, den: Any) -> Fraction | None:
    return None if pd.isna(num) or pd.isna(den) else Fraction(int(num), int(den))
