"""What the rows of a dataset may refer to: its communes, the criteria, what is recorded, other tables."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from pandas import DataFrame

from ntm_analysis.errors import InputError
from ntm_analysis.model import Criteria, Items, PlaceKind, Target
from ntm_analysis.model.dataset import months_of
from ntm_analysis.read.cells import Flags, Integers, month_number
from ntm_analysis.read.criteria import read_criteria, rules_table, thresholds_table
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.description import Description
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.spelling import nearest
from ntm_analysis.read.words import STATISTICS
from ntm_analysis.read.yaml_files import YamlFile


@dataclass(frozen=True, eq=False)
class Measures:
    """What may be recorded, by (set, code); a code that may not is number -1, whose unit is empty."""

    numbers: dict[tuple[str, str], int]
    units: tuple[str, ...]
    both_sexes: Flags
    if_any: Flags

    def in_units(self, number: Integers, *units: str) -> Flags:
        """Tells which rows record something in one of these units."""
        return np.array([*(unit in units for unit in self.units), False], dtype=bool)[number]


# What was made of criteria, which it keeps: the districts of a province mostly make the same of them.
_made: dict[tuple[object, ...], "Standards"] = {}
_MOST_STANDARDS = 32


@dataclass(frozen=True, eq=False)
class Standards:
    """The criteria, the rules in the district's region and the thresholds, overrides applied."""

    criteria: Criteria
    rules: DataFrame
    thresholds: DataFrame

    @classmethod
    def read(cls, folder: Path, description: Description, document: YamlFile) -> "Standards":
        """Reads the criteria and applies the formulas and thresholds that dataset.yaml chooses."""
        named = description.criteria
        place = folder / named
        try:
            is_there = place.is_dir()
        except OSError:  # a name too long, a folder that may not be looked into
            is_there = False
        if not is_there:
            document.report(("criteria",), f"không có thư mục “{named}”", "thư mục bộ tiêu chí")
            raise InputError(document.problems)
        criteria = read_criteria(place)
        used = enumerate(use.set for use in description.sets)
        for index, unknown in ((n, each) for n, each in used if each not in criteria.sets):
            found = f"không có bộ “{unknown}”"
            document.report(("sets", index, "set"), found, nearest(unknown, criteria.sets))
        chosen, overrides = description.chosen_formulas, description.threshold_overrides
        key = (id(criteria), description.region, tuple(chosen.items()), tuple(overrides))
        if key in _made and not document.problems:
            return _made[key]
        made: list[DataFrame] = []
        about = criteria, description.region
        for table in (partial(rules_table, *about, chosen), partial(thresholds_table, *about, overrides)):
            try:
                made.append(table())
            except InputError as error:
                # They name a key of dataset.yaml alone.
                for each in error.problems:
                    line = each.line or document.lines.get((each.column.split(" / ")[0],), 0)
                    document.problems.append(replace(each, line=line))
        if document.problems:
            raise InputError(document.problems)
        if len(_made) >= _MOST_STANDARDS:
            _made.clear()
        _made[key] = cls(criteria, *made)
        return _made[key]

    @cached_property
    def measures(self) -> Measures:
        """Lists what may be recorded: what rules without a formula read, and the statistics."""
        own = self.rules[self.rules["formula"] == ""].drop_duplicates(["set", "measure"])
        keys = list(zip(own["set"], own["measure"], strict=True))
        statistics = self.criteria.statistics.values()
        keys += [(STATISTICS, each.code) for each in statistics]
        none = np.zeros(len(statistics) + 1, dtype=bool)
        return Measures(
            {key: number for number, key in enumerate(keys)},
            (*own["unit"], *(each.unit for each in statistics)),
            np.concatenate([own["both_sexes"].to_numpy(dtype=bool), none]),
            np.concatenate([own["if_any"].to_numpy(dtype=bool), none]),
        )

    @cached_property
    def criterion_codes(self) -> dict[tuple[str, str], int]:
        """Numbers the criteria by (set, code), in the order of the decision."""
        pairs = dict.fromkeys(zip(self.rules["set"], self.rules["criterion"], strict=True))
        return {pair: number for number, pair in enumerate(pairs)}

    @cached_property
    def shared(self) -> list[dict[tuple[str, str], int]]:
        """Lists the composites with a part whose rule depends on the denominator all of them share.

        Each is given by the (set, code) of its measures; the denominator is the number of schools.
        """
        wholes = self.rules.loc[self.rules["condition"] != "", ["set", "indicator"]].drop_duplicates()
        parts = self.rules.merge(wholes).groupby(["set", "indicator"])[["set", "measure"]]
        return [dict.fromkeys(mine.itertuples(index=False, name=None), 1) for _, mine in parts]


@dataclass(frozen=True, eq=False)
class Known:
    """What rows may refer to: the communes (typed), the standards, targets and items, other tables.

    Nothing is held against a file that is broken, which is told itself: its targets or items are None, and
    its table is not among the ``tables``.
    """

    communes: DataFrame
    standards: Standards
    illustrative: bool
    targets: tuple[Target, ...] | None
    items: Items | None
    tables: Mapping[str, TextTable]

    @cached_property
    def names(self) -> dict[str, str]:
        """Names the communes by code."""
        return dict(zip(self.communes["code"], self.communes["name"], strict=True))

    @cached_property
    def life(self) -> dict[str, dict[str, int]]:
        """Gives the ``first`` and the ``last`` month by commune, where it is not open."""
        return {"first": self._months("valid_from"), "last": self._months("valid_to")}

    def _months(self, edge: str) -> dict[str, int]:
        months = months_of(self.communes[edge]).set_axis(self.communes["code"]).dropna()
        return {str(code): int(month) for code, month in reversed(list(months.items()))}

    @cached_property
    def reshaped(self) -> dict[str, tuple[int, ...]]:
        """Gives the months in which communes were merged or split, in order, from the table as written."""
        found: dict[str, set[int]] = {}
        for day, *codes in self.codes("unit_changes", "effective_date", "from_code", "to_code"):
            month = month_number(day[:7])
            if month is not None and codes[0] != codes[1]:
                for code in codes:
                    found.setdefault(code, set()).add(month)
        return {code: tuple(sorted(months)) for code, months in found.items()}

    def codes(self, table: str, *columns: str) -> set[tuple[str, ...]]:
        """Gives what stands in some columns of a table, as written."""
        if table not in self.tables:
            return set()
        cells = [self.tables[table].cells[column] for column in columns]
        pairs = set(zip(*(column.codes.tolist() for column in cells), strict=True))
        return {tuple(c.texts[code] for c, code in zip(cells, codes, strict=True)) for codes in pairs}

    def said(self, table: str, key: str, column: str) -> dict[str, str]:
        """Maps a table's keys to what stands beside them in another column, where anything does."""
        return {code: text for code, text in self.codes(table, key, column) if text}

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
        what = "số liệu bổ trợ" if criteria_set == STATISTICS else "chỉ tiêu"
        return f"không có {what} “{code}” trong bộ này"

    def what_to_record(self, criteria_set: str, code: str) -> str:
        """Names the codes to record instead of one that cannot be recorded."""
        same = self._parts(criteria_set, "part", code)
        formula = next((f for f in same["formula"] if f), "")
        if formula:
            every, key = self.standards.criteria.parts, (criteria_set, code)
            part = next(part for of, *_, part in every if (of, part.code) == key)
            codes = dict.fromkeys(part.formulas[formula].codes)
            return f"ghi set = {STATISTICS} với các mã: " + ", ".join(codes)
        for column in ("part", "indicator", "criterion"):
            parts = self._parts(criteria_set, column, code)
            recorded = parts.loc[parts["formula"] == "", "measure"].drop_duplicates()
            if not recorded.empty:
                return "ghi bằng mã: " + ", ".join(recorded)
        return nearest(code, [each for of, each in self.standards.measures.numbers if of == criteria_set])

    def _parts(self, criteria_set: str, column: str, code: str) -> DataFrame:
        rules = self.standards.rules
        return rules[(rules["set"] == criteria_set) & (rules[column] == code)]


def check_no_town(findings: Findings, known: Known, mask: Flags | None = None) -> None:
    """Reports rows of criteria sets about a town; ``mask`` marks these rows where not all are."""
    towns = known.communes.loc[known.communes["kind"] == PlaceKind.TOWN.value, "code"]
    town = findings.sound("commune") & findings.cells["commune"].isin(towns)
    town &= True if mask is None else mask
    right = "ghi xã, hoặc số liệu bổ trợ (statistics)"
    findings.check((town, "commune", "thị trấn không xét theo bộ tiêu chí xã", right))


def check_target(findings: Findings, known: Known) -> None:
    """Reports cells that are no id of targets.yaml; blank ones are left alone."""
    if known.targets is not None:
        findings.check_code("target", {(target.id,) for target in known.targets}, "không có mục tiêu")
