"""Part II of the report, on targets and criteria: figures and standing, gained and lost, what is not sure."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.targets import TargetStatus
from ntm_analysis.model import Change, CriteriaSet, Direction, Period, Verdict
from ntm_analysis.say.changes import by_commune
from ntm_analysis.say.criteria import GROUPS
from ntm_analysis.say.doubtful import signs_told
from ntm_analysis.say.marks import records
from ntm_analysis.say.matrix import UNDECIDED
from ntm_analysis.say.papers import Block, Heading
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.target_notes import obstacles_told, real_number, start_rate
from ntm_analysis.say.texts import place_name, target_told
from ntm_analysis.say.units import apart
from ntm_analysis.say.words import Sentence


def targets(facts: PaperFacts) -> Iterator[Block]:
    """Says of each target its figure, its goal, where it stands, and the communes it names."""
    view, words, followed = facts.view, facts.view.words, facts.view.targets
    yield Heading(facts.say("report.targets"), 2)
    if followed:
        counted = Counter(progress.status for progress in followed)
        states = "; ".join(
            facts.say("report.targets_state", n=facts.n(n), status=facts.say(f"target_status.{status}"))
            for status in TargetStatus
            if (n := counted[status])
        )
        yield Sentence(facts.say("report.targets_summary", n=facts.n(len(followed)), states=states))
    for progress in followed:
        baseline, named = words.target_figure(progress.target, progress.baseline), list[str]()
        told = [target_told(view, progress, "report.target", baseline=baseline)]
        for each in progress.named:
            state = words.word("report.awaiting") if each.awaiting else words.verdict(each.verdict)
            named.append(words.word("report.commune_is", commune=place_name(view, each.commune), state=state))
        told += [words.word("report.target_named", communes=facts.listed(named))] if named else []
        told += [words.word("report.target_provisional")] if progress.provisional else []
        if rate := start_rate(view, progress):
            told.append(f"{rate[:1].upper()}{rate[1:]}.")
        told += [real_number(view, progress), obstacles_told(view, progress)]
        yield Sentence(" ".join(filter(None, told)))
    yield from left_out(facts)


def left_out(facts: PaperFacts) -> Iterator[Sentence]:
    """Says which targets the report leaves out, as they only begin or are over; or that there are none."""
    view, words = facts.view, facts.view.words
    if not view.data.targets:
        yield Sentence(facts.say("report.no_targets"))
    days = [(t.baseline.date, t.end) for t in facts.targets_left_out]
    for (day, end), n in Counter(days).items():
        base = Period(day.year, day.month)
        key = "report.targets_later" if view.period <= base else "report.targets_over"
        yield Sentence(facts.say(key, n=facts.n(n), baseline=words.month(base), end=words.month(end)))


def criteria(facts: PaperFacts) -> Iterator[Block]:
    """Says how many communes are recognised, how many criteria are met, what was gained and lost."""
    yield Heading(facts.say("report.criteria"), 2)
    standard, advanced = (facts.view.set_in_force(role) for role in ("standard", "advanced"))
    if standard is None:
        yield Sentence(facts.say("sentence.no_set"))
        return
    view, words, counts = facts.view, facts.view.words, facts.view.now.counts
    held = [view.communes[code] for code in view.recognised["commune"].drop_duplicates()]
    n = len(view.communes)
    recognised = {
        "month": words.month(view.period),
        "share": words.share(len(held), n),
        "percent": words.percent(Fraction(100 * len(held), n)) if n else "",
        "communes": "; ".join(held) or words.word("report.none"),
    }
    told = [words.word("report.recognised", **recognised)]
    if waiting := facts.awaiting("ntm"):
        told[0] += " " + words.word("report.awaiting_communes", communes=facts.listed(waiting))
    rows = view.now.criteria[view.now.criteria["set"] == standard.id]
    told += [_means(facts, standard), *changes(facts, standard), _by_criterion(facts, standard, rows)]
    above = counts[counts["set"] == (advanced.id if advanced else "")]
    each = [
        words.word("report.commune_met", commune=view.communes[r.commune], met=words.share(r.met, r.total))
        for r in records(above.sort_values(["met", "commune"], ascending=[False, True]))
    ]
    if each:
        communes = words.count(len(each), "communes")
        told.append(words.word("report.advanced", n=communes, communes="; ".join(each)))
    told += [_counted(facts, "provisional", rows[rows["provisional"]]), *disputes(facts)]
    told += [_counted(facts, "undecided", rows[rows["verdict"].isin(UNDECIDED)])]
    yield from (Sentence(text) for text in told if text)


def _means(facts: PaperFacts, standard: CriteriaSet) -> str:
    words, counts = facts.view.words, facts.view.now.counts
    rows = counts[counts["set"] == standard.id]
    met, unchecked = (int(rows[key].sum()) for key in ("met", "met_unchecked"))
    sizes = Counter(rows["group"])
    groups = [
        words.word("report.group", group=group, communes=words.count(sizes[group], "communes"))
        for group in GROUPS
        if sizes[group]
    ]
    if unknown := sizes["no_data"]:
        groups.append(f"{words.count(unknown, 'communes')} {words.verdict(Verdict.NO_DATA)}")
    mean = words.number(Fraction(met, len(rows)), 2) if len(rows) else words.word("value.missing")
    said = words.word("report.mean", met=words.number(met), mean=mean, groups="; ".join(groups))
    if unchecked:
        mean = words.number(Fraction(met + unchecked, len(rows)), 2)
        said += " " + words.word("report.unchecked", n=words.count(unchecked, "criteria"), mean=mean)
    return said


def _by_criterion(facts: PaperFacts, standard: CriteriaSet, rows: DataFrame) -> str:
    """Names the criteria all communes meet and, of those something is known of, the three fewest meet."""
    words, rows = facts.view.words, rows.assign(known=~rows["verdict"].isin(UNDECIDED))
    sums = rows.groupby("criterion").agg(met=("met", "sum"), of=("met", "size"), known=("known", "any"))
    by_code = {row.criterion: row for row in records(sums.reset_index())}
    full, wanting = list[str](), list[tuple[int, str]]()
    for criterion in standard.criteria:
        row, named = by_code[criterion.code], {"code": criterion.code, "name": words.text(criterion.name)}
        if row.met == row.of:
            full.append(words.word("report.criterion", **named))
        elif row.known:
            share = words.share(int(row.met), int(row.of))
            wanting.append((int(row.met), words.word("report.criterion_met", share=share, **named)))
    low = [said for _, said in sorted(wanting, key=lambda pair: pair[0])[:3]]
    none = words.word("report.none")
    told = {"full": "; ".join(full) or none, "low": "; ".join(low) or none}
    return words.word("report.by_criterion", n=words.number(len(full)), **told)


def disputes(facts: PaperFacts) -> Iterator[str]:
    """Tells reported verdicts that the data contradict apart from those whose threshold is not checked."""
    rows = facts.view.now.criteria
    for kind in ("disagree", "check_threshold"):
        if told := _counted(facts, kind, rows[rows["discrepancy"] == kind]):
            yield told


def _counted(facts: PaperFacts, key: str, rows: DataFrame) -> str:
    n = facts.view.words.plural("report.results", len(rows))
    return facts.say(f"report.{key}", n=n, communes=facts.commune_codes(rows)) if len(rows) else ""


def changes(facts: PaperFacts, standard: CriteriaSet) -> Iterator[str]:
    """Tells gained and lost criteria apart, never one less the other, and those that changed back."""
    compared = facts.changes
    if compared is None:
        yield facts.say("report.no_earlier")
        return
    yield from apart(facts.view, compared)
    if any(now == standard.id for _, now in compared.sets):
        return
    for direction in (Direction.GAINED, Direction.LOST):
        none = facts.say(f"report.none_{direction}", since=facts.view.words.month(compared.before))
        yield moved_told(facts, direction, compared.moved(standard.id, direction)) or none
    yield from back_and_forth_told(facts, standard)


def moved_told(facts: PaperFacts, direction: Direction, moved: list[Change]) -> str:
    """Tells the criteria gained, or those lost, with what a sign at one of them means; empty where none."""
    view, words = facts.view, facts.view.words
    if not moved or facts.before is None:
        return ""
    counted = {"since": words.month(facts.before), "n": words.count(len(moved), "criteria")}
    communes = "; ".join(by_commune(view, moved, "report.commune_codes"))
    told = words.word(f"report.{direction}", communes=communes, **counted)
    return " ".join([told, *(f"{sign}." for sign in signs_told(view, moved))])


def back_and_forth_told(facts: PaperFacts, standard: CriteriaSet) -> Iterator[str]:
    """Tells what was lost and met again, then what was met and lost again, each with its months."""
    view, words = facts.view, facts.view.words
    found = facts.changes.back_and_forth(standard.id) if facts.changes else ()
    # A second change is the first loss, but never the first time a criterion is met.
    ways = {True: ("lost", "lost", "lost_again"), False: ("gained", "gained_again", "gained_again")}
    for key, met in (("lost_first", True), ("gained_first", False)):
        mine = []
        for one in (each for each in found if each.met is met):
            # It starts with the change away from what held, then each change turns back.
            steps = ", ".join(
                words.word(f"report.step_{ways[met is (n % 2 == 0)][min(n, 2)]}", month=words.month(month))
                for n, month in enumerate(one.months)
            )
            named = {"commune": view.communes[one.commune], "code": one.criterion, "steps": steps}
            mine.append(words.word("report.commune_steps", **named))
        if mine:
            yield facts.say(f"report.{key}", n=words.count(len(mine), "criteria"), communes="; ".join(mine))
