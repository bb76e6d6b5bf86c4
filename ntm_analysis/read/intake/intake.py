"""Files of an office against a dataset: what would be new, what is there already, what would be another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntm_analysis.errors import Problem
from ntm_analysis.model import Period
from ntm_analysis.model.dataset import Dataset
from ntm_analysis.read import words
from ntm_analysis.read.edits import Edits
from ntm_analysis.read.intake.grid import read_grids
from ntm_analysis.read.intake.matrix import Asked, read_matrix
from ntm_analysis.read.intake.readings import Entry, Reading, Told
from ntm_analysis.read.load import read_folder

_KEY = ("period", "commune", "set", "criterion", "level")


@dataclass(frozen=True)
class Other:
    """A cell that says another thing than the dataset: the new row, the line that has it, what it says."""

    entry: Entry
    line: int
    was: str


@dataclass(frozen=True)
class Intake:
    """Everything that files hold, held against a dataset."""

    readings: tuple[Reading, ...]
    passed_over: tuple[Told, ...]  # sheets that are none of the layouts
    new: tuple[Entry, ...]
    same: int
    others: tuple[Other, ...]

    @property
    def problems(self) -> list[Problem]:
        """Lists what must be mended first, in every file."""
        return [problem for reading in self.readings for problem in reading.problems]

    @property
    def edits(self) -> Edits:
        """Gives what the dataset would be read with."""
        rows = tuple((entry.table, entry.row) for entry in (*self.new, *(each.entry for each in self.others)))
        return Edits(frozenset(("verdicts.csv", each.line) for each in self.others), rows)


def take_in(
    data: Dataset, files: Sequence[Path], period: Period | None = None, marks: Mapping[str, str] | None = None
) -> Intake:
    """Reads files and holds what they say against the dataset; nothing is written.

    Raises InputError for a file that cannot be opened, and for what no row of a dataset may say.
    """
    readings, passed = list[Reading](), list[Told]()
    asked = Asked(data.places, data.criteria.sets, data.sets, data.latest, period, marks or {})
    for path in files:
        grids, hidden = read_grids(path)
        passed += [Told(f"{path.name}, trang “{name}”", "trang ẩn, không được đọc") for name in hidden]
        for grid in grids:
            found = read_matrix(grid, asked, path.name)
            if found is None:
                where = f"{path.name}, trang “{grid.sheet}”" if grid.sheet else path.name
                passed.append(Told(where, "không nhận ra bảng nào, không được đọc"))
            else:
                readings.append(found)
    entries = [entry for reading in readings for entry in reading.entries]
    illustrative = "có" if data.illustrative else "không"
    entries = [replace(entry, row={**entry.row, "illustrative": illustrative}) for entry in entries]
    new, same, others = _against(data, entries, readings)
    intake = Intake(tuple(readings), tuple(passed), tuple(new), same, tuple(others))
    if not intake.problems and (new or others):
        read_folder(data.folder, intake.edits)  # what no row may say is told as of every row
    return intake


def _against(
    data: Dataset, entries: list[Entry], readings: list[Reading]
) -> tuple[list[Entry], int, list[Other]]:
    """Sorts what was read by what the dataset says already; two files must not say two things of one cell."""
    written = {str(code): word for word, code in (words.VERDICTS | words.LEVELS).items()}
    rows = data.verdicts
    known = {
        (*key[:4], written[key[4]]): (int(line), written[verdict])
        for *key, verdict, line in rows[[*_KEY, "verdict", "row"]].itertuples(index=False, name=None)
        if verdict in written
    }
    seen: dict[tuple[str, ...], Entry] = {}
    new, same, others = list[Entry](), 0, list[Other]()
    for entry in entries:
        key = tuple(entry.row[name] for name in _KEY)
        if key in seen and seen[key].row["verdict"] != entry.row["verdict"]:
            found = (
                f"ghi “{entry.row['verdict']}”, {seen[key].row['source']} ghi “{seen[key].row['verdict']}”"
            )
            readings[0].problems.append(Problem(entry.row["source"], 0, "", found, "giữ lại một nguồn"))
        if key in seen:
            continue
        seen[key] = entry
        line, was = known.get(key, (0, ""))
        if was == entry.row["verdict"]:
            same += 1
        elif was:
            others.append(Other(entry, line, was))
        else:
            new.append(entry)
    return new, same, others
