"""``ntm check``: everything that can be wrong before a notebook runs, told at once."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import typer

from ntm_analysis.cli.options import DataOption, Lang, LangOption, NotebooksOption
from ntm_analysis.errors import InputError, Problem
from ntm_analysis.language import CODES, Language


def check(data: DataOption = None, notebooks: NotebooksOption = None, lang: LangOption = Lang.vi) -> None:
    """Checks dataset, criteria, languages and notebooks without a kernel.

    Raises InputError with the problems of all of them; warnings are printed.
    """
    from ntm_analysis.cli.project import LEADING, notebooks_folder, open_dataset
    from ntm_analysis.reporting.notebooks import find_notebooks

    problems: list[Problem] = language_problems()
    read = found = None
    try:
        read = open_dataset(data)
    except InputError as error:
        problems += error.problems
    try:
        folder = notebooks_folder(data or (read.folder if read else Path.cwd()), notebooks)
        found = find_notebooks(folder, (LEADING,))
    except InputError as error:
        problems += error.problems
    if problems or read is None or found is None:
        raise InputError(problems)
    words = Language.load(lang)
    warnings = [*read.warnings, *found.warnings]
    for warning in warnings:
        typer.echo(str(warning))
    said = words.plural("cli.warnings", len(warnings)) if warnings else words.word("cli.no_warning")
    facts = {"places": len(read.places), "periods": len(read.periods), "notebooks": len(found.found)}
    typer.echo(words.word("cli.check_ok", name=read.name, **facts, warnings=said))


def language_problems() -> list[Problem]:
    """Names every word that one language has and another lacks."""
    keys = {code: Language.load(code).keys for code in CODES}
    every = frozenset().union(*keys.values())
    return [
        Problem(f"languages/{code}", 0, key, "thiếu từ", "thêm từ như ở ngôn ngữ kia")
        for code in CODES
        for key in sorted(every - keys[code])
    ]
