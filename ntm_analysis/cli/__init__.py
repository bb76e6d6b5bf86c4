"""The command ``ntm``. Commands on one subject share a module; exit codes are decided here."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from ntm_analysis.batch.run.system import heed_interrupts
from ntm_analysis.errors import NtmError

_OF_STREAMS = {errno.ENOSPC, errno.EPIPE, errno.EBADF, errno.EIO, errno.EFBIG}
_INTERRUPTED = 130  # as a shell says it of a command that Ctrl-C has ended


class UnheardError(NtmError):
    """Says that what a command tells cannot be written where its output goes."""

    def __init__(self, code: int) -> None:
        super().__init__(f"không ghi được kết quả ra đầu ra của lệnh ({os.strerror(code)})")
        # What is still to be written is let go, or Python would fail once more at its end.
        with suppress(OSError, AttributeError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Runs ``ntm``: what a user got wrong is one sentence on stderr, anything else a bug that crashes."""
    heed_interrupts()
    try:
        import typer

        from ntm_analysis.cli.app import UsageError, app

        for stream in (sys.stdout, sys.stderr):
            # Vietnamese must come out under any locale.
            if stream is not None:  # closed by whoever started the command
                stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text file
        try:
            try:
                Path.cwd()
            except FileNotFoundError:
                gone = "thư mục đang đứng không còn nữa; chuyển sang thư mục khác rồi chạy lại lệnh"
                raise NtmError(gone) from None
            code = app(standalone_mode=False)
            if sys.stdout is None:
                raise UnheardError(errno.EBADF)
            sys.stdout.flush()
        except NtmError as error:
            code = _told(error)
        except typer.TyperException as error:
            code = _told(UsageError(error))
        except OSError as error:
            # Only a stream has no name and can be full or closed.
            if error.filename is not None or error.errno not in _OF_STREAMS:
                raise
            code = _told(UnheardError(error.errno))
    except KeyboardInterrupt:  # before a command could answer it
        code = _INTERRUPTED
    sys.exit(code)


def _told(error: NtmError) -> int:
    """Says what went wrong and gives the exit code for it."""
    if sys.stderr is not None:
        sys.stderr.write(f"{error}\n")
    return int(error.exit_code)
