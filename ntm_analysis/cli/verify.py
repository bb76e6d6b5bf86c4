"""``ntm verify``: whether what stands on a paper still holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import ExitCode, NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.model import Period
    from ntm_analysis.say.papers import OfficialPaper
    from ntm_analysis.say.view import View

_ORIGIN = re.compile(r"ntm (meeting|report) ([a-z-]+) (\d{4}-\d{2}) (vi|en)")
_LONGEST = 60  # letters of a line by which it is found again


def verify(
    paper: options.Paper,
    data: options.Data = None,
    out: options.Out = None,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Says whether a paper still holds, by its code or as a Word file; exits 1 where it does not."""
    from ntm_analysis.batch.keep.inputs import read_code

    code = read_code(str(paper))
    if code is not None:
        holds = _code_holds(*code, data, out, Language.load(lang))
    elif Path(paper).suffix.lower() == ".docx":
        holds = _figures_hold(Path(paper), data)
    else:
        raise NtmError(f"“{paper}” không phải mã kiểm tra (ví dụ 2209-3F9A07C2) cũng không phải tệp .docx")
    if not holds:
        raise typer.Exit(ExitCode.SOME_FAILED)


def _code_holds(period: Period, state: str, data: Path | None, out: Path | None, words: Language) -> bool:
    """Tells of which month a code is, if the month is closed, and what has changed since."""
    from ntm_analysis.batch.keep.inputs import kept_inputs
    from ntm_analysis.batch.keep.keys import inputs_hash
    from ntm_analysis.cli.project import REPORTS, open_dataset
    from ntm_analysis.judge.changes import Changes
    from ntm_analysis.judge.evaluation import evaluate
    from ntm_analysis.read import read_dataset
    from ntm_analysis.say.changes import differences
    from ntm_analysis.say.texts import made_up
    from ntm_analysis.say.view import View

    read = open_dataset(data, words.code)
    view = View.of(read, read.period(str(period)), words)
    for mark in made_up(read, words):
        typer.echo(mark)
    stage = words.word("verify.draft" if read.is_draft(period) else "verify.closed")
    typer.echo(
        words.word("verify.month", title=words.text(read.title), month=words.month(period), stage=stage)
    )
    if inputs_hash(read.folder).upper().startswith(state):
        typer.echo(words.word("verify.same"))
        return True
    place = out or read.folder.resolve().parent.parent / REPORTS
    with kept_inputs(place, read.name, state) as folder:
        if folder is None:
            typer.echo(words.word("verify.lost", place=place))
            return False
        old = read_dataset(folder, words.code)
        was = (old, evaluate(old, until=period))
        changes = Changes(read, view.results, period, period, was)
        listed = list(differences(view, changes))
    changed = bool(list(changes))
    typer.echo(words.word("verify.changed" if changed else "verify.unchanged"))
    for line in listed if changed else []:
        typer.echo(line)
    return not changed


def _figures_hold(paper: Path, data: Path | None) -> bool:
    """Holds the figures of a Word paper against what the data give now, and tells those that do not hold."""
    from babel.numbers import get_decimal_symbol

    from ntm_analysis.cli.documents import in_word
    from ntm_analysis.publish.docx_figures import held, lines_of, origin_of
    from ntm_analysis.say.texts import made_up

    try:
        content = paper.read_bytes()
    except OSError as error:
        raise NtmError(f"không đọc được “{paper}” ({error.strerror}); cần một tệp .docx") from error
    theirs = lines_of(content)
    view, made = _made_again(paper, origin_of(content), data)
    words = made.words
    decimal = get_decimal_symbol(words.word("format.locale"))
    figures = list(held(theirs, lines_of(in_word(view, made)), decimal))
    wrong = [each for each in figures if each.now not in {None, each.found}]
    unknown = [each for each in figures if each.now is None]
    for mark in made_up(view.data, words):
        typer.echo(mark)
    typer.echo(words.word("verify.title", name=made.name, subject=made.subject))
    for key, listed in (("wrong", wrong), ("unknown", unknown)):
        if listed:
            typer.echo(words.plural(f"verify.{key}", len(listed)))
        for each in listed:
            line = each.line
            shown = {"column": each.column, "table": _short(line.table), "text": _short(line.head)}
            place = words.word("verify.in_table" if line.columns else "verify.in_text", **shown)
            said = words.word(f"verify.{key}_line", place=place, found=each.found, now=each.now or "")
            typer.echo(f"- {said}")
    typer.echo(words.plural("verify.holds", len(figures) - len(wrong) - len(unknown)))
    return not wrong


def _made_again(paper: Path, origin: str, data: Path | None) -> tuple[View, OfficialPaper]:
    """Makes a paper again from the data there are now; raises NtmError for one that says not what it is."""
    from ntm_analysis.cli.project import open_month
    from ntm_analysis.say.papers import kind_of
    from ntm_analysis.say.papers.facts import gather
    from ntm_analysis.say.papers.meeting import meeting
    from ntm_analysis.say.papers.report import report
    from ntm_analysis.say.view import View

    found = _ORIGIN.fullmatch(origin)
    if found is None:
        asked = "chỉ kiểm tra được văn bản Word do ntm report hoặc ntm meeting lập"
        raise NtmError(f"“{paper.name}” không ghi loại văn bản và kỳ trong thuộc tính tệp; {asked}")
    name, kind, month, language = found.groups()
    view = View.of(*open_month(data, month, language))
    make = report if name == "report" else meeting
    return view, make(gather(view, kind_of(kind)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
