"""Conditions of recognition and criteria to be strengthened, on the shipped data."""

import pytest

from ntm_analysis.say.conditions import conditions, strengthen

BODY = "mt,Mặt trận huyện,đoàn thể huyện,,Danh sách,,có"


@pytest.fixture
def trial(tiny_dataset, view_now):
    """Builds the view of a place of the trial district in February 2022."""

    def build(place, *verdicts):
        if verdicts:
            tiny_dataset.append("verdicts.csv", *verdicts)
        return view_now(place)

    return build


def verdict(commune, criterion, word, level="huyện rà soát"):
    return f"2022-02,{commune},xa_ntm_2021_2025,{criterion},{word},{level},Biên bản,,có"


def test_the_commune_near_recognition_is_shown_with_what_it_lacks(view_of, told):
    (row,) = told.rows(conditions(view_of("184")))
    assert row[0] == "Bình Phúc"
    assert "17/19" in row[1]
    assert "11 Nghèo đa chiều" in " ".join(row[1].split())
    assert row[2] == "? chưa có số liệu"
    assert row[5] == "đang lập hồ sơ"


def test_a_commune_reads_its_conditions_below_each_other(view_of, told):
    shown = told.rows(conditions(view_of("06298")))
    assert [row[0] for row in shown] == [
        "Đạt đủ tiêu chí",
        "Sự hài lòng của người dân",
        "Không nợ đọng xây dựng cơ bản",
        "An ninh, trật tự",
        "Hồ sơ",
    ]
    assert conditions(view_of("06313")) is None
    assert conditions(view_of("06253")) is None


def test_a_recognised_commune_has_nothing_left_to_be_recognised(view_of):
    assert conditions(view_of("06322")) is None


def test_all_criteria_met_are_not_yet_every_condition(trial, told):
    shown = told.rows(conditions(trial("999")))
    assert [row[0] for row in shown] == ["Bình Yên", "Cao Sơn"]
    for row in shown:
        assert row[1].startswith("✓ đạt")
        assert "19/19" in row[1]
        assert all(cell.startswith("? chưa có số liệu") for cell in row[2:5])
        assert row[5] == "chưa có số liệu"


def test_what_a_body_confirmed_is_shown_with_who_said_so_and_when(view_of, told):
    shown = {row[0]: " ".join(row[1].split()) for row in told.rows(conditions(view_of("06298")))}
    assert shown["An ninh, trật tự"] == ("✓ đạt Công an huyện, ngày 14/09/2022 tiêu chí 19: đạt")
    assert shown["Sự hài lòng của người dân"] == "? chưa có số liệu"


def test_a_survey_is_shown_with_its_households(tiny_dataset, trial, told):
    tiny_dataset.fill("bodies", BODY)
    tiny_dataset.fill("confirmations", "2022-02-20,10002,hài lòng,đạt,81,90,mt,Biên bản,Báo cáo,,có")
    first, _ = told.rows(conditions(trial("999")))
    assert " ".join(first[2].split()) == ("✓ đạt 81/90 hộ hài lòng (90%) Mặt trận huyện, ngày 20/02/2022")


@pytest.mark.parametrize(
    ("amount", "shown"), [("0", "✓ đạt 0 triệu đồng, tháng 2/2022"), ("12.5", "✗ chưa đạt 12,5 triệu đồng")]
)
def test_the_debt_is_shown_with_its_month(tiny_dataset, trial, amount, shown, told):
    owed = f"2022-02,10002,nợ đọng,tiền,ngân sách xã,,{amount},triệu đồng,,,Đường,Báo cáo,,có"
    tiny_dataset.fill("contributions", owed)
    first, second = told.rows(conditions(trial("999")))
    assert " ".join(first[3].split()).startswith(shown)
    assert second[3] == "? chưa có số liệu"


def test_no_commune_near_recognition_is_said(view_of, told):
    assert "không xã nào" in told.text(conditions(view_of("184", period="2021-12")))


def test_signs_against_recognised_communes_are_listed(view_of, told):
    assert [[" ".join(cell.split()) for cell in row] for row in told.rows(strengthen(view_of("184")))] == [
        ["Tràng Phái", "hiện chưa đạt", "17 Môi trường và an toàn thực phẩm"],
        ["Hữu Lễ", "được đánh giá đạt, số liệu cho kết quả chưa đạt", "15 Y tế"],
    ]


def test_a_recognised_commune_sees_its_own_and_others_nothing(view_of, told):
    assert len(told.rows(strengthen(view_of("06322")))) == 1
    assert strengthen(view_of("06298")) is None


def test_where_everything_holds_the_district_says_so(view_of, told):
    assert "không có tiêu chí nào cần củng cố" in told.text(strengthen(view_of("184", period="2021-12")))


def test_a_criterion_lost_by_a_recognised_commune_is_to_be_strengthened(trial, told):
    view = trial("999", verdict("10001", 17, "chưa đạt"), verdict("10002", 17, "chưa đạt"))
    first, *others = told.rows(strengthen(view))
    assert first[:2] == ["An Hòa", "hiện chưa đạt"]
    assert {row[0] for row in others} <= {"An Hòa"}
    assert "thu hồi" not in told.text(strengthen(view))


def test_a_recognition_at_risk_is_named_with_the_decision(trial, told):
    lost = [verdict("10001", criterion, "chưa đạt") for criterion in (1, 2, 3, 4, 5, 17)]
    html = told.text(strengthen(trial("999", *lost)))
    assert "xem xét thu hồi" in html
    assert "An Hòa" in html
