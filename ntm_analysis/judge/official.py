"""The official verdict of a criterion: reported beside computed, neither hiding the other (rule 6)."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame, Series

from ntm_analysis.judge.frames import taken
from ntm_analysis.judge.indicators import PLACE
from ntm_analysis.judge.values import latest
from ntm_analysis.model import Level, Verdict

COLUMNS = [
    *PLACE,
    *("criterion", "computed", "computed_provisional", "reported", "level", "reported_month"),
    *("levels_differ", "self_assessed", "self_month", "verdict", "basis", "met", "unchecked", "discrepancy"),
    *("provisional", "missing", "illustrative"),
]
_MET, _NOT_MET, _NEARLY_MET = Verdict.MET.value, Verdict.NOT_MET.value, Verdict.NEARLY_MET.value
_KEY = ["commune", "set", "criterion"]
_TOLD = ["verdict", "since", "illustrative"]


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
    basis = np.select([reviewed, by_data], ["reported", "computed"], "")
    is_open = computed["computed_provisional"]
    return computed.assign(
        reported=review["verdict"],
        level=np.select([by_province, reviewed], [Level.PROVINCE.value, Level.DISTRICT.value], ""),
        reported_month=review["since"].astype("Int64").where(reviewed),
        levels_differ=replaced | objected,
        self_assessed=own["verdict"],
        self_month=own["since"].astype("Int64").where(own["said"]),
        verdict=verdict,
        basis=basis,
        met=verdict == _MET,
        unchecked=(verdict != _MET) & ~reviewed & (own["verdict"] == _MET),
        provisional=by_data & is_open,
        discrepancy=_discrepancy(data, review["verdict"].where(reviewed, own["verdict"]), is_open),
        illustrative=computed["illustrative"] | review["illustrative"].where(reviewed, own["illustrative"]),
    ).astype(dict.fromkeys(("level", "basis", "discrepancy"), "str"))


def _discrepancy(computed: Series, reported: Series, open_threshold: Series) -> Series:
    """Names where the report and the data say different things; cơ bản đạt is not đạt (rules 1 and 6)."""
    decided = computed.isin([_MET, _NOT_MET]) & reported.isin([_MET, _NOT_MET, _NEARLY_MET])
    differs = decided & ((computed == _MET) != (reported == _MET))
    return Series(
        np.select([differs & open_threshold, differs], ["check_threshold", "disagree"], ""),
        index=computed.index,
    )
