"""What a notebook's own sentences are made of: texts filled as offices write, places, verdicts, doubts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from numbers import Rational, Real
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import Period, PlaceKind, Verdict
from ntm_analysis.say.texts import joined
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt


@dataclass(frozen=True, repr=False)
class Telling(View):
    """A view that tells what a table of pandas says, true of any rows."""

    def __repr__(self) -> str:
        return (
            f"Page {self.notebook}: {self.place.name}, {self.period}, {self.words.code}\nof {self.data.name}"
        )

    def own(self, rows: DataFrame) -> DataFrame:
        """Keeps the rows of the page's place, by their column ``commune``; on the locality's page all."""
        return rows.copy() if self.is_district else rows[rows["commune"] == self.place.code].copy()

    def where(self, rows: DataFrame) -> str:
        """Tells what a table of places is about: "Xã Bình Phúc", "Cả 16 xã" or "15/16 xã có số liệu"."""
        if not self.is_district:
            return self.words.word(f"page.{self.place.kind}_name", name=self.place.name)
        found = set(rows["commune"])
        towns = len(found.intersection(self.towns)) and len(self.towns)
        unit = "units" if towns else "communes"
        have, there_are = len(found), len(self.communes) + towns
        if have == there_are:
            return self.words.word("frame.all", count=self.words.count(have, unit))
        share = self.words.share(have, there_are)
        return self.words.word("frame.some", share=share, unit=self.words.word(f"frame.{unit}"))

    def most(self, rows: DataFrame, column: str, *, least: bool = False) -> str:
        """Tells which three places have the most, or least, of a column: " Nhiều nhất: Tri Lễ (412), ….".

        Rows of a place are summed, and all equal to the last one named are counted in. Nothing is told of a
        single place, or where nobody has any.
        """
        sums = rows.groupby("name", sort=False)[column].sum().sort_values(ascending=least, kind="stable")
        if len(sums) == 1 or not (sums > 0).any():
            return ""
        edge = sums.iloc[:3].iloc[-1]
        sums = sums[(sums <= edge) if least else (sums >= edge) & (sums > 0)]
        names = [self.text("{name} ({n})", name=name, n=n) for name, n in sums.items()]
        told = joined(self, names, "and_more_communes")
        return self.words.word("frame.least" if least else "frame.most", names=told)

    def judged(self, rows: DataFrame) -> str:
        """Tells the verdicts in a table of :meth:`values`: who does not meet it, of whom nothing is known.

        Of one commune it tells its verdict. What is not sure of any of them is said after.
        """
        words, told = self.words, list[str]()
        for verdict in (Verdict.NOT_MET, Verdict.NO_DATA, Verdict.NO_THRESHOLD) if self.is_district else ():
            names = list(rows.loc[rows["verdict"] == verdict, "name"])
            if names or verdict is Verdict.NOT_MET:
                named = joined(self, names, "and_more_communes") if names else words.word("frame.none")
                told.append(f"{words.verdict(verdict)}: {named}")
        if not self.is_district:
            verdicts = ", ".join(map(words.verdict, rows["verdict"]))
            told = [words.word("frame.judged", verdict=verdicts)]
        text = "; ".join(told)
        return f" {text[:1].upper()}{text[1:]}{self.unsure(rows)}."

    def unsure(self, rows: DataFrame) -> str:
        """Tells in brackets what is not sure of any row, by its ``status`` and columns "doubts…"."""
        columns = [name for name in rows if name == "status" or str(name).startswith("doubts")]
        found = {each for name in columns for cell in rows[name] for each in str(cell).split(", ")}
        told = [self.words.word(f"mark_title.{doubt}") for doubt in Doubt if doubt in found]
        return f" ({'; '.join(told)})" if told else ""

    def dated(self, rows: DataFrame) -> str:
        """Tells from which months figures are of which some are older than the page's; else nothing.

        A table of months tells it by itself.
        """
        days = pd.concat(
            [Series(dtype="datetime64[us]"), *(rows[name] for name in ("oldest", "day") if name in rows)]
        )
        days = days.dropna()
        if days.empty or ("month" in rows and rows["month"].nunique() > 1):
            return ""
        months = dict.fromkeys(Period(day.year, day.month) for day in (days.min(), days.max()))
        if min(months) >= self.period:
            return ""
        return self.words.word("frame.dated", months=" – ".join(map(self.words.short_month, months)))

    def text(self, vi: str, en: str = "", **values: Any) -> str:
        """Picks the page's language of a text and fills its ``{placeholders}`` as offices write them.

        Numbers have the decimals named (``{share:1}``), else those they need and at most two; names are
        listed, four and how many more, or said to be none; a day is a date, or the month it is in
        (``{since:month}``). The Vietnamese stands where there is no other.
        """
        return _Filled(self).format(en if en and self.words.code == "en" else vi, **values)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names statistics by their codes, for heads, legends and axes."""
        return {code: self.words.text(each.name) for code, each in self.data.criteria.statistics.items()}

    @cached_property
    def towns(self) -> tuple[str, ...]:
        """Gives the codes of the towns, which are no communes."""
        return tuple(place.code for place in self.data.places if place.kind is PlaceKind.TOWN)


class _Filled(Formatter):
    """Fills a text as :meth:`Telling.text` says."""

    def __init__(self, page: Telling) -> None:
        self.page = page

    def format_field(self, value: Any, format_spec: str) -> str:
        """Writes one value."""
        words, value = self.page.words, value.item() if isinstance(value, np.generic) else value
        match value:
            case str():
                return value
            case Period():
                return words.month(value)
            case dt.date() if format_spec == "month":
                return words.month(Period(value.year, value.month))
            case dt.date():
                return words.date(value)
            case Real():
                exact = Fraction(value) if isinstance(value, Rational) else Fraction(f"{float(value):.6f}")
                return words.number(exact, int(format_spec) if format_spec else None)
        names = [str(name) for name in value]
        return joined(self.page, names, "and_more_communes") if names else words.word("frame.none")
