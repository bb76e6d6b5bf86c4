"""Every table and column of a dataset: what may stand in a cell, checked with pandera, lazily."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa
from pandas import DataFrame, Series

from ntm_analysis.dataset import words
from ntm_analysis.dataset.exact import COUNT, COUNT_RIGHT, NUMBER, NUMBER_RIGHT

_PERIOD = r"[0-9]{4}-(?:0[1-9]|1[0-2])"


@dataclass(frozen=True)
class Kind:
    """What the cells of a column are; ``name`` is the word of the data dictionary."""

    name: str
    right: str
    holds: Callable[[Series[str]], Series[bool]]


def _like(pattern: str) -> Callable[[Series[str]], Series[bool]]:
    return lambda cells: cells.str.fullmatch(pattern)


def _is_date(cells: Series[str]) -> Series[bool]:
    dates = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
    return cells.str.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}") & dates.notna()


TEXT = Kind("chữ", "một dòng chữ", lambda cells: Series(data=True, index=cells.index))
CODE = Kind("mã xã", "mã xã gồm 5 chữ số của Tổng cục Thống kê, ví dụ 06298", _like(r"[0-9]{5}"))
PERIOD = Kind("kỳ", "năm-tháng, ví dụ 2022-09", _like(_PERIOD))
DATE = Kind("ngày", "năm-tháng-ngày, ví dụ 2022-09-24", _is_date)
YEAR = Kind("năm", "năm gồm bốn chữ số, ví dụ 2022", _like(r"(?:19|20)[0-9]{2}"))
COUNTED = Kind("số nguyên", COUNT_RIGHT, _like(COUNT))
MEASURED = Kind("số", NUMBER_RIGHT, _like(NUMBER))
WORD = Kind("từ", "", lambda cells: Series(data=True, index=cells.index))


@dataclass(frozen=True)
class Column:
    """One column. ``words`` are the only words allowed (an empty one: the cell may be blank)."""

    name: str
    kind: Kind = TEXT
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_be_blank(self) -> bool:
        """Tells whether a cell may be left empty."""
        return "" in self.words if self.words else not self.required

    def check(self) -> pa.Column:
        """Gives the pandera column; the name of each check says what would be right."""
        if self.words:
            right = "một trong: " + ", ".join(word or "(để trống)" for word in self.words)
            return pa.Column(checks=pa.Check(lambda cells: cells.isin(list(self.words)), error=right))
        right = self.kind.right if self.required else f"{self.kind.right}, hoặc để trống"
        return pa.Column(checks=pa.Check(self._holds, error=right))

    def _holds(self, cells: Series[str]) -> Series[bool]:
        blank = cells == ""
        good = self.kind.holds(cells)
        return (good & ~blank) if self.required else (good | blank)


def _word(name: str, allowed: Mapping[str, str]) -> Column:
    return Column(name, WORD, words=allowed)


_SOURCE, _NOTE = Column("source"), Column("note")
YES_NO_COLUMN = "illustrative"
_ILLUSTRATIVE = _word(YES_NO_COLUMN, words.YES_NO)

TABLES: dict[str, tuple[Column, ...]] = {
    "communes": (
        Column("code", CODE, required=True),
        Column("name", TEXT, required=True),
        _word("type", words.COMMUNE_TYPES),
        Column("valid_from", DATE, required=True),
        Column("valid_to", DATE),
        Column("area_km2", MEASURED),
        Column("population", COUNTED),
        Column("households", COUNTED),
        Column("census_date", DATE),
        Column("villages", COUNTED),
        Column("predecessors"),
        Column("successors"),
        _SOURCE,
        _NOTE,
    ),
    "observations": (
        Column("period", PERIOD, required=True),
        Column("commune", TEXT, required=True),
        Column("set", TEXT, required=True),
        Column("indicator", TEXT, required=True),
        _word("sex", words.SEXES),
        Column("value"),
        Column("numerator", COUNTED),
        Column("denominator", COUNTED),
        Column("measured_on", DATE),
        Column("reference_year", YEAR),
        _word("status", words.STATUSES),
        _word("line", words.POVERTY_LINES),
        _SOURCE,
        _NOTE,
        _ILLUSTRATIVE,
    ),
    "verdicts": (
        Column("period", PERIOD, required=True),
        Column("commune", TEXT, required=True),
        Column("set", TEXT, required=True),
        Column("criterion", TEXT, required=True),
        _word("verdict", words.VERDICTS),
        _word("level", words.LEVELS),
        _SOURCE,
        _NOTE,
        _ILLUSTRATIVE,
    ),
    "recognitions": (
        Column("commune", TEXT, required=True),
        _word("level", words.RECOGNITION_LEVELS),
        Column("credited_year", YEAR, required=True),
        Column("decision"),
        Column("decision_date", DATE),
        _word("dossier_stage", words.DOSSIER_STAGES),
        _word("basis", words.BASES),
        _SOURCE,
        _ILLUSTRATIVE,
    ),
}


def column_names(table: str) -> tuple[str, ...]:
    """Names the columns of a table in the order they are documented."""
    return tuple(column.name for column in TABLES[table])


def wrong_cells(table: str, cells: DataFrame) -> DataFrame:
    """Gives every cell that its column does not allow: ``index``, ``column``, ``found``, ``right``."""
    schema = pa.DataFrameSchema({column.name: column.check() for column in TABLES[table]})
    try:
        schema.validate(cells, lazy=True)
    except pa.errors.SchemaErrors as error:
        found: DataFrame = error.failure_cases[["index", "column", "failure_case", "check"]]
        return found.rename(columns={"failure_case": "found", "check": "right"})
    return DataFrame(columns=pd.Index(["index", "column", "found", "right"]))
