"""The criteria communes registered to reach in the year: đăng ký, đạt, còn, chậm (item 6)."""

from __future__ import annotations

from collections.abc import Collection

from pandas import DataFrame

from ntm_analysis.model import Period

_MONTHS_OF_A_QUARTER = 3
_LAST_QUARTER = "4"
STATES = ("met", "open", "late", "ended")


def follow_registrations(
    registrations: DataFrame, criteria: DataFrame, month: Period, communes: Collection[str]
) -> DataFrame:
    """Gives the registrations of the month's year with the official verdict and their state.

    ``state`` is met, open, late (not met although the quarter has ended with the month; without a quarter
    the year's last one counts) or ended: of a unit that is none of the month's ``communes`` any more.
    ``criteria`` has the month's criteria. What no verdict is known of is not met, and its verdict says
    no_data.
    """
    mine = registrations[(registrations["year"] == month.year).fillna(value=False)]
    verdicts = criteria[["commune", "set", "criterion", "verdict", "met", "provisional", "unchecked"]]
    rows = mine.merge(verdicts, on=["commune", "set", "criterion"], how="left")
    rows["verdict"] = rows["verdict"].fillna("no_data").astype("str")
    for column in ("met", "provisional", "unchecked"):
        rows[column] = rows[column].astype("boolean").fillna(value=False).astype(bool)
    quarter = rows["quarter"].where(rows["quarter"] != "", _LAST_QUARTER).astype("int64")
    ended = month.month >= _MONTHS_OF_A_QUARTER * quarter
    state = ended.map({True: "late", False: "open"}).where(~rows["met"], "met")
    state = state.where(rows["commune"].isin(list(communes)), "ended")
    return rows.assign(state=state.astype("str"), ended=ended)
