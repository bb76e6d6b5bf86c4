"""What the rows of a dataset may refer to: its communes, the criteria sets and their codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from pandas import DataFrame

from ntm_analysis.dataset.nearest import nearest
from ntm_analysis.dataset.typed import month_of
from ntm_analysis.dataset.words import STATISTICS
from ntm_analysis.model import Criteria, PlaceKind

_NO_SEX_RULE = {"both_sexes": False, "if_any": False}


@dataclass(frozen=True, eq=False)
class Known:
    """The communes (typed), the criteria and their rules in the district's region."""

    communes: DataFrame
    criteria: Criteria
    rules: DataFrame
    illustrative: bool

    @cached_property
    def names(self) -> dict[str, str]:
        """Names the communes by code."""
        return dict(zip(self.communes["code"], self.communes["name"], strict=True))

    @cached_property
    def towns(self) -> frozenset[str]:
        """Lists the codes of towns, which are no NTM communes."""
        return frozenset(self.communes.loc[self.communes["kind"] == PlaceKind.TOWN.value, "code"])

    @cached_property
    def life(self) -> DataFrame:
        """Gives the first and the last month of each commune; missing where it is open."""
        dated = self.communes.drop_duplicates("code").set_index("code")
        return DataFrame({"first": month_of(dated["valid_from"]), "last": month_of(dated["valid_to"])})

    @cached_property
    def measures(self) -> DataFrame:
        """Lists what may be recorded, one row per (set, indicator), with its unit and rules."""
        own = self.rules[self.rules["formula"] == ""].drop_duplicates(["set", "measure"])
        recorded = own[["set", "measure", "unit", "both_sexes", "if_any"]]
        statistics = DataFrame(
            [
                {"set": STATISTICS, "measure": s.code, "unit": s.unit, **_NO_SEX_RULE}
                for s in self.criteria.statistics.values()
            ],
            columns=recorded.columns,
        )
        listed = pd.concat([recorded, statistics], ignore_index=True)
        return listed.rename(columns={"measure": "indicator"}).astype({"both_sexes": bool, "if_any": bool})

    @cached_property
    def criterion_codes(self) -> DataFrame:
        """Lists the criteria of each set, in the order of the decision."""
        return self.rules[["set", "criterion"]].drop_duplicates(ignore_index=True)

    def recordable(self, criteria_set: str) -> list[str]:
        """Lists the codes that observations of a set may carry."""
        return list(self.measures.loc[self.measures["set"] == criteria_set, "indicator"])

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
        return self.rules[(self.rules["set"] == criteria_set) & (self.rules[column] == code)]

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
