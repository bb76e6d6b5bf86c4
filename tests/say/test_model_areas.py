"""Model residential areas on the page."""

from ntm_analysis.say.model_areas import model_areas

AREAS = "commune,village,registered_on,document,recognised_on,decision,source,note,illustrative"
CHECKS = "period,commune,village,item,verdict,source,note,illustrative"


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


def test_an_area_is_recognised_from_the_month_of_its_decision(view_of, told):
    (before,) = told.rows(model_areas(view_of("06280", period="2022-08")))
    (after,) = told.rows(model_areas(view_of("06280")))
    assert before[2] == "đã đăng ký model_areas.csv:2"
    assert after[2].startswith("đã công nhận: Quyết định")
    assert "ngày 05/09/2022" in after[2]


def test_a_commune_that_owes_none_and_registered_none_has_no_table(view_of):
    assert model_areas(view_of("06286")) is None
    assert model_areas(view_of("06253")) is None


def test_nothing_recorded_is_said_on_the_district_page_and_not_read_as_none(small, told):
    assert told.text(model_areas(small("999"))) == "Chưa có số liệu về khu dân cư kiểu mẫu."
    assert model_areas(small("10001")) is None


def test_an_area_without_a_checklist_shows_no_count(small, told):
    areas = [AREAS, "10002,Thôn Hai,2022-01-10,Đăng ký,,,Đăng ký,,có"]
    view = small("999", model_areas=areas)
    assert told.rows(model_areas(view)) == [
        ["An Hòa (xã đạt chuẩn)", "–", "chưa đăng ký", "–"],
        ["Bình Yên (khuyến khích)", "Thôn Hai", "đã đăng ký model_areas.csv:2", "–"],
    ]


def test_a_checklist_counts_what_is_met(small, told):
    areas = [AREAS, "10001,Thôn Hai,2022-01-10,Đăng ký,2022-02-20,7/QĐ-UBND,Quyết định,,có"]
    checks = [
        CHECKS,
        *(f"2022-02,10001,Thôn Hai,{n},{v},BB,,có" for n, v in (("A", "đạt"), ("B", "chưa đạt"))),
    ]
    (row,) = told.rows(model_areas(small("10001", model_areas=areas, model_area_items=checks)))
    assert row[2:] == ["đã công nhận: 7/QĐ-UBND, ngày 20/02/2022 model_areas.csv:2", "01/02"]
