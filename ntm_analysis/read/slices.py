"""The part of a dataset that the pages of one area can read, and the hash that identifies a part.

A page made from its part alone depends on nothing else, so a change elsewhere cannot concern it. Left out
are the observations, verdicts and targets of other areas and, of the movement, all but the mergers of
communes and what speaks for or against the area's targets: their tasks and the district's estimates. What
tells places, recognitions and sets in force is whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any

from pandas import DataFrame, MultiIndex, Series

from ntm_analysis.model import Area, Items, SourceFile, Target, TargetKind
from ntm_analysis.read import items
from ntm_analysis.read.cells import Flags
from ntm_analysis.read.copies import TABLE
from ntm_analysis.read.dataset import Dataset, Movement
from ntm_analysis.read.outline import WHOLE
from ntm_analysis.read.schema import MOVEMENT
from ntm_analysis.read.words import STATISTICS

# The area that reads the poverty reviews: the counts of rule 13 and the deprivations beside them.
_POVERTY = "poverty"
_REVIEWED = ("households", "poor_households", "near_poor_households")
_DEPRIVED = "deprived_"
_KEPT_OF_MOVEMENT = ("unit_changes", "tasks", "task_states", "estimates")
# Where a dataset lies, what only commands tell, what pages in the original language do not read, and
# the boundaries, whose file is among the files with its hash; and what follows from all the rest.
_UNNAMED = ("folder", "warnings", "translations", "untranslated", "boundaries", "remembered")


def part_of(data: Dataset, area: str) -> Dataset:
    """Gives what the pages of an area can read, or everything; a part of a part is the same part.

    The list of files names those the part is made from, tables with the number and the hash of the rows
    that are in it, so that the list too says nothing of other areas.
    """
    if area in {WHOLE, data.part}:
        return data
    mine = _Mine(data, data.criteria.areas[area])
    told = data.concluded[~data.concluded["kind"].isin(["count", "target", "status"])]
    part = replace(
        data,
        part=area,
        rules=mine.rules,
        # Those of recognition as well: the matrix marks the communes they name.
        targets=tuple(t for t in data.targets if t.kind is TargetKind.RECOGNISED or mine.shows(t)),
        communes=_numbered(data.communes),
        observations=mine.observations(),
        verdicts=_numbered(data.verdicts[mine.has(data.verdicts)]),
        recognitions=_numbered(data.recognitions),
        movement=mine.movement(),
        adjustments=mine.coded(data.adjustments, " ", "criterion", "measure").assign(row=0),
        # Counts and targets are told on the overview.
        concluded=mine.coded(told, ".", "criterion"),
        warnings=(),
    )
    tables = {name: getattr(part, name) for name in ("communes", "observations", "verdicts", "recognitions")}
    tables |= {name: getattr(part.movement, name) for name in _KEPT_OF_MOVEMENT}
    files = []
    for file in part.files:
        table = PurePath(file.name).stem
        if table in tables and (table not in MOVEMENT or len(tables[table])):
            files.append(SourceFile(file.name, rows_hash(tables[table]), len(tables[table])))
        elif table not in MOVEMENT and file.name != items.FILE:
            files.append(file)
    return replace(part, files=tuple(files))


def digest(data: Dataset) -> str:
    """Gives the hash of all a page can read of a dataset; where the dataset lies is no part of it.

    Nor are its translations, which concern the pages of their language: see :func:`told_hash`.
    """
    whole = hashlib.sha256()
    for name, value in _values(data):
        written = rows_hash(value) if isinstance(value, DataFrame) else repr(value)
        if name == "files":
            written = repr([file for file in value if PurePath(file.name).stem != TABLE])
        whole.update(f"{name}\0{written}\0".encode())
    return whole.hexdigest()


def told_hash(data: Dataset, language: str) -> str:
    """Gives the hash of the translations into a language and of their file, "" where there are none."""
    told = data.translations.get(language, {})
    files = [file for file in data.files if PurePath(file.name).stem == TABLE]
    return hashlib.sha256(repr((sorted(told.items()), files)).encode()).hexdigest() if told else ""


def _values(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for each in fields(value):
        inner = getattr(value, each.name)
        if each.name == "movement":
            yield from _values(inner, "movement.")
        elif each.name not in _UNNAMED:
            yield prefix + each.name, inner


def rows_hash(frame: DataFrame) -> str:
    """Gives the SHA-256 of a table's rows as text, line numbers among them."""
    return hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()


def _numbered(frame: DataFrame) -> DataFrame:
    """Numbers rows by their order: no page of an area shows their lines, which rows of others would move."""
    return frame.assign(row=range(1, len(frame) + 1)).reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class _Mine:
    """What of a dataset an area's pages read."""

    data: Dataset
    about: Area

    def has(self, frame: DataFrame) -> Flags:
        """Tells which rows are about a criterion of the area."""
        named = [(set_id, code) for set_id, codes in self.about.criteria.items() for code in codes]
        return MultiIndex.from_frame(frame[["set", "criterion"]]).isin(named)

    def shows(self, target: Target) -> bool:
        """Tells whether the area's pages say where a target stands."""
        if target.kind is TargetKind.POOR_RATE_CHANGE:
            return self.about.id == _POVERTY
        return target.criterion in self.about.criteria.get(target.set, ())

    @cached_property
    def rules(self) -> DataFrame:
        """Keeps the area's rules; a set it has no criteria of stays whole, for who is assessed by it."""
        rules = self.data.rules
        others = [set_id for set_id in self.data.criteria.sets if not self.about.criteria.get(set_id)]
        kept: DataFrame = rules[self.has(rules) | rules["set"].isin(others)].reset_index(drop=True)
        return kept

    def observations(self) -> DataFrame:
        """Keeps what the area's indicators are recorded under, and statistics it shows or computes from.

        Rows keep their true lines, which its pages show. A count without a poverty line serves every line
        there is a count of: where anything is computed by line, all counts with a line belong to it.
        """
        rows, rules = self.data.observations, self.rules[self.has(self.rules)]
        computed = set(_REVIEWED) if self.about.id == _POVERTY else set()
        for rule in rules[rules["formula"] != ""].to_dict("records"):
            whole = {i.code: i for i in self.data.criteria.sets[rule["set"]].indicators}[rule["indicator"]]
            part = {i.code: i for i in (whole, *whole.components)}[rule["part"]]
            computed |= set(part.formulas[rule["formula"]].codes)
        wanted = rows["indicator"].isin([*self.about.statistics, *computed])
        if self.about.id == _POVERTY:
            wanted |= rows["indicator"].str.startswith(_DEPRIVED)
        if computed:
            wanted |= rows["line"] != ""
        measures = MultiIndex.from_frame(rules[["set", "measure"]])
        recorded = MultiIndex.from_frame(rows[["set", "indicator"]]).isin(measures)
        kept: DataFrame = rows[recorded | (wanted & (rows["set"] == STATISTICS))]
        return kept.reset_index(drop=True)

    def movement(self) -> Movement:
        """Keeps mergers, the tasks that serve the area's targets, with their states, and estimates."""
        whole = self.data.movement
        ids = [target.id for target in self.data.targets if self.shows(target)]
        tasks = whole.tasks[whole.tasks["target"].isin(ids) | self.has(whole.tasks)]
        kept = {
            "unit_changes": whole.unit_changes,
            "tasks": tasks,
            "task_states": whole.task_states[whole.task_states["task"].isin(tasks["task"])],
            "estimates": whole.estimates[whole.estimates["target"].isin(ids)],
        }
        none = {name: getattr(whole, name).head(0) for name in MOVEMENT if name not in kept}
        return replace(whole, **none, **{n: _numbered(table) for n, table in kept.items()}, items=Items())

    def coded(self, rows: DataFrame, mark: str, *by: str) -> DataFrame:
        """Keeps rows whose code, up to a mark, is one of the area: of a criterion, or of what is measured."""
        rules = self.rules[self.has(self.rules)]
        named = {key for column in by for key in zip(rules["set"], rules[column], strict=True)}
        codes = (str(code).split(mark)[0] for code in rows["code"])
        kept = [key in named for key in zip(rows["set"], codes, strict=True)]
        return rows[Series(kept, rows.index, dtype=bool)].reset_index(drop=True)
