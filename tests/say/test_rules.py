"""What the conclusion must not say: comparisons without grounds, partial sums, the unchecked as certain."""

from dataclasses import replace

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.language import Language
from ntm_analysis.say.conclusions import findings, sentences
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Sentence, Tone


def concluded(view):
    """Gives every sentence of the conclusion."""
    return " ".join(part.text for part in findings(view).parts)


SET, OTHER = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"


def self_assessed(tiny_dataset, *communes):
    """Turns the district's verdicts on criterion 15 into the communes' own."""
    for code in communes:
        reported = f"2021-12,{code},{SET},15,đạt,"
        tiny_dataset.replace("verdicts.csv", f"{reported}huyện rà soát", f"{reported}xã tự đánh giá")


class TestComparison:
    def test_the_first_period_is_compared_with_nothing(self, view_now):
        assert "kỳ trước" not in " ".join(sentences(view_now(period="2021-12")))

    def test_a_later_period_without_changes_says_so(self, view_now):
        assert "So với kỳ trước, số tiêu chí đạt của các xã không thay đổi." in sentences(view_now())

    def test_a_period_before_which_no_set_was_in_force_is_not_compared(self, monkeypatch, view_now):
        page, real = view_now(), View.set_in_force
        monkeypatch.setattr(
            View, "set_in_force", lambda v, role, at=None: None if at and at < page.period else real(v, role)
        )
        assert "kỳ trước" not in " ".join(sentences(page))

    def test_a_change_of_set_is_named_and_nothing_is_gained_or_lost(self, tiny_dataset, view_now):
        tiny_dataset.change_set("2022-02")
        said = " ".join(sentences(view_now()))
        assert "Kỳ này đổi bộ tiêu chí, không so sánh số tiêu chí với kỳ trước." in said
        assert "không thay đổi" not in said

    def test_what_communes_newly_say_and_nobody_checked_is_no_gain_and_told_apart(self, view_of):
        said = sentences(view_of("184"))[1]
        assert said == (
            "So với kỳ trước, số tiêu chí đạt của các xã không thay đổi. "
            "Xã tự đánh giá đạt, chưa thẩm tra, chưa tính: Khánh Khê (9), Tri Lễ (9)."
        )

    def test_what_communes_said_in_an_earlier_month_is_not_told_again(self, view_of):
        assert "chưa tính: Liên Hội (13)." in " ".join(sentences(view_of("184", period="2022-08")))
        assert "Liên Hội" not in " ".join(sentences(view_of("184")))


class TestNothingKnown:
    @pytest.fixture(autouse=True)
    def emptied(self, tiny_dataset):
        tiny_dataset.cut("verdicts.csv", 1)
        tiny_dataset.cut("observations.csv", 2)

    def test_no_mean_is_written(self, view_now):
        assert sentences(view_now(period="2021-12"))[0] == (
            "Đến tháng 12/2021, chưa có số liệu để đánh giá tiêu chí nào theo bộ tiêu chí đang áp dụng."
        )

    def test_a_commune_meets_no_number_of_criteria(self, view_now):
        assert sentences(view_now("10002", period="2021-12"))[0] == (
            "Xã Bình Yên: đến tháng 12/2021 chưa có số liệu để đánh giá tiêu chí nào; "
            "chưa được công nhận đạt chuẩn nông thôn mới."
        )


class TestUnchecked:
    def test_the_lead_of_a_commune_says_what_it_assessed_itself(self, tiny_dataset, view_now):
        self_assessed(tiny_dataset, "10001")
        said = sentences(view_now("10001"))[1]
        assert (
            "đạt 18/19 tiêu chí (tháng 2/2022), chưa kể 1 tiêu chí xã tự đánh giá đạt, chưa thẩm tra;" in said
        )

    def test_the_lead_of_an_area_counts_the_communes_that_assessed_themselves(self, tiny_dataset, view_now):
        self_assessed(tiny_dataset, "10001", "10002")
        assert sentences(view_now(area="health"))[0].endswith("Ngoài ra 2 xã tự đánh giá đạt, chưa thẩm tra.")


class TestPoverty:
    def test_a_partial_sum_is_no_rate_and_names_who_is_missing(self, tiny_dataset, view_now):
        tiny_dataset.strike("observations.csv", "2021-12,10009,statistics,near_poor_households")
        said = " ".join(sentences(view_now(area="poverty")))
        assert "Chưa đủ căn cứ tính tỷ lệ hộ nghèo của toàn huyện: chưa có số liệu" in said
        assert "cùng kỳ rà soát của Phố Mới." in said
        assert "hộ nghèo (" not in said

    def test_a_preliminary_review_is_called_so(self, view_of):
        assert sentences(view_of("184", "poverty"))[1].endswith("Đây là số liệu sơ bộ.")
        assert "sơ bộ" not in sentences(view_of("184", "poverty", period="2021-12"))[1]


class TestLate:
    def test_overdue_figures_stand_under_the_conclusion_with_their_communes(self, view_of):
        (note,) = [part for part in findings(view_of("184")).parts if "quá hạn" in part.text]
        assert note == Sentence("2 số liệu quá hạn cập nhật: Hòa Bình (15.4), Khánh Khê (6.3).", Tone.NOTE)

    def test_of_many_every_commune_is_named(self, van_quan):
        data = van_quan.data
        rows, since = data.observations, data.period("2022-08").number
        stopped = rows["commune"].isin(["06256", "06280", "06292", "06295"]) & (rows["indicator"] == "15.4")
        data = replace(data, observations=rows[~(stopped & (rows["month"] >= since))].reset_index(drop=True))
        results = evaluate(data, until=data.latest)
        shown = concluded(View(data, results, (), data.district, data.latest, Language.load("vi")))
        # Beside Hòa Bình and Khánh Khê, which are late in the shipped data.
        named = "Trấn Ninh, Hòa Bình, Điềm He, Khánh Khê, Lương Năng, Đồng Giáp"
        assert f"6 số liệu quá hạn cập nhật: {named}." in shown

    def test_one_is_one_in_english(self, view_of):
        assert "1 overdue figure:" in concluded(view_of("184", "health", language="en"))

    def test_without_any_there_is_no_line(self, view_of):
        assert "quá hạn" not in concluded(view_of("184", period="2021-12"))
        assert "quá hạn" not in concluded(view_of("06286"))
