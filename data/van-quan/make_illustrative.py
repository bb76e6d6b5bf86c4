"""Writes the illustrative tables of this folder: observations, verdicts and the movement; never measured.

No public source gives figures of the communes for 2021 and 2022. This script makes some that fit
the census, the founding document and published district rates, so that every page has something
to show. Population and households start from communes.csv; the story of each commune is in
illustrative_story.py. The same seed gives the same bytes:

    python data/van-quan/make_illustrative.py             # writes beside itself
    python data/van-quan/make_illustrative.py --out DIR   # writes elsewhere
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import illustrative_resources as resources
import illustrative_statements as statements
import illustrative_tasks as roadmap
from illustrative_observations import observations_of
from illustrative_rows import Unit
from illustrative_verdicts import all_verdicts

SEED = 20220927  # the date of the movement's plan, 247/KH-UBND; any number would do
SOURCE = "Số liệu minh họa (make_illustrative.py)"
HERE = Path(__file__).resolve().parent

OBSERVATION_COLUMNS = (
    "period", "commune", "set", "indicator", "sex", "value", "numerator", "denominator",
    "measured_on", "reference_year", "status", "line", "source", "note", "illustrative",
)  # fmt: skip
VERDICT_COLUMNS = (
    "period", "commune", "set", "criterion", "verdict", "level", "source", "note", "illustrative",
)  # fmt: skip

MOVEMENT = {
    "registrations": (roadmap.registrations, ("year", "commune", "set", "criterion", "quarter", "document")),
    "bodies": (roadmap.bodies, ("body", "name", "level", "commune")),
    "responsibilities": (roadmap.responsibilities, ("set", "criterion", "commune", "body", "post")),
    "tasks": (
        roadmap.tasks,
        ("task", "name", "commune", "set", "criterion", "target", "body", "start", "due", "meeting",
         "document"),
    ),
    "task_states": (roadmap.task_states, ("period", "task", "state", "done_on", "cause")),
    "confirmations": (
        statements.confirmations,
        ("confirmed_on", "commune", "condition", "verdict", "satisfied", "asked", "body", "document"),
    ),
    "estimates": (statements.estimates, ("period", "commune", "target", "value")),
    "contributions": (
        resources.contributions,
        ("period", "commune", "account", "kind", "fund", "given_on", "quantity", "unit", "value",
         "price_source", "use"),
    ),
    "model_areas": (
        roadmap.model_areas,
        ("commune", "village", "registered_on", "document", "recognised_on", "decision"),
    ),
    "model_area_items": (roadmap.model_area_items, ("period", "commune", "village", "item", "verdict")),
    "commendations": (
        resources.commendations,
        ("commended_on", "commune", "kind", "quantity", "recipient", "merit", "decision"),
    ),
    "activities": (resources.activities, ("period", "commune", "kind", "quantity", "planned", "body")),
    "submissions": (resources.submissions, ("period", "commune", "body", "received_on")),
}  # fmt: skip
ENDING = ("source", "note", "illustrative")


def read_units(folder: Path) -> list[Unit]:
    """Reads the census figures; each unit draws from a stream of its own, so that one can change alone."""
    with (folder / "communes.csv").open(encoding="utf-8", newline="") as file:
        return [
            Unit(
                code=line["code"],
                census_people=int(line["population"]),
                census_households=int(line["households"]),
                rng=random.Random(SEED + int(line["code"])),  # noqa: S311 - reproducible on purpose
            )
            for line in csv.DictReader(file)
        ]


def all_observations(units: list[Unit]) -> list[dict[str, str]]:
    """Gives every observation, by period, then commune, then set."""
    rows = [row for unit in units for row in observations_of(unit)]
    return sorted(rows, key=lambda row: (row["period"], row["commune"], row["set"]))


def write(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> None:
    """Writes a table, every line marked illustrative and with its source."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"source": SOURCE, "illustrative": "có"} for row in rows)


def main() -> None:
    """Writes every table."""
    parser = argparse.ArgumentParser(description="Write the illustrative tables of this dataset.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default: this one)")
    out: Path = parser.parse_args().out
    write(out / "observations.csv", OBSERVATION_COLUMNS, all_observations(read_units(HERE)))
    write(out / "verdicts.csv", VERDICT_COLUMNS, [verdict._asdict() for verdict in all_verdicts()])
    for name, (rows, columns) in MOVEMENT.items():
        write(out / f"{name}.csv", (*columns, *ENDING), rows())


if __name__ == "__main__":
    main()
