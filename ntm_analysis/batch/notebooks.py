"""The notebooks of a folder, held to the contract that makes them briefings."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError, NtmError, Problem

PARAMETERS = ("dataset", "place", "period", "language")
# A cell with this tag is not run, as in a kernel that nbclient drives.
SKIPPED = "skip-execution"


class NoNotebooksError(NtmError):
    """Says that a folder holds nothing to build from."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"thư mục “{folder}” không có sổ tính trang tóm tắt nào (*.ipynb có ô tham số); "
            "chỉ thư mục đúng bằng --notebooks"
        )


@dataclass(frozen=True)
class Notebook:
    """A notebook that takes exactly the parameters of a briefing."""

    path: Path

    @property
    def name(self) -> str:
        """Gives the name pages and options use: ``health``."""
        return self.path.stem


@dataclass(frozen=True)
class Notebooks:
    """What a folder holds: the briefings' notebooks, and a warning for each file that is none."""

    found: tuple[Notebook, ...]
    warnings: tuple[Problem, ...]


def find_notebooks(folder: Path, first: tuple[str, ...] = ()) -> Notebooks:
    """Reads every notebook of a folder; those named in ``first`` lead, in that order.

    A notebook without parameters cell (an analyst's own) is left out with a warning.
    Raises InputError with every notebook whose parameters are not the agreed ones.
    """
    found, problems = [], []
    for path in sorted(folder.glob("*.ipynb")):
        problem = _problem(path)
        if problem:
            problems.append(problem)
        else:
            found.append(Notebook(path.resolve()))
    if any(not problem.warning for problem in problems):
        raise InputError([problem for problem in problems if not problem.warning])
    if not found:
        raise NoNotebooksError(folder)
    rank = {name: place for place, name in enumerate(first)}
    found.sort(key=lambda notebook: (rank.get(notebook.name, len(rank)), notebook.name))
    return Notebooks(tuple(found), tuple(problems))


def _problem(path: Path) -> Problem | None:
    where = f"{path.parent.name}/{path.name}"
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        _check_shape(cells)
        names = _parameters(cells)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError) as error:
        return Problem(
            where, 0, "", f"không đọc được sổ tính ({type(error).__name__})", "lưu lại từ JupyterLab"
        )
    expected = f"ô gắn nhãn “parameters” gán đúng {', '.join(PARAMETERS)}"
    if names is None:
        found = "không có ô tham số nên không lập trang tóm tắt"
        return Problem(where, 0, "", found, f"nếu cần lập trang, thêm {expected}", warning=True)
    if sorted(names) != sorted(PARAMETERS):
        return Problem(where, 0, "parameters", f"ô tham số gán {', '.join(names) or 'không gì cả'}", expected)
    return None


def _check_shape(cells: Any) -> None:
    """Raises TypeError where a cell is not what the format of notebooks says of it."""
    for cell in cells if isinstance(cells, list) else [{}]:
        source, tags = cell["source"], cell.get("metadata", {}).get("tags", [])
        lines = source if isinstance(source, list) else [source]
        if not isinstance(tags, list) or not all(isinstance(text, str) for text in (*lines, *tags)):
            raise TypeError


def _parameters(cells: list[dict[str, Any]]) -> list[str] | None:
    """Names what the parameters cell assigns; None when there is no such cell."""
    for cell in cells:
        if cell["cell_type"] == "code" and "parameters" in cell.get("metadata", {}).get("tags", []):
            return list(_assigned("".join(cell["source"])))
    return None


def _assigned(source: str) -> Iterator[str]:
    for statement in ast.parse(source).body:
        targets = (
            statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))
