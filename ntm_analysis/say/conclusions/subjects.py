"""What a conclusion says of the movement, its communes, criteria, tasks and targets, and of an area."""

from dataclasses import dataclass, replace
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.recognition import criteria_met, unchecked_communes
from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL
from ntm_analysis.model import Direction, TargetKind, Verdict
from ntm_analysis.say.changes import by_commune
from ntm_analysis.say.conclusions.commune import missing_sentence, poverty_sentence
from ntm_analysis.say.marks import criterion_name, month_of, records
from ntm_analysis.say.texts import joined, own_name, target_told, targets_named
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View


def roadmap_sentence(view: View) -> str:
    """Counts the overdue tasks and names the targets they endanger; without tasks there is nothing to say."""
    rows = followed(view)
    if rows.empty:
        return ""
    words, late = view.words, rows[rows["overdue"]]
    soon = words.number(int(rows["due_soon"].sum()))
    if late.empty:
        return words.word("roadmap.none_overdue", all=words.number(len(rows)), soon=soon)
    said = words.word("roadmap.overdue", n=words.number(len(late)), all=words.number(len(rows)), soon=soon)
    names = targets_named(view, (target for targets in late["endangered"] for target in targets))
    if not names:
        return said
    endangered = words.word("roadmap.endangered", targets=joined(view, names, "and_more_targets"))
    return f"{said} {endangered}"


def district_state(view: View) -> str:
    """Counts recognised communes and the mean, both on the denominators of the movement."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    found = criteria_met(view.now.counts, criteria_set.id)
    if found is None:
        return words.word("sentence.nothing_known", month=words.month(view.period))
    goal = next((p.target for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
    beside = []
    if goal is not None:
        beside.append(words.word("sentence.mean_goal", goal=words.number(goal.value)))
    if found.unchecked:
        unchecked = words.count(found.unchecked, "criteria")
        mean = words.number(found.claimed_mean, decimals=2)
        beside.append(words.word("sentence.with_unchecked", unchecked=unchecked, mean=mean))
    said = words.word(
        "sentence.district",
        month=words.month(view.period),
        recognised=words.share(len(view.recognised), found.communes),
        mean=words.number(found.mean, decimals=2),
    )
    said += f" ({'; '.join(beside)})" if beside else ""
    # The targets that stand well, badly, or of which nothing can be foreseen.
    statuses = [progress.status for progress in view.targets]
    well, badly = (sum(status in kind for status in statuses) for kind in (STANDS_WELL, STANDS_BADLY))
    numbers = {"well": well, "badly": badly, "unsure": len(statuses) - well - badly, "all": len(statuses)}
    counted = {kind: words.number(n) for kind, n in numbers.items()}
    kinds = [kind for kind in ("well", "badly", "unsure") if kind == "well" or numbers[kind]]
    standing = ", ".join(words.word(f"sentence.targets_{kind}", **counted) for kind in kinds)
    return f"{said}; {standing}." if statuses else f"{said}."


def moved(view: View) -> str:
    """Names the communes that gained or lost a criterion since the previous period; never netted.

    Without an earlier period there is nothing to say; after a change of set, that it changed (rule 8).
    """
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None or view.before is None or view.set_in_force("standard", view.before) is None:
        return ""
    compared = view.since(view.before)
    if any(now == criteria_set.id for _, now in compared.sets):
        return words.word("sentence.set_changed")
    parts = []
    for direction in (Direction.LOST, Direction.GAINED):
        named = by_commune(view, compared.moved(criteria_set.id, direction))
        if named:
            parts.append(words.word(f"sentence.{direction}", communes=joined(view, named)))
    # A commune without a comparison, as after a merger, is not one in which nothing changed.
    if not parts and compared.comparable(criteria_set.id) >= set(view.communes):
        parts.append(words.word("sentence.nothing_moved"))
    # What communes have assessed as met this month, beside what counts (rule 6).
    claimed = [
        replace(change, unchecked=False)  # the sentence says it of all of them
        for change in compared.verdicts
        if change.unchecked and change.set == criteria_set.id
    ]
    if claimed:
        named = by_commune(view, claimed)
        parts.append(words.word("sentence.self_assessed", communes=joined(view, named)))
    return " ".join(parts)


def named_targets_sentence(view: View) -> str:
    """Says what the movement asks of this commune by name, and where that stands."""
    words = view.words
    told = [
        words.word(
            "sentence.named_target", target=words.text(p.target.name), status=words.verdict(state.verdict)
        )
        for p in view.own_targets
        for state in p.named
        if state.commune == view.place.code
    ]
    return words.word("sentence.named_targets", targets="; ".join(told)) if told else ""


def targets_sentence(view: View) -> str:
    """Counts the targets of the page that stand well and names those that do not, the worst first."""
    words = view.words
    mine = view.own_targets
    if not mine:
        return ""
    if len(mine) == 1:
        return target_told(view, mine[0], "sentence.target_state", mine[0].goal)
    well = sum(p.status in STANDS_WELL for p in mine)
    told = [words.word("sentence.targets", well=words.number(well), all=words.number(len(mine)))]
    for status in STANDS_BADLY:
        names = [words.text(p.target.name) for p in mine if p.status is status]
        if names:
            state = words.word(f"target_status.{status}")
            state = state[:1].upper() + state[1:]  # it opens a sentence
            told.append(words.word("sentence.targets_with", status=state, targets="; ".join(names)))
    return " ".join(told)


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
        return criterion_name(self.view, self.set, self.code)

    @property
    def counted(self) -> str:
        """Counts the communes that meet it, those that nobody checked beside."""
        words, met, of = self.view.words, int(self.rows["met"].sum()), len(self.rows)
        told = {"met": words.share(met, of), "share": words.percent(Fraction(100 * met, of))}
        named = {"month": words.month(self.view.period), "code": self.code, "name": self.name}
        said = words.word("sentence.district_area", **told, **named)
        unchecked = unchecked_communes(self.view.now.criteria, self.set, self.code)
        beside = words.word("sentence.communes_unchecked", count=words.count(unchecked, "communes"))
        return f"{said} {beside}" if unchecked else said

    @property
    def unmet(self) -> str:
        """Names the communes that do not meet it, then those where the data say otherwise."""
        view, words, rows, told = self.view, self.view.words, self.rows, list[str]()
        for verdict, group in rows[~rows["met"]].groupby("verdict", sort=True):
            communes = joined(view, [view.communes[c] for c in group["commune"]], "and_more_communes")
            said = words.verdict(str(verdict))
            told.append(words.word("sentence.communes_verdict", verdict=said, communes=communes))
        computed = rows["computed"] == Verdict.MET.value
        differs = "; ".join(
            f"{view.communes[row.commune]} ({words.verdict(row.computed)})"
            for row in records(rows[rows["met"] != computed])
        )
        met = words.share(int(computed.sum()), len(rows))
        told += [words.word("sentence.area_by_data", met=met, communes=differs)] if differs else []
        return " ".join(told)

    @property
    def of_commune(self) -> str:
        """Says the commune's official verdict, who gave it, and whether it is disputed."""
        view, words = self.view, self.view.words
        row = next(records(self.rows[self.rows["commune"] == view.place.code]))
        basis = words.word("sentence.by_computation")
        if row.basis == "reported":
            level, month = words.word(f"level.{row.level}"), month_of(view, row.reported_month)
            basis = words.word("sentence.by_level", level=level, month=month)
        named = {"place": own_name(view), "code": self.code, "name": self.name}
        said = [words.word("sentence.commune_area", verdict=words.verdict(row.verdict), basis=basis, **named)]
        said += [words.word("sentence.provisional")] if row.provisional else []
        if row.discrepancy:
            said.append(words.word(f"sentence.{row.discrepancy}", computed=words.verdict(row.computed)))
        return " ".join(said)


def area_sentences(view: View) -> tuple[str, ...]:
    """Tells the leading criterion's verdict, what is missing, and the target that asks for it."""
    words, of, rows = view.words, view.set_in_force("standard"), view.now.criteria
    if not (view.is_district or view.is_commune):
        return (words.word("sentence.town", place=own_name(view)), poverty_sentence(view))
    leading, none = None, words.word("sentence.no_set")
    if of is not None and (codes := view.criteria_of(of)):
        mine = rows[(rows["set"] == of.id) & (rows["criterion"] == codes[0])]
        leading = Leading(view, of.id, codes[0], mine)
    if view.is_district:
        state, where = (leading.counted, leading.unmet) if leading else (none, "")
        return (state, poverty_sentence(view), targets_sentence(view), where)
    asked = poverty_sentence(view) or named_targets_sentence(view)
    return (leading.of_commune if leading else none, missing_sentence(view), asked)
