"""What there is in an opened dataset: look-up tables of places, months, criteria, indicators, sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import NtmError, Problem
from ntm_analysis.language import Language
from ntm_analysis.model import ROLES, CriteriaSet, Period
from ntm_analysis.model.movement import role_named
from ntm_analysis.read import Dataset


def problems_told(problems: Iterable[Problem]) -> DataFrame:
    """Sets problems in a table; see :attr:`Opened.problems`."""
    told = [(p.file, p.line, p.column, p.found, p.expected, p.warning) for p in problems]
    return DataFrame(told, columns=["file", "line", "column", "found", "expected", "warning"])


@dataclass(frozen=True, repr=False, eq=False)
class Opened:
    """A dataset at a month, in a language, and what it knows of."""

    data: Dataset
    period: Period
    words: Language
    left_out: tuple[Problem, ...] = ()

    @property
    def places(self) -> DataFrame:
        """Lists the locality, its communes and towns: ``place`` (code), ``name``, ``kind``.

        ``begun`` and ``ended`` are its first and last day, ``population`` and ``households`` those of the
        census, ``area_km2`` and ``villages`` as the dataset gives them.
        """
        of = self.data.communes.set_index("code")
        listed = DataFrame(
            [(p.code, p.name, str(p.kind), p.begun, p.ended) for p in self.data.places],
            columns=["place", "name", "kind", "begun", "ended"],
        )
        known = ["population", "households", "area_km2", "villages"]
        return listed.join(of[known], on="place").astype(
            {"begun": "datetime64[us]", "ended": "datetime64[us]"}
        )

    @property
    def periods(self) -> DataFrame:
        """Lists the months there are data of: ``period``, ``month``, whether it is ``closed``, its rows."""
        rows = [getattr(self.data, name)["month"].value_counts() for name in ("observations", "verdicts")]
        return DataFrame(
            {
                "period": [str(each) for each in self.data.periods],
                "month": [pd.Timestamp(each.year, each.month, 1) for each in self.data.periods],
                "closed": [not self.data.is_draft(each) for each in self.data.periods],
                "observations": [int(rows[0].get(each.number, 0)) for each in self.data.periods],
                "verdicts": [int(rows[1].get(each.number, 0)) for each in self.data.periods],
            }
        )

    @property
    def criteria(self) -> DataFrame:
        """Lists the criteria in force: ``role``, ``set``, ``criterion``, ``title``, ``decision``."""
        return DataFrame(
            [
                (
                    role,
                    of.id,
                    each.code,
                    self.words.text(each.name),
                    f"{of.decision}, {self.words.text(of.annex)}",
                )
                for role, of in self._sets.items()
                for each in of.criteria
            ],
            columns=["role", "set", "criterion", "title", "decision"],
        )

    @property
    def indicators_known(self) -> DataFrame:
        """Lists the indicators and their components in force, with what the month's year asks of each.

        Columns: ``role``, ``set``, ``criterion``, ``indicator``, ``part``, ``title``, ``unit``, ``rule``,
        ``threshold`` (a number in the unit), ``confidence``, ``threshold_source`` (a row of :attr:`sources`,
        or the office's own text), ``frequency``, ``both_sexes``.
        """
        return DataFrame(
            [
                (
                    *(role, of.id, criterion.code, indicator.code, part.code, self.words.text(part.name)),
                    *(part.unit, str(part.rule), *self._asked(of.id, part.code)),
                    *(str(part.frequency), part.both_sexes),
                )
                for role, of in self._sets.items()
                for criterion in of.criteria
                for indicator in criterion.indicators
                for part in (indicator, *indicator.components)
            ],
            columns=[
                *("role", "set", "criterion", "indicator", "part", "title", "unit", "rule", "threshold"),
                *("confidence", "threshold_source", "frequency", "both_sexes"),
            ],
        )

    @property
    def sources(self) -> DataFrame:
        """Lists where thresholds and wordings were read: ``source``, ``title``, ``url``."""
        return DataFrame(
            [(s.id, self.words.text(s.title), s.url) for s in self.data.criteria.sources.values()],
            columns=["source", "title", "url"],
        )

    @property
    def problems(self) -> DataFrame:
        """Lists what was left out of a folder opened ``tolerant``, then what is to be confirmed.

        Columns: ``file``, ``line`` (as Excel counts them, 0 of the whole file), ``column``, ``found``,
        ``expected``, ``warning`` (False: the row was left out).
        """
        return problems_told((*self.left_out, *self.data.warnings))

    @cached_property
    def _sets(self) -> dict[str, CriteriaSet]:
        found = {
            use.role: self.data.criteria.sets[use.set] for use in self.data.sets if use.holds_in(self.period)
        }
        return {role: found[role] for role in ROLES if role in found}

    def _set(self, role: str) -> CriteriaSet:
        if role_named(role) not in self._sets:
            raise NtmError(f"không có bộ tiêu chí cho vai trò “{role}” trong kỳ {self.period}")
        return self._sets[role]

    def _asked(self, set_id: str, part: str) -> tuple[float | None, str, str]:
        """Gives what the month's year asks of an indicator, how sure it is and where it was read."""
        known = self.data.thresholds
        rows = known[(known["set"] == set_id) & (known["part"] == part)]
        rows = rows[rows["year"].isin([0, self.period.year])].sort_values("year")
        if rows.empty:
            return None, "", ""
        row = rows.iloc[-1]
        value = None if pd.isna(row["num"]) else float(row["num"]) / float(row["den"])
        return value, str(row["confidence"]), str(row["source"])
