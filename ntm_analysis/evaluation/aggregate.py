"""``all_of`` over groups of verdicts, and texts joined over groups (rule 2)."""

from __future__ import annotations

from pandas import DataFrame, Series

from ntm_analysis.model import Verdict

# What decides a criterion or a composite: the worst verdict present. A group whose members all
# do not apply is itself not applicable; it is never met for want of anything to fail.
_BY_WEIGHT = [Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.NO_THRESHOLD, Verdict.NO_DATA, Verdict.NOT_MET]
_WEIGHT = {verdict.value: rank for rank, verdict in enumerate(_BY_WEIGHT)}
_VERDICT = {rank: word for word, rank in _WEIGHT.items()}


def weight(verdicts: Series) -> Series:
    """Ranks verdicts by how strongly they decide a group; NOT_MET decides over all."""
    return verdicts.map(_WEIGHT).astype("int64")


def all_of(members: DataFrame, group: str) -> DataFrame:
    """Gives per value of the column ``group`` its verdict, and whether that rests on open thresholds.

    A met group is provisional through any member that is; a group that is not met stands
    firm as soon as one failing member is judged by a final threshold.
    """
    failing = members["verdict"] == Verdict.NOT_MET.value
    marked = members[[group]].assign(
        weight=weight(members["verdict"]),
        open_met=members["provisional"] & ~failing,
        firm_failure=failing & ~members["provisional"],
    )
    groups = marked.groupby(group, sort=False).agg(
        weight=("weight", "max"), open_met=("open_met", "any"), firm_failure=("firm_failure", "any")
    )
    verdict = groups["weight"].map(_VERDICT).astype("str")
    met, not_met = verdict == Verdict.MET.value, verdict == Verdict.NOT_MET.value
    provisional = met & groups["open_met"] | not_met & ~groups["firm_failure"]
    return DataFrame({"verdict": verdict, "provisional": provisional})


def joined(rows: DataFrame, keys: list[str], column: str, separator: str = ", ") -> Series:
    """Joins the distinct non-empty texts of each group in the order of the rows."""
    present = rows.loc[rows[column] != "", [*keys, column]].drop_duplicates()
    return present.groupby(keys, sort=False)[column].agg(separator.join).astype("str")
