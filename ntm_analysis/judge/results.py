"""What an evaluation and the following of targets read, and what an evaluation gives back."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self, TypeVar, cast

from pandas import DataFrame
from pandas.util import hash_pandas_object

from ntm_analysis.model import Criteria, Period, Place, SetInForce, Target


class EvaluationInput(Protocol):
    """The checked tables an evaluation reads; a Dataset is one.

    Exact rationals come as two integer columns ``num`` and ``den``; months as Period.number.
    """

    @property
    def observations(self) -> DataFrame:
        """Gives every recorded value of indicators and statistics."""

    @property
    def verdicts(self) -> DataFrame:
        """Gives the verdicts authorities reported, by criterion and level."""

    @property
    def recognitions(self) -> DataFrame:
        """Gives the recognitions and the dossiers under way."""

    @property
    def communes(self) -> DataFrame:
        """Gives the communes and towns with the dates they existed."""

    @property
    def rules(self) -> DataFrame:
        """Gives one row per part of every set: what is measured and how it is judged."""

    @property
    def thresholds(self) -> DataFrame:
        """Gives the thresholds by part and reference year; year 0 stands for every other year."""

    @property
    def criteria(self) -> Criteria:
        """Gives the sets with their formulas and the criteria that weigh in a revocation."""

    @property
    def sets(self) -> tuple[SetInForce, ...]:
        """Gives which set plays which role in which periods."""

    @property
    def periods(self) -> Sequence[Period]:
        """Gives the periods with data, in order."""

    @property
    def district(self) -> Place:
        """Gives the district the units belong to."""

    @property
    def unit_changes(self) -> DataFrame:
        """Gives the mergers and splits of communes with their shares."""

    @property
    def cut_off_day(self) -> int:
        """Gives the day of the month up to which its data count."""

    @property
    def poverty_line(self) -> str:
        """Names the line poverty is counted on."""

    @property
    def remembered(self) -> dict[tuple[object, ...], tuple[list[int], object]]:
        """Keeps what was computed of these very tables, so that no page computes it once more."""


class FollowedMovement(Protocol):
    """The movement's own tables that targets and conditions of recognition are read from."""

    @property
    def model_areas(self) -> DataFrame:
        """One row for each model residential area registered or recognised."""

    @property
    def tasks(self) -> DataFrame:
        """One row for each task of the roadmap."""

    @property
    def task_states(self) -> DataFrame:
        """One row for each task and month in which its state was reported."""

    @property
    def estimates(self) -> DataFrame:
        """One row for each target, month and place that says what it expects."""

    @property
    def contributions(self) -> DataFrame:
        """Holds unpaid construction debt, by month and commune."""

    @property
    def confirmations(self) -> DataFrame:
        """Holds surveys of satisfaction and findings on security, by day and commune."""


class TargetInput(EvaluationInput, Protocol):
    """What is to be followed, beside what is evaluated; a Dataset is one."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Gives the targets in the order of their document."""

    @property
    def movement(self) -> FollowedMovement:
        """Gives the movement's tables."""

    @property
    def concluded(self) -> DataFrame:
        """One row for each conclusion of a closed month, see ``conclusions``."""

    def cut_off(self, period: Period) -> dt.date:
        """Gives the day a month's data are closed."""


T = TypeVar("T")


def once(
    data: EvaluationInput, key: tuple[object, ...], tables: Iterable[DataFrame], make: Callable[[], T]
) -> T:
    """Gives what was computed of a dataset before, or computes it: anew where a row of its tables changed."""
    rows = [hash_pandas_object(table, index=False).sum() for table in tables]
    if key not in data.remembered or data.remembered[key][0] != rows:
        data.remembered[key] = (rows, make())
    return cast("T", data.remembered[key][1])


@dataclass(frozen=True, eq=False)
class Results:
    """Everything computed for the periods up to ``until``, as tidy tables, all of them per period."""

    parts: DataFrame  # one row per component or plain indicator
    indicators: DataFrame  # one row per indicator
    criteria: DataFrame  # one row per criterion
    counts: DataFrame  # one row per commune and set
    recognised: DataFrame  # one row per recognition in force or awaited
    poverty: DataFrame  # one row per place and poverty line
    until: Period

    names: ClassVar = ("parts", "indicators", "criteria", "counts", "recognised", "poverty")

    def named(self, name: str) -> DataFrame:
        """Gives a table by its name."""
        found: DataFrame = getattr(self, name)
        return found

    def at(self, period: Period) -> Self:
        """Gives the results of one period only."""
        every = {name: self.named(name) for name in self.names}
        now = {name: table[table["month"] == period.number] for name, table in every.items()}
        return type(self)(**{name: table.reset_index(drop=True) for name, table in now.items()}, until=period)
