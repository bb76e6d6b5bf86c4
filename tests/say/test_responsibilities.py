"""Who answers for what, on the shipped data and on none."""

from dataclasses import replace

from ntm_analysis.say.commitments import responsibilities


def test_the_district_lists_offices_by_criterion_and_members_by_commune(view_of, told):
    view = replace(view_of("184"), subject="movement")
    rows = dict(told.rows(responsibilities(view)))
    said = " ".join(rows.values())
    assert "11 Nghèo đa chiều" in rows["Phòng Lao động - Thương binh và Xã hội"]
    assert [name for name in view.communes.values() if name not in said] == []
    assert [f"{n} " for n in range(1, 20) if f"{n} " not in said] == []


def test_it_is_on_the_movements_page_and_not_on_the_districts_overview(view_of):
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
