"""The numbered items of the founding document: what was counted, registered and recognised for them."""

from collections.abc import Collection, Iterable

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import Period

_KEYS = ["set", "criterion", "commune"]
_COMPARED = 2  # communes that registered a criterion, so that one can be the first of them
_MONTHS_OF_A_QUARTER = 3
_LAST_QUARTER = "4"
STATES = ("met", "open", "late", "ended")


def follow_items(
    activities: DataFrame,
    kinds: Iterable[tuple[int, str]],
    month: Period,
    communes: Collection[str] | None = None,
    *,
    first: Period | None = None,
) -> DataFrame:
    """Gives one row for each item and kind: this month, since January, planned for the year.

    ``first`` names another month to count from; what is planned is then that of these months.

    ``kinds`` pairs items with the codes of what is counted, in order. Figures are missing where no row
    says anything, which is not nought. ``communes`` None sums over the district, its own rows included;
    ``places`` holds the codes that have a row in the month, so that no sum of some is read as all.
    """
    begin = (first or Period(month.year, 1)).number
    rows = activities[activities["month"].between(begin, month.number)]
    if communes is not None:
        rows = rows[rows["commune"].isin(list(communes))]
    in_month = rows[rows["month"] == month.number]
    named = in_month[in_month["commune"] != ""].groupby("kind")["commune"]
    places = {kind: tuple(sorted(set(codes))) for kind, codes in named}
    lines = {kind: ", ".join(map(str, sorted(cells))) for kind, cells in rows.groupby("kind")["row"]}
    table = DataFrame(list(kinds), columns=["item", "kind"])
    summed = {"now": (in_month, "quantity"), "so_far": (rows, "quantity"), "planned": (rows, "planned")}
    for name, (counted, column) in summed.items():
        table[name] = table["kind"].map(counted.groupby("kind")[column].sum(min_count=1)).astype("Int64")
    return table.assign(
        places=Series([places.get(kind, ()) for kind in table["kind"]], table.index, dtype=object),
        rows=Series([lines.get(kind, "") for kind in table["kind"]], table.index, dtype="str"),
    )


def follow_model_areas(
    areas: DataFrame,
    checklist: DataFrame,
    communes: Collection[str],
    recognised: Collection[str],
    month: Period,
) -> DataFrame:
    """Gives one row for each model residential area of each commune; one without any has ``state`` none.

    Every recognised commune has one, others are encouraged (item 2): ``obliged`` tells that the commune is
    recognised and owes an area. ``state`` is recognised (a decision by the month's end), registered or none;
    ``met`` of ``items`` are from the latest checklist.
    """
    end = pd.Timestamp(month.last_day)
    known = areas[areas["registered_on"].isna() | (areas["registered_on"] <= end)]
    listed = DataFrame({"commune": list(communes)}, dtype="str").merge(known, on="commune", how="left")
    decided = (listed["recognised_on"] <= end).fillna(value=False)
    state = decided.map({True: "recognised", False: "registered"}).where(listed["village"].notna(), "none")
    rows = listed.assign(
        state=state.astype("str"),
        obliged=listed["commune"].isin(list(recognised)),
        village=listed["village"].fillna("").astype("str"),
        row=listed["row"].fillna(0).astype("int64"),
        decision=listed["decision"].where(decided, "").fillna("").astype("str"),
    )
    checked = checklist[checklist["month"] <= month.number]
    checked = checked.sort_values("month", kind="stable")
    last = checked.drop_duplicates(["commune", "village", "item"], keep="last")
    of_area = last.assign(is_met=last["verdict"] == "met").groupby(["commune", "village"])["is_met"]
    rows = rows.merge(
        of_area.agg(met="sum", items="size").reset_index(), on=["commune", "village"], how="left"
    )
    columns = ["commune", "village", "state", "obliged", "met", "items", "decision", "recognised_on", "row"]
    return rows.astype({"met": "Int64", "items": "Int64"})[columns]


def follow_registrations(
    registrations: DataFrame, criteria: DataFrame, month: Period, communes: Collection[str]
) -> DataFrame:
    """Gives the registrations of the month's year with the official verdict and their state (item 6).

    ``state`` is met, open, late (not met although the quarter has ended with the month; without a quarter
    the year's last one counts) or ended: of a unit that is none of the month's ``communes`` any more.
    ``criteria`` has the month's criteria. What no verdict is known of is not met, and its verdict says
    no_data.
    """
    mine = registrations[registrations["year"] == month.year]
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


def first_to_meet(registrations: DataFrame, criteria: DataFrame) -> DataFrame:
    """Gives for each criterion that several communes registered those that met it first and still do.

    ``registrations`` are the year's, ``criteria`` every month from the last December on. ``month`` is
    the first of the months since which it has been met without a break; met from the first month on, it
    is no merit of the year. ``registered`` counts the communes that registered it.
    """
    wanted = registrations[_KEYS].drop_duplicates()
    rows = criteria.merge(wanted, on=_KEYS).sort_values("month", ascending=False, kind="stable")
    unbroken = rows.groupby(_KEYS)["met"].cummin().astype(bool)
    since = rows[unbroken].groupby(_KEYS)["month"].min().reset_index()
    of_year = since[since["month"] > criteria["month"].min()]
    earliest = of_year.groupby(["set", "criterion"])["month"].transform("min")
    counted = wanted.groupby(["set", "criterion"]).size().rename("registered").reset_index()
    first = of_year[of_year["month"] == earliest].merge(counted, on=["set", "criterion"])
    compared: DataFrame = first[first["registered"] >= _COMPARED]
    by_number = compared.assign(number=compared["criterion"].astype("int64"))
    return by_number.sort_values(["set", "number", "commune"]).drop(columns="number")
