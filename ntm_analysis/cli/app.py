"""The commands under one name."""

from __future__ import annotations

import typer

from ntm_analysis.cli.build import build
from ntm_analysis.cli.check import check
from ntm_analysis.cli.close import close
from ntm_analysis.cli.difference import diff
from ntm_analysis.cli.evaluate import evaluate
from ntm_analysis.cli.late import late
from ntm_analysis.cli.meeting import meeting
from ntm_analysis.cli.options import HELP
from ntm_analysis.cli.report import report
from ntm_analysis.cli.status import status
from ntm_analysis.cli.targets import targets

app = typer.Typer(
    help=HELP.word("cli.app"),
    add_completion=False,
    no_args_is_help=True,
    # An exception that is no NtmError is a bug: its plain traceback is what a report needs.
    pretty_exceptions_enable=False,
)
for command in (check, build, status, evaluate, targets, close):
    app.command(command.__name__, help=HELP.word(f"cli.{command.__name__}_help"))(command)
for document in (meeting, report, diff, late):
    app.command(document.__name__, help=HELP.word(f"document.{document.__name__}_help"))(document)
