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
    from ntm_analysis.judge import evaluate
    from ntm_analysis.judge.targets import follow_targets
    from ntm_analysis.say.view import View

    read = open_dataset(data, lang)
    month = read.period(period) if period is not None else read.latest
    results = evaluate(read, until=month)
    followed = follow_targets(read, results, month)
    view = View(read, results, followed, read.places[0], month, Language.load(lang))
    if as_json:
        again = view.adjusted_targets
        listed = [facts(p, adjusted=p.target.id in again) for p in followed]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    _show(view)


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
        "value": _exact(progress.value),
        "value_date": progress.value_date.isoformat() if progress.value_date else None,
        "goal": _exact(progress.goal),
        "goal_printed": _exact(target.value),
        "denominator": target.denominator,
        "end": str(target.end),
        "baseline": _exact(progress.baseline),
        "status": str(progress.status),
        "provisional": progress.provisional,
        "preliminary": progress.preliminary,
        "adjusted": adjusted,
        "obstacles": [
            {"kind": str(o.kind), "value": _exact(o.value), "commune": o.commune, "condition": o.condition}
            for o in progress.obstacles
        ],
        "illustrative": progress.illustrative,
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _show(view: View) -> None:
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
