"""The generator of the country: its provinces, and what it makes of a piece of one."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.country import pieces, provinces, write_country
from ntm_analysis.read import read_dataset

MONTHS = 3


@pytest.fixture(scope="module")
def chosen():
    return pieces(communes=3)[0]


@pytest.fixture(scope="module")
def made(chosen, tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    return folder / chosen.folder, write_country(folder, [chosen], months=MONTHS)


def test_the_country_has_34_provinces_with_2621_communes_among_their_3321_units():
    every = provinces()
    assert len({province.folder for province in every}) == len(every) == 34
    assert sum(province.communes for province in every) == 2621
    assert sum(len(province.units) for province in every) == 3321


def test_pieces_have_as_many_communes_as_asked_and_share_none():
    cut = pieces(communes=16)
    assert {piece.communes for piece in cut} == {len(piece.units) for piece in cut} == {16}
    codes = [code for piece in cut for code, _, _ in piece.units]
    assert len(codes) == len(set(codes)) > 2000
    assert len({piece.folder for piece in cut}) == len(cut)


def test_wards_belong_to_a_made_province_and_are_held_against_no_set(tmp_path):
    first = provinces()[0]
    wards = [unit for unit in first.units if unit[2] == "phường"][:1]
    small = replace(first, units=(*wards, *pieces(communes=2)[0].units))
    write_country(tmp_path, [small], months=1)
    data = read_dataset(tmp_path / small.folder)
    assert data.communes.set_index("code")["kind"].value_counts().to_dict() == {"commune": 2, "town": 1}
    assert set(data.verdicts["commune"]) == {code for code, _, kind in small.units if kind == "xã"}


def test_a_made_piece_is_read_without_a_problem_or_a_warning(made):
    folder, observations = made
    data = read_dataset(folder)
    assert data.warnings == ()
    assert len(data.observations) == observations
    assert len(data.periods) == MONTHS


def test_every_row_of_a_made_piece_says_that_it_is_illustrative(made):
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
