"""Checks and evaluates the whole country: makes its 34 datasets, runs ``ntm`` on them and keeps the figures.

    python -m benchmarks.country [--out FOLDER] [--provinces 34] [--workers 2] [--keep]

Every figure of the datasets is made up and says so. ``--keep`` measures the datasets made before.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from benchmarks.locality import Locality, Standards, write_locality
from benchmarks.measured import machine, measure, store
from ntm_analysis.read.criteria import read_criteria, rules_table, thresholds_table

HERE = Path(__file__).parent
CRITERIA = HERE.parent / "data" / "criteria"
PROVINCES, MONTHS, SEED = 34, 12, 2022
# Of both commands together on two cores, and of whichever holds more.
SECONDS_ALLOWED, BYTES_ALLOWED = 30, 2 * 10**9


def provinces() -> list[Locality]:
    """Lists the provinces with their units."""
    named = {row["code"]: row for row in _rows("provinces.csv")}
    rows = sorted(_rows("communes.csv"), key=lambda row: (row["province_code"], row["code"]))
    return [
        Locality(
            code=code,
            name=named[code]["name"],
            province_code=code,
            province=named[code]["name"],
            region=named[code]["region"],
            units=tuple((row["code"], row["name"], row["type"]) for row in units),
        )
        for code, units in groupby(rows, key=lambda row: row["province_code"])
    ]


def pieces(communes: int) -> list[Locality]:
    """Cuts the provinces into localities of so many communes, as districts were; the rest is left out."""
    found = []
    for province in provinces():
        rural = [unit for unit in province.units if unit[2] == "xã"]
        for number in range(len(rural) // communes):
            units = tuple(rural[number * communes : (number + 1) * communes])
            code, name = f"{province.code}{number + 1:03}", f"{province.name} {number + 1}"
            found.append(replace(province, code=code, name=name, units=units))
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_country(folder: Path, chosen: list[Locality], months: int = MONTHS, seed: int = SEED) -> int:
    """Writes the datasets of the localities and gives the number of observations in all."""
    shutil.copytree(CRITERIA, folder / "criteria", dirs_exist_ok=True)
    criteria = read_criteria(CRITERIA)
    standards = {
        region: Standards(criteria, rules_table(criteria, region, {}), thresholds_table(criteria, region, []))
        for region in {locality.region for locality in chosen}
    }
    return sum(
        write_locality(folder / locality.folder, locality, standards[locality.region], months, seed)
        for locality in chosen
    )


def main() -> None:
    """Makes the datasets, measures the commands and stores the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--out", type=Path, help="folder for the datasets and the results, else a temporary one"
    )
    parser.add_argument("--provinces", type=int, default=PROVINCES)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="measure the datasets that are there")
    given = parser.parse_args()
    if given.keep and not given.out:
        parser.error("--keep measures what is in --out")
    on = machine()
    with tempfile.TemporaryDirectory(prefix="ntm-bench-") as temporary:
        folder = given.out or Path(temporary)
        if not given.keep:
            shutil.rmtree(folder / "data", ignore_errors=True)
            begun = time.monotonic()
            write_country(folder / "data", provinces()[: given.provinces])
            print(f"written in {time.monotonic() - begun:.1f} s")
        figures = measured(folder, given.workers)
    store(HERE / "results" / "country.json", on | figures)


def measured(folder: Path, workers: int) -> dict[str, object]:
    """Runs `ntm check` and `ntm evaluate` on all datasets in a folder and gives what they took."""
    data, results = folder / "data", folder / "indicators.parquet"
    tables = sorted(data.glob("*/observations.csv"))
    observations = sum(path.read_bytes().count(b"\n") - 1 for path in tables)
    print(f"{len(tables)} datasets, {observations:,} observations")
    ntm = [sys.executable, "-c", "from ntm_analysis.cli import main; main()"]
    shared = ["--data", str(data), "--workers", str(workers)]
    commands = {"check": ["check"], "evaluate": ["evaluate", "--out", str(results)]}
    runs = {name: measure([*ntm, *said, *shared], cwd=HERE.parent) for name, said in commands.items()}
    seconds = sum(run.seconds for run in runs.values())
    most = max(run.most_bytes for run in runs.values())
    for name, run in runs.items():
        print(f"ntm {name}: {run}")
    print(f"both: {seconds:.1f} s of {SECONDS_ALLOWED}, {most / 1e9:.2f} GB of {BYTES_ALLOWED / 1e9:.0f}")
    return {
        "datasets": len(tables),
        "observations": observations,
        "months": MONTHS,
        "workers": workers,
        "runs": {name: run.facts() for name, run in runs.items()},
        "seconds_of_both": round(seconds, 1),
        "most_bytes": most,
        "result_bytes": results.stat().st_size,
        "within_target": seconds <= SECONDS_ALLOWED and most <= BYTES_ALLOWED,
    }


if __name__ == "__main__":
    main()
