"""All communes in order: ties, ceilings, missing values last."""

import re

from ntm_analysis.charts.ranking import ranking

from .conftest import part


def order(display):
    return re.findall(r'<th scope="row">([^<]*)</th>', display.html)


def finding(display):
    return re.search("<figcaption>(.*)</figcaption>", display.html)[1]


def test_the_best_stands_first_and_missing_data_last(make_view):
    display = ranking(make_view("184"))
    assert order(display) == ["An Sơn", "Điềm He", "Tràng Các", "Khánh Khê", "Bình Phúc"]
    assert ">chưa có số liệu<" in display.html
    assert "<pattern" in display.html


def test_a_ceiling_turns_the_order_round(make_view):
    rows = [part(c, "11", v, "met", threshold=13) for c, v in {"1": 12, "2": 5, "3": 30}.items()]
    display = ranking(make_view("184", "poverty", parts=rows))
    assert order(display) == ["Tràng Các", "Khánh Khê", "Điềm He"]
    assert "≤ 13%" in display.html


def test_equal_values_stand_by_name(make_view):
    rows = [part(c, "15.1", 95, "met") for c in ("1", "4", "5")]
    assert order(ranking(make_view("184", parts=rows))) == ["An Sơn", "Bình Phúc", "Khánh Khê"]


def test_the_figure_most_communes_miss_is_ranked(make_view):
    rows = [part(c, "15.1", 95, "met") for c in "123"] + [part(c, "15.4", 40, "not_met") for c in "123"]
    assert "Xếp thứ tự các xã: 15.4" in ranking(make_view("184", parts=rows)).html


def test_the_overview_ranks_criteria_met(make_view):
    display = ranking(make_view("184", None))
    assert order(display)[0] == "Điềm He"
    said = (
        "Số tiêu chí đạt: đứng đầu là Điềm He (19 tiêu chí), đứng cuối là An Sơn (9 tiêu chí); 01/05 xã đạt."
    )
    assert finding(display) == said


def test_only_the_district_ranks(make_view):
    assert ranking(make_view("1")) is None
    assert ranking(make_view("184", "culture")) is None
