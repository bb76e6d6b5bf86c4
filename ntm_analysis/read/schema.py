"""Every table of a dataset with its columns, checked with pandera, lazily."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pandas import DataFrame

from ntm_analysis.read import words
from ntm_analysis.read.columns import (
    CODE,
    COUNTED,
    DATE,
    ILLUSTRATIVE,
    MEASURED,
    NOTE,
    PERIOD,
    SOURCE,
    TEXT,
    YEAR,
    Column,
    prose,
    word,
)
from ntm_analysis.read.movement_schema import MOVEMENT
from ntm_analysis.read.read import TextTable

TABLES: dict[str, tuple[Column, ...]] = {
    "communes": (
        Column("code", CODE, required=True),
        Column("name", TEXT, required=True),
        word("type", words.COMMUNE_TYPES),
        Column("valid_from", DATE, required=True),
        Column("valid_to", DATE),
        Column("area_km2", MEASURED),
        Column("population", COUNTED),
        Column("households", COUNTED),
        Column("census_date", DATE),
        Column("villages", COUNTED),
        Column("predecessors"),
        Column("successors"),
        SOURCE,
        NOTE,
    ),
    "observations": (
        Column("period", PERIOD, required=True),
        Column("commune", TEXT, required=True),
        Column("set", TEXT, required=True),
        Column("indicator", TEXT, required=True),
        word("sex", words.SEXES),
        Column("value"),
        Column("numerator", COUNTED),
        Column("denominator", COUNTED),
        Column("measured_on", DATE),
        Column("reference_year", YEAR),
        word("status", words.STATUSES),
        word("line", words.POVERTY_LINES),
        SOURCE,
        NOTE,
        ILLUSTRATIVE,
    ),
    "verdicts": (
        Column("period", PERIOD, required=True),
        Column("commune", TEXT, required=True),
        Column("set", TEXT, required=True),
        Column("criterion", TEXT, required=True),
        word("verdict", words.VERDICTS),
        word("level", words.LEVELS),
        SOURCE,
        NOTE,
        ILLUSTRATIVE,
    ),
    "recognitions": (
        Column("commune", TEXT, required=True),
        word("level", words.RECOGNITION_LEVELS),
        Column("credited_year", YEAR, required=True),
        prose("decision"),
        Column("decision_date", DATE),
        word("dossier_stage", words.DOSSIER_STAGES),
        word("basis", words.BASES),
        SOURCE,
        ILLUSTRATIVE,
    ),
    **MOVEMENT,
    "translations": (
        Column("text", TEXT, required=True),
        word("language", words.TRANSLATED_INTO),
        Column("translation", TEXT, required=True),
    ),
}


def column_names(table: str) -> tuple[str, ...]:
    """Names the columns of a table in the order they are documented."""
    return tuple(column.name for column in TABLES[table])


def wrong_cells(name: str, table: TextTable) -> list[dict[Any, Any]]:
    """Gives every cell that its column does not allow: ``index``, ``column``, ``found``, ``right``.

    Each distinct text is tried first: pandera describes what is wrong, and is not asked where nothing is.
    """
    columns = [
        column for column in TABLES[name] if not all(map(column.admits, table.cells[column.name].texts))
    ]
    return described(columns, table.rows) if columns else []


def described(columns: Iterable[Column], cells: DataFrame) -> list[dict[Any, Any]]:
    """Lets pandera name the cells that their columns do not allow."""
    # Slow to load, and needed only where something is wrong.
    import pandera.pandas as pa  # noqa: PLC0415

    checks = {
        column.name: pa.Column(
            checks=pa.Check(lambda texts, of=column: texts.map(of.admits), error=column.right)
        )
        for column in columns
    }
    try:
        pa.DataFrameSchema(checks).validate(cells, lazy=True)
    except pa.errors.SchemaErrors as error:
        found: DataFrame = error.failure_cases[["index", "column", "failure_case", "check"]]
        return found.rename(columns={"failure_case": "found", "check": "right"}).to_dict("records")
    return []
