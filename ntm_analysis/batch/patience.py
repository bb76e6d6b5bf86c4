"""Waits for what another process should do at once, but not for ever, and not when asked to end."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_asked = threading.Event()


def heed_interrupts() -> None:
    """Has Ctrl-C, a scheduler's end and a lost connection all end a command alike, by KeyboardInterrupt.

    What was told to ignore one of them goes on doing so.
    """

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        _asked.set()
        raise KeyboardInterrupt

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, interrupted)


def end_if_asked() -> None:
    """Raises a KeyboardInterrupt that was lost: Python drops one that is raised in a callback of its own."""
    if _asked.is_set():
        raise KeyboardInterrupt


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in what is done meanwhile, a call of the system included, when it takes longer.

    Only the main thread can be told so, and not on Windows; elsewhere there is no limit.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
