"""What the conclusion must not say: comparisons without grounds, partial sums, the unchecked as certain."""

import pytest

from ntm_analysis.evaluation import evaluate
from ntm_analysis.language import Language
from ntm_analysis.narrative import findings, sentences
from ntm_analysis.targets import follow_targets
from ntm_analysis.view import View

SET, OTHER = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"


@pytest.fixture
def view(tiny_dataset):
    """Builds a view of the trial district from its files as they are now."""

    def build(place="999", period="2022-02", area=None):
        data = tiny_dataset.read()
        month = data.period(period)
        results = evaluate(data, until=month)
        about = data.criteria.areas[area] if area else None
        targets = follow_targets(data, results, month)
        return View(data, results, targets, data.place(place), month, Language.load("vi"), about)

    return build


def self_assessed(tiny_dataset, *communes):
    """Turns the district's verdicts on criterion 15 into the communes' own."""
    for code in communes:
        reported = f"2021-12,{code},{SET},15,đạt,"
        tiny_dataset.replace("verdicts.csv", f"{reported}huyện rà soát", f"{reported}xã tự đánh giá")


class TestComparison:
    def test_the_first_period_is_compared_with_nothing(self, view):
        assert "kỳ trước" not in " ".join(sentences(view(period="2021-12")))

    def test_a_later_period_without_changes_says_so(self, view):
        assert "So với kỳ trước, số tiêu chí đạt của các xã không thay đổi." in sentences(view())

    def test_a_period_before_which_no_set_was_in_force_is_not_compared(self, monkeypatch, view):
        page, real = view(), View.set_in_force
        monkeypatch.setattr(
            View, "set_in_force", lambda v, role: real(v, role) if v.period == page.period else None
        )
        assert "kỳ trước" not in " ".join(sentences(page))

    def test_a_change_of_set_is_named_and_nothing_is_gained_or_lost(self, monkeypatch, view):
        page, real = view(), View.set_in_force
        monkeypatch.setattr(
            View,
            "set_in_force",
            lambda v, role: real(v, role) if v.period == page.period else v.data.criteria.sets[OTHER],
        )
        said = " ".join(sentences(page))
        assert "Kỳ này đổi bộ tiêu chí, không so sánh số tiêu chí với kỳ trước." in said
        assert "không thay đổi" not in said

    def test_a_gained_criterion_that_nobody_checked_is_marked(self, view_of):
        said = " ".join(sentences(view_of("184")))
        assert "tăng tiêu chí: Khánh Khê (9†), Tri Lễ (9†). Dấu † là kết quả xã tự đánh giá" in said


class TestNothingKnown:
    @pytest.fixture(autouse=True)
    def emptied(self, tiny_dataset):
        for name, kept in (("verdicts.csv", 1), ("observations.csv", 2)):
            text = (tiny_dataset.path / name).read_text("utf-8")
            tiny_dataset.write(name, *text.splitlines()[:kept])

    def test_no_mean_is_written(self, view):
        assert sentences(view(period="2021-12"))[0] == (
            "Đến tháng 12/2021, chưa có số liệu để đánh giá tiêu chí nào theo bộ tiêu chí đang áp dụng."
        )

    def test_a_commune_meets_no_number_of_criteria(self, view):
        assert sentences(view("10002", period="2021-12"))[0] == (
            "Xã Bình Yên: đến tháng 12/2021 chưa có số liệu để đánh giá tiêu chí nào; "
            "chưa được công nhận đạt chuẩn nông thôn mới."
        )


class TestUnchecked:
    def test_the_lead_of_a_commune_says_what_it_assessed_itself(self, tiny_dataset, view):
        self_assessed(tiny_dataset, "10001")
        said = sentences(view("10001"))[1]
        assert "đạt 19/19 tiêu chí, trong đó 1 tiêu chí xã tự đánh giá, chưa thẩm tra" in said

    def test_the_lead_of_an_area_counts_the_communes_that_assessed_themselves(self, tiny_dataset, view):
        self_assessed(tiny_dataset, "10001", "10002")
        assert sentences(view(area="health"))[0].endswith("Trong đó 2 xã tự đánh giá, chưa thẩm tra.")


class TestPoverty:
    def test_a_partial_sum_is_no_rate_and_names_who_is_missing(self, tiny_dataset, view):
        path = tiny_dataset.path / "observations.csv"
        missing = "2021-12,10009,statistics,near_poor_households"
        kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(missing)]
        tiny_dataset.write("observations.csv", *kept)
        said = " ".join(sentences(view(area="poverty")))
        assert "Chưa đủ căn cứ tính tỷ lệ hộ nghèo của toàn huyện: chưa có số liệu" in said
        assert "cùng kỳ rà soát của Phố Mới." in said
        assert "hộ nghèo (" not in said

    def test_a_preliminary_review_is_called_so(self, view_of):
        assert sentences(view_of("184", "poverty"))[1].endswith("Đây là số liệu sơ bộ.")
        assert "sơ bộ" not in sentences(view_of("184", "poverty", period="2021-12"))[1]


class TestLate:
    def test_overdue_figures_stand_under_the_conclusion_with_their_communes(self, view_of):
        shown = findings(view_of("184")).html
        assert shown.endswith(
            '<p class="note">2 số liệu quá hạn cập nhật: Trấn Ninh (15.4), Khánh Khê (6.3).</p>'
        )

    def test_of_many_every_commune_is_named(self, view_of):
        shown = findings(view_of("184", period="2022-06")).html
        named = "Hòa Bình, Điềm He, Lương Năng, Đồng Giáp, Tràng Phái, Hữu Lễ"
        assert f"6 số liệu quá hạn cập nhật: {named}." in shown

    def test_one_is_one_in_english(self, view_of):
        assert "1 overdue figure:" in findings(view_of("184", "health", language="en")).html

    def test_without_any_there_is_no_line(self, view_of):
        assert "quá hạn" not in findings(view_of("184", period="2021-12")).html
        assert "quá hạn" not in findings(view_of("06286")).html
