"""Which recorded value counts in which month, and what is late without the next one (rule 4)."""

import numpy as np
import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.columns import Flags, Positions, ordered
from ntm_analysis.model import Frequency, Status
from ntm_analysis.model.dataset import months_of

STATISTICS = "statistics"
KEY = ["commune", "measure_id", "sex"]  # what a value is of
_STEP = {"month": 1, "quarter": 3, "half_year": 6, "school_year": 12, "year": 12}  # months between due dates
_DECEMBER = 12
_JULY = 7  # a school year begins with what is measured from July on
_NEVER = np.datetime64(0, "us") - np.timedelta64(10**6, "D")  # before every date
# Of two rows that answer for one due date: the official after the preliminary, then the one measured
# later, then the one sent later; the order of rows plays no part but between rows alike in all this.
_PREFERENCE = ["official", "month", "day", "counts_from", "row"]
_SAID = [
    *("num", "den", "numerator", "denominator", "not_applicable"),
    *("measured_on", "reference_year", "status", "line", "source", "rows", "illustrative"),
]
_READ = ["month", "commune", "set", "indicator", "sex", *_SAID, "row"]
VALUE = ["answers", "counts_from", "sent_month", "month", *_SAID]


def countable(observations: DataFrame, communes: DataFrame, cut_off_day: int) -> DataFrame:
    """Gives the observations that may be assessed: no estimate, nothing that is to be confirmed first.

    ``sent_month`` is the period a row was sent for; ``month`` the one it was measured in, its own where no
    day is given, at the latest the December of its reference year; ``counts_from`` the first it counts in,
    which for what was measured after the cut-off day is the next; ``unit_since`` the month in which the
    unit was formed that bore the code.
    """
    given = (observations["num"].notna() & (observations["den"] > 0).fillna(value=False)).astype(bool)
    allowed = (observations["status"] != Status.ESTIMATE.value) & ~observations["asked"]
    rows = observations.loc[(given | observations["not_applicable"]) & allowed, _READ]
    sent, day = rows["month"].astype("int64"), rows["measured_on"]
    measured = months_of(day).fillna(sent).astype("int64")
    december = (rows["reference_year"] * 12 + 11).fillna(measured).astype("int64")
    formed = DataFrame({"commune": communes["code"], "since": months_of(communes["valid_from"])})
    formed = formed.dropna().astype({"since": "int64"}).sort_values("since")
    asked = DataFrame({"commune": rows["commune"], "month": sent, "row": np.arange(len(rows))})
    since = pd.merge_asof(asked.sort_values("month"), formed, left_on="month", right_on="since", by="commune")
    return rows.assign(
        sent_month=sent,
        month=np.minimum(measured, december),
        counts_from=np.maximum(sent, measured + (day.dt.day > cut_off_day)),
        unit_since=since.sort_values("row")["since"].fillna(0).to_numpy("int64"),
        official=rows["status"] == Status.OFFICIAL.value,
        day=day.fillna(_NEVER),
    )


def scheduled(rules: DataFrame) -> DataFrame:
    """Adds the months between due dates (``step``) and the month of the year they fall in (``due``).

    December where none is named.
    """
    due = rules["due_month"].replace(0, _DECEMBER).fillna(_DECEMBER)
    return rules.assign(step=rules["frequency"].map(_STEP).astype("int64"), due=due.astype("int64"))


def recorded_values(rows: DataFrame, rules: DataFrame) -> DataFrame:
    """Gives the values of indicators from countable observations: KEY, ``since`` and VALUE.

    An indicator with a formula is never taken as recorded.
    """
    due = rules[["set", "measure", "measure_id", "frequency", "step", "due"]]
    by_formula = rules.loc[rules["formula"] != "", "measure_id"]
    due = due[~due["measure_id"].isin(by_formula)].drop_duplicates("measure_id", keep="last")
    measured = rows.merge(due, left_on=["set", "indicator"], right_on=["set", "measure"])
    measured["answers"] = answered(measured)
    return standing(measured, KEY, _PREFERENCE)


def answered(rows: DataFrame) -> Positions:
    """Gives the due month each value answers for, as Period.number.

    A value answers for the month, quarter, half-year or school year in which it was measured, whenever it
    was sent. An official value of a year answers for the due month of its reference year, early or late;
    a preliminary one for nothing more than its own month, so that the review that is due is missed where
    it does not come. A reference year after the value's own year adds nothing: a slip of the pen must not
    keep a value fresh for years.
    """
    month, step, due = (rows[name].to_numpy("int64") for name in ("month", "step", "due"))
    year = rows["reference_year"].fillna(0).to_numpy("int64")
    of_period = month + (step - 1 - month % step)  # a quarter's last month
    named = rows["official"].to_numpy(bool) & year.astype(bool) & (year <= month // 12)
    of_year = np.where(named, year * 12 + due - 1, month)
    of_school_year = ((month - (_JULY - 1)) // 12 + (due < _JULY)) * 12 + due - 1
    yearly, school = (
        rows["frequency"].eq(each).to_numpy(bool) for each in (Frequency.YEAR, Frequency.SCHOOL_YEAR)
    )
    return np.select([yearly, school], [of_year, of_school_year], of_period)


def lateness(rows: DataFrame, answers: Positions) -> tuple[Flags, Flags]:
    """Marks values as late (one due date passed by a month) or stale (two); never both."""
    month, step, due = (rows[name].to_numpy("int64") for name in ("month", "step", "due"))
    following = answers + 1 + (due - 1 - (answers + 1)) % step
    return (month > following) & (month <= following + step), month > following + step


def standing(values: DataFrame, key: list[str], preference: list[str]) -> DataFrame:
    """Gives, for each key and each month in which a value was added, the one that stands from then on.

    ``since`` is that month. A later due date before an earlier one, so that a newer reference year is never
    replaced by an older one sent later; among those of one due date the preferred.
    """
    if values.empty:
        return values.assign(since=values["counts_from"])
    order = ["unit_since", "answers", *preference]
    ranked = values[[*order, "counts_from"]].loc[:, lambda t: ~t.columns.duplicated()]
    ranked = ranked.assign(key=values.groupby(key, sort=False).ngroup(), position=np.arange(len(values)))
    ranked = ordered(ranked, ["key", *order]).assign(rank=np.arange(len(values)))
    in_time = ordered(ranked[["key", "counts_from", "rank"]], ["key", "counts_from", "rank"])
    best = in_time.groupby("key")["rank"].cummax().to_numpy()
    last = ~in_time.duplicated(["key", "counts_from"], keep="last").to_numpy()
    since = in_time["counts_from"].to_numpy()[last]
    chosen: DataFrame = values.iloc[ranked["position"].to_numpy()[best[last]]]
    return chosen.assign(since=since).reset_index(drop=True)


def latest(wanted: DataFrame, values: DataFrame, key: list[str]) -> Positions:
    """Finds for each row wanted the position of the value that stands in its month, -1 for none.

    What was recorded before ``unit_since``, when the unit was formed, belongs to another unit.
    """
    positions = np.full(len(wanted), -1, dtype="int64")
    if values.empty:
        return positions
    asked = wanted[[*key, "month", "unit_since"]].assign(row=np.arange(len(wanted)))
    known = values[[*key, "since"]].assign(position=np.arange(len(values)))
    found = pd.merge_asof(
        asked.sort_values("month", kind="stable"),
        known.sort_values("since", kind="stable"),
        left_on="month",
        right_on="since",
        by=key,
    )
    own = found["since"] >= found["unit_since"]
    positions[found["row"]] = found["position"].where(own, -1)
    return positions
