"""Resources as they are shown, on the shipped data of September 2022."""

import pytest

from ntm_analysis.say.resources import resources


@pytest.fixture
def trial(small):
    """Builds the view of a place of the trial district in February 2022 with these contributions."""
    return lambda place, *lines: small(place, contributions=lines) if lines else small(place)


def given(
    commune, kind="tiền", quantity="1", unit="triệu đồng", period="2022-02", account="huy động", **cells
):
    fund = cells.get("fund", "người dân")
    priced = f"{cells.get('value', '')},{cells.get('price', '')}"
    return f"{period},{commune},{account},{kind},{fund},,{quantity},{unit},{priced},,Báo cáo,,có"


def test_the_sums_by_kind_by_fund_and_by_commune_agree(view_of, van_quan, told):
    shown = told.tables(resources(view_of("184")))
    money = van_quan.data.movement.contributions
    money = money[(money["account"] == "mobilised") & (money["kind"] == "money") & (money["month"] <= 24272)]
    millions = int(money["amount"].sum()) / 10**6

    def number(text):
        return 0 if text in {"–", "chưa có"} else float(text.replace(".", "").replace(",", "."))

    assert number(shown["Nguồn lực huy động từ đầu năm đến hết tháng 9/2022"][0][3]) == millions
    assert number(shown["Tiền theo nguồn"][-1][1]) == millions
    *places, total = shown["Nguồn lực huy động theo xã"]
    assert number(total[1]) == millions
    assert sum(number(row[1]) for row in places) == millions


def test_debt_names_its_row_and_who_stated_none(view_of, told):
    said = told.text(resources(view_of("184")))
    assert "Nợ đọng xây dựng cơ bản đến tháng 9/2022: 365 triệu đồng (Yên Phúc 365 triệu đồng" in said
    assert "15 xã chưa có số liệu nợ đọng" in said
    assert "Chưa có số liệu nợ đọng" in told.text(resources(view_of("06298")))


def test_a_dataset_without_resources_shows_nothing(trial):
    assert resources(trial("999")) is None


def test_by_hand_the_month_the_year_and_a_head(trial, told):
    view = trial(
        "10001",
        given("10001", quantity="3", period="2022-01"),
        given("10001", quantity="500", unit="nghìn đồng"),
        given("10001", quantity="9", period="2021-12"),
        given("10002", quantity="70"),
        given("10001", "ngày công", "12.5", "công"),
        given("10001", "hiến đất", "300", "m²", value="45000000", price="QĐ giá đất"),
        given("10001", "hiến đất", "20", "m²", period="2022-01"),
    )
    shown = told.tables(resources(view))
    assert shown["Nguồn lực huy động từ đầu năm đến hết tháng 2/2022"] == [
        ["Tiền", "triệu đồng", "0,5", "3,5", "–"],
        ["Ngày công", "công", "12,5", "12,5", "chưa có căn cứ giá"],
        ["Hiến đất", "m²", "300", "320", "45 triệu đồng; 1 khoản chưa có căn cứ giá"],
    ]
    # 3,5 million over a census population of 2000 is 1 750 đồng a head.
    assert "1,8 nghìn đồng/người (2.000 người theo Tổng điều tra" in told.text(resources(view))


def test_capital_stands_beside_its_plan(trial, told):
    view = trial(
        "999",
        given("", quantity="200", account="kế hoạch", fund="ngân sách tỉnh", period="2022-01"),
        given("", quantity="50", account="giải ngân", fund="ngân sách tỉnh"),
        given("10001", quantity="8", account="giải ngân", fund="ngân sách xã"),
    )
    assert told.tables(resources(view))["Tiền theo nguồn"] == [
        ["Ngân sách tỉnh", "200", "50", "25,0%"],
        ["Ngân sách xã", "–", "8", "–"],
        ["Cộng", "200", "58", "29,0%"],
    ]


def test_what_is_not_recorded_is_missing_and_never_nought(trial, told):
    shown = told.tables(resources(trial("999", given("10001"))))
    rows = {row[0]: row[1:] for row in shown["Nguồn lực huy động theo xã"]}
    assert rows["An Hòa"] == ["1", "0,5", "chưa có", "chưa có"]
    assert rows["Bình Yên"] == ["chưa có"] * 4
    assert rows["Phố Mới"] == ["chưa có"] * 4
    assert rows["Cộng toàn huyện"] == ["1", "0,1", "chưa có", "chưa có"]  # a head of 10 000
    assert "Toàn huyện, không tách theo xã" not in rows


def test_a_year_without_rows_is_said_and_not_filled_with_noughts(trial, told):
    shown = resources(trial("10002", given("10001")))
    assert "chưa có số liệu nguồn lực huy động" in told.text(shown)
    assert told.tables(shown) == {}


def test_capital_by_commune_has_columns_where_a_row_speaks_of_it(trial, told):
    view = trial(
        "999",
        given("10001", quantity="80", account="kế hoạch", fund="ngân sách xã"),
        given("10001", quantity="8", account="giải ngân", fund="ngân sách xã"),
        given("", quantity="2", account="giải ngân", fund="ngân sách tỉnh"),
    )
    rows = {row[0]: row[5:] for row in told.tables(resources(view))["Nguồn lực huy động theo xã"]}
    assert (rows["An Hòa"], rows["Bình Yên"]) == (["80", "8"], ["chưa có", "chưa có"])
    assert rows["Toàn huyện, không tách theo xã"] == ["chưa có", "2"]
    assert rows["Cộng toàn huyện"] == ["80", "10"]


def test_capital_of_the_whole_district_alone_is_said_to_be_so(trial, told):
    shown = resources(trial("999", given("", account="kế hoạch", fund="ngân sách tỉnh"), given("10001")))
    assert all(len(row) == 5 for row in told.tables(shown)["Nguồn lực huy động theo xã"])
    assert "chỉ có số chung toàn huyện" in told.text(shown)
