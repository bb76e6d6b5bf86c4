"""Any table of pandas as offices write it: heads, numbers, days and codes in the words of the language."""

import datetime as dt
import re
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame
from pandas.api import types

from ntm_analysis.language import Language
from ntm_analysis.model import Period, Verdict
from ntm_analysis.say.words import Cell, Column, Judged, Sentence, Shown, Side, Table, Tone

_MOST_DECIMALS, _FINEST = 2, 6
_NOTHING = "–"
_MONTHS = ("month", "since")  # columns of first days, told as months
_VERDICTS = frozenset(str(verdict) for verdict in Verdict)
_CODE = re.compile(r"\d+(\.\d+[a-z]?)?")  # of a criterion, an indicator: a column of a matrix
_JUDGED = ("verdict", "target_status")
# Where the words of the codes in a column are, by the name of the column.
CODES = {
    "verdict": ("verdict",),
    "doubts": ("mark_title",),
    "sex": ("sex",),
    "status": ("status", "target_status"),
    "state": ("frame.state",),
    "account": ("resource",),
    "fund": ("resource.funds",),
    "kind": ("frame.kind_of",),
    "direction": ("frame.direction",),
    "was": _JUDGED,
    "now": _JUDGED,
    "reported": ("verdict",),
    "computed": ("verdict",),
    "self_assessed": ("verdict",),
    "basis": ("basis",),
    "level": ("level",),
    "discrepancy": ("discrepancy",),
    "confidence": ("confidence",),
    "frequency": ("frequency",),
    "unit": ("unit",),
    "gap_unit": ("unit",),
}


def head(name: str, words: Language) -> str:
    """Gives the word for a column that :class:`Page` has, else its name; ``value_10`` is told of "10"."""
    base, _, of = name.partition("_")
    for known, more in ((name, ""), (base, f" ({of})")):
        if f"frame.head.{known}" in words:
            word = words.word(f"frame.head.{known}")
            return word[:1].upper() + word[1:] + more
    return name


def said(column: str, value: object, words: Language) -> str:
    """Gives the words for the codes in a cell, several with commas between; what is no code stays."""
    places = CODES.get(column, CODES.get(column.partition("_")[0], ()))
    if not places or not isinstance(value, str):
        return str(value)

    def word(code: str) -> str:
        keys = (f"{place}.{code}" for place in places)
        return next((words.word(key) for key in keys if key in words), code)

    return "; ".join(map(word, value.split(", ")))


def shown(frame: DataFrame, words: Language, caption: str = "", most: int | None = None) -> Shown:
    """Shows a DataFrame of any columns; of more than ``most`` rows the first, and how many there are.

    An index without a name that only counts rows is left out, any other heads them. Numbers of a column have
    the same decimals, at most two; what is missing is a dash. Columns that :class:`Page` has are headed and
    their codes told in words.
    """
    counts_rows = frame.index.name is None and types.is_integer_dtype(frame.index.dtype)
    flat = frame if counts_rows else frame.reset_index()
    columns, cells = list[Column](), list[list[Cell]]()
    for place, (name, kind) in enumerate(zip(flat.columns, flat.dtypes, strict=True)):
        levels = name if isinstance(name, tuple) else (name,)
        parts = [head(str(_cell(part, words, None)), words) for part in levels if part != ""]
        numeric = types.is_numeric_dtype(kind) and not types.is_bool_dtype(kind)
        columns.append(Column(" · ".join(parts), Side.RIGHT if numeric else Side.LEFT))
        values = flat.iloc[:most, place].tolist()
        limits = (
            flat.get(str(name).replace("value", "threshold", 1)) if str(name).startswith("value") else None
        )
        decimals = _decimals(values, [] if limits is None else limits.tolist())
        of_verdicts = str(name).startswith("verdict") or _CODE.fullmatch(str(name)) is not None
        is_verdict = of_verdicts and all(isinstance(v, str) and v in _VERDICTS for v in values)
        if is_verdict:
            cells.append([Judged(Verdict(value)) for value in values])
        elif name in _MONTHS and types.is_datetime64_any_dtype(kind):
            months = [_NOTHING if pd.isna(v) else words.short_month(Period(v.year, v.month)) for v in values]
            cells.append(list[Cell](months))
        else:
            cells.append(
                [
                    said(str(name), v, words) if isinstance(v, str) else _cell(v, words, decimals)
                    for v in values
                ]
            )
    table = Table("frame", caption, tuple(columns), tuple(zip(*cells, strict=True)))
    if most is None or len(frame) <= most:
        return Shown((table,), words)
    rest = words.word("frame.first", shown=words.number(most), all=words.number(len(frame)))
    return Shown((table, Sentence(rest, Tone.NOTE)), words)


def _decimals(values: list[Any], limits: list[Any]) -> int | None:
    """Gives the decimals of a column; none of its values is shown at a limit that it is not at (rule 9)."""
    floats = [v for v in values if isinstance(v, float) and not pd.isna(v) and abs(v) != float("inf")]
    if not floats:
        return None
    exact = (d for d in range(_MOST_DECIMALS) if all(round(v, d) == round(v, 9) for v in floats))
    least = next(exact, _MOST_DECIMALS)
    beside = [(v, t) for v, t in zip(values, limits, strict=False) if isinstance(v, float) and v != t]
    return next((d for d in range(least, _FINEST) if all(round(v, d) != t for v, t in beside)), _FINEST)


def _cell(given: Any, words: Language, decimals: int | None) -> Cell:  # noqa: PLR0911 (one a kind)
    value = given.item() if isinstance(given, np.generic) else given
    match value:
        case bool():
            return words.word("frame.yes") if value else words.word("frame.no")
        case list() | tuple() | dict() | set():
            return str(value)
        case _ if pd.isna(value):
            return _NOTHING
        case Rational():
            return words.number(Fraction(value))
        case Real() if abs(value) != float("inf"):
            return words.number(Fraction(float(value)), decimals)
        case dt.datetime():
            time = "" if value.time() == dt.time() else f" {value:%H:%M}"
            return words.date(value.date()) + time
        case dt.date():
            return words.date(value)
    return str(value)
