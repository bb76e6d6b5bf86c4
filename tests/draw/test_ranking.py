"""All communes in order: ties, ceilings, missing values last."""

from ntm_analysis.draw.ranking import ranking

from .conftest import Picture, of_sex, part


def order(display):
    return [row[0] for row in Picture(display).rows]


def test_the_best_stands_first_and_missing_data_last(make_view):
    display = ranking(make_view("184"))
    assert order(display) == ["An Sơn", "Điềm He", "Tràng Các", "Khánh Khê", "Bình Phúc"]
    assert "chưa có số liệu" in Picture(display).texts


def test_a_ceiling_turns_the_order_round(make_view):
    rows = [part(c, "11", v, "met", threshold=13) for c, v in {"1": 12, "2": 5, "3": 30}.items()]
    display = ranking(make_view("184", "poverty", parts=rows))
    assert order(display) == ["Tràng Các", "Khánh Khê", "Điềm He"]
    assert "≤ 13%" in display.html


def test_equal_values_stand_by_name(make_view):
    rows = [part(c, "15.1", 95, "met") for c in ("1", "3", "4", "5")]
    assert order(ranking(make_view("184", parts=rows))) == ["An Sơn", "Bình Phúc", "Điềm He", "Khánh Khê"]


def test_the_figure_most_communes_miss_is_ranked(make_view):
    rows = [part(c, "15.1", 95, "met") for c in "123"] + [part(c, "15.4", 40, "not_met") for c in "123"]
    assert "Xếp thứ tự các xã: 15.4" in ranking(make_view("184", parts=rows)).html


def test_only_the_district_ranks_and_the_figure_of_an_area(make_view):
    assert ranking(make_view("184", None)) is None
    assert ranking(make_view("1")) is None
    assert ranking(make_view("184", "culture")) is None


def test_women_and_men_stand_apart_where_both_must_hold(make_view):
    rows = [part("1", "15.1", 88, "not_met", sex="female"), part("2", "15.1", 95, "met")]
    found = Picture(ranking(make_view("184", parts=rows, observations=of_sex("1", "15.1", 91, 88))))
    assert "88% (nữ)" in found.texts
    assert ["Khánh Khê", "88% (nữ), 91% (nam)", "chưa đạt"] in found.rows
    assert "Dấu tròn rỗng là giới có kết quả cao hơn; kết quả tính theo giới thấp hơn." in found.notes
    assert "Dấu tròn rỗng" not in ranking(make_view("184", parts=rows)).html


def test_the_median_stands_beside_the_threshold(make_view):
    assert Picture(ranking(make_view("184"))).texts[-2:] == ["mức đạt ≥ 90%", "trung vị 94,1%"]


def test_without_a_threshold_nothing_is_said_to_be_met_or_missed(make_view):
    rows = [part(c, "15.1", v, "no_threshold", threshold=None) for c, v in {"1": 40, "2": 60}.items()]
    for row in rows:
        row["threshold_den"] = None
    said = Picture(ranking(make_view("184", parts=rows))).finding
    assert said.endswith("chưa đủ căn cứ đánh giá vì chưa có mức đạt chuẩn.")
    assert "xã đạt" not in said


def test_a_threshold_not_checked_is_marked_and_the_mark_explained(make_view):
    rows = [part(c, "15.1", 95, "met", confidence="unverified-medium") for c in "12"]
    found = Picture(ranking(make_view("184", parts=rows)))
    assert "mức đạt ≥ 90%*" in found.texts
    assert "* Mức đạt chuẩn chưa đối chiếu với văn bản." in found.notes
