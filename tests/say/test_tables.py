"""Tables of a page: what applies, marked where it is provisional, late or missing."""

import re
from dataclasses import replace

from ntm_analysis.say.caveats import caveats, sources
from ntm_analysis.say.criteria import criteria_table, groups
from ntm_analysis.say.figures import statistics
from ntm_analysis.say.indicators import indicators, priorities
from ntm_analysis.say.matrix import matrix
from ntm_analysis.say.targets import targets_table


class TestWhatDoesNotApplyIsNothing:
    def test_a_commune_has_no_matrix_and_no_groups(self, view_of):
        assert matrix(view_of("06286")) is None
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


class TestTargets:
    def test_the_district_follows_every_target_of_the_document(self, view_of, told):
        rows = {row[0]: row for row in told.rows(targets_table(view_of("184")))}
        assert len(rows) == 9
        recognised = (
            "Xã được công nhận đạt chuẩn nông thôn mới "
            "Có nguy cơ vì: 2 nhiệm vụ quá hạn; Bình Phúc chưa đủ điều kiện công nhận (đạt đủ tiêu chí)."
        )
        # One step from its goal, so that there is no range.
        assert rows[recognised][1:6] == ["có nguy cơ", "06/16", "07/16", "06/16", ""]
        mean = next(row for name, row in rows.items() if name.startswith("Số tiêu chí đạt bình quân"))
        assert mean[1:5] == ["khó đạt", "13,56", "14,19", "13,19"]

    def test_a_commune_sees_the_targets_that_name_it(self, view_of, told):
        assert len(told.rows(targets_table(view_of("06286")))) == 1
        assert targets_table(view_of("06274")) is None


class TestCaveats:
    def test_name_missing_and_late_values_with_the_communes(self, view_of, told):
        shown = told.text(caveats(view_of("184", "health")))
        assert "quá hạn cập nhật" in shown
        assert "chưa có số liệu" in shown

    def test_leave_out_indicators_whose_criterion_an_authority_judged_in_the_overview(self, view_of, told):
        assert "17.1" not in told.text(caveats(view_of("06286")))

    def test_begin_with_the_illustrative_data(self, view_of):
        _, listed = caveats(view_of("06286")).parts
        assert "minh họa" in listed.items[0]


class TestPriorities:
    def test_the_smallest_gap_comes_first_and_the_rest_is_counted(self, view_of, told):
        shown = priorities(view_of("184"))
        assert len(told.rows(shown)) == 12
        assert re.search(r"Còn \d+ nội dung khác", told.text(shown))
        assert "mẫu số giữ nguyên" in told.text(shown)

    def test_a_commune_that_misses_nothing_has_none(self, view_of):
        assert priorities(view_of("06280", "education")) is None


def test_district_statistics_say_how_many_places_they_sum(view_of, told):
    rows = {row[0]: row for row in told.rows(statistics(view_of("184", "poverty"), "population", "poverty"))}
    assert rows["Số hộ nghèo"][1] == "3.289 hộ"
    assert rows["Số hộ nghèo"][3] == "17/17 nơi có số liệu"


def test_sources_of_an_area_name_the_files_it_was_read_from_with_their_hash(view_of, told):
    view = view_of("06286", "health")
    shown = told.text(sources(view))
    # Nothing of the translations is on a Vietnamese page, nor what only the movement's own page shows.
    elsewhere = {"translations.csv", "contributions.csv"}
    files = {f.name: f.sha256[:16] for f in view.data.files}
    assert elsewhere < files.keys()
    for name in ("observations.csv", "verdicts.csv", "tasks.csv", "targets.yaml"):
        assert name in shown
        assert files[name] in shown
    assert not any(name in shown for name in elsewhere)
    assert "25/09/2022" in shown


def test_sources_of_the_movement_name_every_file(view_of, told):
    view = replace(view_of("06286"), subject="movement")
    shown = told.text(sources(view))
    files = [
        f for f in view.data.files if f.name != "translations.csv"
    ]  # nothing of it is on a Vietnamese page
    assert all(f.name in shown and f.sha256[:16] in shown for f in files)
    assert "translations.csv" not in shown


def test_an_english_page_says_once_which_language_is_authoritative(view_of, told):
    shown = told.text(sources(view_of("06286", "health", language="en")))
    assert shown.count("the Vietnamese original is authoritative") == 1
    assert "translations.csv" in shown


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
