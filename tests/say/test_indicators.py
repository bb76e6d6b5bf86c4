"""Indicators and gaps on a page: what applies, marked where it is provisional, late or missing."""

import re

from ntm_analysis.say.criteria import criteria_table, groups
from ntm_analysis.say.indicators import indicators, priorities


class TestWhatDoesNotApplyIsNothing:
    def test_a_commune_has_no_groups(self, view_of):
        assert groups(view_of("06286")) is None

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
        assert first[2:] == ["≥ 90%", "✗ chưa đạt", "thêm 13 người (11 nữ, 2 nam)", "18/09/2022"]

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


class TestPriorities:
    def test_the_smallest_gap_comes_first_and_the_rest_is_counted(self, view_of, told):
        shown = priorities(view_of("184"))
        assert len(told.rows(shown)) == 12
        assert re.search(r"Còn \d+ nội dung khác", told.text(shown))
        assert "mẫu số giữ nguyên" in told.text(shown)

    def test_a_commune_that_misses_nothing_has_none(self, view_of):
        assert priorities(view_of("06280", "education")) is None


def test_an_indicator_opens_to_all_its_verdict_rests_on(view_of, told):
    opened = told.opened(indicators(view_of("06286", "health")))
    (facts,) = (facts for title, facts in opened.items() if title.startswith("15.1 "))
    for fact in (
        "Cách xác định: %; cập nhật hằng tháng; áp dụng đạt cho cả nam và nữ",
        "Số liệu ngày 18/09/2022, năm 2022, chính thức",
        "Dòng số liệu: observations.csv:",
        "Mức đạt chuẩn: ≥ 90% (đọc trên trang công khai)",
        "Theo Quyết định số 318/QĐ-TTg",
    ):
        assert any(fact in said for said in facts)
