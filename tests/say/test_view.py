"""What a page is about: in which shape its commune is, and since when."""

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.say.view import View


@pytest.fixture
def view_at(tiny_dataset):
    """Gives views of a commune that another joins in February 2022."""
    tiny_dataset.merge("2022-02")
    data = tiny_dataset.read()
    results = evaluate(data, until=data.latest)

    def build(place, period):
        area = data.criteria.areas["health"]
        return View(data, results, (), data.place(place), Period(2022, period), Language.load("vi"), area)

    return build


def test_a_course_before_a_merger_is_the_sum_and_says_so(view_at):
    view = view_at("10001", 2)
    parts = view.course.parts
    january = parts[
        (parts["commune"] == "10001") & (parts["period"] == "2022-01") & (parts["part"] == "15.1")
    ]
    assert list(january["denominator"]) == [2000]  # women of both; alone it has 1 000
    assert view.merger_note.endswith(
        "số liệu trước đó là tổng của An Hòa, Bình Yên, tỷ lệ tính lại từ số đếm."
    )


@pytest.mark.parametrize(("place", "month"), [("10001", 1), ("10003", 2)], ids=["before", "another commune"])
def test_without_a_merger_the_course_is_the_results_themselves(view_at, place, month):
    view = view_at(place, month)
    assert view.course is view.results
    assert view.merger_note == ""
