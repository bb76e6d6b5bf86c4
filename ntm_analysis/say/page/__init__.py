"""A page as its notebook works with it: tables of pandas, told in the page's words where they are shown."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.errors import NtmError
from ntm_analysis.judge.mergers import in_shape
from ntm_analysis.judge.movement.resources import since_january
from ntm_analysis.model import Sex, Status
from ntm_analysis.say.doubtful import doubts, value_doubts
from ntm_analysis.say.marks import records, state_of
from ntm_analysis.say.page.telling import Telling
from ntm_analysis.say.texts import body_name, near
from ntm_analysis.say.units import contributions, followed, place_names
from ntm_analysis.say.words import Doubt

_STATISTICS, _MILLION = "statistics", 10**6
_ROW, _COUNTS = ("commune", "name", "month"), ("numerator", "denominator")


@dataclass(frozen=True, repr=False)
class Page(Telling):
    """A view with what an analyst asks of it in pandas; every part of a page takes it as its view."""

    def values(self, code: str, role: str = "standard", *, every_month: bool = False) -> DataFrame:
        """Gives an indicator, or a component of one, in every commune: what counts in the page's month.

        ``role`` is "standard" or "advanced", for the set in force. Columns: ``commune`` (code), ``name``,
        ``month`` (its first day), ``value`` and ``threshold`` (numbers in the indicator's unit, percent as
        87.5), ``numerator`` and ``denominator`` of a share, ``sex`` (whose value it is: of an indicator for
        both, the one that decides), ``verdict`` (a code of Verdict), ``day`` (when it was measured),
        ``doubts`` (their names), and ``illustrative``. With ``every_month`` one row for each commune and
        month up to the page's. What is missing is NaN. Raises NtmError for an unknown code.
        """
        evaluated = self._evaluated(role, every_month=every_month)
        _check_known(code, set(evaluated["part"]))
        mine = evaluated[(evaluated["part"] == code) & evaluated["commune"].isin(self.communes)]
        told, stale = self._told(mine), mine["stale"].to_numpy()
        return told.assign(
            # Two due dates past it is no value (rule 4).
            **{name: told[name].mask(stale) for name in ("value", *_COUNTS)},
            threshold=_number(mine["threshold_num"], mine["threshold_den"]).to_numpy(),
            verdict=mine["verdict"].to_numpy(),
            doubts=value_doubts(self, mine),
        )[[*_ROW, "sex", "value", *_COUNTS, "threshold", "verdict", "day", "doubts", "illustrative"]]

    def recorded(self, *codes: str, role: str = "standard", newest: bool = False) -> DataFrame:
        """Gives what was recorded of places in their present shape up to the page's month, one row a value.

        Columns: ``commune``, ``name``, ``month`` (its first day), ``code``, ``sex`` (total, male, female),
        ``value`` (in its unit), ``numerator`` and ``denominator`` (of a share, to be summed: shares are never
        averaged), ``day``, ``status``, ``line`` (of poverty) and ``illustrative``; of an indicator those of
        the set for ``role``. With ``newest`` what counts in the page's month: no estimates, nothing two due
        dates old. Raises NtmError for an unknown code.
        """
        used, rows = self.set_in_force(role), self.data.observations
        for code in codes:
            _check_known(code, {*self.data.rules["part"], *self.data.criteria.statistics})
        rows = in_shape(self.data, rows[rows["indicator"].isin(codes)], self.period)
        rows = rows[rows["set"].isin([_STATISTICS, used.id if used else ""]) & rows["num"].notna()]
        rows = rows.sort_values("month", kind="stable")
        if newest:
            judged = self._evaluated(role)
            judged = judged[~judged["stale"]]
            counting = set(zip(judged["commune"], judged["part"], judged["sent_month"], strict=True))
            known = rows[(rows["set"] == _STATISTICS) & (rows["status"] != Status.ESTIMATE)]
            last = known.groupby(["commune", "indicator"])["month"].max()
            counting |= set(last.reset_index().itertuples(index=False, name=None))
            keys = zip(rows["commune"], rows["indicator"], rows["month"], strict=True)
            rows = rows[np.array([key in counting for key in keys], dtype=bool)]
        told = self._told(rows).assign(
            code=rows["indicator"].to_numpy(), status=rows["status"].to_numpy(), line=rows["line"].to_numpy()
        )
        return told[[*_ROW, "code", "sex", "value", *_COUNTS, "day", "status", "line", "illustrative"]]

    def latest(self, *codes: str, same_month: bool = False) -> DataFrame:
        """Sets statistics side by side, one row for each place that has them all: what counts now.

        With ``same_month`` they are those of the newest month that has them all, for a share of one in
        another. Columns: ``commune``, ``name``, one for each code (in its unit), ``oldest`` and ``day`` (when
        they were measured), ``doubts`` and ``illustrative``. Raises NtmError for an unknown code.
        """
        rows = self.recorded(*codes, newest=not same_month)
        rows = rows[rows["sex"] == Sex.TOTAL]
        if same_month:
            rows = rows[rows["status"] != Status.ESTIMATE]
            rows = rows[rows.groupby(["commune", "month"])["code"].transform("nunique") == len(codes)]
            rows = rows[rows["month"] == rows.groupby("commune")["month"].transform("max")]
        places = rows.groupby(["commune", "name"])
        wide = rows.pivot_table(index=["commune", "name"], columns="code", values="value", aggfunc="last")
        wide = wide.reindex(columns=list(codes)).dropna().rename_axis(columns=None)
        preliminary = places["status"].agg(lambda each: bool((each == Status.PRELIMINARY).any()))
        return wide.assign(
            oldest=places["day"].min(),
            day=places["day"].max(),
            doubts=preliminary.map({True: str(Doubt.PRELIMINARY), False: ""}),
            illustrative=places["illustrative"].any(),
        ).reset_index()

    def counts(self, role: str = "standard") -> DataFrame:
        """Gives the criteria each commune met of a set, for each month of its present shape up to the page's.

        Columns: ``commune``, ``name``, ``month`` (its first day), ``met`` and ``total`` (whole numbers).
        """
        used, rows = self.set_in_force(role), self.results.counts
        known = rows["no_data"] < rows["total"]
        rows = in_shape(self.data, rows[known & (rows["set"] == (used.id if used else ""))], self.period)
        return self._placed(rows).assign(met=rows["met"].to_numpy(), total=rows["total"].to_numpy())

    def criteria(self, role: str = "standard") -> DataFrame:
        """Gives the verdict on each criterion of a set in each commune in the page's month.

        Columns: ``commune``, ``name``, ``month``, ``code``, ``criterion`` (its number and name), ``verdict``
        (a code of Verdict), ``met`` (whether it counts as met) and ``doubts`` (their names).
        """
        used, rows = self.set_in_force(role), self.now.criteria
        rows = rows[rows["set"] == (used.id if used else "")]
        names = {c.code: f"{c.code} {self.words.text(c.name)}" for c in (used.criteria if used else ())}
        return self._placed(rows).assign(
            code=rows["criterion"].to_numpy(),
            criterion=rows["criterion"].map(names).to_numpy(),
            verdict=rows["verdict"].to_numpy(),
            met=rows["met"].to_numpy(),
            doubts=[", ".join(doubts(self, row)) for row in records(rows)],
        )

    def tasks(self) -> DataFrame:
        """Gives the tasks of the page's place, of the locality all, as they stand at its cut-off day.

        Columns: ``commune``, ``name`` (of the place), ``task``, ``body`` (in charge), ``start`` and ``due``
        (days), ``state`` (overdue, due_soon, running, not_started, done, unknown, ahead), ``illustrative``.
        """
        rows, names = followed(self), place_names(self)
        states = Series([state_of(row) for row in records(rows)], rows.index, dtype="str")
        for urgent in ("overdue", "due_soon"):
            states = states.mask(rows[urgent].astype(bool), urgent)
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


def _check_known(code: str, known: set[str]) -> None:
    if code not in known:
        raise NtmError(f"không có chỉ tiêu “{code}”; gần nhất: {near(code, known)}")


def _number(num: Series, den: Series) -> Series:
    top, bottom = (column.to_numpy("float64", na_value=np.nan) for column in (num, den))
    return Series(top / bottom)


def _first_days(months: Series) -> pd.DatetimeIndex:
    return pd.to_datetime([f"{number // 12}-{number % 12 + 1:02d}-01" for number in months])
