"""Resources by kind, by source of funds, by commune and a head, and what is owed.

Money, days of work, land and goods stay apart. What no row speaks of is missing, which is not nought.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.model import Figure, PlaceKind
from ntm_analysis.model.decimals import rounded
from ntm_analysis.say.marks import month_of, records
from ntm_analysis.say.texts import quiet
from ntm_analysis.say.units import carried_note, census, contributions, million, place_names, population
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Sentence, Shown, Side, Subject, Table, Tone, heads

_ALWAYS = ("money", "per_head", "labour", "land")  # shown even where no place gave any, capital is not
_BY_KIND = ("name", "unit", "now", "since", "priced")


@dataclass(frozen=True)
class Line:
    """What a kind of gift or an account of a fund came to in the month and since January; money in đồng."""

    name: str
    unit: str
    now: Fraction | int | str | None
    since: Fraction | int | None
    planned: int | None = None
    kind: Any = None  # the sums of a kind of gift, with the value stated for it


def _amount(view: View, amount: Fraction | int | str | None, unit: str = sums.DONG) -> Cell:
    if isinstance(amount, str):
        return amount
    if amount is None:
        return quiet(view.words.word("value.missing"))
    number = Fraction(amount, 1_000_000 if unit == sums.DONG else 1)
    return Figure(number, view.words.number(number))


LINES = Subject[Line](
    "resources",
    {
        "name": lambda _view, line: line.name,
        "unit": lambda view, line: (
            view.words.word("resource.million_unit") if line.unit == sums.DONG else line.unit
        ),
        "now": lambda view, line: _amount(view, line.now, line.unit),
        "since": lambda view, line: _amount(view, line.since, line.unit),
        "planned": lambda view, line: "–" if line.planned is None else _amount(view, line.planned),
    },
    dict.fromkeys(("now", "since", "planned", "priced"), Side.RIGHT),
)


@LINES.fact
def priced(view: View, line: Line) -> str:
    """Writes the value stated for what was given in kind, and for how many gifts none is."""
    if line.unit == sums.DONG:
        return "–"
    if line.kind.priced is None:
        return view.words.word("resource.not_priced")
    key = "resource.partly_priced" if line.kind.unpriced else "resource.all_priced"
    amount = million(view, line.kind.priced)
    return view.words.word(key, amount=amount, n=view.words.number(int(line.kind.unpriced)))


def kinds(view: View, rows: DataFrame) -> Iterator[Line]:
    """Gives a line a kind and unit of what was mobilised."""
    for row in records(sums.by_kind(rows, view.period)):
        yield Line(view.words.word(f"resource.kinds.{row.kind}"), row.unit, row.now, row.since, kind=row)


def resources(view: View) -> Shown | None:
    """Shows what was mobilised since January, capital planned and disbursed, and unpaid debt.

    Nothing where the dataset has no such table.
    """
    stated = view.data.movement.contributions
    if stated.empty:
        return None
    given, own = contributions(view), None if view.is_district else view.place.code
    rows = sums.since_january(stated if own is None else given, view.period, own)
    debts = sums.debt(stated if own is None else given, view.period, own)
    words, lines, month = view.words, list(kinds(view, rows)), view.words.month(view.period)
    parts: list[Table | Sentence] = [Sentence(words.word("resource.none_mobilised", month=month))]
    if lines:
        caption = words.word("resource.caption", month=month)
        count = words.number(int((rows["account"] == "mobilised").sum()))
        parts = [LINES.table(view, lines, caption, "column.resources", _BY_KIND)]
        parts.append(Sentence(words.word("resource.apart", n=count), Tone.NOTE))
    parts += _funds(view, rows)
    if own is None:
        parts += [*_communes(view, sums.since_january(given, view.period)), _debt(view, debts)]
        return Shown(tuple(parts), words)
    people = population(view).get(view.place.code)
    per_head = sums.of_unit(rows, people)["per_head"]
    if per_head is not None and people is not None:
        amount = words.number(rounded(Fraction(per_head) / 1_000, 1))
        told = {"amount": amount, "people": words.count(people, "people"), "date": census(view)}
        parts.append(Sentence(words.word("resource.per_head", **told)))
    parts += [_debt(view, debts), *carried_note(view, pd.concat([rows, debts]))]
    return Shown(tuple(parts), words)


def _funds(view: View, rows: DataFrame) -> Iterator[Table]:
    """Gives a row a source of funds, then the sums; an account that no row speaks of has no column."""
    words, funds = view.words, sums.by_fund(rows)
    accounts = [key for key in ("mobilised", "planned", "disbursed") if funds[key].notna().any()]
    if funds.empty:
        return
    keys = [*accounts, *(["share"] if {"planned", "disbursed"} <= set(accounts) else [])]
    lines = [(words.word(f"resource.funds.{row.fund}"), row._asdict()) for row in records(funds)]
    if len(lines) > 1:
        total = {key: sum(v for v in funds[key] if v is not None) for key in accounts}
        lines.append((words.word("resource.total"), total))
    columns = heads(words, "resource", ("fund", *keys), dict.fromkeys(keys, Side.RIGHT))
    body = list[tuple[Cell, ...]]()
    for name, figures in lines:
        cells = {key: "–" if figures.get(key) is None else _amount(view, figures[key]) for key in keys}
        planned, disbursed = figures.get("planned"), figures.get("disbursed")
        if "share" in keys and planned and disbursed is not None:  # with one decimal
            share = Fraction(100 * disbursed, planned)
            cells["share"] = Figure(share, words.word("unit_value.percent", value=words.number(share, 1)))
        body.append((name, *cells.values()))
    yield Table("funds", words.word("resource.fund_caption"), columns, tuple(body))


def _communes(view: View, rows: DataFrame) -> Iterator[Table | Sentence]:
    """Gives a row a place, then what is of no place of the month, then the sum and its mean a head."""
    words, people = view.words, population(view)
    town = {place.code for place in view.data.places if place.kind is PlaceKind.TOWN}
    names = {p.code: p.name for p in view.data.places if p.code in view.communes or p.code in town}
    apart = {"whole": rows["commune"] == "", "ended": ~rows["commune"].isin([*names, ""])}
    places = [(name, rows[rows["commune"] == code], people.get(code)) for code, name in names.items()]
    rest = [(words.word(f"resource.{key}"), rows[of], None) for key, of in apart.items() if of.any()]
    everybody = sum(people.get(code, 0) for code in names) or None
    total = (words.word("resource.total_district"), rows, everybody)
    lines = [(name, sums.of_unit(mine, count)) for name, mine, count in (*places, *rest, total)]
    for _, figures in lines:  # a head in thousands of đồng
        figures["per_head"] = figures["per_head"] and rounded(Fraction(figures["per_head"], 1_000), 1)
    told = {key for key in sums.OF_UNIT if any(figures[key] is not None for _, figures in lines)}
    if not told:
        return
    of_places = {key for key in told if any(figures[key] is not None for _, figures in lines[: len(places)])}
    keys = [key for key in sums.OF_UNIT if key in of_places or key in _ALWAYS]
    units = dict.fromkeys(("per_head", "labour", "land"), "")
    body = (
        (name, *(_amount(view, figures[key], units.get(key, sums.DONG)) for key in keys))
        for name, figures in lines
    )
    columns = heads(words, "resource.by", ("commune", *keys), dict.fromkeys(keys, Side.RIGHT))
    yield Table("by-commune", words.word("resource.commune_caption"), columns, tuple(body), folded=True)
    said = words.word("resource.census", date=census(view))
    if told - set(keys):
        said += " " + words.word("resource.capital_whole")
    yield Sentence(said, Tone.NOTE)
    yield from carried_note(view, rows)


def _debt(view: View, debts: DataFrame) -> Sentence:
    """States unpaid construction debt with its month, by commune, and how many communes have stated none."""
    words, known = view.words, debts[debts["amount"].notna()]
    if known.empty:
        return Sentence(words.word("resource.debt_unknown"))
    told = {"month": month_of(view, known["month"].iloc[0]), "amount": million(view, sums.total(known))}
    if not view.is_district:
        return Sentence(words.word("resource.debt_own", **told))
    names, owing = place_names(view) | {"": words.word("resource.whole")}, []
    for code, mine in known.groupby("commune", sort=True):
        amount = million(view, sums.total(mine))
        owing.append(words.word("resource.debt_of", commune=names[str(code)], amount=amount))
    said = words.word("resource.debt", told="; ".join(owing), **told)
    if silent := len(set(view.communes) - set(known["commune"])):
        said += " " + words.word("resource.debt_silent", count=words.count(silent, "communes"))
    return Sentence(said)


def unpaid_told(view: View) -> str:
    """Says how much construction debt is unpaid and when; empty where none is recorded or left."""
    owed = sums.debt(view.data.movement.contributions, view.period)
    if not sums.total(owed):
        return ""
    owing = owed.loc[(owed["commune"] != "") & (owed["amount"] > 0), "commune"].nunique()
    told = {"amount": million(view, sums.total(owed)), "month": month_of(view, owed["month"].max())}
    return view.words.word("report.debt", communes=view.words.number(owing), **told)
