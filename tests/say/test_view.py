"""What a page is about: in which shape its commune is, and since when."""

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.say.view import View

CHANGES = (
    "effective_date,from_code,from_name,to_code,to_name,area_share,pop_share,villages,legal_basis,"
    "confidence,source"
)


@pytest.fixture
def view_at(tiny_dataset):
    """Gives views of a commune that another joins in February 2022."""
    tiny_dataset.write(
        "unit_changes.csv", CHANGES, "2022-02-01,10002,Bình Yên,10001,An Hòa,1,1,,NQ 1,verified,NQ"
    )
    tiny_dataset.replace(
        "communes.csv", "10002,Bình Yên,xã,2020-01-01,2024-11-30", "10002,Bình Yên,xã,2020-01-01,2022-01-31"
    )
    for table in ("observations.csv", "verdicts.csv"):
        path = tiny_dataset.path / table
        lines = path.read_text("utf-8").splitlines()
        tiny_dataset.write(table, *(line for line in lines if not line.startswith("2022-02,10002")))
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
