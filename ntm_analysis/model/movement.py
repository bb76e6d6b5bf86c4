"""The movement and the dataset: targets, baselines, sets in force, files."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ntm_analysis.model.criteria import Text
from ntm_analysis.model.places import Period


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
class Target:
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


@dataclass(frozen=True)
class SetInForce:
    """Which set plays which role in which periods (dataset.yaml)."""

    role: str  # "standard": every commune; "advanced": recognised communes
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
