"""The command ``ntm``. One module a command; exit codes are decided here."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys

from ntm_analysis.errors import NtmError
from ntm_analysis.reporting.patience import heed_interrupts

_INTERRUPTED = 130  # as a shell says it of a command that Ctrl-C has ended


def main() -> None:
    """Runs ``ntm``: what a user got wrong is one sentence on stderr, anything else a bug that crashes."""
    heed_interrupts()
    try:
        _run()
    except KeyboardInterrupt:  # before a command could answer it
        sys.exit(_INTERRUPTED)


def _run() -> None:
    import typer

    from ntm_analysis.cli.app import app
    from ntm_analysis.cli.usage import UsageError

    for stream in (sys.stdout, sys.stderr):
        # Vietnamese must come out under any locale.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # both are text files
    try:
        try:
            sys.exit(app(standalone_mode=False))
        except typer.TyperException as error:
            raise UsageError(error) from None
    except NtmError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(int(error.exit_code))
