"""The movement and the dataset: targets, baselines, sets in force, files; what changed between two months."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ntm_analysis.errors import NtmError
from ntm_analysis.model.places import Period
from ntm_analysis.model.words import Named, Text


class TargetKind(StrEnum):
    """What a target of the movement counts."""

    RECOGNISED = "recognised"  # communes recognised, credited year ≤ the target's
    MEAN_CRITERIA = "mean_criteria"  # criteria met / denominator
    MEAN_GAIN = "mean_gain"  # mean criteria less its baseline
    CRITERION = "criterion"  # communes meeting one criterion of one set
    POOR_RATE_CHANGE = "poor_rate_change"  # percentage points, whole district
    MODEL_AREAS = "model_areas"  # recognised communes with a model residential area


class TargetSense(StrEnum):
    """What a target asks of its figure: to reach a level, to hold it, to fall to it."""

    REACH = "reach"
    HOLD = "hold"
    FALL = "fall"


@dataclass(frozen=True)
class Baseline:
    """Where a target starts from; ``value`` None where no figure exists."""

    value: Fraction | None
    date: dt.date
    printed: bool  # False: follows from the document (suy ra)
    note: str = ""


@dataclass(frozen=True)
class Target(Named):
    """A goal of the movement, as the founding document prints it."""

    id: str
    name: Text
    kind: TargetKind
    sense: TargetSense
    value: Fraction
    unit: str
    denominator: int | None
    baseline: Baseline
    end: Period
    paragraph: Text
    quote: str
    set: str = ""
    criterion: str = ""
    communes: tuple[str, ...] = ()
    note: str = ""
    short: Text | None = None


@dataclass(frozen=True)
class FoundingDocument:
    """What the targets are printed in; blank where a dataset has none."""

    title: str = ""
    citation: str = ""

    def __str__(self) -> str:
        return ". ".join(part for part in (self.title, self.citation) if part)


@dataclass(frozen=True)
class ActivityKind:
    """What is counted under an item, with the unit of the count."""

    code: str
    item: int
    name: Text
    unit: Text


@dataclass(frozen=True)
class StressedPoint:
    """A point that an item stresses; ``shows`` names kinds of activity or what read.items lists."""

    name: Text
    shows: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One numbered item of the founding document."""

    number: int
    name: Text
    points: tuple[StressedPoint, ...] = ()
    about: tuple[str, ...] = ()  # what of it has figures of its own, see read.items


@dataclass(frozen=True)
class Items:
    """The numbered items in order, the kinds of activity by code, and the units goods are counted in."""

    items: tuple[Item, ...] = ()
    kinds: dict[str, ActivityKind] = field(default_factory=dict)
    goods_units: tuple[str, ...] = ()


# "standard": every commune is held against the set; "advanced": recognised communes are.
ROLES = ("standard", "advanced")


def role_named(role: str) -> str:
    """Gives a role that somebody named; raises NtmError for one that there is not."""
    if role not in ROLES:
        raise NtmError(f"không có vai trò “{role}” của bộ tiêu chí; một trong: {', '.join(ROLES)}")
    return role


@dataclass(frozen=True)
class SetInForce:
    """Which set plays which role in which periods (dataset.yaml)."""

    role: str
    set: str
    start: Period
    end: Period | None
    note: Text | None = None

    def holds_in(self, period: Period) -> bool:
        """Tells whether the set plays its role in a period."""
        return self.start <= period and (self.end is None or period <= self.end)


@dataclass(frozen=True)
class SourceFile:
    """One file a dataset was read from, with the hash that identifies its content."""

    name: str
    sha256: str
    rows: int


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
