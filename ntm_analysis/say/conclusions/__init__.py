"""The conclusion of a page: the message that heads it, the sentences under it, what must be known at once."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.model import Confidence, CriteriaSet, Period, Sex, Status
from ntm_analysis.model.decimals import holds
from ntm_analysis.say.conclusions import subjects
from ntm_analysis.say.conclusions.areas import area_sentences
from ntm_analysis.say.conclusions.commune import commune_state, headline, prospects
from ntm_analysis.say.marks import indicators_known, month_of, records
from ntm_analysis.say.texts import MOST_NAMED, joined, own_name
from ntm_analysis.say.units import mergers_told
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Sentence, Shown, Tone


@once
def sentences(view: View) -> tuple[str, ...]:
    """Gives the page's conclusion: its message, which heads it, and the sentences under it."""
    told, of_movement = list[str](), view.notebook == "movement"
    if view.area:
        told += area_sentences(view)
    elif view.is_district and of_movement:
        told += subjects.roadmap_sentences(view) or [subjects.district_state(view)]
    elif view.is_district:
        told += [subjects.district_message(view), subjects.district_state(view)]
    elif view.is_commune and of_movement:
        told += [*subjects.roadmap_sentences(view), headline(view)]
    elif view.is_commune:
        told += [headline(view), " ".join(filter(None, (commune_state(view), prospects(view))))]
    else:
        told.append(view.words.word("sentence.town", place=own_name(view)))
    found = tuple(filter(None, told))
    return found or (own_name(view),)


def findings(view: View) -> Shown | None:
    """Shows the sentences under the message, mergers of the last year, and on a commune's page its month."""
    told = [*sentences(view)[1:], *([] if view.is_district else month_told(view))]
    # A year long whoever compares needs to know, on the first screen.
    notes = mergers_told(view, Period(view.period.year - 1, view.period.month))
    parts = (*map(Sentence, told), *(Sentence(note, Tone.NOTE) for note in notes))
    return Shown(parts, view.words) if parts else None


def month(view: View) -> Shown | None:
    """Shows on the district's pages what the month brought, and whose figures are overdue."""
    told = month_told(view) if view.is_district else []
    shown = (Sentence(text, Tone.PLAIN if n == 0 else Tone.NOTE) for n, text in enumerate(told))
    return Shown(tuple(shown), view.words) if told else None


def month_told(view: View) -> list[str]:
    """Tells what the month brought, then whose figures are overdue or too old."""
    brought = subjects.month_told(view) if view.area is None and not view.subject else ""
    return [text for text in (brought, " ".join(overdue_told(view))) if text]


def estimated(view: View) -> Shown | None:
    """Shows which criteria the communes' own estimates of the year put at risk."""
    told = tuple(Sentence(each) for each in estimates_told(view))
    return Shown(told, view.words) if told else None


def estimates_told(view: View) -> Iterator[str]:
    """Names the communes that meet a criterion and whose own estimate of the year is below its threshold.

    An estimate decides nothing (it is never assessed); the threshold is that of the page's year, with the
    sign of one that was not checked (rule 7).
    """
    standard, words, criteria = view.set_in_force("standard"), view.words, view.now.criteria
    if standard is None:
        return
    thresholds = view.data.thresholds
    thresholds = thresholds[(thresholds["set"] == standard.id) & (thresholds["year"] == view.period.year)]
    known = {indicator.code: indicator for indicator in standard.indicators}
    for code, mine in _estimates(view, standard).groupby("indicator", sort=False):
        indicator, asked = known.get(str(code)), thresholds[thresholds["part"] == code]
        if indicator is None or asked.empty or asked["num"].isna().iloc[0]:
            continue
        threshold = Fraction(int(asked["num"].iloc[0]), int(asked["den"].iloc[0]))
        final = Confidence(asked["confidence"].iloc[0]).is_final
        sign = "" if final else " " + words.word("mark.provisional")
        criterion = str(code).split(".")[0]
        met = (criteria["set"] == standard.id) & (criteria["criterion"] == criterion) & criteria["met"]
        below = [
            f"{view.communes[row.commune]} {words.measured(value, indicator.unit).text}"
            for row in records(mine[mine["commune"].isin(criteria.loc[met, "commune"])])
            if not holds(value := Fraction(int(row.num), int(row.den)), threshold, indicator.rule)
        ]
        if below:
            yield words.word(
                "sentence.estimates_below",
                year=str(view.period.year),
                code=criterion,
                threshold=words.threshold(threshold, indicator.unit, indicator.rule) + sign,
                communes="; ".join(below),
            )


def _estimates(view: View, standard: CriteriaSet) -> DataFrame:
    """Gives each commune's latest estimate of the page's year for the criteria of the page."""
    rows, codes = view.data.observations, view.criteria_of(standard)
    rows = rows[rows["status"] == Status.ESTIMATE.value]  # few, of which the rest is asked
    mine = rows[
        (rows["set"] == standard.id)
        & (rows["reference_year"] == view.period.year).fillna(value=False)
        & (rows["month"] <= view.period.number)
        & (rows["sex"] == Sex.TOTAL.value)
        & rows["indicator"].str.split(".").str[0].isin(codes)
        & rows["num"].notna()
        & ~rows["asked"]
    ]
    if not view.is_district:
        mine = mine[mine["commune"] == view.place.code]
    latest = mine.sort_values("month", kind="stable").drop_duplicates(["commune", "indicator"], keep="last")
    return latest.sort_values("commune", kind="stable")


def overdue_told(view: View) -> Iterator[str]:
    """Names whose figures are overdue (on the district's page), then those too old to count (rule 4)."""
    words, rows = view.words, view.of_page("indicators")
    late, stale = rows[rows["late"]], rows[rows["stale"]]
    if view.is_district and len(late):
        named_late = late.assign(short=[_short(view, row) for row in records(late)])
        codes = named_late.groupby("commune", sort=False)["short"].agg(", ".join)
        places = {str(commune): view.communes[str(commune)] for commune in codes.index}
        # Every commune is named; which figures it owes stands here while the line stays short.
        if len(places) <= MOST_NAMED:
            places = {code: f"{name} ({codes[code]})" for code, name in places.items()}
        yield words.plural("sentence.late", len(late), names=", ".join(places.values()))
    if len(stale) and (view.is_district or view.is_commune):
        named = [""] * len(stale)
        for n, row in enumerate(records(stale.head(MOST_NAMED))):
            told = {"code": _short(view, row), "month": month_of(view, row.value_month)}
            named[n] = words.word("sentence.stale_figure", place=view.communes[row.commune], **told)
        yield words.plural("sentence.stale", len(stale), names=joined(view, named))


def _short(view: View, row: Any) -> str:
    """Names an indicator in short, one of the advanced set as such."""
    name = view.words.text(indicators_known(view)[row.set, row.indicator].brief)
    return name if view.is_standard(row.set) else view.words.word("table.advanced_code", code=name)
