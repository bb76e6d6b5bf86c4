"""Resources: exact sums, each kind in its own unit, what is missing never nought."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from ntm_analysis.judge.movement.resources import (
    by_commune,
    by_fund,
    by_kind,
    debt,
    given_per_head,
    since_january,
    total,
)
from ntm_analysis.model import Period

MONTH = Period(2022, 9)
SEPTEMBER = MONTH.number


def row(**cells):
    base = {"month": SEPTEMBER, "commune": "c1", "account": "mobilised", "kind": "money", "fund": "people"}
    base |= {"quantity": 1.0, "unit": "triệu đồng", "amount": 1_000_000, "illustrative": False}
    return base | cells


def contributions(*rows):
    table = DataFrame(rows or [row()]).astype({"quantity": "Float64", "amount": "Int64", "month": "Int64"})
    return table if rows else table.head(0)


def labour(quantity, **cells):
    return row(kind="labour", unit="công", quantity=quantity, amount=None) | cells


@pytest.mark.parametrize(
    ("month", "kept"),
    [(Period(2021, 12), 0), (Period(2022, 1), 1), (Period(2022, 9), 1), (Period(2022, 10), 0)],
)
def test_sums_go_from_january_to_the_month(month, kept):
    assert len(since_january(contributions(row(month=month.number)), MONTH)) == kept


def test_the_rows_of_a_commune_are_its_own():
    table = contributions(row(), row(commune="c2"), row(commune=""))
    assert len(since_january(table, MONTH, "c1")) == 1
    assert len(since_january(table, MONTH)) == 3


def test_money_is_one_sum_in_dong_whatever_its_unit():
    table = contributions(row(), row(unit="đồng", quantity=1.0, amount=1), row(month=SEPTEMBER - 1))
    (money,) = by_kind(table, MONTH).itertuples(index=False)
    assert (money.kind, money.unit, money.now, money.since) == ("money", "đồng", 1_000_001, 2_000_001)


def test_gifts_in_kind_stay_in_their_units_and_out_of_the_money():
    table = contributions(
        row(),
        labour(12.5),
        row(kind="land", unit="m²", quantity=300.0, amount=None),
        row(kind="goods", unit="tấn xi măng", quantity=2.0, amount=3_000_000),
        row(kind="goods", unit="m³ cát", quantity=4.0, amount=None),
    )
    kinds = {(r.kind, r.unit): (r.since, r.priced, r.unpriced) for r in by_kind(table, MONTH).itertuples()}
    assert kinds == {
        ("money", "đồng"): (1_000_000, None, 0),
        ("labour", "công"): (Fraction(25, 2), None, 1),
        ("land", "m²"): (300, None, 1),
        ("goods", "m³ cát"): (4, None, 1),
        ("goods", "tấn xi măng"): (2, 3_000_000, 0),
    }


def test_what_is_priced_in_part_says_how_much_is_not():
    table = contributions(labour(1.0, amount=200_000), labour(2.0))
    (days,) = by_kind(table, MONTH).itertuples(index=False)
    assert (days.since, days.priced, days.unpriced) == (3, 200_000, 1)


def test_a_month_without_a_row_has_no_sum():
    (days,) = by_kind(contributions(labour(1.0, month=SEPTEMBER - 1)), MONTH).itertuples(index=False)
    assert (days.now, days.since) == (None, 1)
    assert by_kind(contributions(), MONTH).empty


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_quantities_are_added_exactly(thousandths):
    table = contributions(*(labour(n / 1000) for n in thousandths))
    (days,) = by_kind(table, MONTH).itertuples(index=False)
    assert days.since == Fraction(sum(thousandths), 1000)


def test_sums_of_money_are_exact_beyond_floats():
    table = contributions(row(amount=2**53), row(amount=1))
    assert total(table) == 2**53 + 1


def test_capital_planned_and_disbursed_stand_beside_each_other_by_fund():
    table = contributions(
        row(account="planned", fund="central", amount=100),
        row(account="disbursed", fund="central", amount=41),
        row(account="planned", fund="province", amount=50),
        row(),
        row(account="debt", fund="commune", amount=7),
        labour(9.0, fund="diaspora", amount=5),
    )
    funds = by_fund(table)
    assert funds.to_numpy().tolist() == [
        ["central", None, 100, 41],
        ["province", None, 50, None],
        ["people", 1_000_000, None, None],
    ]


def test_a_commune_has_its_money_a_head_of_the_census():
    table = contributions(row(amount=1_000_000), row(amount=500_001), labour(3.0), row(commune="", amount=9))
    rows = by_commune(table, ["c1", "c2", ""], {"c1": 2000, "c2": 10})
    first, second, whole = rows.itertuples(index=False)
    assert (first.money, first.per_head, first.labour) == (1_500_001, Fraction(1_500_001, 2000), 3)
    assert first.land is None
    assert list(second)[1:] == [None] * 6
    assert (whole.money, whole.per_head) == (9, None)


@pytest.mark.parametrize("population", [{}, {"c1": 0}])
def test_without_a_population_there_is_no_figure_a_head(population):
    (own,) = by_commune(contributions(row()), ["c1"], population).itertuples(index=False)
    assert (own.money, own.per_head) == (1_000_000, None)


def test_debt_is_a_stock_of_its_latest_month_and_never_summed_over_months():
    table = contributions(
        row(account="debt", amount=480, month=SEPTEMBER - 6),
        row(account="debt", amount=365),
        row(account="debt", amount=10, commune="c2"),
        row(account="debt", amount=1, month=SEPTEMBER + 1),
    )
    assert total(debt(table, MONTH)) == 375
    assert total(debt(table, MONTH, "c1")) == 365
    assert total(debt(table, Period(2022, 5))) == 480


@pytest.mark.parametrize(("age", "known"), [(11, 1), (12, 0)])
def test_debt_stated_a_year_ago_says_nothing_of_today(age, known):
    assert len(debt(contributions(row(account="debt", month=SEPTEMBER - age)), MONTH)) == known


def test_a_gift_a_head_is_what_people_enterprises_and_diaspora_gave_since_january():
    table = contributions(
        row(amount=3_000_000),
        row(fund="business", amount=500_000, month=SEPTEMBER - 8),
        row(fund="diaspora", amount=500_000),
        row(amount=9_000_000, month=SEPTEMBER - 9),  # last year
        row(amount=9_000_000, month=SEPTEMBER + 1),  # not yet
        row(amount=9_000_000, fund="province"),  # a budget's
        row(amount=9_000_000, account="planned"),
        labour(600.0),
    )
    (own,) = given_per_head(table, MONTH, ["c1"], {"c1": 3000}).itertuples()
    assert (own.commune, own.money, own.labour) == ("c1", Fraction(4000, 3), Fraction(1, 5))


def test_a_gift_a_head_is_missing_and_not_nought_where_no_row_speaks_of_it():
    table = contributions(row(kind="land", unit="m²", amount=None))
    (own,) = given_per_head(table, MONTH, ["c1"], {"c1": 3000}).itertuples()
    assert (own.money, own.labour) == (None, None)


def test_a_commune_without_a_population_has_no_gift_a_head():
    assert given_per_head(contributions(), MONTH, ["c1"], {}).empty
