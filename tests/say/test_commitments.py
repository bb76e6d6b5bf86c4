"""A commune at a glance: the strip, what it misses, promised and owes; model residential areas."""

import re

import pytest

from ntm_analysis.say.commitments import glance, model_areas, registrations
from ntm_analysis.say.criteria import criteria_strip
from ntm_analysis.say.words import Doubt

STANDARD = "xa_ntm_2021_2025"


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


def registered(commune, criterion, quarter, criteria_set=STANDARD, year=2022):
    return f"{year},{commune},{criteria_set},{criterion},{quarter},Đăng ký thi đua,Kế hoạch,,có"


class TestRegistrations:
    def test_of_the_district_add_up(self, view_of, told):
        shown = registrations(view_of("184"))
        assert told.captions(shown) == [
            "Tiêu chí đăng ký trong năm: 21 (đạt 3, chưa đến hạn 10, chậm 8)",
        ]
        assert len(told.rows(shown)) == 21

    def test_show_the_verdict_of_what_is_not_met(self, view_of, told):
        rows = told.rows(registrations(view_of("06298")))
        assert [row[2] for row in rows] == [
            "đạt",
            "đạt",
            "chưa đến hạn (✗ chưa đạt)",
            "chậm (≈ cơ bản đạt)",
        ]

    def test_of_the_advanced_set_say_so(self, view_of, told):
        (row,) = told.rows(registrations(view_of("06280")))
        assert row[0] == "nâng cao 14 Y tế"

    def test_mark_what_the_commune_alone_has_judged_and_do_not_count_it(self, view_of, told):
        rows = told.rows(registrations(view_of("06286")))
        assert [row[2] for row in rows] == ["chưa đến hạn (✗ chưa đạt)", "chậm (? chưa có số liệu)†"]

    def test_without_a_quarter_have_until_the_fourth(self, small, told):
        view = small("10001", registrations=[registered("10001", "15", "")])
        (row,) = told.rows(registrations(view))
        assert row[1:] == ["quý IV", "đạt", "Đăng ký thi đua (registrations.csv:2)"]

    def test_of_no_one_this_year_are_nothing(self, small):
        lines = [registered("10001", "15", "IV", year=2021)]
        assert registrations(small("999", registrations=lines)) is None


def test_the_district_begins_with_recognised_communes_that_have_none(view_of, told):
    shown = model_areas(view_of("184"))
    rows = told.rows(shown)
    assert told.captions(shown) == [
        (
            "Khu dân cư kiểu mẫu: 02/06 xã đã được công nhận đạt chuẩn có khu dân cư được công nhận "
            "(ở mục tiêu ghi 02/07: mẫu số theo văn bản phát động)"
        )
    ]
    assert rows[0] == ["Lương Năng (xã đạt chuẩn)", "–", "chưa đăng ký", "–"]
    assert rows[1] == ["Trấn Ninh (xã đạt chuẩn)", "Thôn điểm số 1", "đã đăng ký model_areas.csv:5", "04/07"]
    assert rows[-1][0] == "Bình Phúc (khuyến khích)"
    assert len(rows) == 6 + 1


def test_the_count_is_that_of_the_target(view_of, told):
    view = view_of("184")
    (target,) = [p for p in view.targets if p.target.id == "model_areas"]
    assert told.captions(model_areas(view))[0].startswith(f"Khu dân cư kiểu mẫu: {int(target.value):02d}/")


def test_a_commune_that_owes_none_and_registered_none_has_no_table(view_of):
    assert model_areas(view_of("06286")) is None
    assert model_areas(view_of("06253")) is None


def test_nothing_recorded_is_said_on_the_district_page_and_not_read_as_none(small, told):
    assert told.text(model_areas(small("999"))) == "Chưa có số liệu về khu dân cư kiểu mẫu."
    assert model_areas(small("10001")) is None


def test_an_area_without_a_checklist_shows_no_count(small, told):
    areas = ["10002,Thôn Hai,2022-01-10,Đăng ký,,,Đăng ký,,có"]
    view = small("999", model_areas=areas)
    assert told.rows(model_areas(view)) == [
        ["An Hòa (xã đạt chuẩn)", "–", "chưa đăng ký", "–"],
        ["Bình Yên (khuyến khích)", "Thôn Hai", "đã đăng ký model_areas.csv:2", "–"],
    ]


def test_a_checklist_counts_what_is_met(small, told):
    areas = ["10001,Thôn Hai,2022-01-10,Đăng ký,2022-02-20,7/QĐ-UBND,Quyết định,,có"]
    judged = (("A", "đạt"), ("B", "chưa đạt"))
    checks = [f"2022-02,10001,Thôn Hai,{item},{word},BB,,có" for item, word in judged]
    (row,) = told.rows(model_areas(small("10001", model_areas=areas, model_area_items=checks)))
    assert row[2:] == ["đã công nhận: 7/QĐ-UBND, ngày 20/02/2022 model_areas.csv:2", "01/02"]
