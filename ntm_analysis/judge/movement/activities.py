"""The nine numbered items of the founding document, each with what was counted for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pandas import DataFrame, Series

from ntm_analysis.model import Period


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
    rows = activities[activities["month"].between(begin, month.number).fillna(value=False)]
    if communes is not None:
        rows = rows[rows["commune"].isin(list(communes))]
    by_kind = rows.groupby("kind")
    so_far = by_kind["quantity"].sum(min_count=1)
    planned = by_kind["planned"].sum(min_count=1)
    in_month = rows[rows["month"] == month.number]
    now = in_month.groupby("kind")["quantity"].sum(min_count=1)
    named = in_month[in_month["commune"] != ""].groupby("kind")["commune"]
    places = {kind: tuple(sorted(set(codes))) for kind, codes in named}
    lines = {kind: ", ".join(map(str, sorted(cells))) for kind, cells in by_kind["row"]}
    table = DataFrame(list(kinds), columns=["item", "kind"])
    return table.assign(
        now=table["kind"].map(now).astype("Int64"),
        so_far=table["kind"].map(so_far).astype("Int64"),
        planned=table["kind"].map(planned).astype("Int64"),
        places=Series([places.get(kind, ()) for kind in table["kind"]], table.index, dtype=object),
        rows=Series([lines.get(kind, "") for kind in table["kind"]], table.index, dtype="str"),
    )
