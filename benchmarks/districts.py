"""Builds ten districts and one of them, each from nothing by one command, and compares the times.

    python -m benchmarks.districts [--notebook health] [--communes 16] [--workers 2] [--repeats 1]

The districts are pieces of provinces with so many communes each, so that ten are ten times one; every
figure of them is made up. Time is that of the whole command, from its start to its end.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.country import pieces, write_country
from benchmarks.measured import Measured, machine, measure, store

HERE = Path(__file__).parent
ROOT = HERE.parent
DISTRICTS, ALLOWED = 10, 10.5
PERIOD = "2022-09"


def write_districts(folder: Path, communes: int) -> list[Path]:
    """Makes the datasets of ten districts with so many communes each; gives their folders."""
    chosen = pieces(communes)[:DISTRICTS]
    if len(chosen) < DISTRICTS:
        raise SystemExit(f"the country has only {len(chosen)} pieces of {communes} communes")
    write_country(folder, chosen)
    return [folder / piece.folder for piece in chosen]


def build(data: Path, out: Path, workers: int, notebooks: list[str]) -> Measured:
    """Runs `ntm build` of the month on a dataset, or on all in a folder."""
    command = [sys.executable, "-c", "from ntm_analysis.cli import main; main()", "build"]
    command += ["--data", str(data), "--out", str(out), "--notebooks", str(ROOT / "notebooks")]
    command += ["--period", PERIOD, "--workers", str(workers)]
    command += [word for name in notebooks for word in ("--notebook", name)]
    return measure(command, ROOT, {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"})


def main() -> None:
    """Measures both, prints the ratio and stores the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--communes", type=int, default=16, help="of each district, as many as Văn Quan has")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--notebook", action="append", default=[], help="build these only")
    parser.add_argument("--repeats", type=int, default=1, help="times each is measured; medians count")
    given = parser.parse_args()
    on, found = machine(), []
    with tempfile.TemporaryDirectory(prefix="ntm-bench-") as temporary:
        folder = Path(temporary)
        data = write_districts(folder / "data", given.communes)
        for number in range(given.repeats):
            outs = folder / f"one-{number}", folder / f"ten-{number}"
            one = build(data[0], outs[0], given.workers, given.notebook)
            ten = build(folder / "data", outs[1], given.workers, given.notebook)
            found.append((one, ten))
            print(f"one: {one}\nten: {ten}")
        pages = [len(list(out.glob(f"*/{PERIOD}/vi/*/*.html"))) for out in outs]
    result = summary(found)
    print(f"ten districts, {pages[1]} pages, take {result['ratio']} times as long as one (at most {ALLOWED})")
    print(f"of processor time {result['ratio_of_cpu']} times")
    options = {name: getattr(given, name) for name in ("communes", "workers", "notebook", "repeats")}
    store(HERE / "results" / "districts.json", on | options | {"pages": pages} | result)


def summary(found: list[tuple[Measured, Measured]]) -> dict[str, Any]:
    """Gives the medians of one and of ten, and what the second is of the first."""
    one, ten = (_middle([pair[which] for pair in found]) for which in (0, 1))
    ratio = ten["seconds"] / one["seconds"]
    return {
        "one": one,
        "ten": ten,
        "ratio": round(ratio, 2),
        "ratio_of_cpu": round(ten["cpu_seconds"] / one["cpu_seconds"], 2),
        "within_target": ratio <= ALLOWED,
    }


def _middle(runs: list[Measured]) -> dict[str, float]:
    facts = [run.facts() for run in runs]
    return {name: statistics.median(each[name] for each in facts) for name in facts[0]}


if __name__ == "__main__":
    main()
