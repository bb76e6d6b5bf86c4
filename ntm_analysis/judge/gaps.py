"""Which parts are measured and not met, in the order in which it is least effort to close them."""

from __future__ import annotations

from collections.abc import Collection

from pandas import DataFrame, MultiIndex, Series

from ntm_analysis.model import Verdict

_OPEN = [Verdict.NOT_MET.value, Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]


def unmet(parts: DataFrame, set_id: str, criteria: Collection[str], communes: Collection[str]) -> DataFrame:
    """Lists the parts of a set that communes measured and do not meet, of these criteria (rule 10).

    Those alone in their criterion come first, then by the share of the denominator that is missing;
    ``in_criterion`` counts the parts of the criterion that are open.
    """
    of_set = parts[(parts["set"] == set_id) & parts["criterion"].isin(criteria)]
    of_set = of_set[of_set["commune"].isin(communes)]
    rows = of_set[of_set["verdict"] == Verdict.NOT_MET.value]
    # A part without data may fail as well: a criterion that waits for one is not a single gap away.
    standing = of_set[of_set["verdict"].isin(_OPEN)].groupby(["commune", "criterion"])["part"].size()
    in_criterion = standing.reindex(MultiIndex.from_frame(rows[["commune", "criterion"]])).to_numpy()
    share = rows["gap_count"].astype("Float64") / rows["denominator"].astype("Float64")
    ordered: DataFrame = rows.assign(
        in_criterion=Series(in_criterion, rows.index), gap_share=share.fillna(1.0)
    ).sort_values(["in_criterion", "gap_share", "commune", "part"], kind="stable")
    return ordered
