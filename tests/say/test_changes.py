"""Criteria gained and lost, on the shipped data and on a trial district."""

import pytest

from ntm_analysis.say.changes import changes

THIRTEEN = "Tổ chức sản xuất và phát triển kinh tế nông thôn"


@pytest.fixture
def trial(tiny_dataset, view_now):
    """Builds the view of a place of the trial district in a month, after lines were added."""

    def build(place, period, *verdicts):
        if verdicts:
            tiny_dataset.append("verdicts.csv", *verdicts)
        return view_now(place, period)

    return build


def verdict(period, commune, criterion, word):
    return f"{period},{commune},xa_ntm_2021_2025,{criterion},{word},huyện rà soát,Biên bản,,có"


def test_the_district_names_what_each_commune_gained_and_lost(view_of, told):
    assert told.rows(changes(view_of("184", period="2022-08"))) == [
        ["Liên Hội", "–", "–", f"13 {THIRTEEN} (chưa có số liệu†)"],
        ["Hòa Bình", "16 Văn hóa (chưa đạt → đạt)", "–", "–"],
        ["Tràng Các", "15 Y tế (chưa đạt → đạt)", "–", "–"],
        ["Tràng Phái", "–", "17 Môi trường và an toàn thực phẩm (đạt → chưa đạt⚠)", "–"],
        ["Yên Phúc", "2 Giao thông (cơ bản đạt → đạt)", "–", "–"],
        ["Cộng (bộ tiêu chí xã nông thôn mới)", "3", "1", "1"],
    ]


def test_what_the_commune_alone_has_judged_is_no_gain_and_bears_its_sign(view_of, told):
    *claimed, total = told.rows(changes(view_of("184")))
    assert claimed == [
        ["Khánh Khê", "–", "–", "9 Nhà ở dân cư (chưa có số liệu†)"],
        ["Tri Lễ", "–", "–", "9 Nhà ở dân cư (chưa có số liệu†)"],
    ]
    assert total[1:] == ["0", "0", "2"]


def test_where_nothing_moved_the_page_says_so(trial, told):
    said = told.text(changes(trial("999", "2022-02")))
    assert said.startswith("So với tháng 1/2022, không xã nào đạt thêm hoặc mất tiêu chí nào.")


def test_last_year_without_data_is_said(view_of, told):
    assert "Chưa có số liệu tháng 9/2021" in told.text(changes(view_of("184")))


def test_a_commune_sees_its_own_with_verdicts_before_and_now(view_of, told):
    (row,) = told.rows(changes(view_of("06301", period="2022-08")))
    assert row == ["15 Y tế", "đạt thêm", "✗ chưa đạt", "✓ đạt"]
    assert "không thay đổi" in told.text(changes(view_of("06298")))


def test_the_first_month_has_nothing_to_compare_with(view_of):
    assert changes(view_of("184", period="2021-12")) is None


def test_a_town_has_no_criteria_to_change(view_of):
    assert changes(view_of("06253")) is None


def test_the_same_month_of_last_year_is_compared_where_there_is_one(trial, told):
    view = trial(
        "999",
        "2022-12",
        verdict("2022-11", "10002", 9, "chưa đạt"),
        verdict("2022-12", "10002", 8, "chưa đạt"),
    )
    assert [caption.split("so với ")[1] for caption in told.captions(changes(view))] == [
        "tháng 11/2022",
        "tháng 12/2021",
    ]
    last_year = told.rows(changes(view))[2]
    assert "8 " in last_year[2]
    assert "9 " in last_year[2]
