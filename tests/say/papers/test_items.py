"""The numbered items in the report: each has its paragraph, one nothing was counted for a blank."""

import pytest

from ntm_analysis.say.commitments import model_areas
from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.report import items
from ntm_analysis.say.texts import text_of

MOVEMENT = """\
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: meetings, name: {vi: Buổi tuyên truyền, en: Meetings}, unit: {vi: buổi, en: meetings}}
  - number: 2
    name: {vi: Huy động nguồn lực, en: Resources}
    about: [resources, residential_areas]
  - number: 9
    name: {vi: Khen thưởng, en: Commendation}
    about: [rewards]
"""


@pytest.fixture
def told(tiny_dataset, facts_of):
    tiny_dataset.write("movement.yaml", MOVEMENT)

    def tell(kind=ReportKind.MONTH):
        return [part.text for part in items(facts_of(tiny_dataset.read(), kind))][1:-1]

    return tell


def meetings(month, commune, quantity, planned=""):
    return f"{month},{commune},meetings,{quantity},{planned},,Báo cáo,,có"


def commended(day, kind, quantity):
    return f"{day},10001,{kind},{quantity},,Hiến đất,12/QĐ-UBND,Quyết định,,có"


MONTH, YEAR = ReportKind.MONTH, ReportKind.MOVEMENT
TWO = [meetings("2022-01", "10001", 3, 12), meetings("2022-02", "10001", 4)]
FOUR = [meetings("2022-01", "10001", 3), meetings("2022-02", "10001", 4), meetings("2022-02", "", 2)]
FOUR.append(meetings("2021-12", "10001", 50))
OF_ALL = [meetings("2022-02", code, 2) for code in ("10001", "10002", "10003")]
DECIDED = "10002,Thôn Một,2022-01-10,,2022-02-20,05/QĐ-UBND,Quyết định,,có"
AREAS = [DECIDED, "10003,Thôn Hai,2022-01-10,,,,Đăng ký,,có"]
GIVEN = ["2022-02,10001,huy động,tiền,người dân,,10,triệu đồng,,,,Báo cáo,,có"]
PRAISED = [commended("2022-02-10", "tập thể", 2), commended("2022-02-11", "cá nhân", 3)]
PRAISED.append(commended("2022-01-11", "cá nhân", 7))
TOLD_OF_AREAS = (
    "1 khu dân cư nông thôn mới kiểu mẫu đã được công nhận, 1 khu dân cư đang đăng ký xây dựng; "
    "xã đạt chuẩn chưa có khu dân cư kiểu mẫu: An Hòa."
)
SAID = {
    "the month": (MONTH, 0, "activities", FOUR, "Buổi tuyên truyền: 6 buổi (theo số liệu 1/3 xã)."),
    "the year": (YEAR, 0, "activities", FOUR, "Buổi tuyên truyền: 9 buổi (theo số liệu 1/3 xã)."),
    "a plan": (YEAR, 0, "activities", TWO, "7 buổi (kế hoạch năm 12; theo số liệu 1/3 xã)."),
    "a figure that every commune gave": (MONTH, 0, "activities", OF_ALL, "Buổi tuyên truyền: 6 buổi."),
    "areas decided by the month, and communes without": (MONTH, 1, "model_areas", AREAS, TOLD_OF_AREAS),
    "figures of another part": (MONTH, 1, "contributions", GIVEN, "sử dụng nguồn lực tại mục II.4."),
    "praise by kind": (MONTH, 2, "commendations", PRAISED, ". Khen thưởng 2 tập thể; khen thưởng 3 cá nhân."),
}
HEADS = ("Nội dung 1. Tuyên truyền.", "Nội dung 2. Huy động nguồn lực.", "Nội dung 9. Khen thưởng.")


def test_every_item_has_a_paragraph_and_an_empty_one_a_blank(told):
    assert told() == [f"{head} [bổ sung: kết quả thực hiện]." for head in HEADS]


@pytest.mark.parametrize(("kind", "number", "table", "rows", "said"), SAID.values(), ids=SAID)
def test_an_item_tells_what_was_counted_for_it(tiny_dataset, told, kind, number, table, rows, said):
    tiny_dataset.fill(table, *rows)
    text = told(kind)[number]
    assert text.startswith(HEADS[number])
    assert text.endswith(said)


def test_an_area_without_a_day_of_registration_is_under_way_in_the_report_as_on_the_page(
    tiny_dataset, told, facts_of
):
    tiny_dataset.fill("model_areas", "10003,Thôn Hai,,,,,Đăng ký,,có")
    assert "1 khu dân cư đang đăng ký xây dựng" in told()[1]
    view = facts_of(tiny_dataset.read()).view
    (table,) = model_areas(view).parts
    assert "đã đăng ký" in [text_of(view.words, row[2]).split(" model")[0] for row in table.rows]


def test_a_dataset_without_items_leaves_them_to_fill_in(tiny_dataset, facts_of):
    (_, text) = [part.text for part in items(facts_of(tiny_dataset.read()))]
    assert "[bổ sung" in text
