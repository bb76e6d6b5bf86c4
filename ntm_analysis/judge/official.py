"""Parts put together into indicators, these into criteria, with the official verdict (rules 2 and 6)."""

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.columns import joined, taken
from ntm_analysis.judge.values import latest
from ntm_analysis.judge.verdicts import all_of
from ntm_analysis.model import Level, Rule, Verdict

PLACE = ["period", "month", "commune", "set"]
OF_INDICATORS = [
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
OF_CRITERIA = [
    *PLACE,
    *("criterion", "computed", "computed_provisional", "reported", "level", "reported_month"),
    *("levels_differ", "self_assessed", "self_month", "verdict", "basis", "met", "unchecked", "discrepancy"),
    *("provisional", "missing", "illustrative"),
]
_MET, _NOT_MET, _NEARLY_MET = Verdict.MET.value, Verdict.NOT_MET.value, Verdict.NEARLY_MET.value
_KEY = ["commune", "set", "criterion"]
_TOLD = ["verdict", "since", "illustrative"]


def indicators(parts: DataFrame) -> DataFrame:
    """Gives one row per indicator: its only part as it is, or all of its components.

    Of components joined by all_of those that do not apply leave no trace but in ``parts``. A composite has
    the oldest dates, any mark, the weakest threshold and the least firm status of its components, no number
    of its own, and a gap where one component alone fails.
    """
    by = "indicator_id"
    every = parts[list(dict.fromkeys([*_LABELS, by, *OF_INDICATORS]))]
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


def official_criteria(computed: DataFrame, verdicts: DataFrame) -> DataFrame:
    """Adds the review that holds, the official verdict, its basis and any discrepancy.

    The newest review by district or province is official, of one month the higher level's, else the computed
    verdict. What a commune assessed itself stands beside: ``unchecked`` where it says đạt, nobody reviewed
    it and the criterion is not met otherwise. No verdict passes through a merger. ``levels_differ``: the
    district's review replaced another verdict of the province, or the commune wrote "chưa đạt" since.
    """
    said = []
    for level in Level:  # what each said last; of two verdicts of one month the later row counts
        mine = verdicts[verdicts["level"] == level.value].sort_values(["month", "row"])
        mine = mine.drop_duplicates([*_KEY, "month"], keep="last").assign(since=mine["month"].astype("int64"))
        position = latest(computed, mine, _KEY)
        said.append(taken(mine[_TOLD], position).assign(said=position >= 0))
    own, district, province = said
    by_province = province["said"] & (province["since"] >= district["since"])
    review = district.mask(by_province, province)
    reviewed, data = review["said"], computed["computed"].astype("str")
    contrary = (province["verdict"] == _MET) != (district["verdict"] == _MET)
    replaced = district["said"] & ~by_province & province["said"] & contrary
    objected = (review["verdict"] == _MET) & (own["verdict"] == _NOT_MET) & (own["since"] > review["since"])
    verdict = review["verdict"].where(reviewed, data)
    by_data = ~reviewed & data.isin([_MET, _NOT_MET, Verdict.NOT_APPLICABLE.value])
    is_open = computed["computed_provisional"]
    return computed.assign(
        reported=review["verdict"],
        level=np.select([by_province, reviewed], [Level.PROVINCE.value, Level.DISTRICT.value], ""),
        reported_month=review["since"].astype("Int64").where(reviewed),
        levels_differ=replaced | objected,
        self_assessed=own["verdict"],
        self_month=own["since"].astype("Int64").where(own["said"]),
        verdict=verdict,
        basis=np.select([reviewed, by_data], ["reported", "computed"], ""),
        met=verdict == _MET,
        unchecked=(verdict != _MET) & ~reviewed & (own["verdict"] == _MET),
        provisional=by_data & is_open,
        discrepancy=_discrepancy(data, review["verdict"].where(reviewed, own["verdict"]), is_open),
        illustrative=computed["illustrative"] | review["illustrative"].where(reviewed, own["illustrative"]),
    )


def _discrepancy(computed: Series, reported: Series, open_threshold: Series) -> Series:
    """Names where the report and the data say different things; cơ bản đạt is not đạt (rules 1 and 6)."""
    decided = computed.isin([_MET, _NOT_MET]) & reported.isin([_MET, _NOT_MET, _NEARLY_MET])
    differs = decided & ((computed == _MET) != (reported == _MET))
    return Series(
        np.select([differs & open_threshold, differs], ["check_threshold", "disagree"], ""),
        index=computed.index,
    )
