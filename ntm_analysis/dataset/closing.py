"""Closed months: their rows are kept as they were, and what changes afterwards is told, never hidden.

Closing a month copies its rows to ``closed/<period>/`` and writes their hash to dataset.yaml. A row
that differs later is an adjustment (số liệu điều chỉnh sau khi chốt), whose reason is its ``note``.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.dataset.read import TextTable, read_csv
from ntm_analysis.dataset.schema import TABLES, column_names
from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Period

FOLDER = "closed"
# What tells the rows of a month apart; a table without such columns is compared row by row.
_KEYS = {
    "observations": ("commune", "set", "indicator", "sex", "line"),
    "verdicts": ("commune", "set", "criterion", "level"),
    "task_states": ("task",),
    "estimates": ("commune", "target"),
    "contributions": (),
    "model_area_items": ("commune", "village", "item"),
    "activities": ("commune", "kind"),
    "submissions": ("commune", "body"),
}
# Columns that say why or whence; a change of these alone adjusts nothing.
_ABOUT = ("source", "note", "illustrative")
_COLUMNS = ("period", "month", "table", "commune", "set", "code", "column", "old", "new", "reason", "row")


@dataclass(frozen=True)
class Closing:
    """One closed month with the hash of its rows at that time."""

    period: Period
    sha256: str


def closable_tables() -> tuple[str, ...]:
    """Names the tables whose rows belong to a month."""
    return tuple(name for name in TABLES if "period" in column_names(name))


def rows_of(tables: Mapping[str, TextTable], period: Period) -> dict[str, DataFrame]:
    """Gives the rows of a month as written, sorted, for every table that has any."""
    found = {}
    for name in closable_tables():
        if name in tables:
            rows = tables[name].rows
            mine = rows.loc[rows["period"] == str(period), list(column_names(name))]
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


def find_adjustments(
    folder: Path, closings: tuple[Closing, ...], tables: Mapping[str, TextTable]
) -> tuple[DataFrame, list[Problem]]:
    """Compares every closed month with what its tables say now; each difference is a warning."""
    found: list[DataFrame] = []
    problems: list[Problem] = []
    for closing in closings:
        now = rows_of(tables, closing.period)
        if digest(now) == closing.sha256:
            continue
        try:
            kept = _kept(folder, closing)
        except InputError as error:
            problems += error.problems
            continue
        for name in sorted(now.keys() | kept.keys()):
            empty = DataFrame(columns=list(column_names(name)), dtype="str")
            found.append(_differences(name, kept.get(name, empty), now.get(name, empty), closing.period))
    frame = pd.concat(found, ignore_index=True) if found else DataFrame(columns=[*_COLUMNS, "key"])
    frame = frame.assign(row=_lines(frame, tables))[list(_COLUMNS)]
    warned = [_warning(tables, frame.loc[index]) for index in frame.index]
    return frame, problems + warned


def _kept(folder: Path, closing: Closing) -> dict[str, DataFrame]:
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


def _differences(table: str, kept: DataFrame, now: DataFrame, period: Period) -> DataFrame:
    """Lists changed cells of rows that are in both, and rows that came or went."""
    compared = [c for c in column_names(table) if c not in _ABOUT]
    keys = list(_KEYS[table]) or [c for c in compared if c != "period"]
    kept, now = (side.assign(nth=side.groupby(keys).cumcount()) for side in (kept, now))
    both = kept.merge(now, on=[*keys, "nth"], how="outer", suffixes=(" before", ""), indicator=True)
    records = list(_changed(both, keys, compared))
    frame = DataFrame(records, columns=["key", "column", "old", "new", "reason"])
    parts = frame["key"].map(dict)
    return DataFrame(
        {
            "period": str(period),
            "month": period.number,
            "table": table,
            "commune": parts.map(lambda key: key.get("commune", "")),
            "set": parts.map(lambda key: key.get("set", "")),
            "code": parts.map(_code),
            "column": frame["column"],
            "old": frame["old"],
            "new": frame["new"],
            "reason": frame["reason"],
            "key": frame["key"],
        }
    )


def _changed(both: DataFrame, keys: list[str], compared: list[str]) -> Iterator[tuple[object, ...]]:
    values = [c for c in compared if c not in keys and c != "period"]
    for row in both.to_dict("records"):
        key = tuple((name, row[name]) for name in keys)
        if row["_merge"] == "both":
            for column in values:
                if row[f"{column} before"] != row[column]:
                    yield key, column, row[f"{column} before"], row[column], row["note"]
        else:
            gone = row["_merge"] == "left_only"
            side = " before" if gone else ""
            told = ", ".join(str(row[f"{c}{side}"]) for c in values if row[f"{c}{side}"] != "")
            told = told or _code(dict(key))
            reason = "" if gone else row["note"]
            yield key, "", told if gone else "", "" if gone else told, reason


def _code(key: dict[str, str]) -> str:
    """Names the row apart from its commune and set: 15.1 nữ; NV-01; huy động tiền."""
    return " ".join(value for name, value in key.items() if name not in {"commune", "set"} and value)


def _lines(frame: DataFrame, tables: Mapping[str, TextTable]) -> list[int]:
    """Finds the line where each adjusted row stands now; 0 where it went."""
    lines = []
    for adjustment in frame.to_dict("records"):
        rows = tables[adjustment["table"]].rows if adjustment["table"] in tables else DataFrame()
        mine = rows["period"] == adjustment["period"] if len(rows) else pd.Series(dtype=bool)
        for name, value in adjustment["key"]:
            mine &= rows[name] == value
        lines.append(int(rows.loc[mine, "row"].iloc[0]) if mine.any() else 0)
    return lines


def _warning(tables: Mapping[str, TextTable], adjustment: Series) -> Problem:
    table = str(adjustment["table"])
    file = tables[table].file if table in tables else f"{table}.csv"
    said = " ".join(str(adjustment[name]) for name in ("period", "commune", "code") if adjustment[name])
    old, new = (adjustment[side] or "không có" for side in ("old", "new"))
    found = f"{said}: số liệu điều chỉnh sau khi chốt, cũ “{old}”, nay “{new}”"
    reason = adjustment["reason"]
    right = f"lý do: {reason}" if reason else "ghi lý do ở cột note, hoặc trả lại số đã chốt"
    return Problem(file, int(str(adjustment["row"])), str(adjustment["column"]), found, right, warning=True)
