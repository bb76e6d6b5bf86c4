"""Rates computed from statistics of one commune, month and line, poor households summed (rule 13)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.columns import joined, ordered, taken, typed
from ntm_analysis.judge.recognition import units_alive
from ntm_analysis.judge.values import KEY, STATISTICS, answered, lateness, latest, scheduled, standing
from ntm_analysis.model import Criteria, Period, Place, Status

# Of two rates that answer for one due date, the preferred last.
_PREFERENCE = ["official", "month", "counts_from", "row"]
_PLACE = ["commune", "sent_month", "line"]
_READ = [
    *("unit_since", "month", "counts_from", "measured_on", "status", "illustrative", "rows", "source"),
    "count",
]
_NO_YEAR = 9999  # after every year there is
_CODES = {"poor_households": "poor", "near_poor_households": "near_poor", "households": "households"}
_COUNTED = list(_CODES.values())
_WHOLE = [*_COUNTED, "value_month"]
_DATES = ["reference_year", "measured_on", "value_month"]
COLUMNS = [
    *("period", "month", "place", *_COUNTED, "line", *_DATES, "status", "complete", "illustrative", "rows")
]


def counted(observations: DataFrame) -> DataFrame:
    """Gives the whole-number statistics among countable observations, with their ``count``.

    One of each commune, month, poverty line and code: the official before the preliminary, then the one
    measured later, then the one sent later.
    """
    rows = observations
    mine = rows[(rows["set"] == STATISTICS) & (rows["sex"] == "total") & ~rows["not_applicable"]]
    best = ordered(mine, ["official", "day", "counts_from", "row"])
    best = best.drop_duplicates([*_PLACE, "indicator"], keep="last")
    whole = best[(best["num"] % best["den"] == 0).to_numpy(bool)]
    return whole.assign(count=(whole["num"] // whole["den"]).astype("int64")).reset_index(drop=True)


def found_at(statistics: DataFrame) -> DataFrame:
    """Gives where each statistic (the columns) of a commune, month and line (the index) stands, else -1.

    A statistic without a line (all households, say) serves every line of its commune and month, unless it is
    given for that line itself.
    """
    at = statistics[[*_PLACE, "indicator"]].assign(position=np.arange(len(statistics)))
    own = at.pivot(index=_PLACE, columns="indicator", values="position")
    place, line = own.reset_index("line").index, own.index.get_level_values("line")
    general = own[line == ""].droplevel("line")
    shared = general.reindex(place).set_axis(own.index)
    return own.where(own.notna(), shared).fillna(-1).astype("int64")


def side_by_side(statistics: DataFrame, places: DataFrame, codes: Sequence[str]) -> DataFrame:
    """Gives the counts of several statistics, one row per commune, month and line that has all of them.

    A row has the counts by code, the oldest dates, any mark, and the rows and sources they were taken from.
    """
    places = places.reindex(columns=list(codes), fill_value=-1)
    places = places[(places >= 0).all(axis=1)]
    at = places.to_numpy()
    of = {name: statistics[name].to_numpy()[at] for name in _READ}
    year = statistics["reference_year"].fillna(_NO_YEAR).to_numpy("int64")[at].min(axis=1)
    in_order = np.argsort(np.asarray(codes, dtype=str))  # sources stand in the order of the codes
    texts = {
        name: [", ".join(dict.fromkeys(filter(None, row))) for row in of[name][:, in_order].tolist()]
        for name in ("rows", "source")
    }
    official = ~(of["status"] == Status.PRELIMINARY.value).any(axis=1)
    table = DataFrame(
        {
            "unit_since": of["unit_since"][:, 0],
            "month": of["month"].min(axis=1),
            "counts_from": of["counts_from"].max(axis=1),
            "measured_on": np.fmin.reduce(of["measured_on"], axis=1),
            "reference_year": Series(year, dtype="Int64").mask(year == _NO_YEAR),
            "official": official,
            "status": Series(
                np.where(official, Status.OFFICIAL.value, Status.PRELIMINARY.value), dtype="str"
            ),
            "illustrative": of["illustrative"].any(axis=1),
            **{name: Series(said, dtype="str") for name, said in texts.items()},
            **{code: of["count"][:, number] for number, code in enumerate(codes)},
            "row": np.arange(len(at)),
        }
    )
    return pd.concat([places.index.to_frame(index=False), table], axis=1)


def computed_values(
    statistics: DataFrame, places: DataFrame, rules: DataFrame, criteria: Criteria, poverty_line: str
) -> list[DataFrame]:
    """Gives the values of the indicators whose rule names a formula, as percentages, like recorded ones.

    Only counts on the dataset's own poverty line are used: an older line counts fewer poor
    and would let a commune pass. Impossible rates (above 100, of nothing) are no value.
    """
    found = []
    on_line = places[places.index.get_level_values("line") == poverty_line]
    for rule in rules[rules["formula"] != ""].to_dict("records"):
        key = rule["set"], rule["part"]
        part = next(part for of, *_, part in criteria.parts if (of, part.code) == key)
        formula = part.formulas[rule["formula"]]
        rows = side_by_side(statistics, on_line, tuple(dict.fromkeys(formula.codes)))
        # Of no codes pandas would sum to 0.0.
        top, bottom = (
            (rows[[*of.add]].sum(axis=1) - rows[[*of.subtract]].sum(axis=1)).astype("int64")
            for of in (formula.numerator, formula.denominator)
        )
        about = {name: rule[name] for name in ("measure_id", "frequency", "step", "due", "formula")}
        about |= {"sex": "total", "not_applicable": False}
        rows = rows.assign(**about, numerator=top, denominator=bottom, num=100 * top, den=bottom)
        rows = rows[(top >= 0) & (bottom > 0) & (top <= bottom)]
        found.append(standing(rows.assign(answers=answered(rows)), KEY, _PREFERENCE))
    return found


def poverty(
    statistics: DataFrame, places: DataFrame, units: DataFrame, district: Place, criteria: Criteria
) -> DataFrame:
    """Gives the households of each unit, of the district (town included) and of its communes alone.

    Of each unit and line it is the latest month with all three counts; stale ones are left out. The
    district's row is ``complete`` when every unit has counts of one and the same reference year and status;
    a mixture of two reviews is no district figure.
    """
    values = side_by_side(statistics, places, list(_CODES))
    values = values[values["households"] > 0].rename(columns=_CODES)
    if values.empty:
        nobody = values.assign(period="", place="", complete=True, value_month=values["month"])
        return typed(nobody, "Int64", _WHOLE)[COLUMNS]
    review = criteria.statistics["poor_households"]
    of_review = {"frequency": [review.frequency.value], "due_month": [review.due_month]}
    about = scheduled(DataFrame(of_review)).iloc[0]
    values = values.assign(**about)
    lines = Series(sorted(values["line"].unique()), name="line", dtype="str")
    values = standing(values.assign(answers=answered(values)), ["commune", "line"], _PREFERENCE)
    kept = ["period", "month", "commune", "kind", "unit_since"]
    wanted = units[kept].merge(lines, how="cross").assign(step=about["step"], due=about["due"])
    position = latest(wanted, values, ["commune", "line"])
    told = ["answers", *_COUNTED, *_DATES, "status", "illustrative", "rows"]
    value = taken(values.rename(columns={"month": "value_month"})[told], position)
    _, stale = lateness(wanted, value["answers"].to_numpy("int64"))
    found = pd.concat([wanted, value], axis=1)[(position >= 0) & ~stale]
    found = typed(found, "Int64", _WHOLE)
    is_commune, commune = found["kind"] == "commune", units["kind"] == "commune"
    whole = _summed(found, units, district.code)
    part = _summed(found[is_commune], units[commune], f"{district.code}-communes")
    alone = found.rename(columns={"commune": "place"}).assign(complete=True)[COLUMNS]
    every = pd.concat([alone, *(table for table in (whole, part) if len(table))])
    return every.sort_values(["month", "line", "place"], ignore_index=True)


def _summed(found: DataFrame, units: DataFrame, place: str) -> DataFrame:
    number = found.groupby(["month", "line"], sort=False).ngroup()
    of = found.groupby(number)
    table = found[~number.duplicated()].set_axis(number.unique())[["period", "month", "line"]]
    # A unit stands once in each month and line.
    expected = table["month"].map(units["month"].value_counts())
    one_year = (of["reference_year"].nunique(dropna=False) == 1) & of["reference_year"].first().notna()
    return table.assign(
        **of[_COUNTED].sum(),
        **of[_DATES].min(),
        status=of["status"].max(),  # preliminary comes after official
        complete=(of.size() == expected) & one_year & (of["status"].nunique() == 1),
        illustrative=of["illustrative"].any(),
        rows=joined(found["rows"], number),
        place=place,
    )[COLUMNS]


def review(poverty: DataFrame, line: str, place: str) -> Any | None:
    """Gives the counts of a place on a poverty line in one month, None where it has none."""
    mine = poverty[(poverty["line"] == line) & (poverty["place"] == place)]
    return next(mine.itertuples(), None)


def lacking(poverty: DataFrame, line: str, communes: DataFrame, period: Period) -> list[str]:
    """Names the communes and towns of a period that have no counts of the newest review."""
    alive = units_alive(communes, [period])["commune"]
    rows = poverty[(poverty["line"] == line) & poverty["place"].isin(alive)]
    rows = rows.sort_values("value_month", kind="stable")
    reviews = dict(zip(rows["place"], zip(rows["reference_year"], rows["status"], strict=True), strict=True))
    newest = list(reviews.values())[-1:]
    names = dict(zip(communes["code"], communes["name"], strict=True))
    return [names[code] for code in alive if [reviews.get(code)] != newest]


def poor_rates(rows: DataFrame) -> dict[int, Fraction]:
    """Gives the poor rate of each review by its month, in percent; a later page's row of it replaces it."""
    reviews = rows.sort_values("month").drop_duplicates("value_month", keep="last")
    columns = zip(reviews["value_month"], reviews["poor"], reviews["households"], strict=True)
    return {int(month): Fraction(100 * int(poor), int(households)) for month, poor, households in columns}
