"""What was promised: criteria registered for the year, model residential areas."""

from ntm_analysis.say.commitments import model_areas, registrations

STANDARD = "xa_ntm_2021_2025"


def registered(commune, criterion, quarter, criteria_set=STANDARD, year=2022):
    return f"{year},{commune},{criteria_set},{criterion},{quarter},Đăng ký thi đua,Kế hoạch,,có"


class TestRegistrations:
    def test_of_the_district_add_up(self, view_of, told):
        shown = registrations(view_of("184"))
        assert told.captions(shown) == [
            "Tiêu chí đăng ký trong năm: 21 (đạt 3, chưa đến hạn 10, chậm 8)",
            "Đã đạt, chưa đến hạn hoặc kết thúc",
        ]
        late, others = shown.parts
        assert (len(late.rows), len(others.rows)) == (8, 13)
        assert (late.folded, others.folded) == (False, True)

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
        assert row[1:] == ["quý IV", "đạt", "Đăng ký thi đua"]

    def test_of_no_one_this_year_are_nothing(self, small):
        lines = [registered("10001", "15", "IV", year=2021)]
        assert registrations(small("999", registrations=lines)) is None


def test_the_district_begins_with_recognised_communes_that_have_none(view_of, told):
    shown = model_areas(view_of("184"))
    rows = told.rows(shown)
    assert told.captions(shown) == [
        (
            "Khu dân cư kiểu mẫu: 02/06 xã đã được công nhận đạt chuẩn có khu dân cư được công nhận "
            "(mục tiêu ghi 02/07 theo số xã ghi trong văn bản phát động)"
        )
    ]
    assert rows[0] == ["Lương Năng (xã đạt chuẩn)", "–", "chưa đăng ký", "–"]
    assert rows[1] == ["Trấn Ninh (xã đạt chuẩn)", "Thôn điểm số 1", "đã đăng ký", "04/07"]
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
        ["Bình Yên (khuyến khích)", "Thôn Hai", "đã đăng ký", "–"],
    ]


def test_a_checklist_counts_what_is_met(small, told):
    areas = ["10001,Thôn Hai,2022-01-10,Đăng ký,2022-02-20,7/QĐ-UBND,Quyết định,,có"]
    judged = (("A", "đạt"), ("B", "chưa đạt"))
    checks = [f"2022-02,10001,Thôn Hai,{item},{word},BB,,có" for item, word in judged]
    (row,) = told.rows(model_areas(small("10001", model_areas=areas, model_area_items=checks)))
    assert row[2:] == ["đã công nhận: 7/QĐ-UBND, ngày 20/02/2022", "01/02"]
