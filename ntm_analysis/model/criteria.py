"""The national criteria: sets, criteria, indicators, thresholds, areas, supporting statistics."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from ntm_analysis.model.words import Confidence, Frequency, Named, Rule, Text


@dataclass(frozen=True)
class Threshold:
    """What an indicator must reach, in the indicator's unit.

    ``value`` None means the decision's figure is not known: nothing is ever met by it.
    """

    value: Fraction | None
    confidence: Confidence
    source: str  # id in sources.yaml, or the text given with an override


@dataclass(frozen=True)
class Condition:
    """Restricts a component by the denominator of the value it reads.

    Criterion 5 (QĐ 1491/QĐ-BGDĐT) asks more of a commune with more than three schools;
    the number of schools is the denominator of the share of schools.
    """

    at_most: int | None = None
    more_than: int | None = None


@dataclass(frozen=True)
class Sum:
    """The sum of some supporting statistics, by their codes, less others."""

    add: tuple[str, ...]
    subtract: tuple[str, ...] = ()


@dataclass(frozen=True)
class Formula:
    """A rate computed from supporting statistics."""

    name: Text
    numerator: Sum
    denominator: Sum

    @property
    def codes(self) -> tuple[str, ...]:
        """Lists the statistics it is computed from, what is added first."""
        above, below = self.numerator, self.denominator
        return above.add + below.add + above.subtract + below.subtract


@dataclass(frozen=True)
class Indicator(Named):
    """One indicator of a criterion, or one component of a composite indicator.

    ``measure`` is the code under which observations are recorded (its own code unless
    two components read the same value). ``thresholds`` is keyed by (region, reference
    year); year 0 holds for every year not named. ``regions`` empty means everywhere.
    """

    code: str
    name: Text
    unit: str
    rule: Rule
    measure: str
    frequency: Frequency
    due_month: int
    thresholds: dict[tuple[str, int], Threshold]
    both_sexes: bool = False
    if_any: bool = False
    gap_unit: str = ""
    condition: Condition | None = None
    regions: tuple[str, ...] = ()
    components: tuple["Indicator", ...] = ()
    formulas: dict[str, Formula] = field(default_factory=dict)
    note: str = ""
    short: Text | None = None

    def threshold(self, region: str, year: int) -> Threshold:
        """Gives the threshold of a reference year (rule 5: the value's own year, not the page's)."""
        unknown = Threshold(None, Confidence.UNKNOWN, "")
        by_year = any(r == region and y for r, y in self.thresholds)
        return self.thresholds.get((region, year if by_year else 0), unknown)


@dataclass(frozen=True)
class Criterion(Named):
    """One of the 19 criteria of a set."""

    code: str
    name: Text
    group: str
    indicators: tuple[Indicator, ...]
    # Named by QĐ 18/2022/QĐ-TTg: its loss weighs more when a recognition is revoked.
    weighs_in_revocation: bool = False
    short: Text | None = None


@dataclass(frozen=True)
class CriteriaSet:
    """A dated national set of criteria."""

    id: str
    title: Text
    decision: str
    decision_date: dt.date
    annex: Text
    criteria: tuple[Criterion, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Lists the indicators of all criteria; components are not counted among them."""
        return tuple(i for c in self.criteria for i in c.indicators)


@dataclass(frozen=True)
class Statistic:
    """A supporting figure that is no indicator (poor households, culture houses, …)."""

    code: str
    name: Text
    unit: str
    frequency: Frequency
    due_month: int
    group: str = ""


@dataclass(frozen=True)
class Area:
    """A named list of criteria of each set: education, health, culture, poverty."""

    id: str
    name: Text
    criteria: dict[str, tuple[str, ...]]  # set id → criterion codes, the leading one first
    statistics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a threshold or a wording was read."""

    id: str
    title: Text
    url: str = ""


@dataclass(frozen=True)
class Denominator:
    """What a denominator counts: a share of a statistic of the commune.

    Outside ``share`` (the least, the most) it is told; outside ``counts`` its value decides nothing.
    """

    of: str
    share: tuple[Fraction, Fraction]
    counts: tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Plausible:
    """What a value may be without being asked about, in its unit.

    ``steady`` is the largest leap from one value to the next: points for percentages and levels, else
    percent of the earlier value; None where a count begins anew each year. ``denominator`` names a
    Denominator, "" where nothing is known to hold it against.
    """

    low: Fraction
    high: Fraction
    steady: Fraction | None
    denominator: str = ""


@dataclass(frozen=True)
class Criteria:
    """Everything of data/criteria: sets, areas, supporting statistics, sources, plausible ranges.

    ``plausible`` is keyed by set (or "statistics") and the code values are recorded under.
    """

    sets: dict[str, CriteriaSet]
    areas: dict[str, Area]
    statistics: dict[str, Statistic]
    sources: dict[str, Source]
    plausible: dict[tuple[str, str], Plausible] = field(default_factory=dict)
    denominators: dict[str, Denominator] = field(default_factory=dict)

    @property
    def parts(self) -> Iterator[tuple[str, Criterion, Indicator, Indicator]]:
        """Gives each part with the id of its set, its criterion and its indicator.

        A part is what is measured and judged: a component, or an indicator that has none.
        """
        for set_id, criteria_set in self.sets.items():
            for criterion in criteria_set.criteria:
                for indicator in criterion.indicators:
                    for part in indicator.components or (indicator,):
                        yield set_id, criterion, indicator, part
