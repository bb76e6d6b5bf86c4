"""The columns of every table that analysts get: one schema for what is checked, documented and read back.

What a column means stands in the language files under ``frame.about``, its head under ``frame.head``.
"""

from collections.abc import Callable
from functools import wraps
from inspect import cleandoc
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.say.frames import head

P = ParamSpec("P")
T = TypeVar("T")
_OF_KIND = {
    "text": "str",
    "whole": "Int64",
    "number": "float64",
    "flag": "bool",
    "day": "datetime64[us]",
    "month": "datetime64[us]",
}
_DECIMALS = 9  # of a number, whose exact fraction stands beside it: as many as Excel keeps
# The kind of each column that is no text.
_KINDS = {
    "month": "month value_month sent_month counts_from reported_month self_month end made",
    "day": "measured_on value_date start due done_on",
    "number": "value threshold gap goal goal_printed baseline low high own_estimate poor_rate near_poor_rate"
    " poverty_rate effort value_before value_after actual missed_by",
    "whole": "num den numerator denominator threshold_num threshold_den gap_num gap_den gap_count gap_women"
    " gap_men reference_year met met_reported met_computed met_unchecked met_provisional nearly_met not_met"
    " no_data total poor near_poor households goal_num goal_den days_overdue",
    "flag": "provisional late stale no_sex_split illustrative computed_provisional levels_differ counted"
    " unchecked revocation_risk complete preliminary overdue inside",
}
KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_MEASURED = (
    "sex value num den numerator denominator unit rule threshold threshold_num threshold_den threshold_source"
    " confidence verdict provisional gap gap_num gap_den gap_count gap_women gap_men gap_unit measured_on"
    " reference_year value_month sent_month counts_from status line frequency late stale no_sex_split formula"
    " doubts source rows illustrative"
)
# The columns of each table in their order; the first of them, to the slash, tell one row from another.
_TABLES = {
    "indicators": f"period commune set part / month name criterion indicator title {_MEASURED}",
    "criteria": "period commune set criterion / month name title verdict counted basis level reported"
    " reported_month computed computed_provisional self_assessed self_month unchecked levels_differ"
    " discrepancy provisional missing doubts illustrative",
    "counts": "period commune set / month name met met_reported met_computed met_unchecked met_provisional"
    " nearly_met not_met no_data total group revocation_risk weak",
    "poverty": "period place line / month name poor near_poor households poor_rate near_poor_rate"
    " poverty_rate reference_year measured_on value_month status complete illustrative rows",
    "targets": "period target / month title set criterion unit value num den goal goal_num goal_den"
    " goal_printed denominator baseline status low high own_estimate end value_date not_yet provisional"
    " preliminary doubts illustrative",
    "changes": "kind place set code / name title was now value_before value_after unit direction reason"
    " doubts illustrative",
    "outlook": "part commune / name title unit value low high end",
    "backtest": "subject commune made / name title end value low high actual inside missed_by",
    "needed": "commune set criterion / name title effort unit lacks reason doubts",
    "tasks": "period task / month commune name title body start due state overdue days_overdue done_on cause"
    " criterion target document illustrative",
}
TABLES = {name: (of.split("/")[0].split(), of.replace("/", " ").split()) for name, of in _TABLES.items()}


def conform(name: str, table: DataFrame) -> DataFrame:
    """Gives a table the columns of its schema, in order and of their kinds; KeyError where one lacks."""
    columns = TABLES[name][1]
    typed: DataFrame = table[columns].astype({column: dtype(column) for column in columns})
    numbers = {column: _DECIMALS for column in columns if KIND_OF.get(column) == "number"}
    return typed.round(numbers).reset_index(drop=True)


def dtype(column: str) -> str:
    """Gives the type of pandas that a column has."""
    return _OF_KIND[KIND_OF.get(column, "text")]


Given = Callable[Concatenate[T, P], DataFrame]


def of_table(name: str) -> Callable[[Given[T, P]], Given[T, P]]:
    """Has a method give a table as its schema says, and its docstring list the columns."""

    def decorated(function: Given[T, P]) -> Given[T, P]:
        @wraps(function)
        def checked(self: T, /, *given: P.args, **named: P.kwargs) -> DataFrame:
            return conform(name, function(self, *given, **named))

        checked.__doc__ = f"{cleandoc(function.__doc__ or '')}\n\nColumns:\n\n{described(name)}\n"
        return checked

    return decorated


def described(name: str, words: Language | None = None) -> str:
    """Lists the columns of a table with their kinds and meanings, a line each; in English where not told."""
    words = words or Language.load("en")
    keys, columns = TABLES[name]
    kinds = {column: words.word(f"frame.kind.{KIND_OF.get(column, 'text')}") for column in columns}
    key = words.word("frame.kind.key")
    return "\n".join(
        f"- ``{column}`` ({kinds[column]}{f', {key}' if column in keys else ''}): "
        f"{words.word(f'frame.about.{column}')}"
        for column in columns
    )


def dictionary(words: Language) -> str:
    """Writes the column dictionary of every table, in Markdown."""
    parts = [f"# {words.word('frame.dictionary')}"]
    for name in TABLES:
        parts += [
            f"## `{name}`",
            words.word(f"frame.table.{name}"),
            described(name, words).replace("``", "`"),
        ]
    return "\n\n".join(parts) + "\n"


def about(table: DataFrame, language: str = "vi") -> DataFrame:
    """Says what the columns of a table mean, whatever was done to it: by their names, one row a column.

    Columns: ``column``, ``title`` (its head), ``kind`` and ``meaning``, which is blank for a column of one's
    own. What was renamed is a column of one's own; ``value_x``, as a merge names them, is known as ``value``.
    """
    words, rows = Language.named(language), []
    for name in map(str, table.columns):
        known = next((each for each in (name, name.rpartition("_")[0]) if f"frame.about.{each}" in words), "")
        kind = words.word(f"frame.kind.{KIND_OF.get(known, 'text')}") if known else str(table[name].dtype)
        meaning = words.word(f"frame.about.{known}") if known else ""
        rows.append((name, head(known, words) if known else name, kind, meaning))
    return DataFrame(rows, columns=["column", "title", "kind", "meaning"], dtype="str")


def read_table(path: str | Path) -> DataFrame:
    """Reads back what ``ntm evaluate --out`` or ``DataFrame.to_csv`` wrote, with the types it had.

    Codes stay texts (06298, 17.10), what is missing stays missing, months and days are dates. Takes .csv,
    .xlsx and .parquet; columns without a place in the schema are read as pandas reads them. Raises NtmError
    for any other file.
    """
    path = Path(path)
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix not in {".csv", ".xlsx"}:
        raise NtmError(f"không biết đọc tệp “{path.name}”; cần .csv, .xlsx hoặc .parquet")
    if path.suffix == ".csv":
        found = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    else:
        how: dict[str, Any] = {"dtype": "str", "keep_default_na": False, "engine": "openpyxl"}
        found = pd.read_excel(path, **how)
        if not any(column in KIND_OF or column == "period" for column in found):  # a banner stands above
            found = pd.read_excel(path, header=1, **how)
    return found.assign(**{str(name): _typed(found[name]) for name in found})


def _typed(column: "pd.Series[Any]") -> Any:
    name = str(column.name)
    kind, given = KIND_OF.get(name, "text"), column.mask(column == "")
    match kind:
        case "text":  # the apostrophe before what a spreadsheet would calculate is no part of the text
            return column.str.removeprefix("'")
        case "flag":
            return column.isin(["True", "TRUE", "1"])
        case "day" | "month":
            return pd.to_datetime(given).astype("datetime64[us]")
        case "whole":
            return pd.to_numeric(given).astype("Int64")
    return pd.to_numeric(given).astype("float64")
