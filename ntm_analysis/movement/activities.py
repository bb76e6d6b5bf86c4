"""The nine numbered items of the founding document, each with what was counted for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pandas import DataFrame

from ntm_analysis.model import Period


def follow_items(
    activities: DataFrame,
    kinds: Iterable[tuple[int, str]],
    month: Period,
    communes: Collection[str] | None = None,
) -> DataFrame:
    """Gives one row for each item and kind: this month, since January, planned for the year.

    ``kinds`` pairs items with the codes of what is counted, in order. Figures are missing where no row
    says anything, which is not nought. ``communes`` None sums over the district, its own rows included.
    """
    year = activities["month"].between(month.year * 12, month.number)
    rows = activities[year.fillna(value=False)]
    if communes is not None:
        rows = rows[rows["commune"].isin(list(communes))]
    by_kind = rows.groupby("kind")
    so_far = by_kind["quantity"].sum(min_count=1)
    planned = by_kind["planned"].sum(min_count=1)
    now = rows[rows["month"] == month.number].groupby("kind")["quantity"].sum(min_count=1)
    lines = by_kind["row"].agg(lambda cells: ", ".join(map(str, sorted(cells))))
    table = DataFrame(list(kinds), columns=["item", "kind"])
    return table.assign(
        now=table["kind"].map(now).astype("Int64"),
        so_far=table["kind"].map(so_far).astype("Int64"),
        planned=table["kind"].map(planned).astype("Int64"),
        rows=table["kind"].map(lines).fillna("").astype("str"),
    )
