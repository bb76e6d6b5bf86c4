"""What the process of a product does before anything else, so that it can hurt nothing but itself."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Linux: sends the process a signal when its parent has ended (prctl(2)).
_PR_SET_PDEATHSIG = 1
# Linux: what descendants leave behind becomes a child of the process, and not of the system's first.
_PR_SET_CHILD_SUBREAPER = 36


def confine(memory: int, temporary: str) -> None:
    """Gives the process a group of its own and its limits; it ends with its parent and prints nothing.

    ``temporary`` is the folder for what it and the processes it starts need for a while.
    """
    # Ctrl-C and SIGTERM are answered by the batch, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    end_with_parent()
    _limit_memory(memory)
    _print_nothing()
    os.environ["TMPDIR"] = tempfile.tempdir = temporary
    _reseed()


def end_with_parent(parent: int | None = None) -> None:
    """Has the process killed when its parent ends, however that ends; not on Linux, a thread looks.

    Where the ``parent`` is told and is gone already, it ends at once.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if parent is not None and os.getppid() != parent:
            os._exit(1)
    else:
        follow_command()


def end_descendants(process: int) -> None:
    """Kills what a process started and what that left behind, in other sessions too; on Linux only."""
    known: set[int] = set()
    while found := _descendants(process) - known:  # one may start another before it is killed
        known |= found
        for each in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(each, signal.SIGKILL)


def _descendants(process: int) -> set[int]:
    """Lists the descendants of a process, without those that have ended and only wait to be noticed."""
    found, waiting = set[int](), [process]
    while waiting:
        for children in _children(waiting.pop()):
            waiting += children - found
            found |= children
    return found


def _children(process: int) -> Iterator[set[int]]:
    """Lists the children of each thread of a process; nothing of one that has ended meanwhile."""
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):
                told = (thread / "children").read_text("ascii")
                yield {int(child) for child in told.split()}


def follow_command() -> None:
    """Has a thread end the process when the one that asked for it ends, whatever it was forked from."""
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(most: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not on Windows)

    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def _print_nothing() -> None:
    """Sends what programs print past Python nowhere: it would run through the batch's own lines."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _reseed() -> None:
    # A fork inherits the state of the random generators; a new process would draw its own.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
