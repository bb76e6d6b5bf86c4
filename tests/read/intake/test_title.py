"""What stands above a matrix: one month, one set, one who says it, or the sheet is not read."""

import pytest

from ntm_analysis.model import Period
from ntm_analysis.read.intake.names import plain
from ntm_analysis.read.intake.title import contradicts, levels_in, months_in


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("Tháng 02 năm 2022", ["2022-02"]),
        ("Tính đến hết ngày 25/02/2022", ["2022-02"]),
        ("Kèm theo Báo cáo số 12/BC-UBND ngày 05/3/2022, tháng 2/2022", ["2022-02"]),
        ("Kèm theo Báo cáo ngày 05 tháng 3 năm 2022", []),
        ("Tháng 2/2022 so với tháng 1/2022", ["2022-02"]),
        ("Tháng 1/2022 và tháng 2/2022", ["2022-01", "2022-02"]),
        ("Tháng 13/2022", []),
        ("Tháng 2", []),
    ],
)
def test_the_months_a_title_is_about_are_not_those_of_papers_or_comparisons(title, months):
    assert sorted(map(str, months_in(plain(title)))) == months


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Kết quả tháng 1/2022", "phần đầu trang ghi kỳ 2022-01, không phải 2022-02"),
        ("Kết quả tháng 3", "phần đầu trang ghi tháng 3, không phải 2022-02"),
        ("Kết quả năm 2021", "phần đầu trang ghi năm 2021, không phải 2022-02"),
        ("Kết quả quý II", "phần đầu trang ghi quý 2, không phải 2022-02"),
    ],
)
def test_a_title_of_another_time_is_told(title, told):
    assert [*contradicts(plain(title), Period(2022, 2))] == [told]


@pytest.mark.parametrize(
    "title", ["Kết quả tháng 2/2022", "Kết quả tháng 2", "Kết quả năm 2022", "Kết quả quý I", "Kết quả"]
)
def test_a_title_of_the_month_or_of_none_is_not(title):
    assert [*contradicts(plain(title), Period(2022, 2))] == []


@pytest.mark.parametrize(
    ("title", "levels"),
    [
        ("Kết quả", {"huyện rà soát"}),
        ("Kết quả xã tự đánh giá", {"xã tự đánh giá"}),
        ("Kết quả thẩm định của Tổ thẩm định huyện", {"huyện rà soát", "tỉnh thẩm định"}),
        ("Tự đánh giá của xã và rà soát của huyện", {"xã tự đánh giá", "huyện rà soát"}),
    ],
)
def test_who_says_it_stands_in_the_title(title, levels):
    assert levels_in(plain(title)) == levels


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "Biểu đăng ký phấn đấu tháng 2/2022",
            "phần đầu trang có chữ “đăng ký”: đăng ký, kế hoạch không phải",
        ),
        ("Giai đoạn 2016-2020, tháng 2/2022", "phần đầu trang ghi giai đoạn 2016-2020"),
        ("Xã nông thôn mới kiểu mẫu, tháng 2/2022", "phần đầu trang nói về nông thôn mới kiểu mẫu"),
        (
            "Xã đạt chuẩn nông thôn mới và xã nông thôn mới nâng cao",
            "phần đầu trang nêu cả xã nông thôn mới và",
        ),
        ("Xã tự đánh giá, huyện rà soát tháng 2/2022", "phần đầu trang nêu nhiều cấp: huyện rà soát, xã tự"),
    ],
)
def test_a_title_of_another_set_of_plans_or_of_two_stops_the_import(matrix, read_in, title, told):
    matrix.title = [title]
    found = read_in(matrix)
    assert [problem.found for problem in found.problems if problem.found.startswith(told)]
