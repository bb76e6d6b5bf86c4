"""Resources in the report: sums by hand, money apart from work, land and goods."""

import pytest

from ntm_analysis.say.papers.report import resources
from ntm_analysis.say.papers.sheets import resources as resources_sheet
from ntm_analysis.say.texts import text_of
from ntm_analysis.say.words import Table


def row(cells, period="2022-02"):
    return f"{period},{cells},,Báo cáo,,có"


@pytest.fixture
def told(tiny_dataset, facts_of):
    def tell(*lines):
        tiny_dataset.fill("contributions", *lines)
        facts = facts_of(tiny_dataset.read())
        (table,) = [p for p in resources_sheet(facts).parts if isinstance(p, Table)] or [None]
        rows = table and [tuple(text_of(facts.view.words, cell) for cell in row) for row in table.rows]
        return [part.text for part in resources(facts)][1:], rows

    return tell


def test_money_is_added_since_january_and_by_fund(told):
    texts, rows = told(
        row("10001,huy động,tiền,người dân,,12.5,triệu đồng,,"),
        row("10002,huy động,tiền,người dân,,500,nghìn đồng,,", "2022-01"),
        row("10002,huy động,tiền,doanh nghiệp,,1,tỷ đồng,,", "2022-01"),
        row("10002,huy động,tiền,người dân,,900,triệu đồng,,", "2021-12"),
    )
    (text,) = texts
    assert text == (
        "Từ đầu năm đã huy động bằng tiền 1.013 triệu đồng: doanh nghiệp 1.000 triệu đồng; "
        "người dân 13 triệu đồng (Biểu số 03)."
    )
    assert rows == [
        ("Huy động bằng tiền: doanh nghiệp", "triệu đồng", "–", "chưa có", "1.000"),
        ("Huy động bằng tiền: người dân", "triệu đồng", "–", "12,5", "13"),
        ("Cộng bằng tiền", "triệu đồng", "–", "12,5", "1.013"),
    ]


def test_what_is_given_in_kind_is_in_its_own_units_and_never_in_the_sum(told):
    texts, _ = told(
        row("10001,huy động,tiền,người dân,,10,triệu đồng,,"),
        row("10001,huy động,ngày công,người dân,,120,công,,"),
        row("10001,huy động,hiến đất,người dân,,850.5,m²,,"),
        row("10001,huy động,hiện vật,doanh nghiệp,,20,tấn xi măng,30000000,Công bố giá"),
        row("10002,huy động,hiện vật,người dân,,5,m³ cát,,"),
    )
    assert texts[0].startswith("Từ đầu năm đã huy động bằng tiền 10 triệu đồng:")
    assert texts[1] == (
        "Bằng ngày công, đất, hiện vật (không cộng vào số tiền): Ngày công 120 công; Hiến đất 850,5 m²; "
        "Hiện vật 5 m³ cát; Hiện vật 20 tấn xi măng. Phần có căn cứ giá quy đổi được 30 triệu đồng."
    )


PLAN = row(",kế hoạch,tiền,ngân sách tỉnh,,800,triệu đồng,,", "2022-01")
PAID = row(",giải ngân,tiền,ngân sách tỉnh,,300,triệu đồng,,")


@pytest.mark.parametrize(
    ("paid", "said"), [([PAID], "300 triệu đồng (37,5%)"), ([], "chưa có số liệu")], ids=["paid", "none told"]
)
def test_capital_is_held_against_its_plan_and_what_is_not_said_is_no_nought(told, paid, said):
    texts, _ = told(PLAN, *paid)
    assert texts == [f"Vốn kế hoạch 800 triệu đồng; đã giải ngân: {said}."]


def test_the_sheet_gives_capital_by_fund_beside_its_plan_and_outside_the_sum_of_gifts(told):
    _, rows = told(
        row("10001,huy động,tiền,người dân,,10,triệu đồng,,"),
        row(",kế hoạch,tiền,ngân sách trung ương,,500,triệu đồng,,", "2022-01"),
        row(",kế hoạch,tiền,ngân sách tỉnh,,800,triệu đồng,,", "2022-01"),
        row(",giải ngân,tiền,ngân sách tỉnh,,100,triệu đồng,,", "2022-01"),
        row(",giải ngân,tiền,ngân sách tỉnh,,200,triệu đồng,,"),
    )
    assert rows == [
        ("Huy động bằng tiền: người dân", "triệu đồng", "–", "10", "10"),
        ("Cộng bằng tiền", "triệu đồng", "–", "10", "10"),
        ("Vốn giải ngân: ngân sách trung ương", "triệu đồng", "500", "chưa có", "chưa có"),
        ("Vốn giải ngân: ngân sách tỉnh", "triệu đồng", "800", "200", "300"),
    ]


def test_debt_is_the_balance_of_its_latest_month_and_is_not_cumulated(told):
    texts, rows = told(
        row("10001,nợ đọng,tiền,ngân sách xã,,200,triệu đồng,,", "2022-01"),
        row("10001,nợ đọng,tiền,ngân sách xã,,150,triệu đồng,,"),
    )
    assert texts == ["Nợ đọng xây dựng cơ bản 150 triệu đồng tại 1 xã (số liệu tháng 2/2022)."]
    assert rows[-1][-1] == "150"


def test_without_any_row_the_resources_are_left_to_fill_in(tiny_dataset, facts_of):
    facts = facts_of(tiny_dataset.read())
    (text,) = [part.text for part in resources(facts)][1:]
    assert "[bổ sung: kết quả huy động, giải ngân, nợ đọng]" in text
    assert "0 triệu" not in text
