"""The roadmap on the page: overdue tasks first, the load of each body, who is in charge."""

from dataclasses import replace

from ntm_analysis.say.tasks import load, responsibilities, tasks

STANDARD = "xa_ntm_2021_2025"


def task(code, due, commune="", criterion="", target="", body="yt"):
    named = STANDARD if criterion else ""
    return f"{code},Việc {code},{commune},{named},{criterion},{target},{body},2022-01-03,{due},,,Lộ trình,,có"


class TestShippedTasks:
    def test_begin_with_the_longest_overdue_and_go_on_with_the_next_due(self, view_of, told):
        shown = tasks(view_of("184"))
        rows = told.rows(shown)
        assert told.captions(shown) == [
            "Nhiệm vụ quá hạn",
            "Nhiệm vụ đến hạn trong 30 ngày",
            "Nhiệm vụ đến hạn sau 30 ngày",
            "Nhiệm vụ đã hoàn thành",
        ]
        assert [row[3].split(" (")[-1] for row in rows[:3]] == [f"quá {n} ngày)" for n in (56, 41, 25)]
        assert rows[9][3] == "10/10/2022"
        assert len(rows) == 25

    def test_are_counted_by_what_became_of_them(self, view_of, told):
        said = told.text(tasks(view_of("184")))
        assert "25 nhiệm vụ: 9 quá hạn, 6 đến hạn trong 30 ngày, 8 hoàn thành." in said

    def test_name_the_cause_stated_and_the_target_endangered(self, view_of, told):
        (row,) = [
            row
            for row in told.rows(tasks(view_of("184")))
            if row[0] == "Vận động phụ nữ tham gia bảo hiểm y tế"
        ]
        assert row[1:3] == ["Khánh Khê", "Ban Chỉ đạo xã Khánh Khê"]
        assert row[4:] == [
            "đang thực hiện: Hộ mới thoát nghèo chưa đóng tiếp",
            "Xã đạt tiêu chí số 15 (Y tế)",
        ]

    def test_of_a_commune_are_all_its_own_with_what_they_serve(self, view_of, told):
        shown = tasks(view_of("06298"))
        assert told.captions(shown) == ["Nhiệm vụ của xã"]
        recognised = "Xã được công nhận đạt chuẩn nông thôn mới"
        assert [(row[0][:12], row[-1]) for row in told.rows(shown)] == [
            ("Rà soát hộ n", recognised),  # criterion 11, not met yet
            ("Thành lập tổ", recognised),
            ("Hoàn thiện h", recognised),  # the dossier, due after 30 days
            ("Ký hợp đồng ", "tiêu chí 13"),
            ("Xây dựng nhà", "tiêu chí 6"),
        ]

    def test_that_endanger_no_target_name_their_criterion(self, view_of, told):
        rows = {row[0].split(" NV")[0]: row for row in told.rows(tasks(view_of("06313")))}
        assert rows["Mở lớp xóa mù chữ mức độ 2"][-1] == "tiêu chí 14"  # not one of the 14 that hold it

    def test_read_in_english_too(self, view_of, told):
        assert told.captions(tasks(view_of("184", language="en")))[0] == "Overdue tasks"


class TestTasks:
    def test_without_any_there_is_nothing(self, small):
        assert tasks(small("999")) is None
        assert load(small("999")) is None

    def test_of_the_town_and_of_the_whole_district_are_told_apart(self, small, told):
        lines = [
            task("T1", "2022-02-24", "10009", target="health", body="bql-10009"),
            task("T2", "2022-02-24", target="health"),
        ]
        rows = told.rows(tasks(small("999", tasks=lines)))
        assert [row[1:3] for row in rows] == [
            ["Phố Mới", "Ban Quản lý Phố Mới"],
            ["toàn huyện", "Trung tâm Y tế"],
        ]

    def test_that_nobody_reported_on_say_so(self, small, told):
        (row,) = told.rows(tasks(small("999", tasks=[task("T1", "2022-02-24", "10003", "15")])))
        assert row[3:] == ["24/02/2022 (quá 1 ngày)", "chưa có báo cáo", "Xã đạt tiêu chí 15"]
        assert "task_states.csv" not in row[0]

    def test_done_say_when(self, small, told):
        view = small(
            "10001",
            tasks=[task("T1", "2022-02-24", "10001", "15")],
            task_states=["2022-02,T1,hoàn thành,2022-02-20,,Báo cáo,,có"],
        )
        shown = tasks(view)
        assert "1 nhiệm vụ: 0 quá hạn, 0 đến hạn trong 30 ngày, 1 hoàn thành." in told.text(shown)
        assert [row[3] for row in told.rows(shown)] == ["hoàn thành ngày 20/02/2022"]


class TestLoad:
    def test_counts_each_task_of_a_body_once_as_done_or_not(self, view_of, told):
        rows = told.rows(load(view_of("184")))
        assert rows[0] == ["Ban Quản lý xã Bình Phúc", "2", "2", "0", "1"]
        assert sum(int(row[1]) + int(row[4]) for row in rows) == 25
        assert sum(int(row[2]) for row in rows) == 9

    def test_is_of_the_district_only(self, view_of):
        assert load(view_of("06298")) is None


def test_the_district_lists_offices_by_criterion_and_members_by_commune(view_of, told):
    view = replace(view_of("184"), subject="movement")
    rows = dict(told.rows(responsibilities(view)))
    said = " ".join(rows.values())
    assert "11 Nghèo đa chiều" in rows["Phòng Lao động - Thương binh và Xã hội"]
    assert [name for name in view.communes.values() if name not in said] == []
    assert [f"{n} " for n in range(1, 20) if f"{n} " not in said] == []


def test_who_is_in_charge_is_on_the_movements_page_and_not_on_the_districts_overview(view_of):
    assert responsibilities(view_of("184")) is None


def test_a_commune_reads_its_member_and_the_offices_of_what_it_misses(view_of, told):
    rows = told.rows(responsibilities(view_of("06298")))
    assert [row[0].split(" (")[0] for row in rows] == [
        "Xã Bình Phúc",
        "Tiêu chí 11 Nghèo đa chiều",
        "Tiêu chí 17 Môi trường và an toàn thực phẩm",
    ]
    assert "chưa đạt" not in told.text(responsibilities(view_of("06298")))
    assert rows[0][1].startswith("Phó Chủ tịch Ủy ban nhân dân huyện (Ban Chỉ đạo")
    assert rows[1][1] == "Phòng Lao động - Thương binh và Xã hội"


def test_where_nobody_is_named_there_is_nothing(small):
    assert responsibilities(small("10001")) is None
