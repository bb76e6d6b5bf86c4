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
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (not on Windows)

        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory if hard < 0 else min(memory, hard), hard))
    # What programs print past Python would run through the batch's own lines.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    os.environ["TMPDIR"] = tempfile.tempdir = temporary
    # A fork inherits the state of the random generators; a new process would draw its own.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


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
        with suppress(OSError):  # it has ended meanwhile
            for thread in Path(f"/proc/{waiting.pop()}/task").iterdir():
                with suppress(OSError):
                    children = {int(child) for child in (thread / "children").read_text("ascii").split()}
                    waiting += children - found
                    found |= children
    return found


def follow_command() -> None:
    """Has a thread end the process when the one that asked for it ends, whatever it was forked from."""

    def follow() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
