"""One folder of data about one district, read and checked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pandas import DataFrame, isna

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


@dataclass(frozen=True, eq=False)
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
    remembered: dict[tuple[object, ...], tuple[list[int], object]] = field(
        default_factory=dict, init=False, repr=False
    )

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
