"""``ntm late``: who owes which figures."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli.options import DataOption, JsonOption, Lang, LangOption, PeriodOption
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.say.late import Owed
    from ntm_analysis.say.view import View


def late(
    data: DataOption = None,
    period: PeriodOption = None,
    lang: LangOption = Lang.vi,
    as_json: JsonOption = False,  # noqa: FBT002 (a flag of the command line)
) -> None:
    """Tells who has not sent the month's figures and which indicators are past due."""
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.judge import evaluate
    from ntm_analysis.say.late import indicators, submissions
    from ntm_analysis.say.view import View

    read = open_dataset(data, lang)
    month = read.period(period) if period is not None else read.latest
    view = View(read, evaluate(read, until=month), (), read.places[0], month, Language.load(lang))
    sent, measured = submissions(view), tuple(indicators(view))
    if as_json:
        rows = [asdict(owed) for owed in (*sent, *measured)]
        told = {"period": str(month), "illustrative": read.illustrative, "owed": rows}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    for line in lines(view, sent, measured):
        typer.echo(line)


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
