"""The movement's tables, tasks and targets by the units of the page's month, and the units they came from."""

from fractions import Fraction
from functools import partial

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.changes import Changes
from ntm_analysis.judge.movement.items import follow_model_areas, follow_registrations
from ntm_analysis.judge.movement.mergers import Moves, carried, carried_contributions, mergers
from ntm_analysis.judge.movement.tasks import Goals, follow_tasks
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import Period, PlaceKind, TargetKind
from ntm_analysis.model.dataset import months_of
from ntm_analysis.model.dataset import once as computed_once
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Sentence, Tone


@once
def place_names(view: View) -> dict[str, str]:
    """Names every place of the dataset by its code, alive in the period or not."""
    return {place.code: place.name for place in view.data.places}


def of_place(view: View, rows: DataFrame, set_id: str) -> DataFrame:
    """Keeps the rows of a set that are about the page's place."""
    return rows[(rows["set"] == set_id) & (rows["commune"] == view.place.code)]


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


@once
def former(view: View) -> dict[str, dict[str, str]]:
    """Names by each place the units that are no more and became part of it among the dataset's months."""
    since, names = min(view.data.periods).number, place_names(view)
    alive = {*view.communes, *(p.code for p in view.data.places if p.kind is PlaceKind.TOWN)}
    units = Moves.of(view.data.unit_changes).former_units(since, view.period, alive)
    return {code: {unit: names[unit] for unit in of if unit in names} for code, of in units.items()}


def mergers_told(view: View, after: Period) -> list[str]:
    """Tells the mergers since a month: of all units on the district's pages, else of the page's own."""
    words, names, rows, told = view.words, place_names(view), view.results.recognised, []
    for merger in mergers(view.data, after, view.period):
        if not view.is_district and view.place.code != merger.code:
            continue
        units = [
            names.get(code, code) if whole else words.word("merger.part", unit=names.get(code, code))
            for code, whole in merger.parts
        ]
        month = merger.day.year * 12 + merger.day.month - 1
        earlier = rows[(rows["month"] < month) & ~rows["awaiting"] & (rows["level"] == "ntm")]
        held = set(earlier.loc[earlier["month"] == earlier["month"].max(), "commune"])
        recognised = [names[code] for code, _ in merger.parts if code in held and code in names]
        named = words.word("merger.recognised", units=", ".join(recognised)) if recognised else ""
        place = words.word("page.commune_name", name=names.get(merger.code, merger.code))
        day = words.date(merger.day)
        key = "merger.whole" if all(whole for _, whole in merger.parts) else "merger.split"
        told.append(words.word(key, day=day, place=place, units=", ".join(units), recognised=named))
    return told


def apart(view: View, compared: Changes) -> list[str]:
    """Says what is not compared: sets that followed each other, units that took another shape."""
    words, sets = view.words, view.data.criteria.sets
    told = [
        words.word("change.set_changed", was=words.text(sets[was].title), now=words.text(sets[now].title))
        for was, now in compared.sets
    ]
    told += mergers_told(view, compared.before)
    own = view.communes if view.is_district else [view.place.code]
    reshaped = [view.communes[code] for code in own if code in compared.reshaped and code in view.communes]
    if reshaped:
        told.append(words.word("change.unit_changed", communes=", ".join(reshaped)))
    return told


def own_rows(view: View, rows: DataFrame) -> DataFrame:
    """Keeps the rows of the page: all on the district's, else the place's and its former units'."""
    if view.is_district:
        return rows
    codes = [view.place.code, *former(view).get(view.place.code, ())]
    return rows[rows["commune"].isin(codes)]


@once
def followed(view: View) -> DataFrame:
    """Follows the tasks of the page: all of the district, or those of the commune and its former units."""
    tasks, states = view.data.movement.tasks, view.data.movement.task_states

    def of_all() -> DataFrame:
        rows, standard = view.now.criteria, view.set_in_force("standard")
        met = (rows.loc[rows["met"], column] for column in ("commune", "set", "criterion"))
        goals = Goals(view.data.targets, frozenset(zip(*met, strict=True)), standard.id if standard else "")
        return follow_tasks(tasks, states, goals, view.period, view.data.cut_off(view.period))

    return own_rows(view, computed_once(view.results, ("tasks", view.period), (tasks, states), of_all))


def overdue(view: View) -> DataFrame:
    """Lists the overdue tasks of the page, the longest overdue first."""
    rows = followed(view)
    late = rows[rows["overdue"].astype(bool)]
    return late.sort_values(["days_overdue", "task"], ascending=[False, True], kind="stable")


def carried_note(view: View, rows: DataFrame) -> list[Sentence]:
    """Says of which units before their merger the rows shown are; nothing where they are of none."""
    units = rows.loc[rows["origin"] != rows["commune"], "origin"].drop_duplicates()
    if units.empty:
        return []
    named = ", ".join(place_names(view).get(code, code) for code in units)
    return [Sentence(view.words.word("resource.carried", units=named), Tone.NOTE)]


@once
def population(view: View) -> dict[str, int]:
    """Gives the census population of each place that has one, in its shape of the page's month."""
    table = view.data.communes
    begun, ended = (months_of(table[edge]) for edge in ("valid_from", "valid_to"))
    people = table[["code", "population"]].rename(columns={"code": "commune"})
    people = people.assign(month=begun.fillna(view.period.number), ended=ended)
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


@once
def registered(view: View) -> DataFrame:
    """Follows the criteria registered for the year by the communes of the page's month."""
    rows, communes = view.data.movement.registrations, list(view.communes)
    made = partial(follow_registrations, rows, view.now.criteria, view.period, communes)
    return computed_once(view.results, ("registered", view.period), (rows,), made)


@once
def areas(view: View) -> DataFrame:
    """Follows the areas of the page's communes and of the units that became part of them."""
    movement = view.data.movement
    own = list(view.communes) if view.is_district else [view.place.code]
    ended = [code for of in own for code in former(view).get(of, ())]
    rows: DataFrame = follow_model_areas(
        movement.model_areas,
        movement.model_area_items,
        list(dict.fromkeys([*own, *ended])),
        list(view.recognised["commune"]),
        view.period,
    )
    return rows


@once
def areas_told(view: View) -> DataFrame:
    """Keeps the model residential areas of communes that are obliged, or that registered one at least."""
    rows = areas(view)
    return rows[rows["obliged"] | (rows["state"] != "none")]


def without_area(view: View) -> list[str]:
    """Names recognised communes that have no model area yet; nothing where no area was ever recorded."""
    if view.data.movement.model_areas.empty:
        return []
    rows = areas(view)
    having = set(rows.loc[rows["state"] == "recognised", "commune"])
    obliged = set(rows.loc[rows["obliged"], "commune"])
    return [name for code, name in view.communes.items() if code in obliged - having]


@once
def targets_asked(view: View) -> tuple[list[Progress], list[Progress]]:
    """Gives the targets that bind the page's place by name or as recognised, and those it only counts in."""
    bound, joint = list[Progress](), list[Progress]()
    for progress in view.targets:
        target = progress.target
        every = target.kind is TargetKind.MODEL_AREAS and view.is_recognised
        named = view.is_commune and (view.place.code in target.communes or every)
        if view.is_district or named:
            bound.append(progress)
            continue
        match target.kind:  # whether the place is among those it counts without naming it
            case TargetKind.POOR_RATE_CHANGE:
                counts_in = True
            case TargetKind.MEAN_CRITERIA | TargetKind.MEAN_GAIN:
                counts_in = view.is_commune
            case TargetKind.CRITERION:
                counts_in = view.is_commune and (view.is_standard(target.set) or view.is_recognised)
            case _:
                counts_in = view.is_commune and view.is_recognised
        joint += [progress] if counts_in else []
    return bound, joint
