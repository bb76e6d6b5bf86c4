"""Matters to decide: what is lacking in numbers, its cause, what is asked, of whom and by when; by rule."""

import pytest

from ntm_analysis.say.first.matters import MOST, decisions, matters
from ntm_analysis.say.words import Listing

TASK = "{},{},10003,xa_ntm_2021_2025,15,health,yt,2022-01-01,{},,,Lộ trình,,có"
LOST = "2022-01,10003,xa_ntm_2021_2025,15,chưa đạt,huyện rà soát,B,,có"


@pytest.fixture(scope="module")
def shipped(view_of):
    return matters(view_of("184"))


def tasks(*lines):
    return [TASK.format(*line) for line in lines]


def about(found, start):
    (matter,) = [matter for matter in found if matter.lead.startswith(start)]
    return matter


def test_the_recognition_comes_first_then_what_two_targets_hang_on_then_most_people(shipped):
    assert [matter.lead.split(",")[0].split(":")[0] for matter in shipped[:3]] == [
        "Bình Phúc",
        "Bình quân 14",
        "Y tế nâng cao (14) còn thiếu 1 xã",
    ]
    assert [matter.people for matter in shipped[2:4]] == [318, 13]


def test_a_target_is_the_first_of_one_matter_only(shipped):
    ids = [
        matter.targets[0].target.id for matter in shipped if matter.targets and "báo cáo" not in matter.lead
    ]
    assert len(ids) == len(set(ids))


def test_a_recognition_lacks_criteria_and_conditions_and_asks_for_what_would_settle_them(shipped):
    matter = shipped[0]
    assert matter.lead == "Bình Phúc, xã thứ 7: còn 2 tiêu chí chưa đạt và 2 điều kiện chưa có số liệu."
    for said in (
        "11 Nghèo đa chiều: chưa đạt theo kết quả huyện rà soát tháng 6/2022; số liệu 12,7% (mức ≤ 13%,",
        "17 Môi trường: mới “cơ bản đạt” (chưa bố trí được điểm tập kết rác).",
        "Chưa có số liệu: nợ đọng xây dựng cơ bản và sự hài lòng của người dân.",
    ):
        assert said in matter.told
    assert matter.asked == (
        "Quyết: kết luận tiêu chí 11; thời hạn mới và cách tháo gỡ; ngày xác nhận các điều kiện "
        "– để kịp hồ sơ 31/10/2022."
    )
    assert matter.who.endswith(" · Ban Quản lý xã Bình Phúc: 2 nhiệm vụ quá hạn 10 và 5 ngày")


def test_what_a_recognised_commune_no_longer_meets_is_a_matter(shipped):
    matter = about(shipped, "Tràng Phái đã được công nhận")
    assert matter.lead == "Tràng Phái đã được công nhận, nay chưa đạt tiêu chí 17 Môi trường."
    assert matter.asked == "Quyết: biện pháp và thời hạn củng cố."
    assert matter.who == "Phòng Tài nguyên và Môi trường"
    assert not [
        each for each in shipped if each.lead.startswith("Hữu Lễ đã được công nhận")
    ]  # it is disputed


def test_everything_that_is_lacking_is_told_with_the_day_of_what_is_old(shipped):
    matter = about(shipped, "Y tế (15)")
    assert matter.lead == "Y tế (15) còn thiếu 1 xã: Khánh Khê."
    assert "Bảo hiểm y tế 88,8% (mức ≥ 90%), thiếu 13 người (11 nữ, 2 nam)" in matter.told
    assert "chưa đạt chuẩn quốc gia về y tế xã (số liệu 24/12/2021)" in matter.told
    assert "hộ mới thoát nghèo chưa đóng tiếp" in matter.told
    assert matter.who == (
        "Ban Chỉ đạo xã Khánh Khê: 1 nhiệm vụ quá hạn 15 ngày · "
        "Bảo hiểm xã hội huyện: Tổ chức điểm thu bảo hiểm y tế lưu động, hạn 20/10/2022"
    )


def test_a_mean_asks_which_criteria_and_sets_the_estimates_side_by_side(shipped):
    matter = about(shipped, "Bình quân")
    assert matter.lead == "Bình quân 14,19 tiêu chí/xã: còn thiếu 10 tiêu chí."
    assert matter.told == (
        "Các xã đã đăng ký 17 tiêu chí chưa đạt (8 đã hết quý đăng ký); "
        "các xã ước cả năm 14,44; huyện ước cả năm 14,13."
    )
    assert [p.target.id for p in matter.targets] == ["mean_criteria", "mean_gain"]


def test_what_the_district_itself_expects_to_miss_is_a_matter_though_nothing_else_is_known(shipped):
    matter = about(shipped, "Giảm hộ nghèo")
    assert "huyện ước cả năm giảm 4,5 điểm phần trăm" in matter.told
    assert matter.told.startswith("Số liệu sơ bộ ngày 20/06/2022")


def test_a_verdict_that_the_data_contradict_is_to_be_concluded_by_the_office_of_its_criterion(shipped):
    matter = about(shipped, "Hữu Lễ")
    assert matter.lead == "Hữu Lễ, tiêu chí 15 Y tế: báo cáo đạt, số liệu chưa đạt."
    assert matter.told == "Bảo hiểm y tế 89,3% (mức ≥ 90%), thiếu 8 người."
    assert matter.asked == "Quyết: giao Trung tâm Y tế huyện kết luận trước 25/10/2022."


def test_areas_name_the_communes_that_have_none(shipped):
    matter = about(shipped, "Khu dân cư kiểu mẫu")
    assert "chưa có: Trấn Ninh, Lương Năng, Đồng Giáp, Tràng Phái" in matter.told


def test_the_page_shows_three_and_folds_the_rest(view_of, shipped):
    agenda, rest = decisions(view_of("184")).parts
    assert (agenda.kind, agenda.title, len(agenda.items)) == ("agenda", "", MOST)
    assert isinstance(rest, Listing)
    assert rest.title == f"Còn {len(shipped) - MOST} việc khác"
    assert len(rest.items) == len(shipped) - MOST


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (["xa_ntm_2021_2025,15,,yt,cơ quan chủ trì,,,có"], "Trung tâm Y tế · mục tiêu đến 31/01/2022"),
        ([], "mục tiêu đến 31/01/2022"),
    ],
)
def test_a_missed_target_is_asked_of_the_office_of_its_criterion_or_nobody(tiny_dataset, small, lines, who):
    tiny_dataset.append("verdicts.csv", LOST)
    tiny_dataset.replace("targets.yaml", 'end: "2022-12"', 'end: "2022-01"')  # its end has passed
    found = matters(small("999", responsibilities=lines))
    matter = about(found, "Xã đạt tiêu chí 15")
    assert matter.who == who
    assert matter.asked == "Quyết: biện pháp và đơn vị chịu trách nhiệm."


@pytest.mark.parametrize(("due", "asked"), [("2022-02-24", "thời hạn mới"), ("2022-02-25", "biện pháp")])
def test_a_task_one_day_overdue_asks_for_a_new_date(tiny_dataset, small, due, asked):
    tiny_dataset.append("verdicts.csv", LOST)
    tiny_dataset.replace("targets.yaml", 'end: "2022-12"', 'end: "2022-01"')
    found = matters(small("999", tasks=tasks(("NV-1", "Vận động", due))))
    assert asked in about(found, "Xã đạt tiêu chí 15").asked


def test_the_town_and_communes_decide_nothing_here(view_of):
    assert decisions(view_of("06298")) is None
    assert decisions(view_of("06253")) is None


def test_a_month_without_matters_says_so(tiny_dataset, small, told):
    tiny_dataset.cut("verdicts.csv", 1)  # nothing reported, so nothing disputed
    tiny_dataset.cut("recognitions.csv", 1)  # and nobody recognised, who could fall short of it
    view = small("999")
    assert told.text(decisions(view)) == "Số liệu trong kỳ không có nội dung nào phải quyết định."
