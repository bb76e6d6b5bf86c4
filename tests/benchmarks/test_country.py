"""The generator of the country: its districts, and what it makes of one."""

import csv
from pathlib import Path

import pytest

from benchmarks.country import districts, write_country
from ntm_analysis.read import read_dataset

MONTHS = 3


@pytest.fixture(scope="module")
def chosen():
    return next(district for district in districts() if 2 <= len(district.units) <= 4)


@pytest.fixture(scope="module")
def made(chosen, tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    return folder / chosen.folder, write_country(folder, [chosen], months=MONTHS)


def test_the_country_has_645_districts_with_8248_rural_communes_each_in_a_region():
    every = districts()
    assert len({district.folder for district in every}) == len(every) == 645
    assert sum(kind == "xã" for district in every for *_, kind in district.units) == 8248


def test_a_made_district_is_read_without_a_problem_or_a_warning(made):
    folder, observations = made
    data = read_dataset(folder)
    assert data.warnings == ()
    assert len(data.observations) == observations
    assert len(data.periods) == MONTHS


def test_every_row_of_a_made_district_says_that_it_is_illustrative(made):
    folder, _ = made
    for table in ("observations", "verdicts", "recognitions"):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            assert {row["illustrative"] for row in csv.DictReader(lines)} <= {"có"}
    assert read_dataset(folder).illustrative


def test_every_indicator_the_standard_set_asks_for_is_recorded(made):
    data = read_dataset(made[0])
    rules = data.rules[(data.rules["set"] == "xa_ntm_2021_2025") & (data.rules["formula"] == "")]
    assert set(rules["measure"]) <= set(data.observations["indicator"])


def test_a_seed_gives_the_same_files_and_another_seed_others(chosen, made, tmp_path):
    def content(folder: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    for seed, same in ((2022, True), (1, False)):
        write_country(tmp_path / str(seed), [chosen], months=MONTHS, seed=seed)
        assert (content(tmp_path / str(seed) / chosen.folder) == content(made[0])) is same
