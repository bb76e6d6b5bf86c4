"""A question of a notebook's own: its finding, its picture or its table, in the words of the page."""

import pandas as pd
import pytest
import seaborn as sns
from matplotlib import pyplot as plt

from ntm_analysis.model import Verdict
from ntm_analysis.notebook import palette, question

HEADING = "Còn bao nhiêu người", "How many people"
FINDING = "{where}: {n} người.", "{where}: {n} people."


@pytest.fixture
def page(view_of):
    return view_of("184", "health")


def rows(names, **columns):
    told = {
        "commune": ["06298"] * len(names),
        "name": names,
        "value": range(len(names)),
        "illustrative": False,
    }
    return pd.DataFrame({**told, **columns})


def asked(page, data, draw=None, **values):
    answer = draw(data) if draw else None
    shown = question(page, HEADING, FINDING, answer, data, **{"n": 1234, "where": "Cả huyện", **values})
    assert plt.get_fignums() == []
    return shown.html if shown else ""


def bars(data):
    return sns.barplot(data, x="value", y="name")


def test_the_finding_is_filled_and_the_table_stands_behind_the_picture(page):
    html = asked(page, rows(["A", "B", "C"]), bars)
    assert (
        html.index("<h2") < html.index("Cả huyện: 1.234 người.") < html.index("<svg") < html.index("<details")
    )
    assert "Số liệu</text>" in html
    assert ">name<" not in html
    assert "06298" not in html


def test_two_rows_make_no_picture_but_a_table(page):
    html = asked(page, rows(["A", "B"]), bars)
    assert "<svg" not in html
    assert "<details" not in html
    assert html.index("Cả huyện: 1.234 người.") < html.index("<table")


def test_of_nothing_nothing_is_shown_and_no_figure_stays_open(page):
    assert asked(page, rows([]), bars) == ""
    assert asked(page, rows([])) == ""


def test_an_english_page_asks_in_english(view_of):
    html = asked(view_of("184", "health", language="en"), rows(["A", "B"]))
    assert "How many people</h2>" in html
    assert "Cả huyện: 1,234 people." in html


@pytest.mark.parametrize(("given", "said"), [([True, False], True), ([False, False], False)])
def test_any_illustrative_row_marks_the_whole(page, given, said):
    assert ("SỐ LIỆU MINH HỌA" in asked(page, rows(["A", "B"], illustrative=given))) is said


def test_rows_that_do_not_say_it_are_as_the_dataset_is(page):
    assert "SỐ LIỆU MINH HỌA" in asked(page, rows(["A", "B"]).drop(columns="illustrative"))


def test_what_says_nothing_new_is_left_out_and_what_is_old_is_dated(page):
    old = pd.Timestamp(2021, 12, 20)
    html = asked(page, rows(["A", "B"], sex="total", doubts="", day=old, month=pd.Timestamp(2022, 9, 1)))
    assert "Giới" not in html
    assert "Dấu hiệu cần lưu ý" not in html
    assert "<th>Tháng" not in html
    assert "Số liệu tháng 12/2021." in html


def test_what_is_not_sure_can_be_told_in_the_finding(page):
    data = rows(["A", "B"], doubts=["late", ""])
    html = question(page, "Hỏi", "Đáp{unsure}.", None, data).html
    assert "Đáp (đã quá hạn cập nhật số liệu)." in html


def test_codes_in_a_legend_and_along_an_axis_are_words(page):
    data = rows(["A", "A", "B"], sex=["male", "female", "male"], code=["schools", "villages", "schools"])
    html = asked(page, data, lambda each: sns.barplot(each, x="value", y="code", hue="sex"))
    assert all(f">{word}</text>" in html for word in ("nam", "nữ", "Số trường học", "Số thôn"))


def test_a_code_in_a_legend_is_no_head_of_a_column(view_of):
    data = rows(["A", "B", "C"], verdict=["met", "met", "not_met"])
    page = view_of("184", "health", language="en")
    html = asked(page, data, lambda each: sns.barplot(each, x="value", y="name", hue="verdict"))
    assert ">met</text>" in html
    assert "Criteria met" not in html


def test_months_along_an_axis_are_numbers(page):
    data = rows(["A"] * 3, month=pd.to_datetime(["2022-01-01", "2022-02-01", "2022-03-01"]))
    html = asked(page, data, lambda each: sns.lineplot(each, x="month", y="value"))
    assert "01/2022</text>" in html


def test_a_figure_of_many_rows_grows(page):
    def height(n):
        html = asked(page, rows([f"Xã {i}" for i in range(n)]), bars)
        _, _, width, tall = map(float, html.split('viewBox="')[1].split('"')[0].split())
        return tall / width

    assert height(40) > 1.5 * height(5)


def test_each_verdict_each_sex_and_each_state_has_its_colour():
    states = {"overdue", "due_soon", "running", "not_started", "done", "unknown", "ahead"}
    assert palette().keys() == {*map(str, Verdict), "male", "female", *states}
    assert palette()["met"] != palette()["not_met"]
