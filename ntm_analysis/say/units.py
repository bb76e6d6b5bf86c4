"""The movement's tables by the units of the page's month, and the units they came from."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.mergers import Merger, Moves, carried, carried_contributions, mergers
from ntm_analysis.judge.movement.tasks import Goals, follow_tasks
from ntm_analysis.model import Period, PlaceKind
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Sentence, Tone


@once
def contributions(view: View) -> DataFrame:
    """Gives contributions by the communes of the page's month, those of units merged since among them."""
    movement = view.data.movement
    return carried_contributions(movement.contributions, movement.unit_changes, view.period)


@once
def activities(view: View) -> DataFrame:
    """Gives what was counted for the items by the communes of the page's month."""
    movement = view.data.movement
    return carried(movement.activities, movement.unit_changes, view.period, ("quantity", "planned"))


def former(view: View, code: str) -> dict[str, str]:
    """Names the units that are no more and became part of a place among the dataset's months."""
    names = {place.code: place.name for place in view.data.places}
    return {unit: names[unit] for unit in _former(view).get(code, []) if unit in names}


@once
def _former(view: View) -> dict[str, list[str]]:
    since = min(view.data.periods).number
    alive = {*view.communes, *(p.code for p in view.data.places if p.kind is PlaceKind.TOWN)}
    return Moves.of(view.data.unit_changes).former_units(since, view.period, alive)


def mergers_told(view: View, after: Period) -> list[str]:
    """Tells the mergers since a month: of all units on the district's pages, else of the page's own."""
    words, names = view.words, {place.code: place.name for place in view.data.places}
    told = []
    for merger in mergers(view.data, after, view.period):
        if not view.is_district and view.place.code != merger.code:
            continue
        units = [
            names.get(code, code) if whole else words.word("merger.part", unit=names.get(code, code))
            for code, whole in merger.parts
        ]
        recognised = [names[code] for code in _recognised_before(view, merger) if code in names]
        named = words.word("merger.recognised", units=", ".join(recognised)) if recognised else ""
        place = words.word("page.commune_name", name=names.get(merger.code, merger.code))
        day = words.date(merger.day)
        key = "merger.whole" if all(whole for _, whole in merger.parts) else "merger.split"
        told.append(words.word(key, day=day, place=place, units=", ".join(units), recognised=named))
    return told


def _recognised_before(view: View, merger: Merger) -> list[str]:
    rows = view.results.recognised
    month = merger.day.year * 12 + merger.day.month - 1
    earlier = rows[(rows["month"] < month) & ~rows["awaiting"] & (rows["level"] == "ntm")]
    held = set(earlier.loc[earlier["month"] == earlier["month"].max(), "commune"])
    return [code for code, _ in merger.parts if code in held]


def own_rows(view: View, rows: DataFrame) -> DataFrame:
    """Keeps the rows of the page: all on the district's, else the place's and its former units'."""
    if view.is_district:
        return rows
    codes = [view.place.code, *former(view, view.place.code)]
    kept: DataFrame = rows[rows["commune"].isin(codes)]
    return kept


@once
def followed(view: View) -> DataFrame:
    """Follows the tasks of the page: all of the district, or those of the commune and its former units."""
    met, standard = view.now.criteria[view.now.criteria["met"]], view.set_in_force("standard")
    goals = Goals(
        targets=tuple(progress.target for progress in view.targets),
        met=frozenset(zip(met["commune"], met["set"], met["criterion"], strict=True)),
        standard=standard.id if standard else "",
    )
    movement, cut_off = view.data.movement, view.data.cut_off(view.period)
    return own_rows(view, follow_tasks(movement.tasks, movement.task_states, goals, view.period, cut_off))


def carried_note(view: View, rows: DataFrame) -> list[Sentence]:
    """Says of which units before their merger the rows shown are; nothing where they are of none."""
    units = rows.loc[rows["origin"] != rows["commune"], "origin"].drop_duplicates()
    if units.empty:
        return []
    names = {place.code: place.name for place in view.data.places}
    named = ", ".join(names.get(code, code) for code in units)
    return [Sentence(view.words.word("resource.carried", units=named), Tone.NOTE)]


@once
def population(view: View) -> dict[str, int]:
    """Gives the census population of each place that has one, in its shape of the page's month."""
    table = view.data.communes
    begun, ended = (table[c].dt.year * 12 + table[c].dt.month - 1 for c in ("valid_from", "valid_to"))
    people = table[["code", "population"]].rename(columns={"code": "commune"})
    people = people.assign(month=begun.fillna(view.period.number).astype("Int64"), ended=ended)
    people = people[people["month"] <= view.period.number]
    first = people.groupby("commune")["month"].max()
    rows = carried(people, view.data.unit_changes, view.period, ("population",))
    # What ended before a place took the shape its own row counts is in that row already.
    start = rows["commune"].map(first)
    rows = rows[rows["ended"].isna() | (rows["ended"] >= start)]
    sums = rows.groupby("commune")["population"].agg(lambda cells: cells.sum(skipna=False))
    return {str(code): int(number) for code, number in sums.items() if not pd.isna(number)}


def census(view: View) -> str:
    """Writes the days of the census the populations come from."""
    days = sorted(view.data.communes["census_date"].dropna().unique())
    return ", ".join(view.words.date(day.date()) for day in days) or view.words.word("value.missing")


def million(view: View, amount: int) -> str:
    """Writes đồng as millions: ``1.234,5 triệu đồng``."""
    return view.words.word("resource.million", n=view.words.number(Fraction(amount, 1_000_000)))
