"""The headline of a commune: the most notable thing of its month by rule, and never what is not known."""

import pytest

from ntm_analysis.say.conclusions.commune import headline

SET = "xa_ntm_2021_2025"


@pytest.fixture
def said(view_now):
    """Gives the headline of a commune of the trial district in February 2022."""

    return lambda place="10002", period="2022-02": headline(view_now(place, period))


def judge(tiny_dataset, criterion, verdict, commune="10002", level="huyện rà soát"):
    row = f"2022-02,{commune},{SET},{criterion},{verdict},{level},Biên bản,,có"
    tiny_dataset.append("verdicts.csv", row)


def register(tiny_dataset, *promised):
    rows = (f"2022,10002,{SET},{criterion},{quarter},Đăng ký,,,có" for criterion, quarter in promised)
    tiny_dataset.fill("registrations", *rows)


def test_a_month_without_anything_notable_says_so_plainly(said):
    assert said() == "Bình Yên: trong tháng không thay đổi"


def test_a_commune_of_which_nothing_is_known_has_no_headline(tiny_dataset, said):
    tiny_dataset.cut("verdicts.csv", 1)
    tiny_dataset.cut("observations.csv", 2)
    assert said(period="2021-12") == ""


def test_a_lost_criterion_comes_before_a_gained_one(tiny_dataset, said):
    judge(tiny_dataset, 13, "chưa đạt")
    assert said().startswith("Bình Yên không còn đạt tiêu chí 13 ")


def test_a_lost_criterion_that_was_registered_says_so(tiny_dataset, said):
    judge(tiny_dataset, 13, "chưa đạt")
    judge(tiny_dataset, 12, "chưa đạt")
    register(tiny_dataset, (13, "IV"))
    assert said().startswith("Bình Yên không còn đạt tiêu chí đã đăng ký năm 2022: 13 ")
    assert "12 " not in said()


def test_a_gained_criterion_is_told_with_who_says_so(tiny_dataset, said):
    tiny_dataset.replace("verdicts.csv", f"2021-12,10002,{SET},13,đạt", f"2021-12,10002,{SET},13,chưa đạt")
    judge(tiny_dataset, 13, "đạt")
    assert said().startswith("Bình Yên đạt thêm tiêu chí 13 ")
    assert "tự đánh giá" not in said()


@pytest.mark.parametrize(("quarter", "late"), [("I", False), ("", False)])
def test_a_registration_is_no_news_before_its_quarter_has_ended(tiny_dataset, said, quarter, late):
    tiny_dataset.replace("verdicts.csv", f"2021-12,10002,{SET},13,đạt", f"2021-12,10002,{SET},13,chưa đạt")
    register(tiny_dataset, (13, quarter))
    assert ("chậm so với đăng ký" in said()) is late


def test_what_only_the_commune_says_is_told_as_not_counted(tiny_dataset, said):
    reviewed = f"2021-12,10002,{SET},13,đạt,huyện rà soát"
    tiny_dataset.replace("verdicts.csv", reviewed, f"2021-12,10002,{SET},13,chưa đạt,xã tự đánh giá")
    judge(tiny_dataset, 13, "đạt", level="xã tự đánh giá")
    assert said() == "Bình Yên tự đánh giá đạt tiêu chí 13 Sản xuất; chưa thẩm tra nên chưa tính"


# What heads the page of a commune of the shipped data.
MESSAGES = {
    "06298": "Bình Phúc cần 2 tiêu chí và 2 điều kiện nữa để thành xã thứ 7 trong năm 2022",
    "06301": "Tràng Các đã hoàn thành mục tiêu được giao: Y tế (15); còn 14 tiêu chí chưa đạt, "
    "xa nhất là 11 Nghèo đa chiều: 90,3%, phải giảm 366 hộ",
    "06256": "Trấn Ninh giữ chuẩn; còn phải có khu dân cư kiểu mẫu",
    "06283": "An Sơn còn 10 tiêu chí; xa nhất là 11 Nghèo đa chiều: 88,8%, phải giảm 1.160 hộ",
    "06322": "Hữu Lễ cần củng cố tiêu chí 15 Y tế: được đánh giá đạt, số liệu cho kết quả chưa đạt",
}


@pytest.mark.parametrize("commune", MESSAGES)
def test_the_message_is_chosen_by_rule(view_of, commune):
    assert headline(view_of(commune)) == MESSAGES[commune]


def test_communes_of_one_month_do_not_read_alike(view_of, van_quan):
    communes = [
        place.code for place in van_quan.data.places if place.kind == "commune" and place.code < "06325"
    ]
    told = [headline(view_of(code)).split(" ", 2)[2] for code in communes]
    assert len(set(told)) >= 12
