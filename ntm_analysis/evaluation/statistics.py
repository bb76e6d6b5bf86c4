"""Rates computed from supporting statistics of one commune, month and poverty line (rule 13)."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.evaluation.aggregate import joined
from ntm_analysis.evaluation.values import STATISTICS, countable, one_per_month
from ntm_analysis.model import Criteria, Formula, Sex, Status

_GROUP = ["commune", "month", "line"]


def statistics_by_line(observations: DataFrame) -> DataFrame:
    """Gives the countable whole-number statistics, each under the poverty line it was counted on.

    A statistic without a line (all households, say) serves every line of its commune and
    month, unless it is given for that line itself.
    """
    rows = countable(observations)
    kept = (rows["set"] == STATISTICS) & (rows["sex"] == Sex.TOTAL.value) & ~rows["not_applicable"]
    rows = rows[kept].rename(columns={"indicator": "code"})
    rows = one_per_month(rows, ["commune", "code", "line"])
    rows = rows[rows["num"] % rows["den"] == 0]
    rows = rows.assign(count=(rows["num"] // rows["den"]).astype("Int64"))
    lined, plain = rows[rows["line"] != ""], rows[rows["line"] == ""]
    spread = plain.drop(columns="line").merge(lined[_GROUP].drop_duplicates(), on=["commune", "month"])
    every = pd.concat([lined, spread, plain], ignore_index=True)
    return every.drop_duplicates([*_GROUP, "code"], keep="first")


def complete_groups(statistics: DataFrame, codes: tuple[str, ...]) -> tuple[DataFrame, DataFrame]:
    """Gives the counts of all ``codes`` side by side, and what is known of their source rows.

    Both are indexed by commune, month and line; a group that lacks a code is left out.
    """
    rows = statistics[statistics["code"].isin(codes)].sort_values([*_GROUP, "code"], kind="stable")
    size = rows.groupby(_GROUP)["code"].transform("size")
    rows = rows[size == len(codes)]
    side_by_side = rows.pivot(index=_GROUP, columns="code", values="count")  # noqa: PD010 - nothing to aggregate
    counts = side_by_side.reindex(columns=list(codes))
    groups = rows.groupby(_GROUP)
    known = groups.agg(
        measured_on=("measured_on", "min"),
        reference_year=("reference_year", "min"),
        illustrative=("illustrative", "any"),
    )
    preliminary = (rows["status"] == Status.PRELIMINARY.value).groupby([rows[key] for key in _GROUP]).any()
    status = preliminary.map({True: Status.PRELIMINARY.value, False: Status.OFFICIAL.value})
    known["status"] = status.astype("str")
    known["rows"] = _text(rows, "rows", known)
    known["source"] = _text(rows, "source", known)
    return counts, known


def computed_values(
    statistics: DataFrame, rules: DataFrame, criteria: Criteria, poverty_line: str
) -> DataFrame:
    """Gives the values of the indicators whose rule names a formula, as percentages.

    Only counts on the dataset's own poverty line are used: an older line counts fewer poor
    and would let a commune pass. Impossible rates (above 100, of nothing) are no value.
    """
    chosen = rules[rules["formula"] != ""]
    on_line = statistics[statistics["line"] == poverty_line]
    frames = [_of_formula(on_line, _formula(criteria, rule), rule) for rule in chosen.to_dict("records")]
    return pd.concat(frames, ignore_index=True) if frames else DataFrame()


def _formula(criteria: Criteria, rule: dict[Any, Any]) -> Formula:
    indicators = {i.code: i for i in criteria.sets[rule["set"]].indicators}
    whole = indicators[rule["indicator"]]
    part = {i.code: i for i in (whole, *whole.components)}[rule["part"]]
    return part.formulas[rule["formula"]]


def _of_formula(statistics: DataFrame, formula: Formula, rule: dict[Any, Any]) -> DataFrame:
    added = formula.numerator_add + formula.denominator_add
    subtracted = formula.numerator_subtract + formula.denominator_subtract
    counts, known = complete_groups(statistics, tuple(dict.fromkeys(added + subtracted)))
    above = _sum(counts, formula.numerator_add) - _sum(counts, formula.numerator_subtract)
    below = _sum(counts, formula.denominator_add) - _sum(counts, formula.denominator_subtract)
    values = known.assign(num=100 * above, den=below, numerator=above, denominator=below)
    values = values[(above >= 0) & (below > 0) & (above <= below)].reset_index()
    return values.assign(
        set=rule["set"],
        measure=rule["measure"],
        sex=Sex.TOTAL.value,
        formula=rule["formula"],
        not_applicable=False,
    )


def _sum(counts: DataFrame, codes: tuple[str, ...]) -> Series:
    return counts[list(codes)].sum(axis=1).astype("Int64")


def _text(rows: DataFrame, column: str, known: DataFrame) -> Series:
    return joined(rows, _GROUP, column).reindex(known.index).fillna("")
