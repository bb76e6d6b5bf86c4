"""Worker processes that cost one page, or the workbook, when they die.

Processes and not threads, because papermill changes the working directory. Each worker
is a pool of its own with one process, so that a death is blamed on exactly one product.
"""

# What loads papermill is imported where it runs: in the workers, not in the command.
# ruff: noqa: PLC0415

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from ntm_analysis.errors import NtmError
from ntm_analysis.reporting.outcome import Built, Failed, Reason, Started
from ntm_analysis.reporting.task import PageTask, Task

# A briefing ends itself at its limit. One that does not (the worker itself hangs) is
# ended from outside after this grace, which covers the start and the end of its kernel.
_GRACE_SECONDS = 150


class Worker:
    """One process that builds one product at a time."""

    def __init__(self) -> None:
        self._executor = ProcessPoolExecutor(1, mp_context=_context(), initializer=_prepare)
        self._pid = self._executor.submit(os.getpid)

    def submit(self, task: Task) -> Future[Built | Failed]:
        """Starts a briefing."""
        return self._executor.submit(_execute, task)

    def kill(self) -> None:
        """Ends the process and its kernel at once."""
        if self._pid.done() and not self._pid.exception():
            with suppress(ProcessLookupError):
                os.kill(self._pid.result(), signal.SIGTERM)

    def close(self) -> None:
        """Waits for the process to end."""
        self._executor.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class _Run:
    worker: Worker
    task: Task
    started: float

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def is_overdue(self) -> bool:
        return self.seconds > self.task.limits.briefing + _GRACE_SECONDS


def run_all(tasks: Iterable[Task], workers: int) -> Generator[Started | Built | Failed]:
    """Builds every task, yielding what happens as it happens.

    Close the iterator to stop: running briefings are ended, nothing half-written stays.
    Raises the NtmError of a worker (a full disk), which stops the batch.
    """
    waiting = deque(tasks)
    idle = [Worker() for _ in range(min(workers, len(waiting)))]
    running: dict[Future[Built | Failed], _Run] = {}
    try:
        while waiting or running:
            while idle and waiting:
                worker, task = idle.pop(), waiting.popleft()
                running[worker.submit(task)] = _Run(worker, task, time.monotonic())
                yield Started(task.product)
            done, _ = wait(running, timeout=1, return_when=FIRST_COMPLETED)
            for future in done:
                run = running.pop(future)
                outcome = _outcome(future, run)
                idle.append(_replacement(run.worker) if _is_dead(future) else run.worker)
                yield outcome
            for run in running.values():
                if run.is_overdue:
                    run.worker.kill()
    finally:
        for run in running.values():
            run.worker.kill()
        for worker in [*idle, *(run.worker for run in running.values())]:
            worker.close()


def _outcome(future: Future[Built | Failed], run: _Run) -> Built | Failed:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, NtmError):
        raise error
    reason, message = Reason.INTERNAL, f"{type(error).__name__}: {error}"
    if isinstance(error, BrokenProcessPool):
        reason, message = (Reason.TIME_LIMIT if run.is_overdue else Reason.WORKER_DIED), ""
    return Failed(run.task.product, reason, message, run.seconds, kept=False)


def _is_dead(future: Future[Built | Failed]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _replacement(worker: Worker) -> Worker:
    worker.close()
    return Worker()


def _context() -> multiprocessing.context.BaseContext:
    """Forks workers from a server that has papermill loaded; Windows starts them afresh."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ntm_analysis.reporting.execute"])
    return context


def _prepare() -> None:
    """Makes a worker deaf to Ctrl-C, which its parent answers for it, and mortal with its parent."""
    from ntm_analysis.reporting.execute import quieten

    quieten()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _execute(task: Task) -> Built | Failed:
    if isinstance(task, PageTask):
        from ntm_analysis.reporting.execute import execute

        return execute(task)
    from ntm_analysis.reporting.workbook import write

    return write(task)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    from ntm_analysis.reporting.kernels import kill_running

    kill_running()
    os._exit(1)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
