"""Part II of the report, on resources, and its sheet: money, work, land and goods, never added together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import blank, listed
from ntm_analysis.documents.sheets import columns, sheet
from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.model import Period
from ntm_analysis.publish.parts import Align, Appendix, Grid, Heading, Paragraph, Part, Style
from ntm_analysis.say.marks import records
from ntm_analysis.say.units import million
from ntm_analysis.say.view import View

_MILLION = 1_000_000


def resources(facts: Facts) -> Iterator[Part]:
    """Tells what was mobilised since January by kind and fund, capital against plan, and unpaid debt."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.resources"), 2)
    rows = sums.since_january(view.data.movement.contributions, view.period)
    if rows.empty:
        yield Paragraph(words.word("report.no_resources", blank=blank(view, "report.blank_resources")))
        return
    kinds, funds = sums.by_kind(rows, view.period), sums.by_fund(rows)
    told = [*_money(view, kinds, funds), *_in_kind(view, kinds), *_capital(view, funds), debt_told(view)]
    yield from (Paragraph(text) for text in told if text)


def debt_told(view: View) -> str:
    """Says how much construction debt is unpaid and when; empty where none is recorded or left."""
    owed = sums.debt(view.data.movement.contributions, view.period)
    amount = sums.total(owed)
    if not amount:
        return ""
    owing = owed[(owed["commune"] != "") & (owed["amount"] > 0)]
    return view.words.word(
        "report.debt",
        amount=million(view, amount),
        communes=view.words.number(owing["commune"].nunique()),
        month=view.words.month(Period.from_number(int(owed["month"].max()))),
    )


def _money(view: View, kinds: DataFrame, funds: DataFrame) -> Iterator[str]:
    words = view.words
    for row in records(kinds[kinds["kind"] == "money"]):
        named = [
            words.word(
                "report.fund_amount",
                fund=words.word(f"report.fund.{f.fund}"),
                amount=million(view, f.mobilised),
            )
            for f in records(funds)
            if f.mobilised
        ]
        yield words.word(
            "report.mobilised", amount=million(view, row.since), funds=listed(view, named, len(named))
        )


def _in_kind(view: View, kinds: DataFrame) -> Iterator[str]:
    words = view.words
    given = kinds[kinds["kind"] != "money"]
    if given.empty:
        return
    named = [
        words.word(
            "report.quantity",
            name=words.word(f"resource.kinds.{row.kind}"),
            n=words.number(row.since),
            unit=row.unit,
        )
        for row in records(given)
    ]
    said = words.word("report.in_kind", given=listed(view, named, len(named)))
    priced = sum(price for price in given["priced"] if price is not None)
    yield said + (" " + words.word("report.priced", amount=million(view, priced)) if priced else "")


def _capital(view: View, funds: DataFrame) -> Iterator[str]:
    """Holds capital paid against its plan; where nothing was stated as paid, that is no nought."""
    planned, paid = (
        [amount for amount in funds[account] if amount is not None] for account in ("planned", "disbursed")
    )
    if not sum(planned):
        return
    told = view.words.word("verdict.no_data")
    if paid:
        share = view.words.percent(Fraction(100 * sum(paid), sum(planned)))
        told = view.words.word("report.capital_paid", amount=million(view, sum(paid)), share=share)
    yield view.words.word("report.capital", planned=million(view, sum(planned)), paid=told)


def resources_sheet(facts: Facts) -> Appendix:
    """Lists money by fund, gifts in kind, capital by fund and debt, in the month and since January."""
    view, words = facts.view, facts.view.words
    rows = sums.since_january(view.data.movement.contributions, view.period)
    if rows.empty:
        none = Paragraph(words.word("report.no_resources", blank=blank(view, "report.blank_resources")))
        return sheet(facts, 3, "resources", (none,))
    heads = columns(
        view,
        ("number", 4, Align.CENTER),
        ("resource", 34, Align.LEFT),
        ("unit", 12, Align.CENTER),
        ("planned", 14, Align.RIGHT),
        ("month", 14, Align.RIGHT),
        ("cumulative", 16, Align.RIGHT),
    )
    lines = [*_money_lines(view, rows), *_kind_lines(view, rows), *_debt_lines(view)]
    body = tuple((str(n), *line) for n, line in enumerate(lines, start=1))
    note = Paragraph(words.word("report.resources_note"), Style.NOTE)
    return sheet(facts, 3, "resources", (Grid(heads, body), note))


def _money_lines(view: View, rows: DataFrame) -> Iterator[tuple[str, ...]]:
    """Gives mobilised money by fund with its sum, then disbursed capital beside its plan."""
    words = view.words
    months = {row.fund: row for row in records(sums.by_fund(rows[rows["month"] == view.period.number]))}
    funds = list(records(sums.by_fund(rows)))
    for row in funds:
        if row.mobilised is not None:
            yield _fund_line(view, "mobilised", row, months.get(row.fund))
    money = sums.by_kind(rows, view.period)
    for row in records(money[money["kind"] == "money"]):
        yield _line(view, words.word("report.money_sum"), (None, row.now, row.since))
    for row in funds:
        if row.disbursed is not None or row.planned is not None:
            yield _fund_line(view, "disbursed", row, months.get(row.fund))


def _fund_line(view: View, account: str, row: Any, month: Any | None) -> tuple[str, ...]:
    """Writes what one fund gave or paid, in the month and since January; a plan is of capital alone."""
    words = view.words
    name = words.word(f"report.account.{account}", fund=words.word(f"report.fund.{row.fund}"))
    planned = row.planned if account == "disbursed" else None
    now = None if month is None else getattr(month, account)
    return _line(view, name, (planned, now, getattr(row, account)))


def _line(view: View, name: str, amounts: tuple[int | None, ...]) -> tuple[str, ...]:
    return (name, view.words.word("report.million"), *(_millions(view, amount) for amount in amounts))


def _kind_lines(view: View, rows: DataFrame) -> Iterator[tuple[str, ...]]:
    words = view.words
    kinds = sums.by_kind(rows, view.period)
    for row in records(kinds[kinds["kind"] != "money"]):
        now = "" if row.now is None else words.number(row.now)
        yield words.word(f"resource.kinds.{row.kind}"), row.unit, "", now, words.number(row.since)


def _debt_lines(view: View) -> Iterator[tuple[str, ...]]:
    owed = sums.debt(view.data.movement.contributions, view.period)
    if len(owed):
        words = view.words
        amount = _millions(view, sums.total(owed))
        yield words.word("report.debt_line"), words.word("report.million"), "", "", amount


def _millions(view: View, amount: int | None) -> str:
    """Writes đồng as a number of millions; blank where no row speaks of it, which is not nought."""
    return "" if amount is None else view.words.number(Fraction(amount, _MILLION))
