"""``ntm targets`` and ``ntm diff``: where the targets stand, and what changed between two months."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import typer

from ntm_analysis.cli import options
from ntm_analysis.cli.evaluate import harmless
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.model.decimals import decimals_needed, rounded

if TYPE_CHECKING:
    from ntm_analysis.judge.targets import Progress
    from ntm_analysis.model import Change
    from ntm_analysis.say.view import View

_FACTS = ("name", "now", "goal", "status", "day")
_OF_CHANGE = ["kind", "place", "place_name", "set", "code", "name", "was", "was_word", "now", "now_word"]
_OF_CHANGE += ["was_value", "now_value", "unit", "reason", "reason_word", "direction"]
_OF_CHANGE += ["was_preliminary", "now_preliminary", "doubts", "illustrative"]
# Data are read with as many decimals; a figure that has more is whole in its numerator and denominator.
_DECIMALS = 6


def targets(
    data: options.Data = None,
    period: options.Month = None,
    lang: options.Language = options.Lang.vi,
    backtest: options.Backtest = False,
    as_json: options.Json = False,
) -> None:
    """Shows each target with its value, its goal and where it stands."""
    from ntm_analysis.cli.project import open_month
    from ntm_analysis.say.view import View

    view = View.of(*open_month(data, period, lang))
    if backtest:
        for line in foretold(view):
            typer.echo(line)
    elif as_json:
        again = view.adjusted_targets
        listed = [target_facts(each, adjusted=each.target.id in again) for each in view.targets]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2, default=str))
    else:
        show(view)


def foretold(view: View) -> Iterator[str]:
    """Tells what earlier months expected of each target beside what came, and how often it lay within."""
    from ntm_analysis.say.texts import made_up
    from ntm_analysis.workbench.foretelling import backtest

    words, rows = view.words, backtest(view)
    yield from made_up(view.data, words)
    yield words.word("cli.backtest_method")
    facts = ("title", "made", "low", "high", "actual", "missed_by")
    yield "\t".join(words.word(f"frame.head.{name}") for name in facts)
    for row in rows.to_dict("records"):
        numbers = (words.number(Fraction(str(row[name])), 2) for name in facts[2:])
        yield "\t".join(
            [row["title"], words.short_month(Period(row["made"].year, row["made"].month)), *numbers]
        )
    inside, every = int(rows["inside"].sum()), len(rows)
    yield words.word("cli.backtest", inside=inside, every=every, month=words.month(view.period))


def show(view: View) -> None:
    """Prints the targets as a table, or as lines with tabs elsewhere, between what must be known of them."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from ntm_analysis.say.targets import TARGETS
    from ntm_analysis.say.texts import doubts_in, key_of, made_up, text_of
    from ntm_analysis.say.units import mergers_told

    words = view.words
    for mark in made_up(view.data, words):
        typer.echo(mark)
    for line in mergers_told(view, min(view.data.periods)):
        typer.echo(line)
    table, console = TARGETS.table(view, view.targets, "", "column.command", _FACTS), Console()
    rows = [[text_of(words, cell) for cell in row] for row in table.rows]
    if console.is_terminal:
        shown = Table(*(column.title for column in table.columns))
        for row in rows:
            shown.add_row(*map(escape, row))
        console.print(shown)
    else:
        for row in rows:
            typer.echo("\t".join(row))
    for line in key_of(words, doubts_in(words, table)):
        typer.echo(line)


def target_facts(progress: Progress, *, adjusted: bool) -> dict[str, Any]:
    """Gives what is told of a target by its names, exact values all in the unit of the value.

    ``goal_printed`` is the figure of the document, which a mean printed with two decimals rounds;
    ``adjusted`` tells that the target came to something else when a month was closed.
    """
    target = progress.target
    return {
        "id": target.id,
        "name": asdict(target.name),
        "unit": target.unit,
        "value": progress.value,
        "value_date": progress.value_date,
        "goal": progress.goal,
        "goal_printed": target.value,
        "denominator": target.denominator,
        "end": target.end,
        "baseline": progress.baseline,
        "status": progress.status,
        "provisional": progress.provisional,
        "preliminary": progress.preliminary,
        "adjusted": adjusted,
        "obstacles": [asdict(obstacle) for obstacle in progress.obstacles],
        "illustrative": progress.illustrative,
    }


def diff(
    before: options.Before,
    now: options.Now,
    data: options.Data = None,
    csv_file: options.Csv = None,
    lang: options.Language = options.Lang.vi,
    as_json: options.Json = False,
) -> None:
    """Tells what changed from one period to a later one."""
    from ntm_analysis.batch.keep import check_outside, write_whole
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.say.changes import differences
    from ntm_analysis.say.texts import made_up
    from ntm_analysis.say.view import View

    read = open_dataset(data, lang)
    first, last = read.period(before), read.period(now)
    if first >= last:
        raise NtmError(f"kỳ thứ nhất ({first}) phải trước kỳ thứ hai ({last})")
    words = Language.load(lang)
    view = View.of(read, last, words)
    changes = view.since(first)
    told_of = change_facts(view)
    listed = [{name: fact(change) for name, fact in told_of.items()} for change in changes]
    if csv_file is not None:
        check_outside(csv_file, [read.folder])
        write_whole(csv_file, as_csv(listed, told_of))
        typer.echo(words.word("cli.written", rows=len(listed), path=csv_file), err=as_json)
    if as_json:
        told_as = {"before": str(first), "now": str(last), "illustrative": read.illustrative}
        typer.echo(json.dumps(told_as | {"changes": listed}, ensure_ascii=False, indent=2, default=str))
    elif csv_file is None:
        for mark in made_up(read, words):
            typer.echo(mark)
        typer.echo(words.word("difference.title", before=words.month(first), now=words.month(last)))
        for line in differences(view, changes):
            typer.echo(line)


def change_facts(view: View) -> dict[str, Callable[[Change], Any]]:
    """Gives what is told of a change by its names."""
    from ntm_analysis.say.changes import name_of, place_of, reason_of, word_of
    from ntm_analysis.say.doubtful import doubts

    worded: dict[str, Callable[[Change], Any]] = {
        "place_name": lambda change: place_of(view, change),
        "name": lambda change: name_of(view, change),
        "was_word": lambda change: word_of(view, change, change.was),
        "now_word": lambda change: word_of(view, change, change.now),
        "reason_word": lambda change: reason_of(view, change),
        "doubts": lambda change: doubts(view, change),
    }
    return {name: worded.get(name, attrgetter(name)) for name in _OF_CHANGE}


def as_csv(rows: list[dict[str, Any]], names: Iterable[str]) -> bytes:
    """Gives the rows as a file that Excel reads; the head stands there without any row too.

    No figure is written as a fraction, which Excel would open as a date (5/8): each value is a decimal
    number of at most six decimals, with its exact numerator and denominator beside.
    """
    parts = {
        f"{when}_value": [f"{when}_{part}" for part in ("value", "num", "den")] for when in ("was", "now")
    }
    head = [part for name in names for part in parts.get(name, [name])]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, head, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        texts = {name: harmless(value) for name, value in row.items()} | {"doubts": ", ".join(row["doubts"])}
        for name, columns in parts.items():
            if row[name] is not None:
                value = row[name]
                decimals = decimals_needed(value, _DECIMALS)
                scaled = rounded(value, decimals) * 10**decimals
                written = format(Decimal(int(scaled)).scaleb(-decimals), "f")
                texts |= zip(columns, (written, value.numerator, value.denominator), strict=True)
        writer.writerow(texts)
    # With a byte order mark, or Excel shows Vietnamese as rubbish.
    return buffer.getvalue().encode("utf-8-sig")
