"""Where the parts of a matrix stand: each column is exactly one criterion, or no column is read."""

import pytest

from ntm_analysis.read.intake.head import parsed
from tests.offices import EXPECTED, row_of, said

NAMES = {"y-te": "15", "quy-hoach": "1"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15", ("15", "")),
        ("TC 15", ("15", "")),
        ("Tiêu chí số 15", ("15", "")),
        ("15. Y tế", ("15", "15")),
        ("Tiêu chí 15: Y tế", ("15", "15")),
        ("Tiêu chí về y tế", ("", "15")),
        ("1. Quy hoạch", ("1", "1")),
        ("Y tế xã", ("", "")),
        ("15,5", ("15", "")),
    ],
)
def test_a_head_says_a_number_a_name_or_both(text, found):
    number, name = parsed(text, NAMES)
    assert name == found[1]
    assert number == found[0]


def test_criteria_in_another_order_are_read_by_their_heads(matrix, read_in):
    """The columns of the first two criteria changed places, with their marks."""
    matrix.heads[0][2:4] = [2, 1]
    for row in matrix.rows:
        row[2:4] = [row[3], row[2]]
    assert said(read_in(matrix)) == EXPECTED


def test_a_column_between_the_criteria_that_is_none_stops_the_import(matrix, read_in):
    matrix.heads[0][9] = "Đánh giá chung"
    found = [problem.found for problem in read_in(matrix).problems]
    assert found == ["cột “Đánh giá chung” đứng giữa các tiêu chí mà không phải tiêu chí nào"]


def test_two_tables_side_by_side_stop_the_import(matrix, read_in):
    matrix.heads[0][-1] = "Tên xã"
    assert "hai cột tên xã trong một bảng" in [problem.found for problem in read_in(matrix).problems]


def test_criteria_twice_stop_the_import(matrix, read_in):
    matrix.heads[0][3] = 1
    assert any(p.found.startswith("tiêu chí 1 có ở hai cột") for p in read_in(matrix).problems)


@pytest.mark.parametrize("merged", ["G{0}:G{1}", "G{0}:H{0}"])
def test_a_mark_merged_over_communes_or_criteria_stops_the_import(matrix, read_in, merged):
    matrix.rows[0][6] = "x"
    matrix.merged = [merged.format(matrix.first, matrix.first + 1)]
    found = {problem.found for problem in read_in(matrix).problems}
    assert found == {"một dấu gộp qua nhiều ô"}


def test_a_head_repeated_on_the_next_page_is_no_row_but_another_head_stops_the_import(matrix, read_in):
    matrix.rows.insert(2, list(matrix.heads[0]))
    assert said(read_in(matrix)) == EXPECTED
    matrix.rows[2] = ["STT", "Tên xã", 2, 1, *range(3, 20), "Tổng số"]
    found = [problem.found for problem in read_in(matrix).problems]
    assert found == ["đầu bảng lặp lại không giống đầu bảng trên"]


def test_a_row_of_another_month_within_the_table_stops_the_import(matrix, read_in):
    matrix.rows.insert(2, ["", "Tháng 1/2022"])
    found = [problem.found for problem in read_in(matrix).problems]
    assert found == ["dòng “Tháng 1/2022” giữa bảng nói về kỳ hoặc bộ khác"]


def test_a_commune_whose_name_begins_like_a_total_s_is_none(matrix, read_in):
    matrix.rows.append(row_of(4, "Tổng Cọt", {1: "x"}))
    assert [problem.found for problem in read_in(matrix).problems] == ["“Tổng Cọt” không phải đúng một xã"]
