"""What the rows of a dataset may refer to: its communes, the criteria sets and their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Criteria, PlaceKind
from ntm_analysis.read.nearest import nearest
from ntm_analysis.read.standards import Measures, Standards
from ntm_analysis.read.typed import month_of
from ntm_analysis.read.words import STATISTICS


@dataclass(frozen=True, eq=False)
class Known:
    """The communes (typed) and the standards they are held against."""

    communes: DataFrame
    standards: Standards
    illustrative: bool
    reshaped: Mapping[str, tuple[int, ...]]  # by commune, the months it was merged or split in, in order

    @property
    def criteria(self) -> Criteria:
        """Gives the criteria."""
        return self.standards.criteria

    @cached_property
    def names(self) -> dict[str, str]:
        """Names the communes by code."""
        return dict(zip(self.communes["code"], self.communes["name"], strict=True))

    @cached_property
    def towns(self) -> frozenset[str]:
        """Lists the codes of towns, which are no NTM communes."""
        return frozenset(self.communes.loc[self.communes["kind"] == PlaceKind.TOWN.value, "code"])

    @cached_property
    def life(self) -> dict[str, dict[str, int]]:
        """Gives the ``first`` and the ``last`` month by commune, where it is not open."""
        return {"first": self._months("valid_from"), "last": self._months("valid_to")}

    def _months(self, edge: str) -> dict[str, int]:
        months: dict[str, int] = {}
        for code, month in zip(self.communes["code"], month_of(self.communes[edge]), strict=True):
            if not pd.isna(month):
                months.setdefault(code, int(month))
        return months

    @property
    def measures(self) -> Measures:
        """Lists what may be recorded."""
        return self.standards.measures

    @property
    def criterion_codes(self) -> dict[tuple[str, str], int]:
        """Numbers the criteria by (set, code), in the order of the decision."""
        return self.standards.criterion_codes

    def recordable(self, criteria_set: str) -> list[str]:
        """Lists the codes that observations of a set may carry."""
        return [code for of, code in self.measures.numbers if of == criteria_set]

    def what_is(self, criteria_set: str, code: str) -> str:
        """Says why nothing can be recorded under a code."""
        if not self._parts(criteria_set, "indicator", code).empty:
            computed = (self._parts(criteria_set, "part", code)["formula"] != "").any()
            why = "được tính từ số liệu bổ trợ" if computed else "gồm nhiều thành phần"
            return f"chỉ tiêu “{code}” {why}, không ghi trực tiếp"
        if not self._parts(criteria_set, "part", code).empty:
            return f"thành phần “{code}” đọc số liệu của mã khác"
        if not self._parts(criteria_set, "criterion", code).empty:
            return f"“{code}” là tiêu chí, không phải chỉ tiêu"
        return (
            f"không có {'số liệu bổ trợ' if criteria_set == STATISTICS else 'chỉ tiêu'} “{code}” trong bộ này"
        )

    def what_to_record(self, criteria_set: str, code: str) -> str:
        """Names the codes to record instead of one that cannot be recorded."""
        same = self._parts(criteria_set, "part", code)
        formula = next((f for f in same["formula"] if f), "")
        if formula:
            return f"ghi set = {STATISTICS} với các mã: " + ", ".join(
                self._inputs(criteria_set, code, formula)
            )
        for column in ("part", "indicator", "criterion"):
            parts = self._parts(criteria_set, column, code)
            recorded = parts.loc[parts["formula"] == "", "measure"].drop_duplicates()
            if not recorded.empty:
                return "ghi bằng mã: " + ", ".join(recorded)
        return nearest(code, self.recordable(criteria_set))

    def _parts(self, criteria_set: str, column: str, code: str) -> DataFrame:
        rules = self.standards.rules
        return rules[(rules["set"] == criteria_set) & (rules[column] == code)]

    def _inputs(self, criteria_set: str, code: str, formula: str) -> list[str]:
        indicators = self.criteria.sets[criteria_set].indicators
        parts = [part for i in indicators for part in (i.components or (i,)) if part.code == code]
        chosen = parts[0].formulas[formula]
        codes = (
            *chosen.numerator_add,
            *chosen.denominator_add,
            *chosen.numerator_subtract,
            *chosen.denominator_subtract,
        )
        return list(dict.fromkeys(codes))
