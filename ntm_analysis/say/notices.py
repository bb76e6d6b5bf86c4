"""What stands under a conclusion: estimates below what is met now, figures overdue or too old to count."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.model import Confidence, CriteriaSet, Period, Sex, Status
from ntm_analysis.model.decimals import holds
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.names import MOST_NAMED, joined
from ntm_analysis.say.view import View


def estimates_told(view: View) -> Iterator[str]:
    """Names the communes that meet a criterion and whose own estimate of the year is below its threshold.

    An estimate decides nothing (it is never assessed); the threshold is that of the page's year.
    """
    standard = view.set_in_force("standard")
    if standard is None:
        return
    latest = _latest(view, standard)
    for code, mine in latest.groupby("indicator", sort=False):
        indicator = next((i for i in standard.indicators if i.code == code), None)
        threshold, sign = _threshold(view, standard, str(code))
        if indicator is None or threshold is None:
            continue
        criterion = str(code).split(".")[0]
        rows = view.now.criteria
        met = rows[(rows["set"] == standard.id) & (rows["criterion"] == criterion) & rows["met"]]
        meeting = set(met["commune"])
        below = [
            row
            for row in records(mine)
            if row.commune in meeting
            and not holds(Fraction(int(row.num), int(row.den)), threshold, indicator.rule)
        ]
        if below:
            words = view.words
            yield words.word(
                "sentence.estimates_below",
                year=str(view.period.year),
                code=criterion,
                threshold=words.threshold(threshold, indicator.unit, indicator.rule) + sign,
                communes="; ".join(
                    f"{view.communes[row.commune]} "
                    + words.measured(Fraction(int(row.num), int(row.den)), indicator.unit).text
                    for row in below
                ),
            )


def _latest(view: View, standard: CriteriaSet) -> DataFrame:
    rows, codes = view.data.observations, view.criteria_of(standard)
    rows = rows[rows["status"] == Status.ESTIMATE.value]  # few, of which the rest is asked
    about = rows["indicator"].str.split(".").str[0].isin(codes)
    mine = rows[
        (rows["set"] == standard.id)
        & (rows["reference_year"] == view.period.year).fillna(value=False)
        & (rows["month"] <= view.period.number)
        & (rows["sex"] == Sex.TOTAL.value)
        & about
        & rows["num"].notna()
        & ~rows["asked"]
    ]
    if not view.is_district:
        mine = mine[mine["commune"] == view.place.code]
    kept: DataFrame = mine.sort_values("month", kind="stable").drop_duplicates(
        ["commune", "indicator"], keep="last"
    )
    return kept.sort_values("commune", kind="stable")


def _threshold(view: View, standard: CriteriaSet, code: str) -> tuple[Fraction | None, str]:
    """Gives the threshold of the page's year, and the sign of one that was not checked (rule 7)."""
    rows = view.data.thresholds
    mine = rows[(rows["set"] == standard.id) & (rows["part"] == code) & (rows["year"] == view.period.year)]
    if mine.empty or mine["num"].isna().iloc[0]:
        return None, ""
    final = Confidence(mine["confidence"].iloc[0]).is_final
    sign = "" if final else " " + view.words.word("mark.provisional")
    return Fraction(int(mine["num"].iloc[0]), int(mine["den"].iloc[0])), sign


def late_sentence(view: View) -> str:
    """Names on the district's first screen the communes whose figures are overdue (rule 4)."""
    if not view.is_district:
        return ""
    rows = view.of_page(view.now.indicators)
    late = rows[rows["late"]]
    if late.empty:
        return ""
    words, codes = view.words, late.groupby("commune", sort=False)["indicator"].agg(", ".join)
    places = {str(commune): view.communes[str(commune)] for commune in codes.index}
    # Every commune is named; which figures it owes stands here while the line stays short.
    if len(places) <= MOST_NAMED:
        places = {code: f"{name} ({codes[code]})" for code, name in places.items()}
    return words.plural("sentence.late", len(late), names=", ".join(places.values()))


def stale_sentence(view: View) -> str:
    """Names whose figures are so old that they count as missing, with the month they are of (rule 4)."""
    rows = view.now.indicators
    rows = view.of_page(rows[rows["stale"]])
    if rows.empty or not (view.is_district or view.is_commune):
        return ""
    words = view.words
    named = [
        words.word(
            "sentence.stale_figure",
            place=view.communes[row.commune],
            code=coded(view, row.set, row.indicator),
            month=words.month(Period.from_number(int(row.value_month))),
        )
        for row in records(rows.head(MOST_NAMED))
    ]
    named += [""] * (len(rows) - len(named))
    return words.plural("sentence.stale", len(rows), names=joined(view, named))
