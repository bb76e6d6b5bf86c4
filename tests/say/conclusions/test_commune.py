"""The headline of a commune: the most notable thing of its month by rule, and never what is not known."""

import pytest

from ntm_analysis.say.conclusions.commune import headline

SET = "xa_ntm_2021_2025"
BODY = 'yt,Trung tâm Y tế,"phòng, ban huyện",,Danh sách,,có'


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


def overdue(tiny_dataset):
    tiny_dataset.fill("bodies", BODY)
    task = "NV-1,Vận động,10002,,,health,yt,2022-01-01,2022-02-10,,,Lộ trình,,có"
    tiny_dataset.fill("tasks", task)


def test_a_month_without_anything_notable_says_so_plainly(said):
    assert said() == "Xã Bình Yên: kỳ này không có thay đổi đáng chú ý."


def test_a_commune_of_which_nothing_is_known_has_no_headline(tiny_dataset, said):
    tiny_dataset.cut("verdicts.csv", 1)
    tiny_dataset.cut("observations.csv", 2)
    assert said(period="2021-12") == ""


def test_a_lost_criterion_comes_before_a_gained_one(tiny_dataset, said):
    judge(tiny_dataset, 13, "chưa đạt")
    overdue(tiny_dataset)
    assert said().startswith("Xã Bình Yên: kỳ này không còn đạt tiêu chí 13 ")


def test_a_lost_criterion_that_was_registered_says_so(tiny_dataset, said):
    judge(tiny_dataset, 13, "chưa đạt")
    judge(tiny_dataset, 12, "chưa đạt")
    register(tiny_dataset, (13, "IV"))
    assert said().startswith("Xã Bình Yên: tiêu chí đã đăng ký năm 2022 kỳ này không còn đạt: 13 ")
    assert "12 " not in said()


def test_a_gained_criterion_is_told_with_who_says_so(tiny_dataset, said):
    tiny_dataset.replace("verdicts.csv", f"2021-12,10002,{SET},13,đạt", f"2021-12,10002,{SET},13,chưa đạt")
    judge(tiny_dataset, 13, "đạt")
    assert said().startswith("Xã Bình Yên: kỳ này đạt thêm tiêu chí 13 ")
    assert "tự đánh giá" not in said()


@pytest.mark.parametrize(("quarter", "late"), [("I", False), ("", False)])
def test_a_registration_is_no_news_before_its_quarter_has_ended(tiny_dataset, said, quarter, late):
    tiny_dataset.replace("verdicts.csv", f"2021-12,10002,{SET},13,đạt", f"2021-12,10002,{SET},13,chưa đạt")
    register(tiny_dataset, (13, quarter))
    assert ("chậm so với đăng ký" in said()) is late


def test_overdue_tasks_are_told_with_the_target_they_endanger(tiny_dataset, said):
    overdue(tiny_dataset)
    assert said() == ("Xã Bình Yên: 1 nhiệm vụ quá hạn ảnh hưởng mục tiêu của huyện: Xã đạt tiêu chí 15.")


def test_the_largest_gap_in_people_is_told_of_a_commune_that_misses_some(view_of):
    assert headline(view_of("06283")).startswith("Xã An Sơn: khoảng cách lớn nhất là ")


def test_communes_of_one_month_do_not_read_alike(view_of, van_quan):
    communes = [
        place.code for place in van_quan.data.places if place.kind == "commune" and place.code < "06325"
    ]
    told = [headline(view_of(code)).split(": ", 1)[1] for code in communes]
    assert len({sentence for sentence in told if "đáng chú ý" not in sentence}) >= 8
