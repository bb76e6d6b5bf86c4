"""Key figures and targets: what nobody checked, what is not whole, what has moved."""

from dataclasses import replace

from ntm_analysis.say.criteria import criteria_table
from ntm_analysis.say.figures import key_figures, statistics
from ntm_analysis.say.matrix import matrix
from ntm_analysis.say.targets import goals
from ntm_analysis.say.words import Shown


def figures(view):
    return Shown((key_figures(view),), view.words)


def review(commune, status="sơ bộ", month="2022-02"):
    counts = {"households": 500, "poor_households": 50, "near_poor_households": 40}
    rest = f"{month}-14,{month[:4]},{status},NĐ 07/2021,Rà soát,,có"
    return [f"{month},{commune},statistics,{code},chung,{n},,,{rest}" for code, n in counts.items()]


class TestUnchecked:
    def test_the_sum_leaves_out_what_is_self_assessed_and_the_mean_stands_with_it_too(self, view_of, told):
        said = told.text(figures(view_of("184")))
        assert "Bình quân tiêu chí đạt/xã 13,56 13,75 kể cả 3 tiêu chí xã tự đánh giá" in said
        assert "Tổng số tiêu chí đạt 217 chưa kể 3 tiêu chí xã tự đánh giá đạt, chưa thẩm tra" in said

    def test_where_all_is_checked_nothing_is_said(self, view_of, told):
        december = view_of("184", period="2021-12")
        said = told.text(figures(december)) + told.text(goals(december))
        assert "thẩm tra" not in said
        assert "tự đánh giá" not in said

    def test_mean_and_mean_gain_of_the_targets_stand_with_it_too(self, view_of, told):
        rows = told.rows(goals(view_of("184")))
        (mean,) = [row for row in rows if row[0].startswith("Số tiêu chí đạt bình quân mỗi xã")]
        assert "13,75 kể cả 3 tiêu chí xã tự đánh giá" in mean[0]
        assert mean[3] == "13,56"
        # 217 and 220 less the 211 criteria of December, over 16 communes.
        (gain,) = [row for row in rows if row[0].startswith("Mức tăng bình quân")]
        assert "0,56 kể cả 3 tiêu chí xã tự đánh giá" in gain[0]
        assert gain[3] == "0,38"

    def test_a_commune_says_what_it_assessed_itself(self, view_of, told):
        said = told.text(figures(view_of("06286")))
        assert "08/19 chưa kể 1 tiêu chí xã tự đánh giá đạt, chưa thẩm tra" in said
        rows = {row[0].split()[0]: row for row in told.rows(criteria_table(view_of("06286")))}
        assert rows["9"][-1].startswith("xã tự đánh giá đạt, chưa thẩm tra, chưa tính")

    def test_the_matrix_marks_it_and_explains_the_mark(self, view_of, told):
        shown = matrix(view_of("184"))
        marked = {
            (name, n)
            for name, *cells in told.rows(shown)
            for n, cell in enumerate(cells, start=1)
            if "†" in cell
        }
        assert marked == {("Liên Hội", 13), ("Khánh Khê", 9), ("Tri Lễ", 9)}
        assert "† xã tự đánh giá đạt, chưa thẩm tra, chưa tính" in told.text(shown)

    def test_communes_meeting_a_criterion_by_their_own_word_are_counted_apart(
        self, tiny_dataset, view_now, told
    ):
        for code in ("10001", "10002"):
            reported = f"2021-12,{code},xa_ntm_2021_2025,15,đạt,huyện rà soát,"
            tiny_dataset.replace(
                "verdicts.csv", reported, reported.replace("huyện rà soát", "xã tự đánh giá")
            )
        said = told.text(figures(view_now(area="health")))
        assert "01/03 chưa kể 2 xã tự đánh giá đạt, chưa thẩm tra" in said
        (target,) = [row for row in told.rows(goals(view_now(area="health"))) if "15" in row[0]]
        assert "chưa kể 2 xã tự đánh giá đạt, chưa thẩm tra" in target[0]
        assert target[3] == "01/03"


def test_without_any_verdict_there_is_no_mean_and_no_sum(tiny_dataset, view_now, told):
    tiny_dataset.cut("verdicts.csv", 1)
    tiny_dataset.cut("observations.csv", 2)  # one poverty count of one commune
    said = told.text(figures(view_now(period="2021-12")))
    assert "Bình quân tiêu chí đạt/xã chưa có số liệu Tổng số tiêu chí đạt chưa có số liệu" in said
    commune = told.text(figures(view_now("10001", period="2021-12")))
    assert "giai đoạn 2021-2025 chưa có số liệu" in commune


class TestPoverty:
    def test_a_whole_review_gives_the_rate_of_the_district(self, view_now, told):
        assert "Tỷ lệ hộ nghèo 12% 240 hộ; số liệu ngày 14/12/2021" in told.text(figures(view_now()))

    def test_a_unit_without_counts_is_named_and_no_rate_is_given(self, tiny_dataset, view_now, told):
        tiny_dataset.strike("observations.csv", "2021-12,10009,statistics,near_poor_households")
        said = told.text(figures(view_now()))
        assert "Tỷ lệ hộ nghèo chưa đủ căn cứ (chưa có số liệu cùng kỳ rà soát: Phố Mới)" in said
        assert "Tỷ lệ hộ cận nghèo" not in said

    def test_units_that_wait_for_the_new_review_are_named(self, tiny_dataset, view_now, told):
        tiny_dataset.append("observations.csv", *review("10001"), *review("10009"))
        said = told.text(figures(view_now()))
        assert "chưa đủ căn cứ (chưa có số liệu cùng kỳ rà soát: Bình Yên, Cao Sơn)" in said

    def test_a_commune_has_its_rate_all_the_same_marked_as_preliminary(self, tiny_dataset, view_now, told):
        tiny_dataset.append("observations.csv", *review("10001"))
        said = told.text(figures(view_now("10001")))
        assert "Tỷ lệ hộ nghèo 10% 50 hộ; số liệu ngày 14/02/2022 (sơ bộ)" in said

    def test_an_official_review_is_not_marked(self, tiny_dataset, view_now, told):
        tiny_dataset.append("observations.csv", *review("10001", status="chính thức"))
        assert "sơ bộ" not in told.text(figures(view_now("10001")))

    def test_the_target_on_a_preliminary_review_says_so(self, view_of, told):
        (row,) = [r for r in told.rows(goals(view_of("184"))) if r[0].startswith("Mức giảm tỷ lệ hộ nghèo")]
        assert row[3] == "giảm 2,5 điểm phần trăm (sơ bộ)"
        assert "riêng các xã: giảm 2,7 điểm phần trăm" in row[0]


class TestTargets:
    def test_a_denominator_that_moved_is_noted_at_the_target(self, view_of, told):
        note = "Văn bản tính trên 7 xã; hiện mới có 6 xã được công nhận."
        (noted,) = [row for row in told.rows(goals(view_of("184"))) if note in row[0]]
        assert noted[0].startswith("Xã đạt chuẩn có Khu dân cư nông thôn mới kiểu mẫu")
        assert noted[2] == "07/07"

    def test_a_value_just_short_of_the_goal_does_not_look_like_it(self, view_of, told):
        view = view_of("184", "poverty")
        (poor,) = view.own_targets
        near = replace(poor, value=poor.goal * 124 / 125)
        (row,) = told.rows(goals(replace(view, targets=(near,))))
        assert row[3] == "giảm 4,96 điểm phần trăm (sơ bộ)"
        assert row[2].startswith("giảm 5,0 điểm phần trăm")


def test_district_statistics_say_how_many_places_they_sum(view_of, told):
    rows = {row[0]: row for row in told.rows(statistics(view_of("184", "poverty"), "population", "poverty"))}
    assert rows["Số hộ nghèo"][1] == "3.289 hộ"
    assert rows["Số hộ nghèo"][3] == "đủ 17 xã, thị trấn"
