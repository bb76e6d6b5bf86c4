"""The matrix: the order of its rows, what stands beside, what it sums up to, which signs it has."""

import pytest

from ntm_analysis.say.matrix import matrix
from ntm_analysis.say.texts import doubts_in, key_of, text_of
from ntm_analysis.say.words import Judged


@pytest.fixture(scope="module")
def district(view_of):
    return matrix(view_of("184")).parts[0]


def test_those_with_most_criteria_stand_first(district):
    totals = [row[20].value for row in district.rows]
    assert totals == sorted(totals, reverse=True)


def test_columns_bear_numbers_and_short_names(district):
    titles = [column.title for column in district.columns]
    assert titles[0] == "Xã"
    assert titles[6] == "6 CSVC văn hóa"
    assert titles[20:] == ["Tổng", "Từ đầu năm", "Việc quá hạn"]


def test_what_moved_since_the_first_month_and_is_overdue_stands_beside(view_of, district):
    beside = {row[0]: [text_of(view_of("184").words, cell) for cell in row[21:]] for row in district.rows}
    assert beside["Bình Phúc"] == ["+2", "2"]
    assert beside["Tràng Phái"] == ["−1", ""]
    assert beside["Trấn Ninh"] == ["", ""]


def test_an_area_has_nothing_beside(view_of):
    assert len(matrix(view_of("184", "health")).parts[0].columns) == 3


def test_what_was_registered_and_is_not_met_is_marked(district):
    marked = {(row[0], n) for row in district.rows for n in range(1, 20) if row[n].promised}
    assert ("Bình Phúc", 11) in marked
    assert ("Bình Phúc", 17) in marked
    assert ("Bình Phúc", 6) not in marked  # registered and met
    assert len(marked) == 17


def test_counts_the_communes_that_meet_each_criterion(district):
    _, *counts, total = (cell if isinstance(cell, str) else cell.value for cell in district.sums[0][:21])
    assert len(counts) == 19
    assert counts[13:16] == [14, 15, 9]
    assert total == 217


def test_each_criterion_of_each_commune_is_judged_by_its_symbol(district):
    judged = [cell for row in district.rows for cell in row if isinstance(cell, Judged)]
    assert len(judged) == 16 * 19
    assert all(cell.brief for cell in judged)


def test_its_key_explains_every_sign_of_doubt_in_it(view_of):
    view = view_of("184")
    table, key = matrix(view).parts
    explained = list(key_of(view.words, doubts_in(view.words, table)))
    assert {each.split()[0] for each in explained} == {"†", "⚠", "⚠*"}
    assert all(each in key.text for each in explained)
