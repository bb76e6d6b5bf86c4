"""``ntm form``: forms in Excel for communes to fill."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import PlaceKind
from ntm_analysis.model.places import month_said


def form(
    period: options.FormMonth,
    place: options.Place = None,
    data: options.Data = None,
    out: options.Forms = None,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Writes the form of each commune of a month, or of those named."""
    from ntm_analysis.batch.keep import check_outside, write_whole
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.publish.form import as_form
    from ntm_analysis.say.papers.form import form_of
    from ntm_analysis.say.view import View

    words, month, read = Language.load(lang), month_said(period), open_dataset(data, lang)
    folder = out or Path(f"phieu-{month}")
    check_outside(folder, [read.folder])
    asked = {read.place(each).code for each in place or []}
    communes = [p for p in read.places if p.kind is PlaceKind.COMMUNE and p.exists_in(month)]
    chosen = [each for each in communes if not asked or each.code in asked]
    if len(chosen) < len(asked) or not chosen:
        raise NtmError(f"chỉ xã có trong kỳ {month} mới có phiếu")
    view = View.of(read, read.latest, words)
    for each in chosen:
        name = f"phieu-{each.code}-{each.slug}-{month}.xlsx"
        write_whole(folder / name, as_form(form_of(replace(view, place=each, period=month))))
    typer.echo(words.word("cli.form_written", n=len(chosen), path=folder))
