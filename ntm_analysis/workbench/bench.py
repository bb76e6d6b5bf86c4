"""A dataset opened at a month: tidy tables of what was computed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self, TypeAlias

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period
from ntm_analysis.model.places import in_alphabet
from ntm_analysis.say.page import Page
from ntm_analysis.say.papers.explained import explained
from ntm_analysis.say.texts import near
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Shown
from ntm_analysis.workbench import tables
from ntm_analysis.workbench.foretelling import backtest, outlook_of
from ntm_analysis.workbench.known import Opened
from ntm_analysis.workbench.schema import TABLES, conform, of_table

Months: TypeAlias = str | Period | Iterable[str | Period] | None
Places: TypeAlias = str | int | Iterable[str | int] | None
EVERY = "all"


@dataclass(frozen=True, repr=False, eq=False)
class Tables(Opened):
    """A dataset at a month, in a language; every table is a DataFrame of its own."""

    def __repr__(self) -> str:
        first, _, rest = repr(self.data).partition("\n")
        return f"{first}, {self.words.month(self.period)}\n{rest}"

    @cached_property
    def view(self) -> View:
        """Gives the whole locality in the month, as every page of it is made from."""
        return View.of(self.data, self.period, self.words)

    def at(self, period: str) -> Self:
        """Opens the same dataset at another month."""
        return replace(self, period=self.data.period(period))

    def page(self, notebook: str, place: str | int) -> Page:
        """Gives the page of a notebook ("overview", an area, "movement") about a place."""
        from ntm_analysis.notebook import page_of  # noqa: PLC0415 (needs IPython, which no table does)

        return page_of(self.data, notebook, place, self.period, self.words)

    # What was computed.

    @of_table("indicators")
    def indicators(
        self,
        code: str | Iterable[str] | None = None,
        months: Months = None,
        places: Places = None,
        role: str = "standard",
    ) -> DataFrame:
        """Gives what counts of indicators: value, what it must reach, verdict, gap, source rows.

        ``code`` is an indicator ("15.1"), a component ("14.1a"), a criterion ("15"), an area ("health") or
        several; ``months`` one, several or "all" up to the opened one, which it is without;
        ``places`` names or codes of communes; ``role`` "standard", "advanced" or "all", of the sets in force.
        Raises NtmError for what there is not, with the nearest.
        """
        rows = self._rows("components" if code else "indicators", months, places, role)
        if code is None:
            return rows
        return rows[self._of_codes(rows, [code] if isinstance(code, str) else list(code))]

    @of_table("criteria")
    def verdicts(self, months: Months = None, places: Places = None, role: str = "standard") -> DataFrame:
        """Gives the official verdict on each criterion with its basis, and what was said beside it."""
        return self._rows("criteria", months, places, role)

    @of_table("counts")
    def counts(self, months: Months = None, places: Places = None, role: str = "standard") -> DataFrame:
        """Gives the number of criteria that each commune meets of a set, or of all."""
        return self._rows("counts", months, places, role)

    @of_table("poverty")
    def poverty(self, months: Months = None, places: Places = None) -> DataFrame:
        """Gives the poor and nearly poor households and their rates, of each place and of the locality."""
        return self._rows("poverty", months, places)

    @of_table("targets")
    def targets(self, months: Months = None) -> DataFrame:
        """Gives where each target of the movement stands."""
        return self._rows("targets", months)

    @of_table("tasks")
    def tasks(self, months: Months = None, places: Places = None) -> DataFrame:
        """Gives the tasks of the roadmap as they stand at the month's cut-off day."""
        return self._rows("tasks", months, places)

    def matrix(self, role: str = "standard") -> DataFrame:
        """Sets the verdicts of a set side by side: a row a commune, the most met first.

        The index is the commune's name; ``met`` counts the criteria met, each other column holds codes of
        Verdict.
        """
        of, rows = self._set(role), self.verdicts(role=role)
        wide = rows.pivot(index="name", columns="criterion", values="verdict")
        wide = wide.assign(met=rows.groupby("name")["counted"].sum())
        in_order = sorted(wide.index, key=lambda name: (-wide["met"][name], in_alphabet(name)))
        columns = ["met", *(each.code for each in of.criteria)]
        return wide.loc[in_order, columns].rename_axis(columns=None)

    def explain(self, place: str | int, code: str | int, role: str = "standard") -> Shown:
        """Shows how a commune comes to its verdict on a criterion or an indicator, from the source row on.

        Every step has the number of its rule of evaluation and the row or decision it rests on. Raises
        NtmError for a place or a code that there is not, with the nearest.
        """
        return explained(replace(self.view, place=self.data.place(place)), str(code), role)

    def outlook(self, code: str) -> DataFrame:
        """Gives the range that an indicator is expected in at the end of the year (rule 14); see the docs."""
        return outlook_of(self.view, code)

    def backtest(self, code: str | None = None) -> DataFrame:
        """Holds what earlier months expected against what came, of an indicator or of the targets."""
        return backtest(self.view, code)

    def table(self, name: str, months: Months = None) -> DataFrame:
        """Gives a table by its name in the column dictionary: of the month, of several, of "all"."""
        if name not in TABLES.keys() & tables.TABLES.keys():
            raise NtmError(f"không có bảng “{name}”; gần nhất: {near(name, TABLES)}")
        return conform(name, self._rows(name, months))

    # How rows are chosen.

    def _rows(self, name: str, months: Months, places: Places = None, role: str = EVERY) -> DataFrame:
        asked = self._months(months)
        rows = tables.TABLES[name](self.view, asked)
        if role != EVERY:
            self._set(role)
            used = {str(month): self.view.set_in_force(role, month) for month in asked}
            held = rows["period"].map({month: of.id for month, of in used.items() if of is not None})
            rows = rows[rows["set"] == held]
        if places is None:
            return rows
        several = [places] if isinstance(places, str | int) else list(places)
        column = "place" if "place" in rows else "commune"
        return rows[rows[column].isin([self.data.place(each).code for each in several])]

    def _months(self, asked: Months) -> list[Period]:
        if asked is None:
            return [self.period]
        if asked == EVERY:
            return [month for month in self.data.periods if month <= self.period]
        several = [asked] if isinstance(asked, str | Period) else list(asked)
        found = [self.data.period(str(each)) for each in several]
        if late := [month for month in found if month > self.period]:
            raise NtmError(
                f"kỳ {late[0]} sau kỳ đang mở ({self.period}); mở bộ số liệu ở kỳ đó: ntm.open(period=…)"
            )
        return found

    def _of_codes(self, rows: DataFrame, codes: list[str]) -> "pd.Series[bool]":
        areas, held = self.data.criteria.areas, pd.Series(data=False, index=rows.index)
        whole = rows["part"] == rows["indicator"]
        for code in codes:
            if code in areas:
                for set_id, criteria in areas[code].criteria.items():
                    held |= whole & (rows["set"] == set_id) & rows["criterion"].isin(criteria)
                continue
            mine = whole & (rows["criterion"] == code) | (rows["part"] == code)
            if not mine.any():
                known = {*areas, *rows["criterion"], *rows["part"]}
                raise NtmError(f"không có chỉ tiêu hay lĩnh vực “{code}”; gần nhất: {near(code, known)}")
            held |= mine
        return held
