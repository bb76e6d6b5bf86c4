"""Part II of the report, on targets and criteria: figures and standing, gained and lost, what is not sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.targets import Progress, TargetStatus
from ntm_analysis.model import CriteriaSet, Period, Verdict
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.moved import changes
from ntm_analysis.say.papers.paper import Block, Heading
from ntm_analysis.say.target_notes import obstacles_told, real_number, start_rate
from ntm_analysis.say.targets import value_of
from ntm_analysis.say.words import Sentence

_GROUPS = ("19", "15-18", "10-14", "5-9", "<5")


def targets(facts: PaperFacts) -> Iterator[Block]:
    """Says of each target its figure, its goal, where it stands, and the communes it names."""
    followed = facts.view.targets
    yield Heading(facts.say("report.targets"), 2)
    if followed:
        counted = Counter(progress.status for progress in followed)
        states = (
            facts.say(
                "report.targets_state",
                n=facts.n(counted[status]),
                status=facts.say(f"target_status.{status}"),
            )
            for status in TargetStatus
            if counted[status]
        )
        told = "; ".join(states)
        yield Sentence(facts.say("report.targets_summary", n=facts.n(len(followed)), states=told))
    yield from (Sentence(_target(facts, progress)) for progress in followed)
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


def _target(facts: PaperFacts, progress: Progress) -> str:
    view, words, target = facts.view, facts.view.words, progress.target
    told = [
        words.word(
            "report.target",
            name=words.text(target.name),
            value=value_of(view, progress),
            goal=words.target_figure(target, progress.goal),
            baseline=words.target_figure(target, progress.baseline),
            status=words.word(f"target_status.{progress.status}"),
        )
    ]
    named = [
        words.word(
            "report.commune_is",
            commune=view.data.place(state.commune).name,
            state=words.word("report.awaiting") if state.awaiting else words.verdict(state.verdict),
        )
        for state in progress.named
    ]
    told += [words.word("report.target_named", communes=facts.listed(named))] if named else []
    told += [words.word("report.target_provisional")] if progress.provisional else []
    if rate := start_rate(view, progress):
        told.append(f"{rate[:1].upper()}{rate[1:]}.")
    told += [real_number(view, progress), obstacles_told(view, progress)]
    return " ".join(text for text in told if text)


def criteria(facts: PaperFacts) -> Iterator[Block]:
    """Says how many communes are recognised, how many criteria are met, what was gained and lost."""
    yield Heading(facts.say("report.criteria"), 2)
    standard, advanced = (facts.view.set_in_force(role) for role in ("standard", "advanced"))
    if standard is None:
        yield Sentence(facts.say("sentence.no_set"))
        return
    told = [_recognised(facts), _means(facts, standard), *changes(facts, standard)]
    told.append(_by_criterion(facts, standard))
    view, words, counts = facts.view, facts.view.words, facts.view.now.counts
    above = counts[counts["set"] == (advanced.id if advanced else "")]
    each = [
        words.word("report.commune_met", commune=view.communes[c], met=words.share(int(m), int(t)))
        for c, m, t in above.sort_values(["met", "commune"], ascending=[False, True])[
            ["commune", "met", "total"]
        ].itertuples(index=False)
    ]
    if each:
        n = words.count(len(each), "communes")
        told.append(words.word("report.advanced", n=n, communes="; ".join(each)))
    rows = facts.criteria_of("standard")
    unknown = rows[rows["verdict"].isin([Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value])]
    told += [_counted(facts, "provisional", rows[rows["provisional"]]), *disputes(facts)]
    told.append(_counted(facts, "undecided", unknown))
    yield from (Sentence(text) for text in told if text)


def awaiting(facts: PaperFacts, *levels: str) -> list[str]:
    """Names the communes that wait for a decision on their recognition, of some levels alone."""
    view, rows = facts.view, facts.view.now.recognised
    codes = rows.loc[rows["awaiting"] & rows["level"].isin(levels or set(rows["level"])), "commune"]
    return [view.communes[code] for code in codes.drop_duplicates() if code in view.communes]


def _recognised(facts: PaperFacts) -> str:
    view, words = facts.view, facts.view.words
    n = len(view.communes)
    held = [view.communes[code] for code in view.recognised["commune"].drop_duplicates()]
    said = words.word(
        "report.recognised",
        month=words.month(view.period),
        share=words.share(len(held), n),
        percent=words.percent(Fraction(100 * len(held), n)) if n else "",
        communes="; ".join(held) or words.word("report.none"),
    )
    waiting = awaiting(facts, "ntm")
    if waiting:
        said += " " + words.word("report.awaiting_communes", communes=facts.listed(waiting))
    return said


def _means(facts: PaperFacts, standard: CriteriaSet) -> str:
    words, counts = facts.view.words, facts.view.now.counts
    rows = counts[counts["set"] == standard.id]
    met, unchecked = (int(rows[key].sum()) for key in ("met", "met_unchecked"))
    sizes = Counter(rows["group"])
    groups = [
        words.word("report.group", group=group, communes=words.count(sizes[group], "communes"))
        for group in _GROUPS
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


def _by_criterion(facts: PaperFacts, standard: CriteriaSet) -> str:
    """Names the criteria all communes meet and, of those something is known of, the three fewest meet."""
    words, rows = facts.view.words, facts.criteria_of("standard")
    verdicts = rows.groupby("criterion")["verdict"].agg(set)
    met, of = rows.groupby("criterion")["met"].sum(), rows.groupby("criterion").size()
    unknown = {Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value}
    full = [
        words.word("report.criterion", code=c.code, name=words.text(c.name))
        for c in standard.criteria
        if met[c.code] == of[c.code]
    ]
    wanting = [c for c in standard.criteria if met[c.code] < of[c.code] and verdicts[c.code] - unknown]
    low = [
        words.word(
            "report.criterion_met",
            code=c.code,
            name=words.text(c.name),
            share=words.share(int(met[c.code]), int(of[c.code])),
        )
        for c in sorted(wanting, key=lambda c: int(met[c.code]))[:3]
    ]
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
