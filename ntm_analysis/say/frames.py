"""A table of pandas as offices write it: numbers and dates of the language, verdicts in words."""

import datetime as dt
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame
from pandas.api import types

from ntm_analysis.language import Language
from ntm_analysis.model import Verdict
from ntm_analysis.say.words import Cell, Column, Judged, Sentence, Shown, Side, Table, Tone

_MOST_DECIMALS = 2
_NOTHING = "–"
_VERDICTS = frozenset(str(verdict) for verdict in Verdict)


def shown(frame: DataFrame, words: Language, caption: str = "", most: int | None = None) -> Shown:
    """Shows a DataFrame of any columns; of more than ``most`` rows the first, and how many there are.

    An index without a name that only counts rows is left out, any other heads them. Numbers of a column have
    the same decimals, at most two; what is missing is a dash; a column "verdict" is told in words.
    """
    counts_rows = frame.index.name is None and types.is_integer_dtype(frame.index.dtype)
    flat = frame if counts_rows else frame.reset_index()
    columns, cells = list[Column](), list[list[Cell]]()
    for place, (name, kind) in enumerate(zip(flat.columns, flat.dtypes, strict=True)):
        parts = [str(part) for part in name if part != ""] if isinstance(name, tuple) else [str(name)]
        numeric = types.is_numeric_dtype(kind) and not types.is_bool_dtype(kind)
        columns.append(Column(" · ".join(parts), Side.RIGHT if numeric else Side.LEFT))
        values = flat.iloc[:most, place].tolist()
        floats = [
            Fraction(v) for v in values if isinstance(v, float) and not pd.isna(v) and abs(v) != float("inf")
        ]
        exact = (d for d in range(_MOST_DECIMALS) if all(round(v, d) == round(v, 9) for v in floats))
        decimals = next(exact, _MOST_DECIMALS) if floats else None
        is_verdict = name == "verdict" and all(value in _VERDICTS for value in values)
        cells.append([Judged(Verdict(v)) if is_verdict else _cell(v, words, decimals) for v in values])
    table = Table("frame", caption, tuple(columns), tuple(zip(*cells, strict=True)))
    if most is None or len(frame) <= most:
        return Shown((table,), words)
    rest = words.word("frame.first", shown=words.number(most), all=words.number(len(frame)))
    return Shown((table, Sentence(rest, Tone.NOTE)), words)


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
