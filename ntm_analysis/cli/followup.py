"""``ntm targets`` and ``ntm late``: where the targets stand, and who owes which figures."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import typer

from ntm_analysis.cli import options
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.judge.targets import Progress
    from ntm_analysis.model import Period
    from ntm_analysis.read import Dataset
    from ntm_analysis.say.late import Owed
    from ntm_analysis.say.view import View

_FACTS = ("name", "now", "goal", "status", "day")


def targets(
    data: options.Data = None,
    period: options.Month = None,
    lang: options.Language = options.Lang.vi,
    as_json: options.Json = False,  # noqa: FBT002 (a flag of the command line)
) -> None:
    """Shows each target with its value, its goal and where it stands."""
    from ntm_analysis.cli.project import open_month

    view = view_of(*open_month(data, period, lang))
    if as_json:
        again = view.adjusted_targets
        listed = [facts(each, adjusted=each.target.id in again) for each in view.targets]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        show(view)


def late(
    data: options.Data = None,
    period: options.Month = None,
    lang: options.Language = options.Lang.vi,
    as_json: options.Json = False,  # noqa: FBT002 (a flag of the command line)
) -> None:
    """Tells who has not sent the month's figures and which indicators are past due."""
    from ntm_analysis.cli.project import open_month
    from ntm_analysis.say.late import indicators, submissions

    view = view_of(*open_month(data, period, lang), with_targets=False)
    sent, measured = submissions(view), tuple(indicators(view))
    if as_json:
        rows = [asdict(owed) for owed in (*sent, *measured)]
        told = {"period": str(view.period), "illustrative": view.data.illustrative, "owed": rows}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    for line in lines(view, sent, measured):
        typer.echo(line)


def view_of(read: Dataset, month: Period, words: Language, *, with_targets: bool = True) -> View:
    """Evaluates a dataset up to a month and, where asked, follows its targets, for the whole locality."""
    from ntm_analysis.judge import evaluate
    from ntm_analysis.judge.targets import follow_targets
    from ntm_analysis.say.view import View

    results = evaluate(read, until=month)
    followed = follow_targets(read, results, month) if with_targets else ()
    return View(read, results, followed, read.places[0], month, words)


def facts(progress: Progress, *, adjusted: bool) -> dict[str, Any]:
    """Gives a target as plain JSON; exact values as fractions in text, all in the unit of the value.

    ``goal_printed`` is the figure of the document, which a mean printed with two decimals rounds;
    ``adjusted`` tells that the target came to something else when a month was closed.
    """
    target = progress.target
    return {
        "id": target.id,
        "name": {"vi": target.name.vi, "en": target.name.en},
        "unit": target.unit,
        "value": exact(progress.value),
        "value_date": progress.value_date.isoformat() if progress.value_date else None,
        "goal": exact(progress.goal),
        "goal_printed": exact(target.value),
        "denominator": target.denominator,
        "end": str(target.end),
        "baseline": exact(progress.baseline),
        "status": str(progress.status),
        "provisional": progress.provisional,
        "preliminary": progress.preliminary,
        "adjusted": adjusted,
        "obstacles": [
            {"kind": str(o.kind), "value": exact(o.value), "commune": o.commune, "condition": o.condition}
            for o in progress.obstacles
        ],
        "illustrative": progress.illustrative,
    }


def exact(value: Fraction | None) -> str | None:
    """Gives a value as a fraction in text."""
    return None if value is None else str(value)


def show(view: View) -> None:
    """Prints the targets as a table, below what must be known of them."""
    from ntm_analysis.publish.terminal import printed
    from ntm_analysis.say.targets import TARGETS
    from ntm_analysis.say.units import mergers_told

    words = view.words
    if view.data.illustrative:
        typer.echo(words.word("page.illustrative"))
    for line in mergers_told(view, min(view.data.periods)):
        typer.echo(line)
    printed(words, TARGETS.table(view, view.targets, "", "column.command", _FACTS))


def lines(view: View, sent: tuple[Owed, ...], measured: tuple[Owed, ...]) -> Iterator[str]:
    """Tells who has not sent the month's figures, then each indicator past due and who answers for it."""
    from ntm_analysis.say.late import Debt, last_told
    from ntm_analysis.say.marks import coded

    words = view.words
    if view.data.illustrative:
        yield words.word("page.illustrative")
    day = words.date(view.data.cut_off(view.period))
    yield words.word("document.owed.title", month=words.month(view.period), day=day)
    if view.data.movement.submissions.empty:
        yield words.word("document.owed.no_submissions")
    if sent:
        yield words.word("document.owed.submissions", n=words.number(len(sent)))
    for owed in sent:
        yield "- " + words.word(
            f"document.owed.{owed.kind}_line",
            name=owed.name,
            last=last_told(view, owed),
            days=words.number(owed.days or 0),
        )
    for kind in (Debt.PAST_DUE, Debt.STALE):
        mine = [owed for owed in measured if owed.kind is kind]
        if mine:
            yield words.word(f"document.owed.{kind}_count", n=words.number(len(mine)))
        for owed in mine:
            code, last = coded(view, owed.set, owed.code), last_told(view, owed)
            line = words.word(f"document.owed.{owed.kind}", name=owed.name, code=code, last=last)
            if owed.responsible:
                bodies = ", ".join(owed.responsible)
                line = words.word("document.owed.responsible", line=line, bodies=bodies)
            yield f"- {line}"
    if not sent and not measured:
        yield words.word("document.owed.nothing")
