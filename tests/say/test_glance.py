"""A commune at a glance: the strip, what is missing and by how many, what was promised, what is overdue."""

import re

import pytest

from ntm_analysis.say.glance import criteria_strip, glance

BLOCK = re.compile(r"<div><h3>(.*?)</h3>(.*?)</div>", re.DOTALL)


def blocks(display, told):
    """Gives each list of the glance by its heading, as plain texts."""
    inner = display.html.removeprefix('<div class="glance">')
    found = {}
    for title, body in BLOCK.findall(inner):
        items = re.findall(r"<(?:li|p)>(.*?)</(?:li|p)>", body, re.DOTALL)
        found[title] = [told.plain(item) for item in items]
    return found


def test_the_strip_shows_every_criterion_once_with_its_sign(view_of):
    html = criteria_strip(view_of("06298")).html
    cells = re.findall(r"<b>(\d+)</b><span class=\"sign\">(.)</span>", html)
    assert [int(number) for number, _ in cells] == list(range(1, 20))
    assert dict(cells)["11"] == "✗"
    assert dict(cells)["17"] == "≈"
    assert dict(cells)["1"] == "✓"


def test_the_strip_reads_names_and_verdicts_aloud(view_of):
    html = criteria_strip(view_of("06298")).html
    assert '<span class="unseen">17 Môi trường và an toàn thực phẩm: cơ bản đạt</span>' in html


def test_the_strip_marks_what_only_the_commune_assessed(view_of):
    (cell,) = [li for li in criteria_strip(view_of("06286")).html.split("<li") if ">9</b>" in li]
    assert "†" in cell


def test_the_key_of_the_strip_explains_the_signs_it_has_and_no_others(view_of):
    html = criteria_strip(view_of("06256")).html
    key = html.split('<p class="key">')[1]
    assert "✓ đạt" in key
    assert "chưa đạt" not in key


def test_the_key_of_the_strip_explains_signs_of_doubt(view_of):
    key = criteria_strip(view_of("06298")).html.split('<p class="key">')[1]
    assert "≠* khác kết quả tính; cần đối chiếu mức đạt chuẩn" in key
    assert "†" not in key


@pytest.mark.parametrize("code", ["184", "06253"])
def test_the_district_and_the_town_have_neither(view_of, code):
    assert criteria_strip(view_of(code)) is None
    assert glance(view_of(code)) is None


def test_a_gap_stands_with_people_value_threshold_and_date(view_of, told):
    missing = blocks(glance(view_of("06286")), told)["Còn thiếu"]
    (insurance,) = [line for line in missing if line.startswith("15.1 ")]
    assert "thêm 13 người" in insurance
    assert "88,8% / ≥ 90%" in insurance
    assert re.search(r"\d\d/\d\d/2022", insurance)


def test_a_criterion_judged_as_not_met_is_missing_though_no_figure_says_by_how_much(view_of, told):
    missing = blocks(glance(view_of("06298")), told)["Còn thiếu"]
    assert any(line.startswith("17 Môi trường") and "cơ bản đạt" in line for line in missing)
    assert any("huyện rà soát" in line for line in missing)


def test_what_was_registered_stands_with_its_state_and_overdue_tasks_with_body_and_day(view_of, told):
    found = blocks(glance(view_of("06298")), told)
    assert len(found["Tiêu chí đăng ký năm 2022"]) == 4
    assert found["Nhiệm vụ quá hạn"][1].endswith("Ban Quản lý xã, hạn 20/09/2022, quá 5 ngày")


def test_a_commune_without_any_says_so(view_of, told):
    found = blocks(glance(view_of("06256")), told)
    assert found["Tiêu chí đăng ký năm 2022"] == ["Bộ số liệu không có đăng ký của xã."]
    assert found["Nhiệm vụ quá hạn"] == ["Không có nhiệm vụ quá hạn."]


def test_a_long_list_says_how_many_are_left_out(view_of, told):
    missing = blocks(glance(view_of("06301")), told)["Còn thiếu"]
    assert len(missing) == 5
    assert re.fullmatch(r"và \d+ nội dung khác", missing[-1])
