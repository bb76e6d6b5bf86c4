"""What if: a dataset in which something is assumed, beside the one it was assumed of."""

import csv
import io
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pandas import DataFrame
from ruamel.yaml import YAML

from ntm_analysis.errors import NtmError
from ntm_analysis.model import ChangeKind, Period, slug_of
from ntm_analysis.read import Dataset
from ntm_analysis.read.copies import in_language
from ntm_analysis.read.criteria import Override
from ntm_analysis.read.description import FILE
from ntm_analysis.read.edits import Edits
from ntm_analysis.read.load import read_folder
from ntm_analysis.read.schema import column_names
from ntm_analysis.read.tables import read_tables
from ntm_analysis.say.frames import shown
from ntm_analysis.say.texts import made_up
from ntm_analysis.say.words import Sentence, Shown, Tone
from ntm_analysis.workbench.assumed import Assumption, Step, Writer
from ntm_analysis.workbench.bench import Tables
from ntm_analysis.workbench.comparing import compare
from ntm_analysis.workbench.taking import would_take

_OF_SCENARIO = ["name", "title", "was", "now", "value_before", "value_after"]


@dataclass(frozen=True, repr=False, eq=False)
class Workbench(Tables):
    """A dataset opened at a month: its tables, what if, what would it take."""

    def what_if(self, *steps: Step, name: str = "") -> "Scenario":
        """Assumes something of the opened month and gives the dataset as it would then be.

        Each step is (place, code, value): of an indicator or a component a value ("92%", 92.5, True), of a
        criterion a verdict ("đạt"), of a statistic a count, of a task its state ("xong"); with None for the
        place, what everybody must reach of an indicator. Shares of people, households or schools are rounded
        to whole ones of the newest denominator, the same share of each sex where each must hold; a value
        counts as measured on the cut-off day. The rows go through the same checks and rules as the office's.
        Raises NtmError for what there is not, InputError for what no row may say.
        """
        assumed = tuple(Assumption(place, str(code), value) for place, code, value in steps)
        if not assumed:
            raise NtmError("chưa giả định gì; ví dụ what_if((“Tràng Các”, “15.1”, “92%”))")
        given = name or getattr(self, "name", "")
        name = given or "; ".join(step.told(self.data, self.words) for step in assumed)
        return self.assuming(assumed, name)

    def assuming(self, steps: tuple[Assumption, ...], name: str) -> "Scenario":
        """Gives the dataset as it would be under a name, were the steps so."""
        edits = edits_of(self.data, self.period, name, steps)
        data = in_language(read_folder(self.data.folder, edits), self.words.code)
        return Scenario(data, self.period, self.words, self.left_out, base=self, steps=steps, name=name)

    def would_take(self, target: str) -> DataFrame:
        """Lists the smallest changes that bring a target to its goal; see :func:`would_take`."""
        return would_take(self.view, target)


@dataclass(frozen=True, repr=False, eq=False)
class Scenario(Workbench):
    """A dataset in which something is assumed; every table is that of what would then be."""

    base: Workbench | None = None
    steps: tuple[Assumption, ...] = ()
    name: str = ""

    def assuming(self, steps: tuple[Assumption, ...], name: str) -> "Scenario":
        """Assumes more; what was assumed before stays, unless it is assumed otherwise."""
        return self._base.assuming((*self.steps, *steps), name)

    def changes(self) -> DataFrame:
        """Gives what is other than without the assumptions: targets, recognitions, verdicts, values."""
        return compare(self._base, self)

    @property
    def _base(self) -> Workbench:
        if self.base is None:
            raise NtmError("phương án này không có bộ số liệu gốc để so sánh")
        return self.base

    def save(self, folder: str | Path | None = None) -> Path:
        """Writes the dataset with its assumptions as a folder that every command reads, and gives it.

        Without a folder it lies beside the dataset, named after both. Every page, paper and workbook of it
        is marked. Raises NtmError where the folder exists.
        """
        data = self.data
        name = f"{data.name}-{slug_of(self.name)}"[:60].strip("-")
        place = data.folder.parent / name if folder is None else Path(folder)
        if place.exists():
            raise NtmError(f"“{place.name}” đã có; chọn tên khác cho phương án hoặc thư mục khác")
        texts, _ = read_tables(data.folder)
        edits = edits_of(self._base.data, self.period, self.name, self.steps)
        skipped = {".csv", ".xlsx", ".py", ".md"}
        shutil.copytree(
            data.folder, place, ignore=lambda _, names: [n for n in names if Path(n).suffix in skipped]
        )
        if (data.folder / "closed").is_dir():
            shutil.copytree(data.folder / "closed", place / "closed", dirs_exist_ok=True)
        for table, found in edits.of_tables(texts).items():
            if len(found):
                rows = found.rows[[*column_names(table)]]
                text = rows.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
                (place / f"{table}.csv").write_text(text, "utf-8")
        _describe(place / FILE, name, self, edits)
        return place

    def _repr_html_(self) -> str:
        words = self.words
        lead = Sentence("; ".join(made_up(self.data, words)), Tone.LEAD)
        found = self.changes()
        verdicts = found[found["kind"] == ChangeKind.VERDICT][_OF_SCENARIO[:4]]
        targets = found[found["kind"] == ChangeKind.TARGET][_OF_SCENARIO[1:]]
        none = Sentence(words.word("scenario.nothing"))
        tables = [shown(each, words).parts for each in (verdicts, targets) if len(each)]
        return Shown((lead, *(part for parts in tables or [(none,)] for part in parts)), words)._repr_html_()


def edits_of(data: Dataset, period: Period, name: str, steps: tuple[Assumption, ...]) -> Edits:
    """Turns what is assumed of a month into rows and thresholds; raises NtmError for what cannot be."""
    rows, left_out = list[tuple[str, Mapping[str, str]]](), set[tuple[str, int]]()
    thresholds = list[Override]()
    for step in steps:
        writer = Writer(data, period, name, step)
        if step.place is None and step.code not in writer.tasks:
            thresholds.append(writer.threshold())
            continue
        for table, row, instead in writer.rows():
            key = {column: row[column] for column in _KEYS[table]}
            rows = [
                (of, other)
                for of, other in rows
                if of != table or {column: other[column] for column in _KEYS[table]} != key
            ]
            rows.append((table, row))
            left_out |= instead
    return Edits(frozenset(left_out), tuple(rows), tuple(thresholds), name)


_KEYS = {
    "observations": ("period", "commune", "set", "indicator", "sex"),
    "verdicts": ("period", "commune", "set", "criterion", "level"),
    "task_states": ("period", "task"),
}


def _describe(path: Path, name: str, scenario: Scenario, edits: Edits) -> None:
    """Names the saved dataset and what is assumed in it, and keeps everything else as the office wrote it."""
    yaml = YAML()
    yaml.width = 10**6
    yaml.preserve_quotes = True
    said = yaml.load(path.read_text("utf-8"))
    criteria = (scenario.data.folder / said["criteria"]).resolve()
    said["name"], said["scenario"] = name, scenario.name
    said["criteria"] = Path(os.path.relpath(criteria, path.parent)).as_posix()
    own = {(each.set, each.indicator, each.year) for each in edits.thresholds}
    kept = [
        each
        for each in said.get("threshold_overrides") or []
        if (each["set"], each["indicator"], each.get("year", 0)) not in own
    ]
    for each in edits.thresholds:
        told = {"set": each.set, "indicator": each.indicator, "value": str(each.value), "source": each.source}
        kept.append(told | ({"year": each.year} if each.year else {}))
    said["threshold_overrides"] = kept
    text = io.StringIO()
    yaml.dump(said, text)
    path.write_text(text.getvalue(), "utf-8")
