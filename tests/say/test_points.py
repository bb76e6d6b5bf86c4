"""What the data hold for each point that item 6 stresses."""

from ntm_analysis.say.items import points


def test_each_of_the_seven_points_has_what_is_held_for_it(view_of, told):
    rows = told.rows(points(view_of("184")))
    assert [row[1] for row in rows][:2] == [
        "đăng ký 21 tiêu chí, đạt 3; 25 nhiệm vụ trong lộ trình, hoàn thành 8",
        (
            "14 nhiệm vụ giao Ban Chỉ đạo, Ban Quản lý, Ban Phát triển thôn, hoàn thành 4; "
            "Cuộc họp giao ban: 9 cuộc"
        ),
    ]
    assert len(rows) == 7
    assert rows[3][1].startswith("người dân, doanh nghiệp, con em xa quê ủng hộ ")
    assert "Ý kiến Nhân dân đã trả lời" in rows[4][1]


def test_a_commune_reads_its_own(view_of, told):
    rows = told.rows(points(view_of("06298")))
    assert rows[0][1] == "đăng ký 4 tiêu chí, đạt 2; 5 nhiệm vụ trong lộ trình, hoàn thành 2"
    assert rows[2][1].startswith("nhiệm vụ giao đoàn thể: chưa có số liệu")


def test_without_points_and_for_the_town_there_is_nothing(small, view_of):
    assert points(small("999")) is None
    assert points(view_of("06253")) is None
