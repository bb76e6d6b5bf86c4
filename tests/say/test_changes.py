"""Criteria gained and lost, on the shipped data and on a trial district."""

import re

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.language import Language
from ntm_analysis.say.changes import changes
from ntm_analysis.say.view import View


def rows(display):
    """Gives the body of the tables as texts: a list of cells for each row."""
    cells = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for body in re.findall(r"<tbody>(.*?)</tbody>", display._repr_html_(), re.DOTALL)
        for row in body.split("</tr>")
    ]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells if row]


@pytest.fixture
def trial(tiny_dataset):
    """Builds the view of a place of the trial district in a month, after lines were added."""

    def build(place, period, *verdicts):
        if verdicts:
            tiny_dataset.append("verdicts.csv", *verdicts)
        data = tiny_dataset.read()
        month = data.period(period)
        return View(data, evaluate(data, until=month), (), data.place(place), month, Language.load("vi"))

    return build


def verdict(period, commune, criterion, word):
    return f"{period},{commune},xa_ntm_2021_2025,{criterion},{word},huyện rà soát,Biên bản,,có"


def test_the_district_names_what_each_commune_gained_and_lost(view_of):
    assert rows(changes(view_of("184", period="2022-08"))) == [
        ["Hòa Bình", "16 Văn hóa (chưa đạt → đạt)", "–", "–"],
        ["Tràng Các", "15 Y tế (chưa đạt → đạt)", "–", "–"],
        ["Tràng Phái", "–", "17 Môi trường và an toàn thực phẩm (đạt → chưa đạt)", "–"],
        ["Yên Phúc", "2 Giao thông (cơ bản đạt → đạt)", "–", "–"],
        ["Cộng (bộ tiêu chí xã nông thôn mới)", "3", "1", "0"],
    ]


def test_what_the_commune_alone_has_judged_is_no_change(view_of):
    district = changes(view_of("184"))  # Khánh Khê and Tri Lễ call criterion 9 met this month
    assert rows(district) == []
    assert "so với tháng 8/2022, không xã nào đạt thêm hoặc mất tiêu chí nào" in district.html.lower()
    assert "không thay đổi" in changes(view_of("06313"))._repr_html_()


def test_last_year_without_data_is_said(view_of):
    assert "Chưa có số liệu tháng 9/2021" in changes(view_of("184"))._repr_html_()


def test_a_commune_sees_its_own_with_verdicts_before_and_now(view_of):
    (row,) = rows(changes(view_of("06301", period="2022-08")))
    assert row == ["15 Y tế", "đạt thêm", "✗ chưa đạt", "✓ đạt"]
    assert "không thay đổi" in changes(view_of("06298"))._repr_html_()


def test_the_first_month_has_nothing_to_compare_with(view_of):
    assert changes(view_of("184", period="2021-12")) is None


def test_a_town_has_no_criteria_to_change(view_of):
    assert changes(view_of("06253")) is None


def test_a_loss_stands_beside_a_gain_and_is_never_netted(trial):
    view = trial(
        "999",
        "2022-02",
        verdict("2022-01", "10002", 8, "chưa đạt"),
        verdict("2022-02", "10002", 8, "đạt"),
        verdict("2022-02", "10002", 9, "chưa đạt"),
    )
    commune, total = rows(changes(view))
    assert commune[0] == "Bình Yên"
    assert commune[1].startswith("8 ")
    assert commune[2].startswith("9 ")
    assert commune[2].endswith("(đạt → chưa đạt)")
    assert total[1:] == ["1", "1", "0"]


def test_the_same_month_of_last_year_is_compared_where_there_is_one(trial):
    view = trial(
        "999",
        "2022-12",
        verdict("2022-11", "10002", 9, "chưa đạt"),
        verdict("2022-12", "10002", 8, "chưa đạt"),
    )
    html = changes(view)._repr_html_()
    assert "so với tháng 11/2022" in html
    assert "so với tháng 12/2021" in html
    last_year = rows(changes(view))[2]
    assert "8 " in last_year[2]
    assert "9 " in last_year[2]


def test_another_set_in_force_is_named_and_not_compared(tiny_dataset, trial):
    tiny_dataset.replace(
        "dataset.yaml",
        'set: xa_ntm_2021_2025, from: "2021-12", to: "2025-12"',
        'set: xa_ntm_nang_cao_2021_2025, from: "2022-02", to: "2025-12"}\n'
        '  - {role: standard, set: xa_ntm_2021_2025, from: "2021-12", to: "2022-01"',
    )
    advanced = 'role: advanced, set: xa_ntm_nang_cao_2021_2025, from: "2021-12", to: '
    tiny_dataset.replace("dataset.yaml", f'{advanced}"2025-12"', f'{advanced}"2022-01"')
    assert "không tính là đạt thêm" in changes(trial("999", "2022-02"))._repr_html_()
