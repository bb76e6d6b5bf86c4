"""The floor of a batch: the cells of every page as plain functions, in warmed processes on all cores.

Prints the seconds it took to make what `ntm build` makes of the month: each page's cells with their
HTML, from the same typed copies of the dataset, and the workbook. Reading the dataset is not counted.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import tempfile
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from ntm_analysis.batch.keep.manifest import tasks_of
from ntm_analysis.batch.plan import Edition
from ntm_analysis.batch.run import warm  # noqa: F401 (loads what the pages need, as in the batch)
from ntm_analysis.batch.run.task import Limits, PageTask, Task
from ntm_analysis.cli.project import open_projects

_SHOWS = "shows"


def main() -> None:
    """Prints the seconds the pages and the workbook of a month take."""
    project, period = Path(sys.argv[1]), sys.argv[2]
    os.chdir(project / "notebooks")
    folders = project / "notebooks", project / "reports"
    (opened,) = open_projects([project / "data/van-quan"], *folders)
    edition = opened.edition(period, "vi")
    with (
        tempfile.TemporaryDirectory() as folder,
        multiprocessing.get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool,
    ):
        tasks = _tasks(edition, Path(folder))
        started = time.perf_counter()
        shown = pool.map(_make, tasks, chunksize=1)
        print(time.perf_counter() - started)
    if not all(shown):
        raise RuntimeError("a page shows nothing")


def _tasks(edition: Edition, folder: Path) -> list[Task]:
    found = list(tasks_of(edition, (*edition.workbooks, *edition.briefings), Limits(60, 60)))
    copy = edition.source.copy(folder, edition.evaluate)
    return [replace(task, copy=copy) for task in found]


def _make(task: Task) -> int:
    """Makes a product; gives how many characters or bytes it has."""
    if not isinstance(task, PageTask):
        return len(task.content())
    shown = list[str]()

    def display(value: Any) -> None:
        if hasattr(value, "_repr_mimebundle_"):
            forms = value._repr_mimebundle_()
            shown.append((forms[0] if isinstance(forms, tuple) else forms).get("text/html", ""))
        elif hasattr(value, "_repr_html_"):
            shown.append(value._repr_html_())

    names: dict[str, Any] = {"display": display}
    for number, cell in enumerate(_cells(task.product.notebook.path)):
        # Our own notebooks.
        display(eval(cell, names) if cell.co_filename == _SHOWS else exec(cell, names))  # noqa: S307, S102
        if number == 0:
            names |= task.parameters
    return sum(map(len, shown))


@lru_cache
def _cells(notebook: Path) -> list[CodeType]:
    """Compiles the code cells: those that show something as expressions."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return [_compiled(source) for source in sources]


def _compiled(source: str) -> CodeType:
    try:
        return compile(source, _SHOWS, "eval")
    except SyntaxError:
        return compile(source, "sets", "exec")


if __name__ == "__main__":
    main()
