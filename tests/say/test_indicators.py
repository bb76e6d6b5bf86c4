"""Indicators and gaps on a page: what applies, marked where it is provisional, late or missing."""

from ntm_analysis.say.criteria import criteria_table
from ntm_analysis.say.indicators import indicators, measured


class TestWhatDoesNotApplyIsNothing:
    def test_a_commune_and_the_overview_have_no_table_of_communes(self, view_of):
        assert measured(view_of("06286", "health")) is None
        assert measured(view_of("184")) is None

    def test_the_district_and_the_overview_have_no_indicator_table(self, view_of):
        assert indicators(view_of("184", "health")) is None
        assert indicators(view_of("06286")) is None

    def test_the_advanced_set_appears_for_recognised_communes_only(self, view_of):
        assert criteria_table(view_of("06286"), "advanced") is None
        assert criteria_table(view_of("06280"), "advanced") is not None

    def test_the_town_has_no_criteria(self, view_of):
        assert criteria_table(view_of("06253")) is None


class TestIndicators:
    def test_show_value_count_threshold_verdict_gap_and_date(self, view_of, told):
        first = told.rows(indicators(view_of("06286", "health")))[0]
        assert first[1] == "88,8% 745/839 nữ"
        assert first[2:5] == ["≥ 90%", "✗ chưa đạt", "thiếu 13 người (11 nữ, 2 nam)"]
        assert first[5:] == ["thứ 15/15", "từ 87% (12/2021)", "18/09/2022"]

    def test_put_the_components_of_a_composite_below_it(self, view_of, told):
        codes = [row[0].split()[0] for row in told.rows(indicators(view_of("06286", "education")))]
        assert codes[codes.index("14.1") :][:6] == ["14.1", "14.1a", "14.1b", "14.1c", "14.1d", "14.1e"]

    def test_mark_a_verdict_on_an_open_threshold(self, view_of, told):
        rows = {row[0].split()[0]: row for row in told.rows(indicators(view_of("06286", "education")))}
        assert rows["14.2"][3].endswith("*")
        assert not rows["14.1"][3].endswith("*")

    def test_say_that_a_threshold_is_not_known_and_judge_nothing_by_it(self, view_of, told):
        rows = {row[0].split()[0]: row for row in told.rows(indicators(view_of("06286", "culture")))}
        assert rows["16"][2] == "chưa rõ"
        assert rows["16"][3] == "– chưa đủ căn cứ đánh giá"


class TestMeasured:
    def test_those_that_lack_most_come_first_with_their_values(self, view_of, told):
        shown = measured(view_of("184", "health"))
        first, second, *_ = told.rows(shown)
        assert first == ["Khánh Khê", "✗ 88,8%", "✗ chưa", "✓ 17%", "✓ 57,4%"]
        assert second[:2] == ["Hữu Lễ", "✗ 89,3%"]
        assert len(told.rows(shown)) == 16 + 1

    def test_a_value_too_old_to_count_has_its_date_and_no_verdict(self, view_of, told):
        rows = {row[0]: row for row in told.rows(measured(view_of("184", "health")))}
        assert rows["An Sơn"][1] == "? 91,8%, 18/06/2022"

    def test_the_last_row_has_what_must_be_reached(self, view_of, told):
        assert told.rows(measured(view_of("184", "health")))[-1] == [
            "Mức đạt chuẩn",
            "≥ 90%",
            "đạt",
            "≤ 24%",
            "≥ 50%",
        ]

    def test_a_threshold_nobody_checked_bears_its_sign(self, view_of, told):
        rows = told.rows(measured(view_of("184", "poverty")))
        assert rows[-1][1:3] == ["≤ 13%*", "≥ 36 triệu đồng/người/năm*"]

    def test_the_advanced_set_has_the_recognised_communes(self, view_of, told):
        assert len(told.rows(measured(view_of("184", "health"), "advanced"))) == 6 + 1


def test_an_indicator_opens_to_all_its_verdict_rests_on(view_of, told):
    opened = told.opened(indicators(view_of("06286", "health")))
    (facts,) = (facts for title, facts in opened.items() if title.startswith("15.1 "))
    for fact in (
        "Cách xác định: %; cập nhật hằng tháng; áp dụng đạt cho cả nam và nữ",
        "Số liệu ngày 18/09/2022, năm 2022, chính thức",
        "nữ: 88,8% (745/839), ngày 18/09/2022, gửi kỳ tháng 9/2022: observations.csv:",
        "Mức đạt chuẩn: ≥ 90% (đọc trên trang công khai)",
        "Theo Quyết định số 318/QĐ-TTg",
    ):
        assert any(fact in said for said in facts)


def test_of_few_it_says_how_much_one_more_or_less_is(view_of, told):
    few = told.opened(indicators(view_of("06313", "education")))
    (facts,) = (facts for title, facts in few.items() if title.startswith("14.1a "))
    assert "Số nhỏ: 1 trẻ em là 1,4 điểm phần trăm" in facts
    many = told.opened(indicators(view_of("06286", "health")))
    assert not any(
        "Số nhỏ" in fact for title, facts in many.items() if title.startswith("15.1 ") for fact in facts
    )
