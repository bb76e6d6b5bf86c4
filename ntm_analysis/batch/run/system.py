"""What is asked of the operating system: processes forked, confined and ended, interrupts and waiting."""

import ctypes
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

_TEMPLATE = "ntm_analysis.batch.run.warm"
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
# Linux: sends the process a signal when its parent has ended (prctl(2)).
_PR_SET_PDEATHSIG = 1
# Linux: what descendants leave behind becomes a child of the process, and not of the system's first.
_PR_SET_CHILD_SUBREAPER = 36
_asked = threading.Event()


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


def cores() -> int:
    """Counts the cores this process may use, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
    killed = set[int]()
    while True:  # one may start another before it is killed
        found, waiting = set[int](), [process]
        while waiting:
            with suppress(OSError):  # it has ended meanwhile
                for thread in Path(f"/proc/{waiting.pop()}/task").iterdir():
                    with suppress(OSError):
                        children = {int(child) for child in (thread / "children").read_text("ascii").split()}
                        waiting += children - found
                        found |= children
        if found <= killed:
            return
        for each in found - killed:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(each, signal.SIGKILL)
        killed |= found


def follow_command() -> None:
    """Has a thread end the process with the one that asked for it, to which Ctrl-C is left as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def follow() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


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
