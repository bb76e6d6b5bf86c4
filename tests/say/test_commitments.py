"""A commune at a glance: the strip, what it misses, promised and owes; and who answers for what."""

import re
from dataclasses import replace

import pytest

from ntm_analysis.say.commitments import glance, responsibilities
from ntm_analysis.say.criteria import criteria_strip
from ntm_analysis.say.words import Doubt


def strip(view):
    """Gives what is read out and the verdict of each criterion by its number, and the key."""
    table, key = criteria_strip(view).parts
    return {code: (said, judged) for code, said, judged in table.rows}, key.text


def test_the_strip_shows_every_criterion_once_with_its_sign(view_of):
    cells, _ = strip(view_of("06298"))
    assert list(cells) == [str(n) for n in range(1, 20)]
    assert {code: cells[code][1].verdict.symbol for code in ("11", "17", "1")} == {
        "11": "✗",
        "17": "≈",
        "1": "✓",
    }


def test_the_strip_reads_names_and_verdicts_aloud(view_of):
    cells, _ = strip(view_of("06298"))
    assert cells["17"][0] == "17 Môi trường và an toàn thực phẩm: cơ bản đạt"


def test_the_strip_marks_what_only_the_commune_assessed(view_of):
    cells, _ = strip(view_of("06286"))
    assert Doubt.UNCHECKED in cells["9"][1].doubts


def test_the_key_of_the_strip_explains_the_signs_it_has_and_no_others(view_of):
    _, key = strip(view_of("06256"))
    assert "✓ đạt" in key
    assert "chưa đạt" not in key


def test_the_key_of_the_strip_explains_signs_of_doubt(view_of):
    _, key = strip(view_of("06298"))
    assert "≠* khác kết quả tính; cần đối chiếu mức đạt chuẩn" in key
    assert "†" not in key


@pytest.mark.parametrize("code", ["184", "06253"])
def test_the_district_and_the_town_have_neither(view_of, code):
    assert criteria_strip(view_of(code)) is None
    assert glance(view_of(code)) is None


def test_a_gap_stands_with_people_value_threshold_and_date(view_of, told):
    missing = told.lists(glance(view_of("06286")))["Còn thiếu"]
    (insurance,) = [line for line in missing if line.startswith("15.1 ")]
    assert "thêm 13 người" in insurance
    assert "88,8% / ≥ 90%" in insurance
    assert re.search(r"\d\d/\d\d/2022", insurance)


def test_a_criterion_judged_as_not_met_is_missing_though_no_figure_says_by_how_much(view_of, told):
    missing = told.lists(glance(view_of("06298")))["Còn thiếu"]
    assert any(line.startswith("17 Môi trường") and "cơ bản đạt" in line for line in missing)
    assert any("huyện rà soát" in line for line in missing)


def test_what_was_registered_stands_with_its_state_and_overdue_tasks_with_body_and_day(view_of, told):
    found = told.lists(glance(view_of("06298")))
    assert len(found["Tiêu chí đăng ký năm 2022"]) == 4
    assert found["Nhiệm vụ quá hạn"][1].endswith("Ban Quản lý xã, hạn 20/09/2022, quá 5 ngày")


def test_a_commune_without_any_says_so(view_of, told):
    found = told.lists(glance(view_of("06256")))
    assert found["Tiêu chí đăng ký năm 2022"] == ["Bộ số liệu không có đăng ký của xã."]
    assert found["Nhiệm vụ quá hạn"] == ["Không có nhiệm vụ quá hạn."]


def test_a_long_list_says_how_many_are_left_out(view_of, told):
    missing = told.lists(glance(view_of("06301")))["Còn thiếu"]
    assert len(missing) == 5
    assert re.fullmatch(r"và \d+ nội dung khác", missing[-1])


def test_the_district_lists_offices_by_criterion_and_members_by_commune(view_of, told):
    view = replace(view_of("184"), subject="movement")
    rows = dict(told.rows(responsibilities(view)))
    said = " ".join(rows.values())
    assert "11 Nghèo đa chiều" in rows["Phòng Lao động - Thương binh và Xã hội"]
    assert [name for name in view.communes.values() if name not in said] == []
    assert [f"{n} " for n in range(1, 20) if f"{n} " not in said] == []


def test_it_is_on_the_movements_page_and_not_on_the_districts_overview(view_of):
    assert responsibilities(view_of("184")) is None


def test_a_commune_reads_its_member_and_the_offices_of_what_it_misses(view_of, told):
    rows = told.rows(responsibilities(view_of("06298")))
    assert [row[0].split(" (")[0] for row in rows] == [
        "Xã Bình Phúc",
        "Tiêu chí 11 Nghèo đa chiều",
        "Tiêu chí 17 Môi trường và an toàn thực phẩm",
    ]
    assert "chưa đạt" not in told.text(responsibilities(view_of("06298")))
    assert rows[0][1].startswith("Phó Chủ tịch Ủy ban nhân dân huyện (Ban Chỉ đạo")
    assert rows[1][1] == "Phòng Lao động - Thương binh và Xã hội"


def test_where_nobody_is_named_there_is_nothing(small):
    assert responsibilities(small("10001")) is None
