"""What a commune has left to do: criteria, conditions, its area, its tasks; what is due first on top."""

import pytest

from ntm_analysis.say.first.todo import todo

LOST = "2022-01,10003,xa_ntm_2021_2025,{},chưa đạt,huyện rà soát,B,,có"


def rows(view, told):
    return told.rows(todo(view))


def test_what_is_overdue_comes_first_with_cause_body_and_days(view_of, told):
    assert rows(view_of("06298"), told)[:2] == [
        [
            "11 Nghèo đa chiều⚠* đăng ký quý IV",
            "chưa đạt theo kết quả huyện rà soát tháng 6/2022; số liệu 12,7% (mức ≤ 13%*) thì đạt",
            "Chờ kết quả rà soát chính thức cuối năm",
            "Ban Quản lý xã",
            "15/09/2022 (quá 10 ngày)",
        ],
        [
            "17 Môi trường đăng ký quý III",
            "mới “cơ bản đạt”",
            "Chưa bố trí được điểm tập kết rác",
            "Ban Quản lý xã",
            "20/09/2022 (quá 5 ngày)",
        ],
    ]


def test_a_commune_near_recognition_has_its_dossier_and_open_conditions(view_of, told):
    titles = [row[0] for row in rows(view_of("06298"), told)]
    assert titles[2:] == [
        "Hoàn thiện hồ sơ đề nghị công nhận xã đạt chuẩn",
        "Không nợ đọng xây dựng cơ bản",
        "Sự hài lòng của người dân",
    ]


def test_all_that_a_criterion_lacks_stands_in_its_row(view_of, told):
    insurance = rows(view_of("06286"), told)[0]
    assert insurance[0] == "15 Y tế đăng ký quý IV"
    assert insurance[1] == (
        "bảo hiểm y tế 88,8% (mức ≥ 90%), thiếu 13 người (11 nữ, 2 nam); "
        "chưa đạt chuẩn quốc gia về y tế xã (số liệu 24/12/2021)"
    )
    # Each task stands with its own body and day.
    assert insurance[3:] == ["Ban Chỉ đạo xã", "10/09/2022 (quá 15 ngày)"]
    other = next(row for row in rows(view_of("06286"), told) if row[0].startswith("Tổ chức điểm thu"))
    assert other[3:] == ["Bảo hiểm xã hội huyện", "20/10/2022"]


def test_every_criterion_not_met_has_a_row_and_what_nobody_measured_comes_last(view_of, told):
    found = rows(view_of("06301"), told)
    assert len([row for row in found if row[0][0].isdigit()]) == 14
    measured = ["chưa có số liệu" not in row[1] for row in found if row[0][0].isdigit() and not row[-1]]
    assert measured == sorted(measured, reverse=True)


def test_a_level_says_which_comes_next(view_of, told):
    (education,) = [row for row in rows(view_of("06301"), told) if row[0].startswith("14 Giáo dục")]
    assert "xóa mù chữ phải nâng từ mức độ 1 lên mức độ 2; số liệu 17/12/2021" in education[1]


def test_a_recognised_commune_is_held_against_the_advanced_set_and_owes_its_area(view_of, told):
    found = {row[0]: row[1] for row in rows(view_of("06256"), told)}
    assert found["Khu dân cư kiểu mẫu"] == "đã đăng ký"
    assert all(title.startswith("nâng cao ") for title in found if title != "Khu dân cư kiểu mẫu")


def test_who_is_in_charge_is_the_office_of_the_criterion_where_no_task_says(view_of, told):
    (schools,) = [row for row in rows(view_of("06286"), told) if row[0].startswith("5 ")]
    assert schools[3:] == ["Phòng Giáo dục và Đào tạo", ""]


def test_the_last_line_names_what_is_to_be_checked_and_what_has_no_figures(view_of):
    assert todo(view_of("06298")).parts[1].text == (
        "Cần đối chiếu: tiêu chí 11. * mức đạt chuẩn chưa đối chiếu với văn bản. "
        "11/19 tiêu chí chỉ có kết quả rà soát, chưa có số liệu chỉ tiêu."
    )


@pytest.mark.parametrize(("quarter", "day"), [("I", "31/03/2022"), ("", "31/12/2022")])
def test_a_registered_criterion_is_due_at_the_end_of_its_quarter(tiny_dataset, small, told, quarter, day):
    tiny_dataset.append("verdicts.csv", LOST.format(13))
    registered = [f"2022,10003,xa_ntm_2021_2025,13,{quarter},Đăng ký,Kế hoạch,,có"]
    (row,) = [r for r in rows(small("10003", registrations=registered), told) if r[0].startswith("13 ")]
    assert row[-1] == day


def test_what_is_no_commune_has_none(view_of):
    assert todo(view_of("184")) is None
    assert todo(view_of("06253")) is None
