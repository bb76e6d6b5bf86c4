"""``ntm targets``: progress against the movement's targets."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import typer

from ntm_analysis.cli.options import DataOption, JsonOption, Lang, LangOption, PeriodOption
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.judge.targets import Progress
    from ntm_analysis.model import Period
    from ntm_analysis.read import Dataset
    from ntm_analysis.say.view import View
from ntm_analysis.say.words import Choice

_COLUMNS = {"name": "target", "now": "value", "goal": "goal", "status": "outcome", "day": "as_of"}


def targets(
    data: DataOption = None,
    period: PeriodOption = None,
    lang: LangOption = Lang.vi,
    as_json: JsonOption = False,  # noqa: FBT002 (a flag of the command line)
) -> None:
    """Shows each target with its value, its goal and where it stands."""
    from ntm_analysis.cli.project import open_dataset

    read = open_dataset(data, lang)
    view = view_of(read, read.period(period) if period is not None else read.latest, Language.load(lang))
    if as_json:
        again = view.adjusted_targets
        listed = [facts(each, adjusted=each.target.id in again) for each in view.targets]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        show(view)


def view_of(read: Dataset, month: Period, words: Language) -> View:
    """Evaluates a dataset up to a month and follows its targets, for the whole locality."""
    from ntm_analysis.judge import evaluate
    from ntm_analysis.judge.targets import follow_targets
    from ntm_analysis.say.view import View

    results = evaluate(read, until=month)
    return View(read, results, follow_targets(read, results, month), read.places[0], month, words)


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
    chosen = [Choice(fact, f"cli.{title}") for fact, title in _COLUMNS.items()]
    printed(words, TARGETS.table(view, view.targets, "", chosen))
