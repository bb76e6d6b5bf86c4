"""One folder of data about one district, read and checked; everything that is computed of it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias, TypeVar, cast
from zlib import crc32

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas import DataFrame, Series, isna

from ntm_analysis.errors import Problem
from ntm_analysis.model import (
    Criteria,
    FoundingDocument,
    Items,
    Period,
    Place,
    PlaceKind,
    SetInForce,
    SourceFile,
    Target,
    Text,
)
from ntm_analysis.model.places import Contents

if TYPE_CHECKING:
    from shapely import Geometry

T = TypeVar("T")
Key: TypeAlias = tuple[object, ...]
_MONTHS_TO_1970 = 1970 * 12
# What is concluded of a closed month, see judge/evaluation.py.
CONCLUDED = ("kind", "commune", "set", "code", "concluded")


@dataclass(frozen=True)
class Province:
    """The province the district belongs to; no page is about it."""

    code: str
    name: str


@dataclass(frozen=True, eq=False)
class Movement:
    """The tables of the movement, typed; each empty where its file is missing."""

    registrations: DataFrame
    bodies: DataFrame
    responsibilities: DataFrame
    tasks: DataFrame
    task_states: DataFrame
    confirmations: DataFrame
    estimates: DataFrame
    contributions: DataFrame
    model_areas: DataFrame
    model_area_items: DataFrame
    commendations: DataFrame
    activities: DataFrame
    submissions: DataFrame
    unit_changes: DataFrame
    items: Items


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(Contents):
    """A district's data. The tables are shared and read only: whoever changes one makes a copy first.

    Exact rationals come as two integer columns ``num`` and ``den``; months as Period.number.
    """

    folder: Path
    name: str
    title: Text
    office: Text
    province: Province
    district: Place
    region: str
    cut_off_day: int
    illustrative: bool
    scenario: str  # the name of what is only assumed in these data, "" where nothing is
    poverty_line: str
    criteria: Criteria
    rules: DataFrame
    thresholds: DataFrame
    sets: tuple[SetInForce, ...]
    targets: tuple[Target, ...]
    target_document: FoundingDocument
    communes: DataFrame
    observations: DataFrame
    verdicts: DataFrame
    recognitions: DataFrame
    movement: Movement
    closed: tuple[Period, ...]
    adjustments: DataFrame
    concluded: DataFrame  # what was concluded of the closed months, see judge/evaluation.py
    periods: tuple[Period, ...]  # the months with observations or verdicts, the earliest first
    boundaries: Mapping[str, "Geometry"]  # of the communes, in degrees; empty where there is no such file
    files: tuple[SourceFile, ...]
    warnings: tuple[Problem, ...]
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    untranslated: tuple[str, ...] = ()  # texts that stayed Vietnamese in a dataset read in another language
    # What was computed of tables with these rows; a dataset with other tables begins anew.
    remembered: dict[Key, tuple[list[int], object]] = field(default_factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        rows = f"{len(self.observations)} observations, {len(self.verdicts)} verdicts"
        months = f"{self.periods[0]} – {self.periods[-1]}" if self.periods else "no month"
        return f"Dataset {self.name}: {self.title.vi}\n{len(self.places)} places, {months}, {rows}"

    @cached_property
    def places(self) -> tuple[Place, ...]:  # type: ignore[override]  # nobody sets it
        """Lists the district, then the communes by code, then the town."""
        table = self.communes
        lives = ([None if isna(day) else day.date() for day in table[e]] for e in ("valid_from", "valid_to"))
        listed = zip(table["code"], table["name"], table["kind"], *lives, strict=True)
        units = [Place(code, name, PlaceKind(kind), *life) for code, name, kind, *life in listed]
        return (self.district, *sorted(units, key=lambda unit: (unit.kind is PlaceKind.TOWN, unit.code)))

    @property
    def unit_changes(self) -> DataFrame:
        """Gives the mergers and splits of communes with their shares."""
        return self.movement.unit_changes

    def cut_off(self, period: Period) -> dt.date:
        """Gives the day a month's data are closed, its last day where the month is shorter."""
        day = min(self.cut_off_day, period.last_day.day)
        return dt.date(period.year, period.month, day)


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
    remembered: dict[Key, tuple[list[int], object]] = field(default_factory=dict, init=False, repr=False)

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


def once(of: Dataset | Results, key: Key, tables: Iterable[DataFrame], make: Callable[[], T]) -> T:
    """Gives what was computed of a dataset or results before, or computes it: anew where a table changed."""
    whole = (pa.table({name: table[name] for name in table}).combine_chunks() for table in tables)
    rows = [crc32(batch.serialize()) for table in whole for batch in table.to_batches()]
    if key not in of.remembered or of.remembered[key][0] != rows:
        of.remembered[key] = (rows, make())
    return cast("T", of.remembered[key][1])


def months_of(dates: Series) -> Series:
    """Gives the month each date lies in, as Period.number; missing where there is no date."""
    days, missing = dates.to_numpy("datetime64[M]"), dates.isna().to_numpy()
    numbers = np.where(missing, 0, days.astype("int64") + _MONTHS_TO_1970)
    return Series(pd.arrays.IntegerArray(numbers, missing), index=dates.index)


def fraction(num: Any, den: Any) -> Fraction | None:
    """Joins the two integers of a row into an exact value; None where either is missing."""
    return None if isna(num) or isna(den) else Fraction(int(num), int(den))
