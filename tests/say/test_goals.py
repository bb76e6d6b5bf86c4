"""The movement's targets in full, on the shipped data of September 2022."""

import pytest

from ntm_analysis.say.targets import goals


@pytest.fixture(scope="module")
def district(view_of, told):
    return told.cells(goals(view_of("184")))


def of(district, name):
    """Finds the row of a target by the beginning of its name."""
    return next(row for row in district if row[0][0].startswith(name))


def test_every_target_has_a_row_with_its_paragraph(district, van_quan):
    assert len(district) == len(van_quan.data.targets)
    for row, target in zip(district, van_quan.data.targets, strict=True):
        assert target.paragraph.vi in row[0]


def test_the_mean_is_missing_so_many_criteria(district):
    mean = of(district, "Số tiêu chí đạt bình quân")
    assert mean[1:5] == [["13,19", "tính ngược từ mục tiêu"], ["14,19"], ["13,56"], ["0,63 (10 tiêu chí)"]]


def test_a_target_names_its_communes_with_their_own_state(district):
    health = of(district, "Xã đạt tiêu chí số 15")
    assert "Tràng Các: ✓ đạt" in health[0]
    assert "Khánh Khê: ✗ chưa đạt" in health[0]
    assert health[4] == ["01"]


def test_a_target_that_is_held_misses_nothing(district):
    education = of(district, "Xã đạt tiêu chí số 14 (Giáo dục")
    assert education[4] == ["–"]


def test_a_commune_sees_the_targets_that_name_it(view_of, told):
    (row,) = told.cells(goals(view_of("06286")))
    assert row[0][0].startswith("Xã đạt tiêu chí số 15")
    assert "Tràng Các" not in " ".join(row[0])


@pytest.mark.parametrize(("place", "state"), [("06322", "đã công nhận"), ("06292", "chưa đăng ký")])
def test_a_recognised_commune_sees_the_residential_area_it_owes(view_of, told, place, state):
    (row,) = told.cells(goals(view_of(place)))
    assert row[0][0].startswith("Xã đạt chuẩn có Khu dân cư")
    assert state in " ".join(row[0])


def test_a_commune_no_target_names_reads_which_it_counts_in(view_of, told):
    shown = goals(view_of("06313"))
    said = told.text(shown)
    assert told.captions(shown) == []
    assert "mục tiêu chung của huyện: Số tiêu chí đạt bình quân mỗi xã; Mức tăng" in said
    assert "nâng cao" not in said  # counted among recognised communes only
    town = told.text(goals(view_of("06253")))
    assert "Mức giảm tỷ lệ hộ nghèo." in town
    assert "bình quân" not in town


def test_the_numbers_of_the_document_stand_at_their_targets(district):
    goal = {row[0][0]: row[2] for row in district}
    assert goal["Xã đạt tiêu chí số 14 (Giáo dục và Đào tạo)"] == ["14/16", "87,5%"]
    assert goal["Xã đạt tiêu chí số 15 (Y tế)"] == ["16/16", "100%, thêm 02 xã"]
    assert goal["Xã đạt tiêu chí số 14 (Y tế) của Bộ tiêu chí nâng cao"] == ["01/06", "16,7%, thêm 01 xã"]
    assert goal["Xã đạt tiêu chí số 16 (Văn hóa)"] == ["10/16", "62,5%, thêm 02 xã"]
    assert goal["Xã được công nhận đạt chuẩn nông thôn mới"] == ["07/16", "thêm 01 xã"]


def test_a_baseline_the_document_does_not_print_is_never_taken_for_one(district, view_of, told):
    baseline = {row[0][0]: row[1] for row in district}
    assert baseline["Xã đạt tiêu chí số 14 (Giáo dục và Đào tạo)"] == ["14/16"]
    assert baseline["Xã đạt tiêu chí số 15 (Y tế)"] == ["14/16", "tính ngược từ mục tiêu"]
    said = told.text(goals(view_of("184")))
    assert "Số đầu năm không in trong văn bản, tính ngược từ mục tiêu: thêm 02 xã thành 16/16." in said
    assert "Ghi chú: hiểu là điểm phần trăm trong năm" in said
    assert "Ghi chú: 14,19 là 227/16 làm tròn." in said


def test_communes_that_are_only_encouraged_are_counted(district):
    areas = of(district, "Xã đạt chuẩn có Khu dân cư")
    assert "khuyến khích: 1/10 xã chưa đạt chuẩn đã đăng ký" in areas[0][-1]


def test_the_districts_estimate_stands_beside_the_sum_of_its_communes(district):
    estimates = {row[0][0]: " ".join(row[5]) for row in district}
    assert estimates["Số tiêu chí đạt bình quân mỗi xã"] == (
        "14,13 báo cáo tháng 9/2022 16 xã ước, tính ra 14,44"
    )
    assert estimates["Mức giảm tỷ lệ hộ nghèo"].startswith("giảm 4,5 điểm phần trăm")
    assert estimates["Xã đạt chuẩn có Khu dân cư nông thôn mới kiểu mẫu"] == "chưa có"


def test_a_sum_of_some_communes_is_never_given(district):
    health = of(district, "Xã đạt tiêu chí số 15")
    assert "1 xã được giao đã ước" in health[5]
    assert "cộng lại" not in " ".join(health[5])


def test_a_commune_reads_its_own_estimate(view_of, told):
    (row,) = told.cells(goals(view_of("06286")))
    assert row[5] == ["đạt", "báo cáo tháng 9/2022"]
    (early,) = told.cells(goals(view_of("06286", period="2022-08")))
    assert early[5] == ["chưa có"]


def test_a_falling_target_misses_what_is_left_to_fall(district):
    poor = of(district, "Mức giảm tỷ lệ hộ nghèo")
    assert poor[3:5] == [["giảm 2,5 điểm phần trăm (sơ bộ)"], ["2,5 điểm phần trăm"]]
