"""``ntm diff``: what changed between two periods."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import typer

from ntm_analysis.cli import options
from ntm_analysis.cli.evaluate import harmless
from ntm_analysis.cli.followup import exact, view_of
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model.decimals import decimals_needed, rounded

if TYPE_CHECKING:
    from ntm_analysis.model import Change
    from ntm_analysis.say.view import View


def diff(  # noqa: PLR0913, PLR0917 (each is an option of the command line)
    before: options.Before,
    now: options.Now,
    data: options.Data = None,
    csv_file: options.Csv = None,
    lang: options.Language = options.Lang.vi,
    as_json: options.Json = False,  # noqa: FBT002 (a flag of the command line)
) -> None:
    """Tells what changed from one period to a later one."""
    from ntm_analysis.batch.files import check_outside, write_whole
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.say.changes import differences

    read = open_dataset(data, lang)
    first, last = read.period(before), read.period(now)
    if first >= last:
        raise NtmError(f"kỳ thứ nhất ({first}) phải trước kỳ thứ hai ({last})")
    words = Language.load(lang)
    view = view_of(read, last, words)
    changes = view.since(first)
    listed = [facts(view, change) for change in changes]
    if csv_file is not None:
        check_outside(csv_file, [read.folder])
        write_whole(csv_file, as_csv(listed))
        typer.echo(words.word("cli.written", rows=len(listed), path=csv_file), err=as_json)
    if as_json:
        told_as = {"before": str(first), "now": str(last), "illustrative": read.illustrative}
        typer.echo(json.dumps(told_as | {"changes": listed}, ensure_ascii=False, indent=2))
    elif csv_file is None:
        if read.illustrative:
            typer.echo(words.word("page.illustrative"))
        typer.echo(words.word("difference.title", before=words.month(first), now=words.month(last)))
        for line in differences(view, changes):
            typer.echo(line)


def facts(view: View, change: Change) -> dict[str, Any]:
    """Gives a change as plain values; exact figures as fractions in text."""
    from ntm_analysis.say.changes import name_of, place_of, reason_of, word_of
    from ntm_analysis.say.marks import doubts

    return {
        "kind": str(change.kind),
        "place": change.place,
        "place_name": place_of(view, change),
        "set": change.set,
        "code": change.code,
        "name": name_of(view, change),
        "was": change.was,
        "was_word": word_of(view, change, change.was),
        "now": change.now,
        "now_word": word_of(view, change, change.now),
        "was_value": exact(change.was_value),
        "now_value": exact(change.now_value),
        "unit": change.unit,
        "reason": str(change.reason),
        "reason_word": reason_of(view, change),
        "direction": str(change.direction),
        "was_preliminary": change.was_preliminary,
        "now_preliminary": change.now_preliminary,
        "doubts": [str(doubt) for doubt in doubts(view, change)],
        "illustrative": change.illustrative,
    }


_FIRST = ("kind", "place", "place_name", "set", "code", "name", "was", "was_word", "now", "now_word")
_VALUES = ("value", "num", "den")
_LAST = (
    "unit",
    "reason",
    "reason_word",
    "direction",
    "was_preliminary",
    "now_preliminary",
    "doubts",
    "illustrative",
)
# Data are read with as many decimals; a figure that has more is whole in its numerator and denominator.
_DECIMALS = 6


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    """Gives the rows as a file that Excel reads; the head stands there without any row too.

    No figure is written as a fraction, which Excel would open as a date (5/8): each value is a decimal
    number of at most six decimals, with its exact numerator and denominator beside.
    """
    buffer = io.StringIO()
    figures = [f"{when}_{part}" for when in ("was", "now") for part in _VALUES]
    writer = csv.DictWriter(buffer, (*_FIRST, *figures, *_LAST), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        texts = {key: harmless(value) for key, value in row.items()} | {"doubts": ", ".join(row["doubts"])}
        writer.writerow(texts | _figures("was", row) | _figures("now", row))
    # With a byte order mark, or Excel shows Vietnamese as rubbish.
    return buffer.getvalue().encode("utf-8-sig")


def _figures(when: str, row: dict[str, Any]) -> dict[str, Any]:
    if row[f"{when}_value"] is None:
        return {}
    value = Fraction(row[f"{when}_value"])
    decimals = decimals_needed(value, _DECIMALS)
    scaled = rounded(value, decimals) * 10**decimals
    written = format(Decimal(int(scaled)).scaleb(-decimals), "f")
    return {f"{when}_value": written, f"{when}_num": value.numerator, f"{when}_den": value.denominator}
