"""What a conclusion says of an area: its leading criterion, and the poor households where it is poverty."""

from dataclasses import dataclass
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge import poverty
from ntm_analysis.judge.recognition import unchecked_communes
from ntm_analysis.model import Status, Verdict
from ntm_analysis.say.conclusions.commune import prospects
from ntm_analysis.say.lacking import in_brief, lacking
from ntm_analysis.say.marks import month_of, numbered_name, records, shown_date_of
from ntm_analysis.say.texts import MOST_NAMED, joined, listed, own_name
from ntm_analysis.say.view import View


@dataclass(frozen=True)
class Leading:
    """The criterion an area is named after, with its verdicts in the communes of the page's month."""

    view: View
    set: str
    code: str
    rows: DataFrame

    @property
    def name(self) -> str:
        """Names the criterion."""
        return numbered_name(self.view, self.set, self.code)

    @property
    def message(self) -> str:
        """Counts the communes that meet it and names those that do not, while they are few."""
        view, words, lacking_it = self.view, self.view.words, self.rows[~self.rows["met"]]
        told = {"met": words.share(int(self.rows["met"].sum()), len(self.rows)), "name": self.name}
        names = [view.communes[code] for code in lacking_it["commune"]]
        few = words.word("message.lacking", communes=listed(words, names)) if names else ""
        return words.word("message.area", named="" if self.is_long else few, **told)

    @property
    def is_long(self) -> bool:
        """Tells whether so many communes do not meet it that their names do not stand in the message."""
        return int((~self.rows["met"]).sum()) > MOST_NAMED

    @property
    def unmet(self) -> str:
        """Names the communes that do not meet it, by verdict, then where the data say otherwise."""
        view, words, rows, told = self.view, self.view.words, self.rows, list[str]()
        open_ones = rows[~rows["met"]] if self.is_long else rows.head(0)
        for verdict, group in open_ones.groupby("verdict", sort=True):
            communes = ", ".join(view.communes[c] for c in group["commune"])
            told.append(
                words.word(
                    "sentence.communes_verdict", verdict=words.verdict(str(verdict)), communes=communes
                )
            )
        unchecked = unchecked_communes(view.now.criteria, self.set, self.code)
        beside = words.word("sentence.communes_unchecked", count=words.count(unchecked, "communes"))
        told += [beside] if unchecked else []
        computed = rows["computed"] == Verdict.MET.value
        other = rows[rows["met"] != computed].groupby("computed", sort=False)["commune"]
        differs = "; ".join(
            f"{', '.join(view.communes[code] for code in codes)} ({words.verdict(str(verdict))})"
            for verdict, codes in other
        )
        met = words.share(int(computed.sum()), len(rows))
        told += [words.word("sentence.area_by_data", met=met, communes=differs)] if differs else []
        return " ".join(told)

    @property
    def of_commune(self) -> tuple[str, str]:
        """Says the official verdict with what is lacking; then who gave it, and whether it is disputed."""
        view, words, place = self.view, self.view.words, self.view.place.code
        row = next(records(self.rows[self.rows["commune"] == place]))
        found = next((one for one in lacking(view, place, self.set) if one.row.criterion == self.code), None)
        told = in_brief(view, found) if found else words.verdict(row.verdict)
        basis = words.word("sentence.by_computation")
        if row.basis == "reported":
            level, month = words.word(f"level.{row.level}"), month_of(view, row.reported_month)
            basis = words.word("sentence.by_level", level=level, month=month)
        said = [words.word("sentence.commune_area", verdict=words.verdict(row.verdict), basis=basis)]
        said += [words.word("sentence.provisional")] if row.provisional else []
        if row.discrepancy:
            said.append(words.word(f"sentence.{row.discrepancy}", computed=words.verdict(row.computed)))
        return words.word("message.of_commune", place=view.place.name, name=self.name, told=told), " ".join(
            said
        )


def area_sentences(view: View) -> tuple[str, ...]:
    """Tells the leading criterion's verdict, what is missing, and the target that asks for it."""
    words, of, rows = view.words, view.set_in_force("standard"), view.now.criteria
    if not (view.is_district or view.is_commune):
        return (words.word("sentence.town", place=own_name(view)), poverty_sentence(view))
    if of is None or not (codes := view.criteria_of(of)):
        return (words.word("sentence.no_set"), poverty_sentence(view))
    leading = Leading(view, of.id, codes[0], rows[(rows["set"] == of.id) & (rows["criterion"] == codes[0])])
    if view.is_district:
        return (leading.message, leading.unmet, poverty_sentence(view))
    return (*leading.of_commune, poverty_sentence(view), prospects(view))


def poverty_sentence(view: View) -> str:
    """Gives the poor and near-poor households of the place with the date of the review (rule 13)."""
    if view.area is None or view.area.id != "poverty":
        return ""
    words, row = view.words, poverty.review(view.now.poverty, view.data.poverty_line, view.place.code)
    if row is None:
        return words.word("sentence.no_poverty")
    if not row.complete:
        units = poverty.lacking(view.now.poverty, view.data.poverty_line, view.data.communes, view.period)
        return words.word("sentence.poverty_incomplete", units=joined(view, units, "and_more_units"))
    poor, near, households = int(row.poor), int(row.near_poor), int(row.households)
    told = {"date": shown_date_of(view, row)}
    for kind, n in (("poor", poor), ("near", near)):
        told |= {
            kind: words.count(n, "households"),
            f"{kind}_rate": words.percent(Fraction(100 * n, households)),
        }
    said = words.word("sentence.poverty", **told)
    preliminary = row.status == Status.PRELIMINARY
    return f"{said} {words.word('sentence.preliminary')}" if preliminary else said
