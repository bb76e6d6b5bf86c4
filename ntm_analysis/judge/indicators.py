"""Parts put together into indicators, and indicators into the computed verdict of a criterion (rule 2)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.frames import joined
from ntm_analysis.judge.verdicts import all_of
from ntm_analysis.model import Rule, Verdict

PLACE = ["period", "month", "commune", "set"]
COLUMNS = [
    *PLACE,
    *("criterion", "indicator", "part", "rule", "unit", "verdict", "num", "den", "numerator", "denominator"),
    *("sex", "threshold_num", "threshold_den", "confidence", "threshold_source", "provisional"),
    *("value_month", "sent_month", "counts_from", "measured_on", "reference_year", "status", "line"),
    *("frequency", "late", "stale", "no_sex_split", "gap_num", "gap_den", "gap_count", "gap_women"),
    *("gap_unit", "formula", "source", "rows", "illustrative"),
]
_LABELS = [*PLACE, "pair", "unit_since", "cell", "criterion", "criterion_id", "indicator"]
_OLDEST = ["measured_on", "value_month", "sent_month", "counts_from", "reference_year"]
_MARKS = ["late", "stale", "no_sex_split", "illustrative"]
_TEXTS = ["rows", "source", "line", "threshold_source"]
# What every composite says of itself.
_COMPOSITE = {"rule": Rule.ALL_OF.value, "sex": "total", "unit": "", "formula": ""}
_GAP = ["gap_count", "gap_women", "gap_unit"]


def indicators(parts: DataFrame) -> DataFrame:
    """Gives one row per indicator: its only part as it is, or all of its components.

    Of components joined by all_of those that do not apply leave no trace but in ``parts``. A composite has
    the oldest dates, any mark, the weakest threshold and the least firm status of its components, no number
    of its own, and a gap where one component alone fails.
    """
    by = "indicator_id"
    every = parts[list(dict.fromkeys([*_LABELS, by, *COLUMNS]))]
    component = every["part"] != every["indicator"]
    if not component.any():
        return every
    parts = every[component]
    labels = parts.drop_duplicates(by).set_index(by)[_LABELS]
    applied = parts[parts["verdict"] != Verdict.NOT_APPLICABLE.value]
    of = applied.groupby(by)
    found = labels.assign(
        **all_of(parts, by),
        **_COMPOSITE,
        part=labels["indicator"],
        # "preliminary" comes after "official" and after "".
        status=applied.sort_values("status").groupby(by)["status"].last(),
        confidence=of["confidence"].max(),
        frequency=of["frequency"].first(),
        **{name: joined(applied[name], applied[by]) for name in _TEXTS},
    )
    found[_OLDEST], found[_MARKS] = of[_OLDEST].min(), of[_MARKS].any()
    found["stale"] = found["stale"].eq(True) & (found["verdict"] == Verdict.NO_DATA.value)  # noqa: FBT003
    failing = parts[parts["verdict"] == Verdict.NOT_MET.value].drop_duplicates(by, keep=False).set_index(by)
    found[_GAP] = failing[_GAP]
    found = found.reindex(columns=parts.columns.drop(by))
    texts: list[str] = list(parts.select_dtypes("str").columns)
    found[texts] = found[texts].fillna("")
    found[_MARKS] = found[_MARKS].fillna(value=False)
    found["confidence"] = found["confidence"].fillna(parts["confidence"].cat.categories[-1])
    composed = found.reset_index(names=by).astype(parts.dtypes.to_dict())
    return pd.concat([every[~component], composed]).sort_values("cell", ignore_index=True)


def computed_criteria(rows: DataFrame) -> DataFrame:
    """Gives the computed verdict of each criterion and the indicators it lacks data for."""
    by = "criterion_id"
    labels = rows.drop_duplicates(by).set_index(by)[[*PLACE, "pair", "criterion", "unit_since"]]
    decided = all_of(rows, by)
    lacking = rows[rows["verdict"] == Verdict.NO_DATA.value]
    return labels.assign(
        computed=decided["verdict"],
        computed_provisional=decided["provisional"],
        missing=joined(lacking["indicator"], lacking[by]).reindex(labels.index, fill_value=""),
        illustrative=rows["illustrative"].groupby(rows[by]).any(),
    ).reset_index(drop=True)
