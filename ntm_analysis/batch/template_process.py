"""The process that the others are forked from, and what they all get beside the user's environment."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

_TEMPLATE = "ntm_analysis.batch.warm"
# Files the batch holds open itself, and for each process it runs: its pipe, its end, a folder at its end.
_OWN_FILES = 24
_FILES_OF_EACH = 3
# What the processes get beside the user's environment. A page is one core's worth of work: libraries
# that start a thread for every core would make the processes wait for each other, and a process
# with threads must not be forked.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_MAX_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def prepare() -> bool:
    """Starts the process that others are forked from and returns at once, while it loads for seconds.

    Whoever calls it early has the others sooner; it need not be called. Says whether there is fork.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return False
    from multiprocessing import forkserver  # noqa: PLC0415 (not on Windows)

    forkserver.set_forkserver_preload(["__main__", _TEMPLATE])
    # It ignores Ctrl-C from its first moment: the command answers it.
    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if is_main else None
    try:
        with suppress(OSError), environment():  # what fails is tried again with the first
            forkserver.ensure_running()
    finally:
        if is_main:
            signal.signal(signal.SIGINT, before)
    return True


def most_workers() -> int:
    """Tells how many processes may run at once with the files that the system lets this one open."""
    if sys.platform == "win32":
        return sys.maxsize
    import resource  # noqa: PLC0415 (not on Windows)

    files, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if files < 0 else max(1, (files - _OWN_FILES) // _FILES_OF_EACH)


@contextmanager
def environment(settings: Mapping[str, str] = ENVIRONMENT) -> Iterator[None]:
    """Has processes that are started meanwhile get these settings."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
