"""What differs now from the rows kept when a month was closed: số liệu điều chỉnh sau khi chốt.

The reason of an adjustment is the note of its row, or the source in a table without notes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Period
from ntm_analysis.read.closing import Closing, digest, is_monthly, kept_rows, rows_of
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.schema import column_names

# What tells the rows of a table apart, besides their month; rows alike in these go by their order.
KEYS = {
    "observations": ("commune", "set", "indicator", "sex", "line"),
    "verdicts": ("commune", "set", "criterion", "level"),
    "recognitions": ("commune", "level"),
    "registrations": ("commune", "set", "criterion", "year"),
    "bodies": ("body",),
    "responsibilities": ("commune", "set", "criterion"),
    "tasks": ("task",),
    "task_states": ("task",),
    "confirmations": ("commune", "condition", "body", "confirmed_on"),
    "estimates": ("commune", "target"),
    "contributions": ("commune", "account", "kind", "fund", "unit", "use", "given_on"),
    "model_areas": ("commune", "village"),
    "model_area_items": ("commune", "village", "item"),
    "commendations": ("commune", "kind", "merit", "commended_on"),
    "activities": ("commune", "kind"),
    "submissions": ("commune", "body"),
    "unit_changes": ("from_code", "to_code", "effective_date"),
}
# Columns that say why or whence; a change of these alone adjusts nothing.
_ABOUT = ("source", "note", "illustrative", "nth", "basis", "confidence")
# A body counts only where another row names it: one more changes nothing that was closed.
_MAY_GROW = ("bodies",)
_COLUMNS = ("period", "month", "table", "commune", "set", "code", "column", "old", "new", "reason", "row")


def find_adjustments(
    folder: Path, closings: tuple[Closing, ...], tables: Mapping[str, TextTable]
) -> tuple[DataFrame, list[Problem]]:
    """Compares every closing with what the tables say now; each difference is a warning, told once.

    ``period`` is the row's own month, else the month closed; from ``month`` on pages show what changed.
    """
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    first = 0
    for closing in sorted(closings, key=lambda each: each.period):
        now = rows_of(tables, closing.period)
        try:
            kept = kept_rows(folder, closing)  # a copy that is lost is told while nothing has changed yet
        except InputError as error:
            problems += error.problems
        else:
            if digest(now) != closing.sha256:
                for table in sorted(now.keys() | kept.keys()):
                    found += _differences(table, kept, now, closing.period, first)
        first = closing.period.number + 1
    if not found:
        return DataFrame(columns=list(_COLUMNS)), problems
    frame = DataFrame(found).drop_duplicates(["table", "key", "nth", "column"])
    told = [_told(record, tables) for record in frame.to_dict("records")]
    frame = DataFrame([record for record, _ in told], columns=list(_COLUMNS))
    return frame, problems + [problem for _, problem in told]


def _differences(
    table: str, before: Mapping[str, DataFrame], after: Mapping[str, DataFrame], period: Period, first: int
) -> Iterator[dict[str, Any]]:
    """Lists changed cells of rows that are in both, and rows that came or went."""
    empty = DataFrame(columns=list(column_names(table)), dtype="str")
    kept, now = before.get(table, empty), after.get(table, empty)
    compared = [c for c in column_names(table) if c not in _ABOUT]
    keys = [*(["period"] if is_monthly(table) else []), *KEYS[table]]
    kept, now = _unlike(kept, now, compared), _unlike(now, kept, compared)
    kept, now = (side.assign(nth=side.groupby(keys).cumcount()) for side in (kept, now))
    both = kept.merge(now, on=[*keys, "nth"], how="outer", suffixes=(" before", ""), indicator=True)
    values = [c for c in compared if c not in keys]
    why = next((name for name in ("note", "source") if name in kept), "")
    for row in both.to_dict("records"):
        gone, came = row["_merge"] == "left_only", row["_merge"] == "right_only"
        key = {name: row[name] for name in keys}
        # The code tells a row apart from others of its month, commune and set: 15.1 nữ; NV-01.
        apart = [value for name, value in key.items() if name not in {"period", "commune", "set"} and value]
        own: dict[str, Any] = {
            "period": key.get("period", str(period)),
            "month": Period.parse(key["period"]).number if "period" in key else first,
            "table": table,
            "key": tuple(key.items()),
            "nth": row["nth"],
            "set": key.get("set", ""),
            "code": " ".join(apart),
            "reason": str(row[why]) if why and not gone else "",
            "commune": row.get(f"commune{' before' * gone}", row.get("commune", "")),
        }
        cells = {c: (row[f"{c} before"], row[c]) for c in values if row[f"{c} before"] != row[c]}
        if gone or came:  # told by what the row says, or by its code where it says nothing
            text = ", ".join(str(each[came]) for each in cells.values() if each[came] != "") or own["code"]
            cells = {"": (text, "") if gone else ("", text)}
        for column, (old, new) in cells.items() if not (came and table in _MAY_GROW) else ():
            yield own | {"column": column, "old": old, "new": new}


def _unlike(rows: DataFrame, others: DataFrame, compared: list[str]) -> DataFrame:
    """Leaves out the rows that stand unchanged on the other side, as often as they stand there."""
    mine, theirs = (side.assign(nth=side.groupby(compared).cumcount()) for side in (rows, others))
    pairs = pd.MultiIndex.from_frame(mine[[*compared, "nth"]])
    left: DataFrame = rows[~pairs.isin(pd.MultiIndex.from_frame(theirs[[*compared, "nth"]]))]
    return left


def _told(record: Mapping[Any, Any], tables: Mapping[str, TextTable]) -> tuple[dict[str, Any], Problem]:
    """Adds the commune a row is about, and the line where it stands now, 0 where it went; warns of it.

    The state of a task is about the commune of the task.
    """
    table, column, old, new = (record[name] for name in ("table", "column", "old", "new"))
    commune, line = str(record["commune"]), 0
    if table == "task_states" and "tasks" in tables:
        tasks = tables["tasks"].rows
        own = tasks.loc[tasks["task"] == dict(record["key"])["task"], "commune"]
        commune = own.iloc[0] if len(own) else ""
    if new != "" or column:
        rows = tables[table].rows
        for name, value in (*record["key"], (column, new)):
            rows = rows[rows[name] == value] if name else rows
        line = int(rows["row"].iloc[0]) if len(rows) else 0
    file = tables[table].file if table in tables else f"{table}.csv"
    said = " ".join(str(each) for each in (record["period"], commune, record["code"]) if each)
    found = f"{said}: số liệu điều chỉnh sau khi chốt, cũ “{old or 'không có'}”, nay “{new or 'không có'}”"
    right = "trả lại dòng đã chốt; nếu sai thì sửa số trong dòng và ghi lý do ở cột note"
    if record["reason"]:
        right = f"lý do: {record['reason']}"
    elif new or column:
        right = "ghi lý do ở cột note, hoặc trả lại số đã chốt"
    where = {**record, "commune": commune, "row": line}
    return where, Problem(file, line, column, found, right, warning=True)
