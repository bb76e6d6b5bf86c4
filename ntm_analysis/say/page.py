"""A page as its notebook works with it: what the data say, as tables of pandas, and sentences about it.

Columns have English names and codes; they are told in the words of the language where a table is shown.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from numbers import Number, Rational
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.errors import NtmError
from ntm_analysis.judge.movement.resources import since_january
from ntm_analysis.model import Period, PlaceKind, Sex, Status, Verdict
from ntm_analysis.say.marks import doubts, records
from ntm_analysis.say.palette import ACCENT, BAD, FAINT, GOOD, MARKS, QUIET, WARN
from ntm_analysis.say.tasks import state_of
from ntm_analysis.say.texts import body_name, joined, place_name
from ntm_analysis.say.units import contributions, followed, place_names
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt

_STATISTICS = "statistics"
_ROW, _COUNTS = ("commune", "name", "month"), ("numerator", "denominator")
_MILLION = 10**6
_STATES = {"overdue": BAD, "due_soon": WARN, "running": ACCENT, "done": GOOD, "unknown": QUIET}


@dataclass(frozen=True)
class Page(View):
    """A view with what an analyst asks of it in pandas; every part of a page takes it as its view."""

    def values(self, code: str, role: str = "standard", *, every_month: bool = False) -> DataFrame:
        """Gives an indicator, or a component of one, in every commune: what counts in the page's month.

        ``role`` is "standard" or "advanced", for the set in force. Columns: ``commune`` (code), ``name``,
        ``month`` (its first day), ``value`` and ``threshold`` (numbers in the indicator's unit, percent as
        87.5), ``numerator`` and ``denominator`` of a share, ``sex`` (whose value it is: of an indicator for
        both, the one that decides), ``verdict`` (a code of Verdict), ``day`` (when it was measured),
        ``doubts`` (their names), and ``illustrative``. With ``every_month`` one row for each commune and
        month up to the page's. What is missing is NaN, never 0. Raises NtmError for a code the set does not
        have, naming the nearest.
        """
        evaluated = self._evaluated(role, every_month=every_month)
        _check_known(code, set(evaluated["part"]))
        mine = evaluated[(evaluated["part"] == code) & evaluated["commune"].isin(self.communes)]
        marks = {
            Doubt.PROVISIONAL: mine["provisional"],
            Doubt.PRELIMINARY: mine["status"] == Status.PRELIMINARY.value,
            Doubt.LATE: mine["late"],
        }
        keys = zip(mine["sent_month"], mine["commune"], mine["set"], mine["part"], strict=True)
        marks[Doubt.ADJUSTED] = Series([key in self.adjusted for key in keys], mine.index)
        told, stale = self._told(mine), mine["stale"].to_numpy()
        return told.assign(
            # Two due dates past it is no value (rule 4).
            **{name: told[name].mask(stale) for name in ("value", *_COUNTS)},
            threshold=_number(mine["threshold_num"], mine["threshold_den"]).to_numpy(),
            verdict=mine["verdict"].to_numpy(),
            doubts=[
                ", ".join(str(name) for name, holds in zip(marks, row, strict=True) if holds)
                for row in zip(*marks.values(), strict=True)
            ],
        )[[*_ROW, "sex", "value", *_COUNTS, "threshold", "verdict", "day", "doubts", "illustrative"]]

    def recorded(self, *codes: str, role: str = "standard", newest: bool = False) -> DataFrame:
        """Gives what was recorded of indicators and statistics up to the page's month, one row a value.

        Columns: ``commune``, ``name``, ``month`` (its first day), ``code``, ``sex`` (total, male, female),
        ``value`` (a number in its unit), ``numerator`` and ``denominator`` (of a share, to be summed: shares
        are never averaged), ``day``, ``status``, ``line`` (of poverty) and ``illustrative``. An indicator is
        that of the set in force for ``role``. With ``newest`` only what counts in the page's month of the
        places there are: no estimates, nothing two due dates old. Raises NtmError for an unknown code.
        """
        used, rows = self.set_in_force(role), self.data.observations
        for code in codes:
            _check_known(code, {*self.data.rules["part"], *self.data.criteria.statistics})
        rows = rows[(rows["month"] <= self.period.number) & rows["indicator"].isin(codes)]
        rows = rows[rows["set"].isin([_STATISTICS, used.id if used else ""]) & rows["num"].notna()]
        rows = rows.sort_values("month", kind="stable")
        if newest:
            judged = self._evaluated(role)
            judged = judged[~judged["stale"]]
            counting = set(zip(judged["commune"], judged["part"], judged["sent_month"], strict=True))
            known = rows[(rows["set"] == _STATISTICS) & (rows["status"] != Status.ESTIMATE)]
            last = known.groupby(["commune", "indicator"])["month"].max()
            counting |= {(*key, month) for key, month in last.items()}
            keys = zip(rows["commune"], rows["indicator"], rows["month"], strict=True)
            rows = rows[np.array([key in counting for key in keys], dtype=bool)]
            rows = rows[rows["commune"].isin([*self.communes, *self._towns])]
        told = self._told(rows).assign(
            code=rows["indicator"].to_numpy(), status=rows["status"].to_numpy(), line=rows["line"].to_numpy()
        )
        return told[[*_ROW, "code", "sex", "value", *_COUNTS, "day", "status", "line", "illustrative"]]

    def latest(self, *codes: str, same_month: bool = False) -> DataFrame:
        """Sets statistics side by side, one row for each place that has them all: what counts now.

        With ``same_month`` they are those of the newest month that has them all, for a share of one in
        another. Columns: ``commune``, ``name``, one for each code (numbers in its unit), ``day`` (of the
        oldest), ``doubts`` and ``illustrative``. Raises NtmError for an unknown code.
        """
        rows = self.recorded(*codes, newest=not same_month)
        rows = rows[(rows["sex"] == Sex.TOTAL) & rows["commune"].isin([*self.communes, *self._towns])]
        if same_month:
            rows = rows[rows["status"] != Status.ESTIMATE]
            rows = rows[rows.groupby(["commune", "month"])["code"].transform("nunique") == len(codes)]
            rows = rows[rows["month"] == rows.groupby("commune")["month"].transform("max")]
        places = rows.groupby(["commune", "name"])
        wide = rows.pivot_table(index=["commune", "name"], columns="code", values="value", aggfunc="last")
        wide = wide.reindex(columns=list(codes)).dropna().rename_axis(columns=None)
        preliminary = places["status"].agg(lambda each: (each == Status.PRELIMINARY).any())
        return wide.assign(
            day=places["day"].min(),
            doubts=preliminary.map({True: str(Doubt.PRELIMINARY), False: ""}),
            illustrative=places["illustrative"].any(),
        ).reset_index()

    def counts(self, role: str = "standard") -> DataFrame:
        """Gives the criteria each commune met of a set, for each month up to the page's.

        Columns: ``commune``, ``name``, ``month`` (its first day), ``met`` and ``total`` (whole numbers).
        """
        used, rows = self.set_in_force(role), self.results.counts
        rows = rows[(rows["set"] == (used.id if used else "")) & (rows["month"] <= self.period.number)]
        rows = rows[rows["no_data"] < rows["total"]]
        return self._placed(rows).assign(met=rows["met"].to_numpy(), total=rows["total"].to_numpy())

    def criteria(self, role: str = "standard") -> DataFrame:
        """Gives the verdict on each criterion of a set in each commune in the page's month.

        Columns: ``commune``, ``name``, ``month``, ``code``, ``criterion`` (its number and name), ``verdict``
        (a code of Verdict), ``met`` (whether it counts as met) and ``doubts`` (their names).
        """
        used, rows = self.set_in_force(role), self.now.criteria
        rows = rows[rows["set"] == (used.id if used else "")]
        names = {c.code: f"{c.code} {self.words.text(c.name)}" for c in used.criteria} if used else {}
        return self._placed(rows).assign(
            code=rows["criterion"].to_numpy(),
            criterion=rows["criterion"].map(names).to_numpy(),
            verdict=rows["verdict"].to_numpy(),
            met=rows["met"].to_numpy(),
            doubts=[", ".join(doubts(self, row)) for row in records(rows)],
        )

    def tasks(self) -> DataFrame:
        """Gives the tasks of the page's place, of the locality all, as they stand at its cut-off day.

        Columns: ``commune``, ``name`` (of the place), ``task`` (what is to be done), ``body`` (who does it),
        ``start`` and ``due`` (days), ``state`` (overdue, due_soon, running, not_started, done, unknown,
        ahead) and ``illustrative``.
        """
        rows = followed(self)
        urgent = {"overdue": rows["overdue"], "due_soon": rows["due_soon"]}
        states = Series([state_of(row) for row in records(rows)], rows.index, dtype="str")
        for state, holds in urgent.items():
            states = states.mask(holds.astype(bool), state)
        names = place_names(self)
        return DataFrame(
            {
                "commune": rows["commune"],
                "name": rows["commune"].map(lambda code: names.get(code, self.data.district.name)),
                "task": rows["name"],
                "body": [body_name(self, body) for body in rows["body"]],
                "start": rows["start"],
                "due": rows["due"],
                "state": states,
                "illustrative": rows["illustrative"],
            }
        )

    def money(self) -> DataFrame:
        """Gives the money of the page's place, of the locality all, from January to the page's month.

        Columns: ``month`` (its first day), ``account`` (planned, disbursed, mobilised), ``fund``, ``amount``
        (million đồng) and ``illustrative``.
        """
        rows = since_january(contributions(self), self.period, None if self.is_district else self.place.code)
        rows = rows[(rows["kind"] == "money") & rows["amount"].notna()]
        return DataFrame(
            {
                "month": _first_days(rows["month"]),
                "account": rows["account"].to_numpy(),
                "fund": rows["fund"].to_numpy(),
                "amount": rows["amount"].to_numpy("float64") / _MILLION,
                "illustrative": rows["illustrative"].to_numpy(),
            }
        )

    def own(self, rows: DataFrame) -> DataFrame:
        """Keeps the rows of the page's place, by their column ``commune``; on the locality's page all."""
        return rows.copy() if self.is_district else rows[rows["commune"] == self.place.code].copy()

    def where(self, rows: DataFrame) -> str:
        """Tells what a table of places is about: "Xã Bình Phúc", "Cả 16 xã" or "15/16 xã có số liệu"."""
        if not self.is_district:
            return place_name(self, self.place.code)
        found = set(rows["commune"])
        towns = len(found.intersection(self._towns)) and len(self._towns)
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
        """Tells in brackets what is not sure of any row of a table with ``doubts``; nothing where all is."""
        found = {each for cell in rows["doubts"] for each in str(cell).split(", ")}
        told = [self.words.word(f"mark_title.{doubt}") for doubt in Doubt if doubt in found]
        return f" ({'; '.join(told)})" if told else ""

    def text(self, vi: str, en: str = "", **values: Any) -> str:
        """Picks the page's language of a text and fills its ``{placeholders}`` as offices write them.

        Numbers have the decimals named (``{share:1}``), else those they need and at most two; names are
        listed, four and how many more, or said to be none; a day is a date, or the month it is in
        (``{since:month}``). The Vietnamese stands where there is no other.
        """
        return _Filled(self).format(en if en and self.words.code == "en" else vi, **values)

    @cached_property
    def palette(self) -> Mapping[str, str]:
        """Gives the colour of each verdict, sex and state of a task by its code, for ``hue``."""
        verdicts = {str(verdict): mark.fill for verdict, mark in MARKS.items()}
        other = {"male": ACCENT, "female": BAD, "not_started": FAINT, "ahead": FAINT}
        return {**verdicts, **_STATES, **other}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names statistics by their codes, for heads, legends and axes."""
        return {code: self.words.text(each.name) for code, each in self.data.criteria.statistics.items()}

    @cached_property
    def _towns(self) -> tuple[str, ...]:
        return tuple(place.code for place in self.data.places if place.kind is PlaceKind.TOWN)

    def _evaluated(self, role: str, *, every_month: bool = False) -> DataFrame:
        used = self.set_in_force(role)
        results = self.results if every_month else self.now
        components = results.parts[results.parts["part"] != results.parts["indicator"]]
        both = pd.concat([results.indicators, components])
        return both[(both["set"] == (used.id if used else "")) & (both["month"] <= self.period.number)]

    def _placed(self, rows: DataFrame) -> DataFrame:
        names = dict(zip(self.data.communes["code"], self.data.communes["name"], strict=True))
        return DataFrame(
            {
                "commune": rows["commune"].to_numpy(),
                "name": rows["commune"].map(names).to_numpy(),
                "month": _first_days(rows["month"]),
            }
        )

    def _told(self, rows: DataFrame) -> DataFrame:
        return self._placed(rows).assign(
            sex=rows["sex"].to_numpy(),
            value=_number(rows["num"], rows["den"]).to_numpy(),
            **{name: rows[name].to_numpy("float64", na_value=np.nan) for name in _COUNTS},
            day=rows["measured_on"].to_numpy(),
            illustrative=rows["illustrative"].to_numpy(),
        )


class _Filled(Formatter):
    """Fills a text as :meth:`Page.text` says."""

    def __init__(self, page: Page) -> None:
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
            case Number():
                exact = Fraction(value) if isinstance(value, Rational) else Fraction(f"{float(value):.6f}")
                return words.number(exact, int(format_spec) if format_spec else None)
        names = [str(name) for name in value]
        return joined(self.page, names, "and_more_communes") if names else words.word("frame.none")


def _check_known(code: str, known: set[str]) -> None:
    if code not in known:
        near = get_close_matches(code, sorted(known), n=3, cutoff=0)
        raise NtmError(f"không có chỉ tiêu “{code}”; gần nhất: {', '.join(near)}")


def _number(num: Series, den: Series) -> Series:
    """Gives exact values as the numbers pandas and seaborn work with; NaN where there is none."""
    top, bottom = (column.to_numpy("float64", na_value=np.nan) for column in (num, den))
    return Series(top / bottom)


def _first_days(months: Series) -> pd.DatetimeIndex:
    return pd.to_datetime([f"{number // 12}-{number % 12 + 1:02d}-01" for number in months])
