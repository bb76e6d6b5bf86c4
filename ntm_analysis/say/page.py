"""A page as its notebook works with it: its figures as tables of pandas, and any table as offices write it.

There numbers and dates are those of the language, and verdicts stand in words.
"""

import datetime as dt
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series
from pandas.api import types

from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Status, Verdict
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Doubt, Judged, Sentence, Shown, Side, Table, Tone

_MOST_DECIMALS = 2
_NOTHING = "–"
_VERDICTS = frozenset(str(verdict) for verdict in Verdict)


@dataclass(frozen=True)
class Page(View):
    """A view with what an analyst asks of it in pandas; every part of a page takes it as its view."""

    def values(self, code: str, role: str = "standard", *, every_month: bool = False) -> DataFrame:
        """Gives an indicator, or a component of one, in every commune: what counts in the page's month.

        ``role`` is "standard" or "advanced", for the set in force. Columns: ``commune`` (code), ``name``,
        ``month`` (its first day), ``value`` and ``threshold`` (numbers in the indicator's unit, percent as
        87.5), ``verdict`` (a code of Verdict), ``day`` (when it was measured), ``doubts`` (their names), and
        ``illustrative``. With ``every_month`` one row for each commune and month up to the page's. What is
        missing is NaN, never 0. Raises NtmError for a code the set does not have, naming the nearest.
        """
        used = self.set_in_force(role)
        results = self.results if every_month else self.now
        components = results.parts[results.parts["part"] != results.parts["indicator"]]
        mine = pd.concat([results.indicators, components])
        mine = mine[(mine["set"] == (used.id if used else "")) & (mine["month"] <= self.period.number)]
        _check_known(code, set(mine["part"]))
        mine = mine[(mine["part"] == code) & mine["commune"].isin(self.communes)]
        marks = {
            Doubt.PROVISIONAL: mine["provisional"],
            Doubt.PRELIMINARY: mine["status"] == Status.PRELIMINARY.value,
            Doubt.LATE: mine["late"],
        }
        keys = zip(mine["sent_month"], mine["commune"], mine["set"], mine["part"], strict=True)
        marks[Doubt.ADJUSTED] = Series([key in self.adjusted for key in keys], mine.index)
        told = self._told(mine)
        return told.assign(
            value=told["value"].mask(mine["stale"].to_numpy()),  # two due dates past it is no value (rule 4)
            threshold=_number(mine["threshold_num"], mine["threshold_den"]).to_numpy(),
            verdict=mine["verdict"].to_numpy(),
            doubts=[
                ", ".join(str(name) for name, holds in zip(marks, row, strict=True) if holds)
                for row in zip(*marks.values(), strict=True)
            ],
        )[["commune", "name", "month", "value", "threshold", "verdict", "day", "doubts", "illustrative"]]

    def recorded(self, code: str) -> DataFrame:
        """Gives what was recorded of an indicator or a statistic up to the page's month, one row a value.

        Columns: ``commune``, ``name``, ``month`` (its first day), ``sex`` (total, male, female), ``value`` (a
        number in its unit), ``numerator`` and ``denominator`` (of a share, to be summed: shares are never
        averaged), ``day``, ``status`` and ``illustrative``. Raises NtmError for an unknown code.
        """
        rows = self.data.observations
        rows = rows[rows["month"] <= self.period.number]
        _check_known(code, {*self.data.rules["part"], *self.data.criteria.statistics})
        mine = rows[(rows["indicator"] == code) & rows["num"].notna()]
        more = ("sex", "numerator", "denominator", "status")
        told = self._told(mine).assign(**{name: mine[name].to_numpy() for name in more})
        return told[
            ["commune", "name", "month", more[0], "value", *more[1:3], "day", more[3], "illustrative"]
        ]

    def text(self, vi: str, en: str = "") -> str:
        """Picks the page's language of a text; the Vietnamese where there is no other."""
        return en if en and self.words.code == "en" else vi

    def _told(self, rows: DataFrame) -> DataFrame:
        names = dict(zip(self.data.communes["code"], self.data.communes["name"], strict=True))
        first = [f"{number // 12}-{number % 12 + 1:02d}-01" for number in rows["month"]]
        return DataFrame(
            {
                "commune": rows["commune"].to_numpy(),
                "name": rows["commune"].map(names).to_numpy(),
                "month": pd.to_datetime(first),
                "value": _number(rows["num"], rows["den"]).to_numpy(),
                "day": rows["measured_on"].to_numpy(),
                "illustrative": rows["illustrative"].to_numpy(),
            }
        )


def _check_known(code: str, known: set[str]) -> None:
    if code not in known:
        near = get_close_matches(code, sorted(known), n=3, cutoff=0)
        raise NtmError(f"không có chỉ tiêu “{code}”; gần nhất: {', '.join(near)}")


def _number(num: Series, den: Series) -> Series:
    """Gives exact values as the numbers pandas and seaborn work with; NaN where there is none."""
    top, bottom = (column.to_numpy("float64", na_value=np.nan) for column in (num, den))
    return Series(top / bottom)


def shown(frame: DataFrame, words: Language, caption: str = "", most: int | None = None) -> Shown:
    """Shows a DataFrame of any columns; of more than ``most`` rows the first, and how many there are.

    An index without a name that only counts rows is left out, any other heads them. Numbers of a column have
    the same decimals, at most two; what is missing is a dash; columns named "verdict…" are told in words.
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
        is_verdict = str(name).startswith("verdict") and all(value in _VERDICTS for value in values)
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
