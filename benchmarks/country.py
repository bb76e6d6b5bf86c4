"""Checks and evaluates the whole country: makes its 645 datasets, runs ``ntm`` on them and keeps the figures.

    python -m benchmarks.country --out FOLDER [--districts 645] [--workers 2] [--keep]

Every figure of the datasets is made up and says so. ``--keep`` measures the datasets made before.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import time
from itertools import groupby
from pathlib import Path

from benchmarks.district import District, Standards, write_district
from benchmarks.measured import Measured, machine, measure, store
from ntm_analysis.read.criteria import read_criteria, rules_table, thresholds_table

HERE = Path(__file__).parent
CRITERIA = HERE.parent / "data" / "criteria"
DISTRICTS, MONTHS, SEED = 645, 12, 2022
SECONDS_ALLOWED, BYTES_ALLOWED = 60, 3 * 2**30
_PREFIXES = ("Huyện ", "Tỉnh ")


def districts() -> list[District]:
    """Lists the districts with rural communes, with the region of their province."""
    regions = {row["province_code"]: row["region"] for row in _rows("regions.csv")}
    rows = sorted(_rows("communes.csv"), key=lambda row: (row["district_code"], row["code"]))
    found = []
    for code, units in groupby(rows, key=lambda row: row["district_code"]):
        listed = list(units)
        first = listed[0]
        found.append(
            District(
                code=code,
                name=_plain(first["district_name"]),
                province_code=first["province_code"],
                province=_plain(first["province_name"]),
                region=regions[first["province_code"]],
                units=tuple((row["code"], row["name"], row["type"]) for row in listed),
            )
        )
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _plain(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def write_country(folder: Path, chosen: list[District], months: int = MONTHS, seed: int = SEED) -> int:
    """Writes the datasets of the districts and gives the number of observations in all."""
    shutil.copytree(CRITERIA, folder / "criteria", dirs_exist_ok=True)
    criteria = read_criteria(CRITERIA)
    standards = {
        region: Standards(criteria, rules_table(criteria, region, {}), thresholds_table(criteria, region, []))
        for region in {district.region for district in chosen}
    }
    return sum(
        write_district(folder / district.folder, district, standards[district.region], months, seed)
        for district in chosen
    )


def main() -> None:
    """Makes the datasets, measures the commands and stores the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the datasets and the results")
    parser.add_argument("--districts", type=int, default=DISTRICTS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="measure the datasets that are there")
    given = parser.parse_args()
    data, results = given.out / "data", given.out / "indicators.parquet"
    on = machine()
    if not given.keep:
        shutil.rmtree(data, ignore_errors=True)
        begun = time.monotonic()
        write_country(data, districts()[: given.districts])
        print(f"written in {time.monotonic() - begun:.1f} s")
    tables = sorted(data.glob("*/observations.csv"))
    observations = sum(path.read_bytes().count(b"\n") - 1 for path in tables)
    print(f"{len(tables)} datasets, {observations:,} observations")
    ntm = [sys.executable, "-c", "from ntm_analysis.cli import main; main()"]
    shared = ["--data", str(data), "--workers", str(given.workers)]
    runs: dict[str, Measured] = {}
    for name, arguments in {"check": ["check"], "evaluate": ["evaluate", "--out", str(results)]}.items():
        runs[name] = measure([*ntm, *arguments, *shared], cwd=HERE.parent)
        print(f"ntm {name}: {runs[name]}")
    figures = {
        "datasets": len(tables),
        "observations": observations,
        "months": MONTHS,
        "workers": given.workers,
        "runs": {name: run.facts() for name, run in runs.items()},
        "result_bytes": results.stat().st_size,
        # Evaluating checks everything that `ntm check` does; what it refuses it tells in the same words.
        "within_target": runs["evaluate"].seconds <= SECONDS_ALLOWED
        and runs["evaluate"].most_bytes <= BYTES_ALLOWED,
    }
    store(HERE / "results" / "country.json", on | figures)


if __name__ == "__main__":
    main()
