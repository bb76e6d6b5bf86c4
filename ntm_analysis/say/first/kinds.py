"""The kinds of matters: each says of one target what is lacking, why, what is asked, of whom and by when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ntm_analysis.judge.movement.conditions import CONDITIONS, to_strengthen
from ntm_analysis.judge.targets import STANDS_BADLY, Progress
from ntm_analysis.judge.targets.status import estimates_of, summed
from ntm_analysis.model import Period, TargetKind, Verdict
from ntm_analysis.say.conditions import near_recognition
from ntm_analysis.say.lacking import (
    causes_told,
    criterion_told,
    days_told,
    lacking,
    next_step,
    now_told,
    offices,
    part_told,
)
from ntm_analysis.say.marks import numbered_name, records
from ntm_analysis.say.target_notes import needed, real_number
from ntm_analysis.say.texts import listed, lowered, place_name
from ntm_analysis.say.units import registered, without_area
from ntm_analysis.say.view import View


@dataclass(frozen=True)
class Matter:
    """A matter to decide, each part a text of its own; ``targets`` are at stake, ``people`` concerned."""

    lead: str
    told: str
    asked: str
    who: str
    targets: tuple[Progress, ...] = ()
    people: int = 0

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """Puts the flagship first, then what most targets hang on, the gravest, what most people lack."""
        flagship = any(p.target.kind is TargetKind.RECOGNISED for p in self.targets)
        gravity = [STANDS_BADLY.index(p.status) for p in self.targets if p.status in STANDS_BADLY]
        return not flagship, -len(self.targets), min(gravity, default=len(STANDS_BADLY)), -self.people


def recognition(view: View, progress: Progress, tasks: list[Any]) -> Iterator[Matter]:
    """Asks what stands between the communes of the year, those named or nearest, and their recognition."""
    words, standard, recognised = view.words, view.set_in_force("standard"), set(view.recognised["commune"])
    near = {row.commune: row for row in records(near_recognition(view))}
    communes = [code for code in progress.target.communes if code in view.communes] or list(near)
    for number, commune in enumerate((code for code in communes if code not in recognised), start=1):
        of, row = lacking(view, commune, standard.id) if standard else (), near.get(commune)
        states = {each: getattr(row, each) for each in CONDITIONS[1:]} if row else {}
        unknown = [each for each, verdict in states.items() if verdict == Verdict.NO_DATA]
        failing = [each for each, verdict in states.items() if verdict == Verdict.NOT_MET]
        counted = {"criteria": len(of), "failing": len(failing), "unknown": len(unknown)}
        lacks = [words.plural(f"matter.lacks_{key}", n) for key, n in counted.items() if n]
        named = {"commune": place_name(view, commune), "nth": words.number(int(progress.value or 0) + number)}
        key = "recognition" if lacks else "recognition_waits"
        told = [criterion_told(view, each) for each in of]
        for key_of, conditions in (("failing", failing), ("unknown", unknown)):
            names = [words.word(f"matter.condition.{each}") for each in conditions]
            told += [words.word(f"matter.conditions_{key_of}", names=listed(words, names))] if names else []
        mine = [task for task in tasks if task.commune == commune]
        asked = [words.word("matter.ask_dispute", code=each.row.criterion) for each in of if each.held]
        asked += [words.word("matter.ask_overdue")] if any(task.overdue for task in mine) else []
        asked += [words.word("matter.ask_conditions")] if unknown or failing else []
        dossiers = [
            task.due.date() for task in mine if task.target == progress.target.id and not task.overdue
        ]
        day = words.date(min(dossiers, default=progress.target.end.last_day))
        ask = words.word(
            "matter.ask_in_time", asked="; ".join(asked or [words.word("matter.ask_dossier")]), day=day
        )
        yield Matter(
            words.word(f"matter.{key}", lacks=listed(words, lacks), **named),
            " ".join(told),
            ask,
            " · ".join(filter(None, (*offices(view, [{"commune": commune}]), days_told(view, mine)))),
            (progress,),
            sum(each.people for each in of),
        )


def criterion(view: View, progress: Progress, tasks: list[Any]) -> Matter:
    """Asks about the communes that a criterion still misses: those named, else those that tasks are for."""
    words, target = view.words, progress.target
    waiting = [state.commune for state in progress.named if state.verdict is not Verdict.MET]
    of_tasks = [task for task in tasks if task.commune in view.communes]
    late = [task.commune for task in of_tasks if task.overdue]
    communes = list(dict.fromkeys(waiting or late or [task.commune for task in of_tasks]))
    lacks = [
        (code, of)
        for code in communes
        for of in lacking(view, code, target.set)
        if of.row.criterion == target.criterion
    ]
    names = listed(words, [place_name(view, code) for code, _ in lacks])
    key = "matter.criterion" if names else "matter.criterion_bare"
    lead = words.word(key, name=words.text(target.brief), needed=needed(view, progress), communes=names)
    told = [
        now_told(view, of) if len(lacks) == 1 else f"{place_name(view, code)}: {now_told(view, of)}"
        for code, of in lacks
    ]
    # What is overdue endangers the target wherever it is; the next step is one of these communes.
    mine = [task for task in tasks if task.overdue or not communes or task.commune in {*communes, ""}]
    found = _matter(view, progress, lead, told, mine)
    return replace(found, people=sum(of.people for _, of in lacks))


def mean(view: View, progress: Progress) -> Matter:
    """Asks which criteria are to bring the mean to its goal, and whose they are."""
    words, rows, target = view.words, registered(view), progress.target
    same = [p for p in view.targets if p.target.kind is TargetKind.MEAN_GAIN and p.status in STANDS_BADLY]
    named = {"goal": words.target_figure(target, progress.goal), "needed": needed(view, progress)}
    standard = view.set_in_force("standard")
    of_set = rows["set"] == (target.set or (standard.id if standard else ""))
    open_ones, told = rows[of_set & rows["state"].isin(["open", "late"])], list[str]()
    if len(open_ones):
        late = words.number(int((open_ones["state"] == "late").sum()))
        told.append(words.word("matter.registered", n=words.count(len(open_ones), "criteria"), late=late))
    found = estimates_of(target, view.data.movement.estimates, view.period)
    if found.communes and set(found.communes) == set(view.communes):
        value = words.target_figure(target, summed(target, found.communes), progress.goal)
        told.append(words.word("matter.communes_estimate", value=value))
    return replace(
        _matter(view, progress, words.word("matter.mean", **named), told, []),
        asked=words.word("matter.asked", asked=words.word("matter.ask_criteria", **named)),
        targets=(progress, *same),
    )


def other(view: View, progress: Progress, tasks: list[Any]) -> Matter:
    """Asks about any other target by what is done of it."""
    words, target = view.words, progress.target
    value = words.target_figure(target, progress.value, progress.goal)
    named = {"name": words.text(target.brief), "value": value, "needed": needed(view, progress)}
    told = list[str]()
    if progress.preliminary and progress.value_date:
        told.append(words.word("matter.preliminary", day=words.date(progress.value_date)))
    told += [text.rstrip(".") for text in (real_number(view, progress),) if text]
    if target.kind is TargetKind.MODEL_AREAS and (names := without_area(view)):
        told.append(words.word("matter.without_area", communes=", ".join(names)))
    return _matter(view, progress, words.word("matter.other", **named), told, tasks)


def _matter(view: View, progress: Progress, lead: str, told: list[str], tasks: list[Any]) -> Matter:
    """Adds the stated causes and the district's own estimate; asks for a new date where tasks are overdue."""
    words, target, late = view.words, progress.target, [task for task in tasks if task.overdue]
    if stated := estimates_of(target, view.data.movement.estimates, view.period).district:
        value = words.target_figure(target, stated.value, progress.goal)
        told = [*told, words.word("matter.district_estimate", value=value)]
    said = [*told, lowered(causes_told(late))]
    text = "; ".join(filter(None, said))
    asked = words.word("matter.asked", asked=words.word(f"matter.ask_{'overdue' if late else 'measures'}"))
    of_criterion = [{"set": target.set, "criterion": target.criterion}] if target.criterion else []
    who = next_step(view, tasks) or ", ".join(offices(view, of_criterion))
    until = "" if next_step(view, tasks) else words.word("matter.until", day=words.date(target.end.last_day))
    told_by = " · ".join(filter(None, (days_told(view, late), who, until)))
    return Matter(lead, f"{text[:1].upper()}{text[1:]}." if text else "", asked, told_by, (progress,))


def lost(view: View) -> Iterator[Matter]:
    """Asks how recognised communes are to meet again what they no longer meet (QĐ 18/2022/QĐ-TTg)."""
    words, standard, recognised = view.words, view.set_in_force("standard"), set(view.recognised["commune"])
    if standard is None:
        return
    rows = to_strengthen(view.now.criteria[view.now.criteria["set"] == standard.id], recognised)
    for commune, mine in rows[rows["sign"] == "failing"].groupby("commune", sort=False):
        codes = set(mine["criterion"])
        gone = [of for of in lacking(view, str(commune), standard.id) if of.row.criterion in codes]
        names = [numbered_name(view, of.row.set, of.row.criterion) for of in gone]
        named = {"place": place_name(view, str(commune)), "names": listed(words, names)}
        asked = words.word("matter.asked", asked=words.word("matter.ask_strengthen"))
        of_criteria = [{"set": of.row.set, "criterion": of.row.criterion} for of in gone]
        told = " ".join(criterion_told(view, of) for of in gone)
        yield Matter(words.word("matter.lost", **named), told, asked, ", ".join(offices(view, of_criteria)))


def disputed(view: View) -> Iterator[Matter]:
    """Asks for a conclusion on each reported verdict that the data contradict (rule 6).

    Where the threshold itself is not checked yet the office checks it first: nothing to decide.
    """
    words, criteria = view.words, view.now.criteria
    day = words.date(view.data.cut_off(Period.from_number(view.period.number + 1)))
    for row in records(criteria[criteria["discrepancy"] == "disagree"]):
        parts = view.now.parts
        mine = parts[(parts["commune"] == row.commune) & (parts["set"] == row.set)]
        mine = mine[(mine["criterion"] == row.criterion) & (mine["verdict"] == row.computed)]
        told = "; ".join(part_told(view, part) for part in records(mine))
        named = {"place": place_name(view, row.commune), "name": numbered_name(view, row.set, row.criterion)}
        verdicts = {"reported": words.verdict(row.verdict), "computed": words.verdict(row.computed)}
        lead = words.word("matter.disputed", **named, **verdicts)
        names = ", ".join(offices(view, [{"set": row.set, "criterion": row.criterion}]))
        office = names or words.word("matter.nobody")
        at_stake = [p for p in view.targets if (p.target.set, p.target.criterion) == (row.set, row.criterion)]
        asked = words.word("matter.ask_conclusion", office=office, day=day)
        yield Matter(lead, f"{told[:1].upper()}{told[1:]}." if told else "", asked, "", tuple(at_stake))
