"""The matrix: what stands together and why, what each column and row sums up to, which signs it has."""

from dataclasses import replace
from itertools import islice

import pytest

from ntm_analysis.say.matrix import matrix
from ntm_analysis.say.texts import doubts_in, key_of
from ntm_analysis.say.words import Judged


@pytest.fixture(scope="module")
def district(view_of):
    return matrix(view_of("184")).parts[0]


def bands(table):
    """Gives the title of each band with the names in it."""
    rows = iter(table.rows)
    return {title: [row[0] for row in islice(rows, size)] for title, size in table.bands}


def test_recognised_communes_those_of_the_year_and_the_others_stand_apart(district):
    found = bands(district)
    assert {title: len(names) for title, names in found.items()} == {
        "Đã được công nhận đạt chuẩn: 6 xã": 6,
        "Phấn đấu được công nhận năm 2022: 1 xã": 1,
        "Các xã khác: 9 xã": 9,
    }
    assert found["Phấn đấu được công nhận năm 2022: 1 xã"] == ["Bình Phúc"]


def test_within_a_band_most_criteria_stand_first(district):
    others = [row[-1].value for row in district.rows[7:]]
    assert others == sorted(others, reverse=True)


def test_a_target_of_another_year_names_nobody_for_this_one(view_of):
    view = view_of("184")
    targets = tuple(
        replace(p, target=replace(p.target, end=replace(p.target.end, year=2023))) for p in view.targets
    )
    assert list(bands(matrix(replace(view, targets=targets)).parts[0])) == [
        "Đã được công nhận đạt chuẩn: 6 xã",
        "Các xã khác: 10 xã",
    ]


def test_criteria_stand_under_the_groups_of_the_national_set(view_of, district):
    assert district.groups[0] == ("Quy hoạch", 1)
    assert sum(span for _, span in district.groups) == 19
    assert matrix(view_of("184", language="en")).parts[0].groups[0] == ("Planning", 1)


def test_counts_the_communes_that_meet_each_criterion(district):
    _, *counts, total = (cell if isinstance(cell, str) else cell.value for cell in district.sums[0])
    assert len(counts) == 19
    assert counts[13:16] == [14, 15, 9]
    assert total == 217


def test_each_criterion_of_each_commune_is_judged_by_its_symbol(district):
    judged = [cell for row in district.rows for cell in row if isinstance(cell, Judged)]
    assert len(judged) == 16 * 19
    assert all(cell.brief for cell in judged)


def test_its_key_explains_every_sign_of_doubt_in_it(view_of):
    view = view_of("184")
    table, key, _ = matrix(view).parts
    explained = list(key_of(view.words, doubts_in(view.words, table)))
    assert {each.split()[0] for each in explained} == {"†", "≠", "≠*", "↓"}
    assert all(each in key.text for each in explained)
