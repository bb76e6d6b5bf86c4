"""Compares `ntm build` with what a user would do otherwise, in one run on the same notebooks and data.

(a) a shell loop: `papermill` and `jupyter nbconvert` for each page, as many at a time as cores
(b) `ntm build` from nothing
(c) the floor: the same cells as plain functions in warmed processes, on all cores
(d) `ntm build` with nothing changed   (e) with only the template changed   (f) with one row changed
(g) the largest memory of (b), summed over its processes (PSS), in a build of its own: watching takes time

(b) and (c) also make the month's workbook, which (a) does not. Everything runs on a copy of the
package, the notebooks and the data, so that a template and a row can be changed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.country import provinces
from benchmarks.measured import Measured, machine, measure, store
from ntm_analysis.batch.run.system import ENVIRONMENT

ROOT = Path(__file__).parents[1]
PERIOD = "2022-09"
NOTEBOOKS = ("overview", "education", "health", "culture", "poverty", "movement")
LOOP_COMMUNES = ("06298", "06313", "06280")
BIN = Path(sys.executable).parent
_LOOP_ATTEMPTS = 3


class Project:
    """A copy of the package, the notebooks and the data in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("ntm_analysis", "notebooks", "data"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "requirements.txt", folder)
        self.environment = {"PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"}
        measure([sys.executable, "-m", "compileall", "-q", "ntm_analysis"], folder)

    def build(self, *, watched: bool = False) -> Measured:
        """Runs `ntm build` of the month."""
        command = [sys.executable, "-c", "from ntm_analysis.cli import main; main()", "build"]
        return measure([*command, "--period", PERIOD], self.folder, self.environment, watched=watched)

    def build_from_nothing(self, *, watched: bool = False) -> Measured:
        """Runs it with nothing built before."""
        shutil.rmtree(self.folder / "reports", ignore_errors=True)
        return self.build(watched=watched)

    def change_template(self, number: int) -> None:
        """Gives the style sheet another comment."""
        style = self.folder / "ntm_analysis/batch/site/template/style.css"
        style.write_text(style.read_text("utf-8") + f"\n/* {number} */\n", "utf-8")

    def change_row(self, number: int) -> None:
        """Gives the last health row of the month, a share with a value of its own, another value."""
        path = self.folder / "data/van-quan/observations.csv"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        header = lines[0].strip().split(",")
        for place in range(len(lines) - 1, 0, -1):
            cells = lines[place].rstrip("\n").split(",")
            row = dict(zip(header, cells, strict=False))
            if row["period"] == PERIOD and row["indicator"] == "15.4" and row["numerator"]:
                cells[header.index("numerator")] = str(int(row["numerator"]) - number)
                lines[place] = ",".join(cells) + "\n"
                path.write_text("".join(lines), "utf-8")
                return
        raise LookupError("no row of indicator 15.4 to change")


def shell_loop(project: Project) -> Measured:
    """Runs papermill and nbconvert as commands, as many at a time as there are cores.

    Ports that parallel kernels pick collide now and then and cost a page: such a run does not count.
    """
    for _attempt in range(_LOOP_ATTEMPTS):
        ran, made = _loop(project)
        if made == len(LOOP_COMMUNES) * len(NOTEBOOKS):
            return ran
        print(f"the loop made {made} pages; once more", flush=True)
    raise RuntimeError(f"the loop made {made} pages")


def _loop(project: Project) -> tuple[Measured, int]:
    out = project.folder / "loop"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    page = (
        f"{BIN}/papermill $1.ipynb {out}/$0-$1.ipynb --cwd . --no-progress-bar"
        f" -p dataset {project.folder}/data/van-quan -r place $0 -r period {PERIOD} >/dev/null 2>&1"
        f" && {BIN}/jupyter nbconvert --to html --no-input {out}/$0-$1.ipynb >/dev/null 2>&1"
    )
    pairs = "".join(f"{place} {name}\n" for place in LOOP_COMMUNES for name in NOTEBOOKS)
    (project.folder / "pairs.txt").write_text(pairs)
    command = f"xargs -a ../pairs.txt -P {_cores()} -n 2 sh -c '{page}' || true"
    ran = measure(["sh", "-c", command], project.folder / "notebooks", project.environment, watched=False)
    return ran, len(list(out.glob("*.html")))


def floor(project: Project) -> float:
    """Runs the cells of every page as plain functions in processes that have everything loaded."""
    command = [sys.executable, "-m", "benchmarks.floor", str(project.folder), PERIOD]
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{project.folder}{os.pathsep}{ROOT}"}
    return float(measure(command, project.folder, environment, watched=False).said.split()[-1])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main() -> None:
    """Measures, prints a table and stores the result."""
    parser = argparse.ArgumentParser(description="Measures the batch.")
    parser.add_argument("--repeats", type=int, default=3, help="times each is measured; medians count")
    repeats = parser.parse_args().repeats
    on = machine()
    with tempfile.TemporaryDirectory(prefix="ntm-bench-") as folder:
        project = Project(Path(folder))
        found = [measured(project, number) for number in range(1, repeats + 1)]
    result = summary(found)
    for line in told(result):
        print(line)
    store(
        Path(__file__).parent / "results/batch.json",
        {**on, "repeats": repeats, **result, "runs": found},
    )


def measured(project: Project, number: int) -> dict[str, float]:
    """Measures each way once, one after the other."""
    memory = project.build_from_nothing(watched=True).most_bytes
    built = project.build_from_nothing()
    pages = len(list((project.folder / "reports").glob(f"van-quan/{PERIOD}/vi/*/*.html")))
    seconds = {"b": built.seconds, "pages": pages, "g_bytes": memory, "own_seconds": _own(project)}
    seconds["d"] = project.build().seconds
    project.change_template(number)
    seconds["e"] = project.build().seconds
    project.change_row(number)
    changed = project.build()
    seconds |= {"f": changed.seconds, "f_built": changed.said.count("✓ ")}
    return seconds | {"c": floor(project), "a": shell_loop(project).seconds}


def _own(project: Project) -> float:
    """Gives the median of the core seconds a page took, as the record of the run tells."""
    records = sorted((project.folder / "reports/.records").glob("van-quan/*.json"))
    products = json.loads(records[-1].read_text("utf-8"))["products"]
    return _median([told["core_seconds"] for name, told in products.items() if name.endswith(".html")])


def summary(found: list[dict[str, float]]) -> dict[str, Any]:
    """Gives medians, seconds a page, and the ratios that are asked for."""
    middle = {key: _median([run[key] for run in found]) for key in found[0]}
    pages, loop_pages = middle["pages"], len(LOOP_COMMUNES) * len(NOTEBOOKS)
    a, b, c = middle["a"] / loop_pages, middle["b"] / pages, middle["c"] / pages
    return {
        "pages": pages,
        "pages_of_loop": loop_pages,
        "seconds": {key: middle[key] for key in "bcdef"} | {"a": middle["a"]},
        "seconds_a_page": {"a": round(a, 3), "b": round(b, 3), "c": round(c, 3)},
        "b/c": round(b / c, 2),
        "(a-c)/(b-c)": round((a - c) / (b - c), 1),
        "a/b": round(a / b, 1),
        "e/b": round(middle["e"] / middle["b"], 3),
        "core_seconds_of_a_page": middle["own_seconds"],
        "core_hours_of_the_country": round(_pages_of_the_country() * b * _cores() / 3600, 1),
        "peak_pss_gb": round(middle["g_bytes"] / 10**9, 2),
        "built_after_one_row": middle["f_built"],
    }


def _pages_of_the_country() -> int:
    """Counts a page for each notebook and each commune and province of the country."""
    places = provinces()
    return len(NOTEBOOKS) * (len(places) + sum(place.communes for place in places))


def _median(numbers: Iterable[float]) -> float:
    return round(statistics.median(numbers), 3)


def told(result: dict[str, Any]) -> list[str]:
    """Says each figure beside what is required of it."""
    seconds, communes = result["seconds"], len(LOOP_COMMUNES)
    return [
        f"(a) shell loop, {result['pages_of_loop']} pages of {communes} communes: {seconds['a']:.0f} s",
        f"(b) ntm build, {result['pages']:.0f} pages and the workbook: {seconds['b']:.1f} s",
        f"(c) floor, the same: {seconds['c']:.1f} s",
        f"(d) nothing changed: {seconds['d']:.2f} s (under 0.7)",
        f"(e) template changed: {seconds['e']:.2f} s, {result['e/b']:.1%} of (b) (at most 10 %)",
        f"(f) one health row changed: {seconds['f']:.1f} s, {result['built_after_one_row']:.0f} files built",
        f"(g) largest memory: {result['peak_pss_gb']} GB (under 1.5)",
        f"b/c {result['b/c']} (at most 1.5); a/b {result['a/b']}",
        f"(a-c)/(b-c) {result['(a-c)/(b-c)']} (at least 8)",
        f"the country, {_pages_of_the_country():,} pages: {result['core_hours_of_the_country']} core hours",
        f"a page's own work: {result['core_seconds_of_a_page']} core seconds in the median (at most 0.6)",
    ]


if __name__ == "__main__":
    main()
