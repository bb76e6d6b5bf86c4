"""Files of an office against a dataset: what would be new, what is there already, what would be another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntm_analysis.errors import InputError, NtmError, Problem, spelled
from ntm_analysis.model import Period, slug_of
from ntm_analysis.model.dataset import Dataset
from ntm_analysis.read.edits import Edits
from ntm_analysis.read.intake.form import FIRST, Filled, filled_form, measures_of
from ntm_analysis.read.intake.form_rows import read_form
from ntm_analysis.read.intake.grid import OfficeSheet, read_grids
from ntm_analysis.read.intake.matrix import Sought, read_matrix
from ntm_analysis.read.intake.readings import Reading, ReadRow, Told
from ntm_analysis.read.load import read_folder
from ntm_analysis.read.tables import read_tables

# What tells one row from another in a table, and what it says.
_KEYS = {
    "verdicts": ("period", "commune", "set", "criterion", "level"),
    "observations": ("period", "commune", "set", "indicator", "sex"),
}
_SAID = {
    "verdicts": ("verdict",),
    "observations": ("value", "numerator", "denominator", "measured_on", "note"),
}


@dataclass(frozen=True)
class Other:
    """A cell that says another thing than the dataset: the new row, the line that has it, what both say."""

    entry: ReadRow
    line: int
    was: str
    now: str


@dataclass(frozen=True)
class Intake:
    """Everything that files hold, held against a dataset."""

    readings: tuple[Reading, ...]
    passed_over: tuple[Told, ...]  # sheets that are none of the layouts
    new: tuple[ReadRow, ...]
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
        lines = ((f"{each.entry.table}.csv", each.line) for each in self.others)
        return Edits(frozenset(lines), rows)


def take_in(
    data: Dataset, files: Sequence[Path], period: Period | None = None, marks: Mapping[str, str] | None = None
) -> Intake:
    """Reads files and holds what they say against the dataset; nothing is written.

    Raises InputError for a file that cannot be opened, and for what no row of a dataset may say.
    """
    readings, passed = list[Reading](), list[Told]()
    asked = Sought(data.places, data.criteria.sets, data.sets, data.latest, period, marks or {})
    for path in files:
        grids, hidden = read_grids(path)
        file = spelled(path.name)
        passed += [Told(f"{file}, trang “{name}”", "trang ẩn, không được đọc") for name in hidden]
        form = filled_form(grids)
        if form is None:
            told = [(grid, read_matrix(grid, asked, file)) for grid in grids]
        else:
            told = [*_form_sheets(data, grids, form, file, period)]
        found = [reading for _, reading in told if reading is not None]
        if not found:
            right = "cần một bảng có cột tên xã và các tiêu chí, hoặc một phiếu"
            unknown = Problem(file, 0, "", "không nhận ra bảng nào", right)
            found.append(Reading(file, "", problems=[unknown]))
        wheres = (f"{file}, trang “{grid.sheet}”" for grid, reading in told if reading is None and grid.sheet)
        passed += [Told(where, "không nhận ra bảng nào, không được đọc") for where in wheres]
        readings += found
    entries = [entry for reading in readings for entry in reading.entries]
    illustrative = "có" if data.illustrative else "không"
    entries = [replace(entry, row={**entry.row, "illustrative": illustrative}) for entry in entries]
    new, same, others = _against(data, entries, readings)
    intake = Intake(tuple(readings), tuple(passed), tuple(new), same, tuple(others))
    if not intake.problems and (new or others):
        _check_rows(data, intake)
    return intake


def _form_sheets(
    data: Dataset, grids: list[OfficeSheet], form: Filled, file: str, period: Period | None
) -> Iterator[tuple[OfficeSheet, Reading | None]]:
    """Reads the sheets of a form; the first tells whose it is, and whether every row came back."""
    measures, first, rows = measures_of(data.criteria), Reading(file, FIRST), 0
    first.problems += _faults(data, form, file, period)
    for grid in (each for each in grids if each.sheet != FIRST):
        found = read_form(grid, form, measures, data.poverty_line, file)
        rows += len(found.entries) + found.blank + len(found.problems) if found else 0
        yield grid, found
    if rows != form.rows:
        first.questions.append(Told(f"trang “{FIRST}”", f"phiếu lập với {form.rows} dòng, đọc được {rows}"))
    if first.problems or first.questions:
        yield next(grid for grid in grids if grid.sheet == FIRST), first


def _check_rows(data: Dataset, intake: Intake) -> None:
    """Reads the dataset with the rows, so that every rule is held against them; problems name their cell."""
    try:
        read_folder(data.folder, intake.edits)
    except InputError as error:
        raise InputError([*_in_cells(data, intake, error.problems)]) from None


def _in_cells(data: Dataset, intake: Intake, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Names the cell of each problem of a row that was read; such rows are counted from the last line on."""
    texts, _ = read_tables(data.folder)
    entries = [*intake.new, *(each.entry for each in intake.others)]
    for problem in problems:
        name = problem.file.removesuffix(".csv")
        last = max(texts[name].lines.tolist(), default=1) if name in texts else 0
        rows = [entry for entry in entries if entry.table == name]
        row = problem.line - last - 1
        if 0 <= row < len(rows):
            entry = rows[row]
            yield replace(problem, file=entry.file, line=0, column=f"{entry.place}, {problem.column}")
        else:
            yield problem


def _faults(data: Dataset, form: Filled, file: str, period: Period | None) -> Iterator[Problem]:
    """Says what is wrong with whose form it is, and of which month."""
    names = {place.code: place.name for place in data.places}
    where = f"trang “{FIRST}”"
    if form.commune not in names:
        yield Problem(file, 0, where, f"mã xã “{form.commune}” không có trong bộ số liệu", "lập lại phiếu")
    elif slug_of(form.name) != slug_of(names[form.commune]):
        found = f"mã {form.commune} là của {names[form.commune]}, tên ghi {form.name or 'trống'}"
        yield Problem(file, 0, where, found, "sửa tên hoặc mã xã")
    try:
        month = Period.parse(form.period)
    except NtmError:
        yield Problem(file, 0, where, f"kỳ “{form.period}” không hợp lệ", "viết năm-tháng, ví dụ 2022-10")
        return
    if period is not None and month != period:
        yield Problem(
            file, 0, where, f"phiếu của kỳ {month}, không phải {period}", "chọn đúng tệp hoặc --period"
        )


def _against(
    data: Dataset, entries: list[ReadRow], readings: list[Reading]
) -> tuple[list[ReadRow], int, list[Other]]:
    """Sorts what was read by what the dataset says already; two files must not say two things of one cell."""
    texts, _ = read_tables(data.folder) if entries else ({}, [])
    known = {
        (name, *(row[column] for column in key)): (int(row["row"]), [row[column] for column in _SAID[name]])
        for name, key in _KEYS.items()
        if name in texts
        for row in texts[name].rows.to_dict("records")
    }
    seen: dict[tuple[str, ...], ReadRow] = {}
    new, same, others = list[ReadRow](), 0, list[Other]()
    for entry in entries:
        key = (entry.table, *(entry.row[name] for name in _KEYS[entry.table]))
        said = [entry.row.get(name, "") for name in _SAID[entry.table]]
        if key in seen and said != [seen[key].row.get(name, "") for name in _SAID[entry.table]]:
            found = f"khác với {seen[key].row['source']}"
            readings[0].problems.append(Problem(entry.row["source"], 0, "", found, "giữ lại một nguồn"))
        if key in seen:
            continue
        seen[key] = entry
        line, was = known.get(key, (0, []))
        if was == said:
            same += 1
        elif was:
            others.append(Other(entry, line, " ".join(filter(None, was)), " ".join(filter(None, said))))
        else:
            new.append(entry)
    return new, same, others
