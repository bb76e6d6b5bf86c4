"""Resources on the page: by kind, by source of funds, by commune and a head, and what is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.model import Period, PlaceKind
from ntm_analysis.model.decimals import rounded
from ntm_analysis.say.marks import records
from ntm_analysis.say.units import carried_note, contributions, population
from ntm_analysis.say.view import View

_MILLION = 1_000_000
_THOUSAND = 1_000
# Shown even where no place gave any; capital only where a row speaks of it.
_ALWAYS = ("money", "per_head", "labour", "land")


def resources(view: View) -> Display | None:
    """Shows what was mobilised since January, capital planned and disbursed, and unpaid debt.

    Money, days of work, land and goods stay apart. Nothing where the dataset has no such table.
    """
    stated = view.data.movement.contributions
    if stated.empty:
        return None
    given = contributions(view)
    if view.is_district:
        rows = sums.since_january(stated, view.period)
        by_unit = sums.since_january(given, view.period)
        parts = [_kinds(view, rows), _funds(view, rows), _communes(view, by_unit)]
        parts.append(_debt(view, sums.debt(stated, view.period)))
    else:
        code = view.place.code
        rows, debts = sums.since_january(given, view.period, code), sums.debt(given, view.period)
        own_debts = debts[debts["commune"] == code]
        parts = [_kinds(view, rows), _funds(view, rows), _per_head(view, rows)]
        parts += [_own_debt(view, own_debts), carried_note(view, pd.concat([rows, own_debts]))]
    return Display(Markup("\n").join(part for part in parts if part))


def million(view: View, amount: int) -> str:
    """Writes đồng as millions: ``1.234,5 triệu đồng``."""
    return view.words.word("resource.million", n=view.words.number(Fraction(amount, _MILLION)))


def _millions(view: View, amount: int | None) -> str:
    """Writes đồng as a number of millions, under a head that names the unit."""
    return view.words.word("value.missing") if amount is None else _number(view, Fraction(amount, _MILLION))


def _number(view: View, number: Fraction | None) -> str:
    return view.words.word("value.missing") if number is None else view.words.number(number)


def _kinds(view: View, rows: DataFrame) -> Markup:
    """Gives a row a kind and unit, and for gifts in kind the value stated for them."""
    words = view.words
    kinds = sums.by_kind(rows, view.period)
    if kinds.empty:
        return element("p", words.word("resource.none_mobilised", month=words.month(view.period)))
    keys = ("kind", "unit", "in_month", "since", "priced")
    columns = [Column(words.word(f"resource.{key}"), numeric=key not in {"kind", "unit"}) for key in keys]
    body = [_kind(view, row) for row in records(kinds)]
    caption = words.word("resource.caption", month=words.month(view.period))
    count = int((rows["account"] == "mobilised").sum())
    note = element("p", words.word("resource.apart", n=words.number(count)), class_="note")
    return table(caption, columns, body, kind="resources") + note


def _kind(view: View, row: Any) -> list[object]:
    words = view.words
    name = words.word(f"resource.kinds.{row.kind}")
    if row.kind == "money":
        unit = words.word("resource.million_unit")
        return [name, unit, *(_millions(view, amount) for amount in (row.now, row.since)), "–"]
    priced = words.word("resource.not_priced")
    if row.priced is not None:
        key = "resource.partly_priced" if row.unpriced else "resource.all_priced"
        amount = million(view, row.priced)
        priced = words.word(key, amount=amount, n=words.number(int(row.unpriced)))
    return [name, row.unit, *(_number(view, number) for number in (row.now, row.since)), priced]


def _funds(view: View, rows: DataFrame) -> Markup:
    """Gives a row a source of funds, then the sums; an account that no row speaks of has no column."""
    words = view.words
    funds = sums.by_fund(rows)
    if funds.empty:
        return Markup("")
    accounts = [key for key in ("mobilised", "planned", "disbursed") if funds[key].notna().any()]
    capital = {"planned", "disbursed"} <= set(accounts)
    keys = [*accounts, *(["share"] if capital else [])]
    columns = [Column(words.word("resource.fund"))]
    columns += [Column(words.word(f"resource.{key}"), numeric=True) for key in keys]
    total = {key: sum(v for v in funds[key] if v is not None) for key in accounts}
    named = [(words.word(f"resource.funds.{row.fund}"), row._asdict()) for row in records(funds)]
    lines = [*named, *([(words.word("resource.total"), total)] if len(named) > 1 else [])]
    body = [[name, *_capital(view, figures, keys)] for name, figures in lines]
    return table(words.word("resource.fund_caption"), columns, body, kind="funds")


def _capital(view: View, figures: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    """Writes the accounts of a fund and the share disbursed; a dash where it has no such account."""
    return [
        _share(view, figures["planned"], figures["disbursed"])
        if key == "share"
        else ("–" if figures[key] is None else _millions(view, figures[key]))
        for key in keys
    ]


def _share(view: View, planned: int | None, disbursed: int | None) -> str:
    """Writes the share disbursed, every share of the page with one decimal."""
    if not planned or disbursed is None:
        return "–"
    figure = view.words.number(Fraction(100 * disbursed, planned), 1)
    return view.words.word("unit_value.percent", value=figure)


def _communes(view: View, rows: DataFrame) -> Markup:
    """Gives a row a place, then what is of no place of the month, then the sum and its mean a head."""
    words, people = view.words, population(view)
    town = {place.code for place in view.data.places if place.kind is PlaceKind.TOWN}
    names = {p.code: p.name for p in view.data.places if p.code in view.communes or p.code in town}
    rest = rows[~rows["commune"].isin([*names, ""])]
    parts = [(name, rows[rows["commune"] == code], people.get(code)) for code, name in names.items()]
    apart = [
        (words.word(f"resource.{key}"), mine, None)
        for key, mine in (("whole", rows[rows["commune"] == ""]), ("ended", rest))
        if len(mine)
    ]
    everybody = sum(people[code] for code in names if code in people)
    total = (words.word("resource.total_district"), rows, everybody or None)
    lines = [(name, sums.of_unit(mine, count)) for name, mine, count in (*parts, *apart, total)]
    told = {key for key in sums.OF_UNIT if any(figures[key] is not None for _, figures in lines)}
    if not told:
        return Markup("")
    of_places = {key for key in told if any(figures[key] is not None for _, figures in lines[: len(parts)])}
    keys = [key for key in sums.OF_UNIT if key in of_places or key in _ALWAYS]
    columns = [Column(words.word("resource.by.commune"))]
    columns += [Column(words.word(f"resource.by.{key}"), numeric=True) for key in keys]
    body = [[name, *(_given(view, key, figures[key]) for key in keys)] for name, figures in lines]
    said = words.word("resource.census", date=_census(view))
    if told - set(keys):
        said += " " + words.word("resource.capital_whole")
    note = element("p", said, class_="note")
    shown = table(words.word("resource.commune_caption"), columns, body, kind="by-commune")
    return shown + note + carried_note(view, rows)


def _given(view: View, key: str, figure: Fraction | int | None) -> str:
    """Writes what a place gave: money in millions, a head in thousands, days of work, square metres."""
    if key == "per_head":
        return _number(view, None if figure is None else rounded(Fraction(figure) / _THOUSAND, 1))
    if key in {"labour", "land"}:
        return _number(view, None if figure is None else Fraction(figure))
    return _millions(view, None if figure is None else int(figure))


def _census(view: View) -> str:
    """Writes the days of the census the populations come from."""
    days = sorted(view.data.communes["census_date"].dropna().unique())
    return ", ".join(view.words.date(day.date()) for day in days) or view.words.word("value.missing")


def _per_head(view: View, rows: DataFrame) -> Markup:
    """Says what the commune's money comes to a head, with the population it is divided by."""
    words = view.words
    people = population(view).get(view.place.code)
    per_head = sums.of_unit(rows, people)["per_head"]
    if per_head is None or people is None:
        return Markup("")
    said = words.word(
        "resource.per_head",
        amount=words.number(rounded(Fraction(per_head) / _THOUSAND, 1)),
        people=words.count(people, "people"),
        date=_census(view),
    )
    return element("p", said)


def _debt(view: View, debts: DataFrame) -> Markup:
    """States unpaid construction debt with its month, by commune, and how many communes have stated none."""
    words = view.words
    known = debts[debts["amount"].notna()]
    if known.empty:
        return element("p", words.word("resource.debt_unknown"))
    month = words.month(Period.from_number(int(known["month"].iloc[0])))
    names = {place.code: place.name for place in view.data.places} | {"": words.word("resource.whole")}
    owing = [
        words.word(
            "resource.debt_of",
            commune=names[str(code)],
            amount=million(view, sums.total(mine)),
            rows=_rows(mine),
        )
        for code, mine in known.groupby("commune", sort=True)
    ]
    said = words.word(
        "resource.debt", month=month, amount=million(view, sums.total(known)), told="; ".join(owing)
    )
    silent = len(set(view.communes) - set(known["commune"]))
    if silent:
        said += " " + words.word("resource.debt_silent", count=words.count(silent, "communes"))
    return element("p", said)


def _own_debt(view: View, debts: DataFrame) -> Markup:
    words = view.words
    known = debts[debts["amount"].notna()]
    if known.empty:
        return element("p", words.word("resource.debt_unknown"))
    month = words.month(Period.from_number(int(known["month"].iloc[0])))
    said = words.word(
        "resource.debt_own", month=month, amount=million(view, sums.total(known)), rows=_rows(known)
    )
    return element("p", said)


def _rows(rows: DataFrame) -> str:
    """Names rows by file and line."""
    return ", ".join(f"contributions.csv:{row}" for row in rows["row"])
