"""What marks mean: words by themselves, signs as a clause of the sheet or the command says, nothing else."""

import pytest

from ntm_analysis.read.intake.marks import given_marks
from tests.offices import Matrix, row_of, said

NO_LEGEND = [
    "Xã đánh dấu x: đạt chuẩn thì ghi rõ",  # more than one clause of its own
    "Các xã có dấu x là xã đạt năm 2021",
    "x: đạt 50% trở lên",
    "x",
]


@pytest.mark.parametrize("text", NO_LEGEND)
def test_a_sentence_about_marks_explains_none(read_in, text):
    found = read_in(Matrix(rows=[row_of(1, "An Hòa", {1: "x"})], below=[["", text]]))
    assert [problem.found for problem in found.problems] == ["dấu “x” không có chú thích"]


def test_two_legends_that_say_two_things_stop_the_import(read_in):
    sheet = Matrix(rows=[row_of(1, "An Hòa", {1: "x"})], below=[["", "x: đạt"], ["", "x: chưa đạt"]])
    (problem,) = read_in(sheet).problems
    assert problem.found.startswith("dấu “x” có hai nghĩa: đạt")


def test_what_is_told_decides_and_is_asked_about_where_the_legend_says_another_thing(read_in):
    sheet = Matrix(rows=[row_of(1, "An Hòa", {1: "x"})], below=[["", "x: đạt"]])
    found = read_in(sheet, marks=given_marks("x=chưa đạt"))
    assert said(found) == {("10001", "1"): "chưa đạt"}
    asked = [each.text for each in found.readings[0].questions]
    assert "trang ghi “x” là đạt, --marks ghi chưa đạt; theo --marks" in asked


def test_a_blank_cell_stays_no_data_whatever_the_legend_says_of_it(read_in):
    sheet = Matrix(rows=[row_of(1, "An Hòa", {1: "x"})], below=[["", "x: đạt; để trống: chưa đạt"]])
    found = read_in(sheet)
    assert said(found) == {("10001", "1"): "đạt"}
    assert "trang ghi ô trống là chưa đạt; ô trống vẫn là chưa có số liệu" in [
        each.text for each in found.readings[0].questions
    ]


@pytest.mark.parametrize("word", ["không đánh giá", "Chưa có số liệu", "chưa đánh giá"])
def test_words_that_say_nothing_is_known_are_blank(read_in, word):
    found = read_in(Matrix(rows=[row_of(1, "An Hòa", {1: word, 2: "đạt"})]))
    assert (found.problems, said(found)) == ([], {("10001", "2"): "đạt"})
    assert found.readings[0].blank == 18
