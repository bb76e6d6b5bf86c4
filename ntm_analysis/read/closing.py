"""Closed months: what was known at their closing is kept, and what changes afterwards is told, never hidden.

Closing a month copies every row known by its end, those of earlier months among them, to
``closed/<period>/`` and writes their hash to dataset.yaml: a page counts from months before its own, so
closing one closes those too.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Period
from ntm_analysis.model.dataset import CONCLUDED
from ntm_analysis.read.csv_files import TextTable, read_bytes, read_csv
from ntm_analysis.read.schema import TABLES, column_names
from ntm_analysis.read.shapes import PeriodText, Shape, matching, or_else

FOLDER = "closed"
# The column that says from when a row is known in tables without a period; blank cells and tables without
# such a column are known at once. Communes are facts about the district and no month's figures.
_KNOWN_FROM = {
    "recognitions": "credited_year",
    "registrations": "year",
    "bodies": "",
    "responsibilities": "",
    "tasks": "meeting",
    "confirmations": "confirmed_on",
    "model_areas": "registered_on",
    "commendations": "commended_on",
    "unit_changes": "effective_date",
}
# Decisions may be entered into a row that was known before: until their day they are as good as blank.
_DECIDED = {"recognitions": ("decision_date", "decision"), "model_areas": ("recognised_on", "decision")}


_Hash = Annotated[str, matching("[0-9a-f]{64}", "mã sha256 do lệnh ntm close ghi")]


class Closing(Shape):
    """One closed month with the hash of the rows known at that time, as dataset.yaml has it."""

    period: PeriodText
    sha256: _Hash
    # The hash of what was concluded then, "" in what an older version closed.
    concluded: Annotated[_Hash, or_else("")] = ""


CONCLUSIONS = "conclusions"


def read_conclusions(folder: Path, closings: Iterable[Closing]) -> tuple[DataFrame, list[Problem]]:
    """Gives what was concluded of the closed months, with their ``month``, and problems of lost copies."""
    parts = [DataFrame(columns=[*CONCLUDED, "month"])]
    problems: list[Problem] = []
    for closing in closings:
        if not closing.concluded:
            continue
        name = f"{FOLDER}/{closing.period}/{CONCLUSIONS}.csv"
        try:
            data = read_bytes(folder / name, name)
        except InputError as error:
            problems += error.problems
            continue
        if hashlib.sha256(data).hexdigest() != closing.concluded:
            found = "kết luận đã chốt không khớp mã concluded trong dataset.yaml"
            problems.append(Problem(name, 0, "", found, "lấy lại tệp này từ bản lưu"))
            continue
        rows = read_csv(folder / name, CONCLUDED).rows.drop(columns="row")
        parts.append(rows.assign(month=closing.period.number))
    kept = [part for part in parts if len(part)] or parts[:1]
    return pd.concat(kept, ignore_index=True), problems


def forgotten(folder: Path, closings: Iterable[Closing]) -> Iterator[Problem]:
    """Warns of months kept as closed that dataset.yaml no longer names: their changes would not be told."""
    named = {str(closing.period) for closing in closings}
    place = folder / FOLDER
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.is_dir() and path.name not in named:
            found = f"có bản chốt {FOLDER}/{path.name} mà closed không ghi kỳ này"
            right = "lấy lại mục closed từ bản lưu, hoặc xóa thư mục nếu chưa chốt"
            yield Problem("dataset.yaml", 0, "closed", found, right, warning=True)


def is_monthly(table: str) -> bool:
    """Tells whether each row of a table belongs to a month."""
    return "period" in column_names(table)


def closable_tables() -> tuple[str, ...]:
    """Names the tables that are kept."""
    return tuple(name for name in TABLES if is_monthly(name) or name in _KNOWN_FROM)


def rows_of(tables: Mapping[str, TextTable], period: Period) -> dict[str, DataFrame]:
    """Gives the rows known by the end of a month as written, sorted, for every table that has any."""
    found = {}
    for name in (name for name in closable_tables() if name in tables):
        rows = tables[name].rows
        column = "period" if is_monthly(name) else _KNOWN_FROM[name]
        if column:  # a year or a day is compared by what it has of year and month
            rows = rows[rows[column].str[:7] <= str(period)]
        if name in _DECIDED:
            later = rows[_DECIDED[name][0]].str[:7] > str(period)
            rows = rows.assign(**{decided: rows[decided].mask(later, "") for decided in _DECIDED[name]})
        mine = rows[list(column_names(name))]
        if not mine.empty:
            found[name] = mine.sort_values(list(mine.columns), ignore_index=True)
    return found


def csv_of(rows: DataFrame) -> bytes:
    """Writes rows as the file that is kept."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(rows.itertuples(index=False))
    return buffer.getvalue().encode("utf-8")


def digest(rows: Mapping[str, DataFrame]) -> str:
    """Gives the hash of a month's rows; the order in which they stand does not matter."""
    whole = hashlib.sha256()
    for name in sorted(rows):
        whole.update(name.encode() + b"\0" + csv_of(rows[name]) + b"\0")
    return whole.hexdigest()


def kept_rows(folder: Path, closing: Closing) -> dict[str, DataFrame]:
    """Reads the rows kept at closing; raises InputError where they are gone or were touched."""
    place = folder / FOLDER / str(closing.period)
    name = f"{FOLDER}/{closing.period}"
    paths = sorted(place.glob("*.csv"))
    known = [path for path in paths if path.stem in closable_tables()]
    kept = {path.stem: read_csv(path, column_names(path.stem)).rows.drop(columns="row") for path in known}
    kept = {table: rows.sort_values(list(rows.columns), ignore_index=True) for table, rows in kept.items()}
    if digest(kept) != closing.sha256:
        # An untouched copy always fits: it was written together with its hash.
        found = "không có bản chốt" if not paths else "bản chốt không khớp mã sha256 trong dataset.yaml"
        raise InputError([Problem(name, 0, "", found, "lấy lại thư mục này từ bản lưu")])
    return kept
