"""Part II of the report, on resources, and its sheet: money, work, land and goods, never added together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import blank, listed
from ntm_analysis.documents.parts import Align, Appendix, Grid, Heading, Paragraph, Part, Style
from ntm_analysis.documents.sheets import columns, sheet
from ntm_analysis.model import Period
from ntm_analysis.view import View

_MILLION = 1_000_000
# The order in which the words of data files list the funds.
FUNDS = (
    "central",
    "province",
    "district",
    "commune",
    "combined",
    "credit",
    "business",
    "people",
    "diaspora",
)


def resources(facts: Facts) -> Iterator[Part]:
    """Tells what was mobilised since January by kind and fund, capital against plan, and unpaid debt."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.resources"), 2)
    rows = since_january(view)
    given = rows[rows["account"] == "mobilised"]
    if rows.empty:
        yield Paragraph(words.word("report.no_resources", blank=blank(view, "report.blank_resources")))
        return
    yield from (Paragraph(text) for text in _mobilised(view, given))
    yield from (Paragraph(text) for text in _capital(view, rows))
    owing = debt_told(view)
    if owing:
        yield Paragraph(owing)


def debt_told(view: View) -> str:
    """Says how much construction debt is unpaid and when; empty where none is recorded or left."""
    owed = debt(view)
    if not total(owed):
        return ""
    return view.words.word(
        "report.debt",
        amount=money(view, total(owed)),
        communes=view.words.number(owed.loc[owed["commune"] != "", "commune"].nunique()),
        month=view.words.month(Period.from_number(int(owed["month"].max()))),
    )


def since_january(view: View) -> DataFrame:
    """Keeps the rows of the year up to the month."""
    rows = view.data.movement.contributions
    first = view.period.year * 12
    mine: DataFrame = rows[rows["month"].between(first, view.period.number)]
    return mine


def debt(view: View) -> DataFrame:
    """Gives unpaid construction debt: a stock, so the rows of its latest month only."""
    rows = view.data.movement.contributions
    mine = rows[(rows["account"] == "debt") & (rows["month"] <= view.period.number)]
    last: DataFrame = mine[mine["month"] == mine["month"].max()]
    return last


def total(rows: DataFrame) -> int:
    """Adds amounts in đồng, exactly; what has no price adds nothing."""
    return sum(int(amount) for amount in rows["amount"].dropna())


def money(view: View, amount: int) -> str:
    """Writes đồng as millions."""
    return view.words.word("report.money", n=view.words.number(Fraction(amount, _MILLION)))


def _mobilised(view: View, given: DataFrame) -> Iterator[str]:
    words = view.words
    funds = [
        words.word("report.fund_amount", fund=words.word(f"report.fund.{fund}"), amount=money(view, amount))
        for fund in FUNDS
        if (amount := total(given[(given["fund"] == fund) & (given["kind"] == "money")]))
    ]
    cash = given[given["kind"] == "money"]
    if len(cash):
        yield words.word(
            "report.mobilised", amount=money(view, total(cash)), funds=listed(view, funds, len(funds))
        )
    in_kind = [
        words.word("report.quantity", name=name, n=words.number(quantity), unit=unit)
        for name, unit, quantity in _in_kind(view, given)
    ]
    if in_kind:
        priced = total(given[given["kind"] != "money"])
        said = words.word("report.in_kind", given=listed(view, in_kind, len(in_kind)))
        yield said + (" " + words.word("report.priced", amount=money(view, priced)) if priced else "")


def _in_kind(view: View, given: DataFrame) -> Iterator[tuple[str, str, Fraction]]:
    """Sums work, land and goods, each unit for itself."""
    for kind in ("labour", "land", "goods"):
        mine = given[given["kind"] == kind]
        for unit, quantities in mine.groupby("unit", sort=True)["quantity"]:
            whole = sum((Fraction(str(q)) for q in quantities.dropna()), Fraction(0))
            yield view.words.word(f"report.kind.{kind}"), str(unit), whole


def _capital(view: View, rows: DataFrame) -> Iterator[str]:
    planned, paid = (total(rows[rows["account"] == account]) for account in ("planned", "disbursed"))
    if planned:
        yield view.words.word(
            "report.capital",
            planned=money(view, planned),
            paid=money(view, paid),
            share=view.words.percent(Fraction(100 * paid, planned)),
        )


def resources_sheet(facts: Facts) -> Appendix:
    """Lists money by fund, gifts in kind, capital by fund and debt, in the month and since January."""
    view, words = facts.view, facts.view.words
    rows = since_january(view)
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
    """Gives mobilised money and disbursed capital by fund, capital beside its plan."""
    words = view.words
    unit = words.word("report.million")
    cash = rows[rows["kind"] == "money"]
    for account in ("mobilised", "disbursed"):
        for fund in FUNDS:
            mine = cash[(cash["fund"] == fund) & (cash["account"] == account)]
            plan = cash[(cash["fund"] == fund) & (cash["account"] == "planned")]
            planned = total(plan) if account == "disbursed" else 0
            if len(mine) or planned:
                name = words.word(f"report.account.{account}", fund=words.word(f"report.fund.{fund}"))
                now = mine[mine["month"] == view.period.number]
                figures = (_millions(view, total(now)), _millions(view, total(mine)))
                yield (name, unit, _millions(view, planned) if planned else "", *figures)


def _kind_lines(view: View, rows: DataFrame) -> Iterator[tuple[str, ...]]:
    given = rows[rows["account"] == "mobilised"]
    month = given[given["month"] == view.period.number]
    now = {(name, unit): quantity for name, unit, quantity in _in_kind(view, month)}
    for name, unit, quantity in _in_kind(view, given):
        in_month = now.get((name, unit), Fraction(0))
        yield name, unit, "", view.words.number(in_month), view.words.number(quantity)


def _debt_lines(view: View) -> Iterator[tuple[str, ...]]:
    owed = debt(view)
    if len(owed):
        words = view.words
        yield (
            words.word("report.debt_line"),
            words.word("report.million"),
            "",
            "",
            _millions(view, total(owed)),
        )


def _millions(view: View, amount: int) -> str:
    return view.words.number(Fraction(amount, _MILLION))
