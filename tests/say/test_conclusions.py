"""The conclusion of a page: a message that heads it, few sentences, never more than the data carry."""

from dataclasses import replace

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.language import Language
from ntm_analysis.publish.page import title
from ntm_analysis.say.conclusions import estimated, estimates_told, findings, month, month_told, sentences
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Sentence, Tone

AREAS = [None, "education", "health", "culture", "poverty"]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("place", ["184", "06286", "06280", "06253"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_has_a_message_without_a_full_stop_and_sentences_with_one(view_of, place, area, language):
    message, *told = sentences(view_of(place, area, language=language))
    assert message[0].isupper() or message[0].isdigit()
    assert all(s[0].isupper() or s[0].isdigit() for s in told)
    assert all(s.endswith(".") for s in told)
    if place != "06253":
        assert not message.endswith(".")
        assert len(message) <= 150


def test_the_district_s_message_counts_targets_and_what_it_expects_to_miss_itself(view_of):
    assert sentences(view_of("184"))[0] == (
        "Còn 3 tháng, 9 mục tiêu: 1 giữ vững, 4 có nguy cơ, 2 khó đạt và 2 chưa dự báo được; "
        "huyện ước không đạt 4"
    )


def test_the_district_counts_recognised_communes_and_the_mean_under_its_message(view_of):
    assert sentences(view_of("184"))[1] == (
        "06/16 xã đã được công nhận đạt chuẩn; nay Tràng Phái còn 18/19 tiêu chí. "
        "Bình quân 13,56 tiêu chí/xã "
        "(13,75 kể cả 3 tiêu chí xã tự đánh giá), còn thiếu 10 tiêu chí so với 14,19."
    )


# Place, area and month of a page, and what stands in its conclusion.
SAID = {
    "the mean the document implies": (("184", None, "2021-12"), "Bình quân 13,19 tiêu chí/xã, còn thiếu 16"),
    "that the movement names it": (("06298",), "để thành xã thứ 7 trong năm 2022"),
    "that report and data disagree": (("06322", "health"), "hai kết quả chưa thống nhất"),
    "that a threshold is to be checked": (("06298", "poverty"), "cần đối chiếu mức đạt chuẩn"),
    "its rank, shared with others": (("06256",), "đứng thứ 1/16 xã, cùng 4 xã khác"),
    "its rank, of its own": (("06298",), "đứng thứ 7/16 xã;"),
    "its own estimate beside the status": (("06286",), "Y tế (15): xã ước cả năm đạt; đến nay có nguy cơ."),
}


@pytest.mark.parametrize(("page", "said"), SAID.values(), ids=SAID)
def test_the_conclusion_tells(view_of, page, said):
    assert said in " ".join(sentences(view_of(*page)))


def test_a_commune_is_told_what_it_misses_by_how_many_people(view_of):
    told = sentences(view_of("06286", "health"))
    assert told[0] == (
        "Khánh Khê, 15 Y tế: bảo hiểm y tế 88,8%, thiếu 13 người; "
        "chưa đạt chuẩn quốc gia về y tế xã (số liệu 24/12/2021)"
    )
    assert told[1] == "Kết quả chưa đạt theo kết quả huyện rà soát (tháng 6/2022)."


def test_an_illustrative_recognition_says_so_wherever_it_is_named(view_of):
    assert "số liệu minh họa" in sentences(view_of("06256"))[1]
    assert "số liệu minh họa" not in sentences(view_of("06316"))[1]


def test_what_the_data_alone_count_is_told_where_it_differs_from_what_was_reported(view_of):
    message, told = sentences(view_of("184", "health"))
    assert message == "15 Y tế: 15/16 xã đạt; còn Khánh Khê"
    assert told == (
        "Tính từ số liệu thì 13/16 xã đạt; khác kết quả đã báo cáo: "
        "An Sơn (chưa có số liệu); Hữu Lễ (chưa đạt)."
    )
    assert "Tính từ số liệu" not in " ".join(sentences(view_of("184", "education")))


def test_many_communes_that_miss_an_area_are_named_under_the_message_and_not_in_it(view_of):
    message, told = sentences(view_of("184", "culture"))
    assert message == "16 Văn hóa: 09/16 xã đạt"
    assert told.startswith("Xã chưa đạt: Liên Hội, Tú Xuyên, An Sơn, Khánh Khê, Tràng Các, Tân Đoàn, Tri Lễ.")


def test_the_town_is_no_commune_and_is_told_its_poverty_only(view_of):
    told = sentences(view_of("06253", "poverty"))
    assert told[0].startswith("Thị trấn Văn Quan không thuộc đối tượng xét")
    assert "hộ nghèo" in told[1]


def test_the_message_is_the_heading_and_not_told_twice(view_of):
    view = view_of("184")
    assert title(view).html.count(sentences(view)[0]) == 1
    assert sentences(view)[0] not in concluded(view)


def concluded(view):
    """Gives every sentence of the first screen but the message."""
    shown = (findings(view), month(view), estimated(view))
    return " ".join(part.text for each in shown if each for part in each.parts)


def test_communes_that_meet_income_now_and_estimate_less_for_the_year_are_named(view_of):
    (said,) = estimates_told(view_of("184", "poverty"))
    assert "tiêu chí 10 (mức ≥ 39 triệu đồng/người/năm *)" in said
    assert "Lương Năng 38,9" in said
    assert "Yên Phúc 38,8" in said


def test_a_commune_that_does_not_meet_the_criterion_now_is_not_said_to_lose_it(view_of):
    (said,) = estimates_told(view_of("184", "poverty"))
    assert "Tràng Các" not in said
    assert "Tân Đoàn" not in said


@pytest.mark.parametrize(("place", "told"), [("06292", True), ("06256", False)])
def test_a_commune_is_told_of_its_own_estimate_only(view_of, place, told):
    said = list(estimates_told(view_of(place, "poverty")))
    assert bool(said) is told
    assert ("có thể không giữ được" in concluded(view_of(place, "poverty"))) is told


def test_other_areas_have_nothing_of_income(view_of):
    assert list(estimates_told(view_of("184", "health"))) == []


def test_figures_too_old_to_count_stand_on_the_first_screen(view_of):
    for place in ("184", "06283"):
        assert "An Sơn (bảo hiểm y tế, số liệu tháng 6/2022)" in concluded(view_of(place, "health"))
    assert "quá cũ" not in concluded(view_of("06298", "health"))


def self_assessed(tiny_dataset, *communes):
    """Turns the district's verdicts on criterion 15 into the communes' own."""
    for code in communes:
        reported = f"2021-12,{code},xa_ntm_2021_2025,15,đạt,"
        tiny_dataset.replace("verdicts.csv", f"{reported}huyện rà soát", f"{reported}xã tự đánh giá")


class TestComparison:
    def test_the_first_period_is_compared_with_nothing(self, view_now):
        assert month_told(view_now(period="2021-12")) == []

    def test_a_later_period_without_changes_says_so(self, view_now):
        assert month_told(view_now()) == ["Trong tháng: số tiêu chí đạt không thay đổi."]

    def test_a_period_before_which_no_set_was_in_force_is_not_compared(self, monkeypatch, view_now):
        page, real = view_now(), View.set_in_force
        monkeypatch.setattr(
            View, "set_in_force", lambda v, role, at=None: None if at and at < page.period else real(v, role)
        )
        assert month_told(page) == []

    def test_a_change_of_set_is_named_and_nothing_is_gained_or_lost(self, tiny_dataset, view_now):
        tiny_dataset.change_set("2022-02")
        said = " ".join(month_told(view_now()))
        assert "Kỳ này đổi bộ tiêu chí, không so sánh số tiêu chí với kỳ trước." in said
        assert "không thay đổi" not in said

    def test_a_criterion_lost_stands_before_one_gained_and_neither_is_netted(self, view_of):
        (said, *_) = month_told(view_of("184", period="2022-04"))
        assert said.startswith("Trong tháng: mất 15 Y tế (Tân Đoàn)")
        assert "không tiêu chí nào bị giảm" not in said

    def test_what_communes_newly_say_and_nobody_checked_is_no_gain_and_told_apart(self, view_of):
        assert month_told(view_of("184"))[0] == (
            "Trong tháng: xã tự đánh giá đạt 9 Nhà ở (Khánh Khê, Tri Lễ), chưa thẩm tra nên chưa tính; "
            "không tiêu chí nào bị giảm. Chưa nộp số liệu: Xã Tú Xuyên. "
            "Nộp sau ngày chốt: Xã Khánh Khê, Xã Tri Lễ."
        )

    def test_a_commune_is_told_its_own_month(self, view_of):
        (said,) = month_told(view_of("06286"))
        assert said == (
            "Trong tháng: xã tự đánh giá đạt 9 Nhà ở, chưa thẩm tra nên chưa tính; "
            "không tiêu chí nào bị giảm."
        )

    def test_what_communes_said_in_an_earlier_month_is_not_told_again(self, view_of):
        assert "13 Sản xuất (Liên Hội)" in month_told(view_of("184", period="2022-08"))[0]
        assert "Liên Hội" not in month_told(view_of("184"))[0]


class TestNothingKnown:
    @pytest.fixture(autouse=True)
    def emptied(self, tiny_dataset):
        tiny_dataset.cut("verdicts.csv", 1)
        tiny_dataset.cut("observations.csv", 2)

    def test_no_mean_is_written(self, view_now):
        assert (
            "Đến tháng 12/2021, chưa có số liệu để đánh giá tiêu chí nào theo bộ tiêu chí đang áp dụng."
            in (sentences(view_now(period="2021-12")))
        )

    def test_a_commune_meets_no_number_of_criteria(self, view_now):
        assert sentences(view_now("10002", period="2021-12"))[0] == (
            "Chưa có số liệu để đánh giá tiêu chí nào; chưa được công nhận."
        )


class TestUnchecked:
    def test_the_lead_of_a_commune_says_what_it_assessed_itself(self, tiny_dataset, view_now):
        self_assessed(tiny_dataset, "10001")
        said = sentences(view_now("10001"))[1]
        assert said.startswith("Đạt 18/19 tiêu chí, chưa kể 1 tiêu chí xã tự đánh giá đạt, chưa thẩm tra")

    def test_the_lead_of_an_area_counts_the_communes_that_assessed_themselves(self, tiny_dataset, view_now):
        self_assessed(tiny_dataset, "10001", "10002")
        assert "Ngoài ra 2 xã tự đánh giá đạt, chưa thẩm tra." in sentences(view_now(area="health"))[1]


class TestPoverty:
    def test_a_partial_sum_is_no_rate_and_names_who_is_missing(self, tiny_dataset, view_now):
        tiny_dataset.strike("observations.csv", "2021-12,10009,statistics,near_poor_households")
        said = " ".join(sentences(view_now(area="poverty")))
        assert "Chưa đủ căn cứ tính tỷ lệ hộ nghèo của toàn huyện: chưa có số liệu" in said
        assert "cùng kỳ rà soát của Phố Mới." in said
        assert "hộ nghèo (" not in said

    def test_a_preliminary_review_is_called_so(self, view_of):
        assert sentences(view_of("184", "poverty"))[-1].endswith("Đây là số liệu sơ bộ.")
        assert "sơ bộ" not in " ".join(sentences(view_of("184", "poverty", period="2021-12")))


class TestLate:
    def test_overdue_figures_stand_under_the_conclusion_with_their_communes(self, view_of):
        (note,) = [part for part in month(view_of("184")).parts if "đã cũ" in part.text]
        assert note == Sentence(
            "2 số liệu đã cũ nhưng vẫn dùng: Hòa Bình (sổ khám chữa bệnh điện tử), "
            "Khánh Khê (nhà văn hóa thôn). 1 số liệu đã quá cũ, không dùng để đánh giá: "
            "An Sơn (bảo hiểm y tế, số liệu tháng 6/2022).",
            Tone.NOTE,
        )

    def test_of_many_every_commune_is_named(self, van_quan):
        data = van_quan.data
        rows, since = data.observations, data.period("2022-08").number
        stopped = rows["commune"].isin(["06256", "06280", "06292", "06295"]) & (rows["indicator"] == "15.4")
        data = replace(data, observations=rows[~(stopped & (rows["month"] >= since))].reset_index(drop=True))
        results = evaluate(data, until=data.latest)
        shown = concluded(View(data, results, (), data.district, data.latest, Language.load("vi")))
        # Beside Hòa Bình and Khánh Khê, which are late in the shipped data.
        named = "Trấn Ninh, Hòa Bình, Điềm He, Khánh Khê, Lương Năng, Đồng Giáp"
        assert f"6 số liệu đã cũ nhưng vẫn dùng: {named}." in shown

    def test_one_is_one_in_english(self, view_of):
        assert "1 overdue figure:" in concluded(view_of("184", "health", language="en"))

    def test_without_any_there_is_no_line(self, view_of):
        assert "đã cũ" not in concluded(view_of("184", period="2021-12"))
        assert "đã cũ" not in concluded(view_of("06286"))
