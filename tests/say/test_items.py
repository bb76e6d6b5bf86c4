"""The numbered items on the page, a row each at least, and the points they stress: missing is no nought."""

import pytest

from ntm_analysis.say.items import items, points

ITEMS = """\
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: sessions, name: {vi: Buổi, en: Sessions}, unit: {vi: buổi, en: sessions}}
      - {code: audience, name: {vi: Lượt người, en: Attendances}, unit: {vi: lượt, en: attendances}}
  - number: 7
    name: {vi: Kêu gọi ủng hộ, en: Calls for support}
    about: [resources]
  - number: 9
    name: {vi: Khen thưởng, en: Commendations}
    about: [rewards]
"""


def counted(commune, kind, quantity, period="2022-02", planned=""):
    return f"{period},{commune},{kind},{quantity},{planned},,Báo cáo,,có"


@pytest.fixture
def page(small, tiny_dataset):
    """Builds the view of a place with the three items above and these rows."""

    def build(place, *lines, **tables):
        tiny_dataset.write("movement.yaml", ITEMS)
        return small(place, activities=lines, **tables)

    return build


class TestShipped:
    def test_each_of_the_nine_items_has_a_row(self, view_of, told):
        for place in ("184", "06286"):
            numbers = [row[0].split(".")[0] for row in told.rows(items(view_of(place)))]
            assert list(dict.fromkeys(numbers)) == [str(n) for n in range(1, 10)]

    def test_each_of_the_nine_items_has_a_row_before_anything_was_counted(self, view_of, told):
        rows = told.rows(items(view_of("184", period="2021-12")))
        said = {row[0].split(".")[0]: row[1] for row in rows}
        assert said["2"] == "xem mục “Mục tiêu năm”, “Nguồn lực”, “Khu dân cư kiểu mẫu”"
        assert said["7"] == "xem mục “Nguồn lực”"
        assert [said[n] for n in "1345689"] == ["chưa có số liệu"] * 7

    def test_the_month_the_year_and_the_plan_stand_side_by_side(self, view_of, told):
        (row,) = [row for row in told.rows(items(view_of("184"))) if row[1].startswith("Cuộc họp giao ban")]
        assert row[2:] == ["1", "9", "12"]

    def test_a_commune_that_has_not_handed_in_has_no_figure_for_the_month(self, view_of, told):
        (row,) = [row for row in told.rows(items(view_of("06277"))) if row[1].startswith("Buổi tuyên truyền")]
        assert row[2:] == ["–", "35", "–"]

    def test_the_district_says_that_its_sum_is_not_of_all_communes(self, view_of, told):
        rows = {row[1]: row for row in told.rows(items(view_of("184")))}
        assert rows["Buổi tuyên truyền (buổi)"][2] == "46 15/16 xã có số liệu"
        earlier = {row[1]: row for row in told.rows(items(view_of("184", period="2022-08")))}
        assert earlier["Buổi tuyên truyền (buổi)"][2] == "61"

    def test_the_town_has_none(self, view_of):
        assert items(view_of("06253")) is None


class TestItems:
    def test_a_dataset_without_items_shows_nothing(self, small):
        assert items(small("999")) is None

    def test_nought_is_shown_and_nothing_is_said_to_be_missing(self, page, told):
        lines = [counted(code, "sessions", 0) for code in ("10001", "10002", "10003")]
        rows = told.rows(items(page("999", *lines)))
        assert rows == [
            ["1. Tuyên truyền", "Buổi (buổi)", "0", "0", "–"],
            ["1. Tuyên truyền", "Lượt người (lượt)", "–", "–", "–"],
            ["7. Kêu gọi ủng hộ", "chưa có số liệu", "", "", ""],
            ["9. Khen thưởng", "chưa có số liệu", "", "", ""],
        ]

    def test_a_commune_lists_only_what_it_has_counted(self, page, told):
        lines = [counted("10001", "sessions", 4), counted("10002", "audience", 90)]
        rows = told.rows(items(page("10001", *lines)))
        assert [row[1] for row in rows] == ["Buổi (buổi)", "chưa có số liệu", "chưa có số liệu"]

    def test_the_town_does_not_stand_in_for_a_commune(self, page, told):
        lines = [counted(code, "sessions", 1) for code in ("10001", "10002", "10009")]
        (first, *_) = told.rows(items(page("999", *lines)))
        assert first[2] == "3 2/3 xã có số liệu"

    def test_an_item_told_elsewhere_points_there(self, page, told):
        gift = "2022-02,10001,huy động,tiền,người dân,,1,triệu đồng,,,Đường thôn,Báo cáo,,có"
        praise = "2022-02-10,10001,hộ gia đình,2,,Hiến đất,5/QĐ-UBND,Quyết định,,có"
        tables = {"contributions": [gift], "commendations": [praise]}
        rows = told.rows(items(page("10001", **tables)))
        assert [row[1] for row in rows] == [
            "chưa có số liệu",
            "xem mục “Nguồn lực”",
            "xem mục “Khen thưởng”",
        ]

    def test_an_item_of_which_something_was_counted_still_points_elsewhere(self, view_of, told):
        for place in ("184", "06298"):
            rows = {row[0][:2]: " ".join(row[:2]) for row in reversed(told.rows(items(view_of(place))))}
            assert "xem mục “Mục tiêu năm”, “Nguồn lực”" in rows["2."]
            assert "xem mục “Khen thưởng”" in rows["9."]

    def test_a_commune_without_commendations_is_not_sent_to_a_section_it_lacks(self, page, told):
        assert told.rows(items(page("10002")))[-1][1] == "chưa có số liệu"


def test_each_of_the_seven_points_has_what_is_held_for_it(view_of, told):
    rows = told.rows(points(view_of("184")))
    assert [row[1] for row in rows][:2] == [
        "đăng ký 21 tiêu chí, đạt 3; 25 nhiệm vụ trong lộ trình, hoàn thành 8",
        (
            "14 nhiệm vụ giao Ban Chỉ đạo, Ban Quản lý, Ban Phát triển thôn, hoàn thành 4; "
            "Cuộc họp giao ban: 9 cuộc"
        ),
    ]
    assert len(rows) == 7
    assert rows[3][1].startswith("người dân, doanh nghiệp, con em xa quê ủng hộ ")
    assert "Ý kiến Nhân dân đã trả lời" in rows[4][1]


def test_of_the_points_a_commune_reads_its_own(view_of, told):
    rows = told.rows(points(view_of("06298")))
    assert rows[0][1] == "đăng ký 4 tiêu chí, đạt 2; 5 nhiệm vụ trong lộ trình, hoàn thành 2"
    assert rows[2][1].startswith("nhiệm vụ giao đoàn thể: chưa có số liệu")


def test_without_points_and_for_the_town_there_is_nothing(small, view_of):
    assert points(small("999")) is None
    assert points(view_of("06253")) is None
