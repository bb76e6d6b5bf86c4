"""Series across mergers and splits: before its present shape a commune is the sum of what it came from.

Only counts are carried: rates are recomputed from summed numerators and denominators, never averaged, and
what was reported without counts is left out. Verdicts and recognitions belong to the unit they were
given to and are not carried (rules 8 and 12 of the method).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import Period
from ntm_analysis.model.dataset import Dataset, months_of

_KEY = ["set", "indicator", "sex", "line"]
_COUNTS = ["num", "numerator", "denominator"]


def merged_in(changes: DataFrame, code: str, period: Period) -> Period | None:
    """Gives the first month of a commune's present shape, when that is not its first one."""
    mine = changes[(changes["to_code"] == code) & (changes["from_code"] != code)]
    months = months_of(mine["effective_date"])
    months = months[months <= period.number]
    return Period.from_number(int(months.max())) if len(months) else None


def in_shape(data: Dataset, rows: DataFrame, period: Period) -> DataFrame:
    """Keeps rows (``commune``, ``month``) up to a month of the places there are, in the shape they have then.

    What was recorded of a unit before it was merged or split is another unit's (rule 8).
    """
    changes = data.unit_changes.assign(month=months_of(data.unit_changes["effective_date"]))
    changes = changes[changes["month"] <= period.number]
    touched = pd.concat([changes.set_index(name)["month"] for name in ("from_code", "to_code")])
    formed = rows["commune"].map(touched.groupby(level=0).max()).astype("Int64").fillna(0)
    alive = [place.code for place in data.places if place.exists_in(period)]
    return rows[rows["commune"].isin(alive) & (rows["month"] >= formed) & (rows["month"] <= period.number)]


def carry_over(
    observations: DataFrame,
    changes: DataFrame,
    code: str,
    counted: Collection[str],
    founded: Mapping[str, int] | None = None,
) -> DataFrame:
    """Gives the observations of a commune in its present shape, those of its predecessors summed.

    ``counted`` names the statistics that are counts. A month counts the latest value of each
    predecessor at or before it; where one has none, there is no sum. A share other than one rounds to
    whole people or households. ``founded`` gives the month number from which a code exists: one that is
    founded by a merger had no part of its own before. Carried rows have ``carried`` true and the rows they
    were made from.
    """
    own = observations[observations["commune"] == code].assign(carried=False)
    mine = changes.assign(month=months_of(changes["effective_date"]))
    joined = mine.loc[(mine["to_code"] == code) & (mine["from_code"] != code), "month"]
    if joined.empty:
        return own
    latest = int(joined.max())
    last = mine[mine["month"] == latest]
    into = last[last["to_code"] == code]
    shares = dict(zip(into["from_code"], into["pop_share"].astype("str").map(Fraction), strict=True))
    if code not in shares and (founded or {}).get(code) != latest:  # it kept what it did not give
        given = last.loc[(last["from_code"] == code) & (last["to_code"] != code), "pop_share"]
        kept = 1 - sum(given.astype("str").map(Fraction), Fraction(0))
        shares |= {code: kept} if kept > 0 else {}
    earlier = mine[mine["month"] < latest].drop(columns="month")
    before = observations[observations["month"] < latest]
    parts = []
    for source, share in shares.items():
        rows = carry_over(before, earlier, source, counted, founded)
        parts.append(rows.assign(source_code=source, share=share))
    summed = _summed(pd.concat(parts, ignore_index=True), code, len(shares), counted)
    summed = summed.astype(own.dtypes.to_dict())
    return pd.concat([summed, own[own["month"] >= latest]], ignore_index=True)


def shape_months(data: Dataset, until: Period) -> list[Period]:
    """Lists the months after the first at which a commune took a new shape."""
    changes = data.unit_changes
    joined = changes[changes["from_code"] != changes["to_code"]]
    joined = joined[joined["to_code"].isin(list(data.communes["code"]))]
    first = min(data.periods, default=until)
    months = {Period.from_number(int(month)) for month in months_of(joined["effective_date"])}
    return sorted(month for month in months if first < month <= until)


def shaped(data: Dataset, month: Period, codes: Collection[str] | None = None) -> Dataset:
    """Gives the data with the communes (all, or those named) in their shape of a month.

    Their earlier values are those of their predecessors, summed, and count also for a unit that a merger
    founded; what authorities said of them before their last change is left out, because it was said of
    another unit.
    """
    changes, units = data.unit_changes, data.communes
    changes = changes[months_of(changes["effective_date"]) <= month.number]
    targets = changes.loc[changes["from_code"] != changes["to_code"], "to_code"]
    merged = {code: merged_in(changes, code, month) for code in dict.fromkeys(targets)}
    merged = {code: since for code, since in merged.items() if codes is None or code in codes}
    counted = list(data.criteria.statistics)  # every supporting statistic is a count
    kept = data.observations[~data.observations["commune"].isin(list(merged))]
    first = months_of(units["valid_from"]).groupby(units["code"]).min().dropna()
    founded = {str(code): int(month) for code, month in first.items()}
    carried = [carry_over(data.observations, changes, code, counted, founded) for code in merged]
    formed = {code: since.number for code, since in merged.items() if since}
    dated, credited = data.recognitions["decision_date"], data.recognitions["credited_year"]
    # Without a date a decision counts at the end of its year (rule 12), here too.
    decided = months_of(dated).fillna(credited * 12 + 11)
    said_of, given_to = (
        table["commune"].map(formed).astype("Int64") for table in (data.verdicts, data.recognitions)
    )
    # A unit that a merger founded is taken for as old as any: what its parts recorded is its own.
    born = zip(units["code"], months_of(units["valid_from"]), strict=True)
    formed_in = set(zip(changes["to_code"], months_of(changes["effective_date"]), strict=True))
    is_founded = Series([unit in formed_in and unit[0] in merged for unit in born], units.index, dtype=bool)
    return replace(
        data,
        communes=units.assign(valid_from=units["valid_from"].mask(is_founded, units["valid_from"].min())),
        observations=pd.concat([kept, *carried], ignore_index=True)[list(data.observations.columns)],
        verdicts=data.verdicts[said_of.isna() | (data.verdicts["month"] >= said_of)],
        recognitions=data.recognitions[given_to.isna() | (decided >= given_to)],
    )


def _summed(rows: DataFrame, code: str, needed: int, counted: Collection[str]) -> DataFrame:
    """Sums the predecessors' counts month by month, each with its latest value by its share (rule 8)."""
    pairs = rows["numerator"].notna() & rows["denominator"].notna()
    counts = (rows["set"] == "statistics") & rows["indicator"].isin(list(counted)) & (rows["den"] == 1)
    rows = rows[(pairs | counts) & ~rows["not_applicable"]]
    for column in _COUNTS:
        scaled = zip(rows[column], rows["share"], strict=True)
        rows[column] = pd.array([n if pd.isna(n) else round(int(n) * by) for n, by in scaled], "Int64")
    rows = rows.drop(columns="share")
    if rows.empty:
        return rows.drop(columns="source_code")
    months = rows[[*_KEY, "month", "period"]].drop_duplicates()
    grid = months.merge(rows[[*_KEY, "source_code"]].drop_duplicates(), on=_KEY)
    filled = pd.merge_asof(
        grid.sort_values("month"),
        rows.drop(columns="period").sort_values("month").assign(value_month=lambda r: r["month"]),
        on="month",
        by=[*_KEY, "source_code"],
    )
    filled = filled[filled["value_month"].notna()]
    groups = filled.groupby([*_KEY, "month", "period"], sort=False)
    first = groups.first()
    summed = first.assign(
        **{name: groups[name].sum(min_count=needed) for name in _COUNTS},
        measured_on=groups["measured_on"].min(),
        reference_year=groups["reference_year"].min(),
        illustrative=groups["illustrative"].any(),
        rows=groups["rows"].agg(lambda cells: "; ".join(dict.fromkeys(cells))),
    )[groups.size() == needed].reset_index()
    percent = summed["numerator"].notna() & summed["denominator"].notna()
    top, bottom = 100 * summed["numerator"], summed["denominator"]
    summed["num"] = summed["num"].where(~percent, top)
    summed["den"] = summed["den"].where(~percent, bottom)
    return summed.assign(commune=code, carried=True).drop(columns=["source_code", "value_month"])
