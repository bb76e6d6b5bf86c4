"""What changed from one month to a later one, as values."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ntm_analysis.model.places import Period


class ChangeKind(StrEnum):
    """What has changed."""

    TARGET = "target"
    RECOGNITION = "recognition"
    VERDICT = "verdict"
    VALUE = "value"


class Direction(StrEnum):
    """How a verdict or a recognition changed."""

    GAINED = "gained"  # met now, not before
    LOST = "lost"  # met before, not now, be it for want of data
    OTHER = "other"  # neither, such as chưa đạt that became cơ bản đạt
    NEW = "new"  # held against this set only in the later month
    GONE = "gone"  # held against it only in the earlier one
    MERGED = "merged"  # of a unit that was merged or split: what it was is not compared with what it became


class ChangeReason(StrEnum):
    """Why a verdict changed where the value alone does not tell."""

    STALE = "stale"  # two due dates passed: the value is there and counts no more
    LATE = "late"  # one due date passed: it still counts
    THRESHOLD = "threshold"  # the value stayed, what it must reach did not
    MERGED = "merged"  # communes were merged or split in between
    NONE = ""


@dataclass(frozen=True)
class Change:
    """One thing that is not what it was. ``place`` is a commune's code, empty for a target.

    ``was`` and ``now`` are codes of verdicts or statuses; ``was_value`` and ``now_value`` exact. What is
    not sure of a criterion's verdict now is in ``unchecked`` (the commune itself says đạt, which does not
    count), ``discrepancy`` and ``levels_differ``; ``provisional`` is a threshold not checked in either month.
    """

    kind: ChangeKind
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
    reason: ChangeReason = ChangeReason.NONE
    direction: Direction = Direction.OTHER
    provisional: bool = False
    illustrative: bool = False
    was_preliminary: bool = False
    now_preliminary: bool = False
    unchecked: bool = False
    discrepancy: str = ""
    levels_differ: bool = False


@dataclass(frozen=True)
class BackAndForth:
    """A commune's criterion that changed more than once: ``met`` at first, and the months it changed in."""

    commune: str
    criterion: str
    met: bool
    months: tuple[Period, ...]
