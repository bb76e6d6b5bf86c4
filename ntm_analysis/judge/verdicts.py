"""The verdict of every part of every set, from its value and its threshold (rules 1, 5, 7, 9 and 10)."""

from typing import Any, cast

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.columns import closing_count, compare, distance, taken
from ntm_analysis.judge.values import KEY, VALUE, lateness, latest, scheduled
from ntm_analysis.model import LEAVING, Confidence, Rule, Verdict

# What decides a criterion or a composite (rule 2): the worst verdict present, which is the largest.
_BY_WEIGHT = (Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.NO_THRESHOLD, Verdict.NO_DATA, Verdict.NOT_MET)
VERDICTS = pd.CategoricalDtype([verdict.value for verdict in _BY_WEIGHT])
CONFIDENCES = pd.CategoricalDtype([confidence.value for confidence in Confidence], ordered=True)
_EVERY_YEAR = 0
_FAR = 10**5  # more than any year


def numbered(rules: DataFrame, thresholds: DataFrame) -> DataFrame:
    """Numbers the measures, indicators and criteria, each of its set, and the parts that have thresholds."""
    return scheduled(rules).assign(
        measure_id=rules.groupby(["set", "measure"], sort=False).ngroup(),
        indicator_id=rules.groupby(["set", "criterion", "indicator"], sort=False).ngroup(),
        criterion_id=rules.groupby(["set", "criterion"], sort=False).ngroup(),
        part_id=judged_parts(thresholds).get_indexer(pd.MultiIndex.from_frame(rules[["set", "part"]])),
    )


def judged_parts(thresholds: DataFrame) -> pd.MultiIndex:
    """Lists the parts that have thresholds; a part's number is its place here, -1 for one that has none."""
    return pd.MultiIndex.from_frame(thresholds[["set", "part"]].drop_duplicates())


def all_of(rows: DataFrame, by: str) -> DataFrame:
    """Gives the verdict of each group of rows, and whether it rests on open thresholds (rules 2 and 7).

    Without what does not apply: any chưa đạt is chưa đạt, else any without data is chưa có số liệu, else any
    without threshold chưa đủ căn cứ, else đạt. A group whose members all do not apply does not apply; it is
    never met for want of anything to fail. A met group is provisional through any member that is; a group
    that is not met stands firm as soon as one failing member is judged by a final threshold.
    """
    failing = rows["verdict"] == Verdict.NOT_MET.value
    marks = DataFrame(
        {"open": rows["provisional"] & ~failing, "firm": failing & ~rows["provisional"], by: rows[by]}
    )
    marked = marks.groupby(by).any()
    worst = rows["verdict"].cat.codes.groupby(rows[by]).max()
    verdict = Series(pd.Categorical.from_codes(worst, dtype=VERDICTS), index=worst.index)
    is_open = (verdict == Verdict.MET.value) & marked["open"]
    is_open |= (verdict == Verdict.NOT_MET.value) & ~marked["firm"]
    return DataFrame({"verdict": verdict, "provisional": is_open})


def cells(communes: DataFrame, rules: DataFrame) -> DataFrame:
    """Pairs each assessed commune with the rules of its set: one ``cell`` for each part, in order.

    ``indicator_id`` and ``criterion_id`` number the indicators and criteria of all of them.
    """
    found = communes.merge(rules, on="set")
    of_pair = found["pair"] * len(rules)
    ids = {name: of_pair + found[name] for name in ("indicator_id", "criterion_id")}
    return found.assign(cell=np.arange(len(found)), **ids)


def by_sex(parts: DataFrame) -> DataFrame:
    """Lists what is to be judged: every part for everybody, those for both sexes once more for each sex."""
    split = parts[parts["both_sexes"]]
    return pd.concat(
        [parts.assign(sex="total"), split.assign(sex="male"), split.assign(sex="female")], ignore_index=True
    )


def judged(rows: DataFrame, values: DataFrame, thresholds: DataFrame) -> DataFrame:
    """Adds to each row (a part of a commune in a month, of one sex) its value, threshold and verdict."""
    position = latest(rows, values, KEY)
    value = taken(values[[*VALUE, "formula"]].rename(columns={"month": "value_month"}), position)
    nothing = Series(position < 0)
    for name in ("answers", "value_month", "sent_month", "counts_from"):
        value[name] = value[name].astype("Int64").mask(nothing)
    rows = pd.concat([rows.drop(columns="formula"), value], axis=1)
    # "Không áp dụng" holds until something else is said.
    ages = ~nothing & ~rows["not_applicable"]
    late, stale = (flags & ages for flags in lateness(rows, value["answers"].fillna(0).to_numpy("int64")))
    rows = rows.assign(given=~nothing & ~stale, late=late, stale=stale)
    rows = pd.concat([rows, _thresholds(rows, thresholds)], axis=1)
    rows["verdict"] = _verdict(rows)
    decided = rows["verdict"].isin([Verdict.MET.value, Verdict.NOT_MET.value])
    final = [confidence.value for confidence in Confidence if confidence.is_final]
    rows["provisional"] = decided & ~rows["confidence"].isin(final)
    return pd.concat([rows, _gaps(rows)], axis=1)


def _thresholds(rows: DataFrame, thresholds: DataFrame) -> DataFrame:
    """Finds the threshold of each row's own reference year (rule 5), else the one for every year.

    Where there is no value the threshold of the page's year is shown. An indicator that rises by year has
    no threshold for every year: a year it does not name stays without.
    """
    part = judged_parts(thresholds).get_indexer(pd.MultiIndex.from_frame(thresholds[["set", "part"]]))
    known = pd.Index(part * _FAR + thresholds["year"].to_numpy("int64"))
    mine = rows["part_id"].to_numpy("int64")
    year = rows["reference_year"].fillna(rows["month"] // 12).to_numpy("int64")
    of_year, always = (known.get_indexer(mine * _FAR + asked) for asked in (year, _EVERY_YEAR))
    found = taken(thresholds[["num", "den", "confidence", "source"]], np.where(of_year < 0, always, of_year))
    found["confidence"] = found["confidence"].replace("", Confidence.UNKNOWN.value).astype(CONFIDENCES)
    return found.rename(
        columns={"num": "threshold_num", "den": "threshold_den", "source": "threshold_source"}
    )


def _verdict(rows: DataFrame) -> pd.Categorical:
    """Decides each row (rule 1); the first case that holds is the verdict."""
    conditional = rows["condition"] != ""
    unknown = rows["denominator"].isna()
    small = (rows["denominator"] <= rows["condition_value"]).fillna(value=False).astype(bool)
    holds = small.where(rows["condition"] == "at_most", ~small)
    no_threshold = rows["threshold_num"].isna()
    compared = [rows[name] for name in ("num", "den", "threshold_num", "threshold_den", "rule")]
    cases = [
        (~rows["applies"], Verdict.NOT_APPLICABLE),
        (~rows["given"], Verdict.NO_DATA),
        (rows["not_applicable"] & rows["if_any"], Verdict.NOT_APPLICABLE),
        (rows["not_applicable"] | rows["num"].isna(), Verdict.NO_DATA),
        (conditional & unknown, Verdict.NO_DATA),
        (conditional & ~unknown & ~holds, Verdict.NOT_APPLICABLE),
        (no_threshold, Verdict.NO_THRESHOLD),
        (compare(*compared), Verdict.MET),
    ]
    number = {str(verdict): place for place, verdict in enumerate(VERDICTS.categories)}
    conditions = [np.asarray(case, dtype=bool) for case, _ in cases]
    codes = np.select(
        conditions, [np.int8(number[verdict]) for _, verdict in cases], np.int8(number[Verdict.NOT_MET])
    )
    return cast("pd.Categorical", pd.Categorical.from_codes(codes, dtype=VERDICTS))


def _gaps(rows: DataFrame) -> DataFrame:
    """Gives the distance to the threshold, and the smallest whole count that closes it (rule 10).

    Nobody can be added to a class that has left school in an earlier year: such a gap has no count.
    """
    failing = rows[rows["verdict"] == Verdict.NOT_MET.value]
    top, bottom = distance(*(failing[name] for name in ("num", "den", "threshold_num", "threshold_den")))
    has_left = (failing["gap_unit"] == LEAVING) & (failing["reference_year"] < failing["month"] // 12)
    counted = (failing["unit"] == "percent") & (failing["gap_unit"] != "")
    counted &= failing["rule"].isin([Rule.AT_LEAST.value, Rule.AT_MOST.value])
    counted &= failing["numerator"].notna() & failing["denominator"].notna()
    countable = failing[counted & ~has_left.fillna(value=False).astype(bool)]
    columns = ("numerator", "denominator", "threshold_num", "threshold_den", "rule")
    count = closing_count(*(countable[name] for name in columns))
    found = {
        "gap_num": Series(top, failing.index),
        "gap_den": Series(bottom, failing.index),
        "gap_count": Series(count, countable.index),
    }
    return DataFrame({name: column.astype("Int64").reindex(rows.index) for name, column in found.items()})


def spare_count(part: Any) -> int | None:
    """Gives how many may be lost of what is met so that it just holds, one more would not (rule 10).

    Of a share counted in whole things, the denominator held fixed, and of the sex whose row it is; None
    where nothing of the kind is counted, or of a class that has left school.
    """
    known = [part.numerator, part.denominator, part.threshold_num, part.threshold_den]
    if part.verdict != Verdict.MET or part.unit != "percent" or part.gap_unit in {"", LEAVING}:
        return None
    if pd.isna(known).any() or part.rule not in {Rule.AT_LEAST, Rule.AT_MOST}:
        return None
    return -int(closing_count(*([each] for each in (*known, part.rule)))[0])
