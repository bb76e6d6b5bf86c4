"""A process for each product, as many at a time as there are workers; each costs its own page at most.

Processes are forked from one that has everything loaded. Where there is no fork, or it does not
work, they are started afresh and run ordinary kernels: slower, with the same pages.
"""

import pickle
import subprocess
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from multiprocessing.connection import Connection, wait

from ntm_analysis.batch.run.process import ProductProcess, Starter
from ntm_analysis.batch.run.system import end_if_asked, end_with_parent
from ntm_analysis.batch.run.task import Begun, Failed, Failure, FailureReason, Made, Started, Task


class _Floor:
    """Where the work is done: what waits, what runs, and what is to be tried again alone."""

    def __init__(self, tasks: Iterable[Task], workers: int, starter: Starter) -> None:
        self._workers = workers
        self._starter = starter
        self._waiting = deque(tasks)
        self._running: dict[Connection, ProductProcess] = {}
        self._suspects: deque[Task] = deque()
        self._retried: set[int] = set()
        self._ending: list[ProductProcess] = []

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting or self._running or self._suspects)

    def fill(self) -> Iterator[Started | Made]:
        """Starts what there is room for, then waits for those to be gone that have told all."""
        while (task := self._next()) is not None:
            try:
                run = self._starter.start(task)
            except OSError as error:
                yield Made(Failed(task.product, FailureReason.WORKER_DIED, str(error)[:300], 0, kept=False))
                continue
            self._running[run.pipe] = run
            if id(task) not in self._retried:
                yield Started(task.product)
        self._reap()

    def _reap(self) -> None:
        # Much memory takes a while to be given back; the next process need not wait for it.
        while self._ending:
            self._ending.pop().end()

    def _next(self) -> Task | None:
        if self._waiting:
            return self._waiting.popleft() if len(self._running) < self._workers else None
        if self._suspects and not self._running:
            return self._suspects.popleft()
        return None

    def listen(self) -> Iterator[Made]:
        """Waits until something is told or a limit is reached; gives what has ended."""
        end_if_asked()
        soonest = min(run.deadline for run in self._running.values())
        for pipe in wait(list(self._running), timeout=max(0, soonest - time.monotonic())):
            run = self._running[pipe]  # type: ignore[index]  # only connections are waited for
            message = run.hear()
            if not isinstance(message, Begun):
                yield from self._ended(run, message)
        for run in list(self._running.values()):
            # Who has told something that was not heard yet has not hung: the batch was busy, or stopped.
            if run.deadline <= time.monotonic() and not run.pipe.poll(0):
                made = run.failed(Failure(FailureReason.TIME_LIMIT, ""), run.seconds)
                self._forget(run)
                yield made

    def _ended(self, run: ProductProcess, made: Made | None) -> Iterator[Made]:
        if made is not None:
            del self._running[run.pipe]
            self._ending.append(run)
            run.kill()
            yield made
            return
        has_begun = run.cell_began is not None
        reason = FailureReason.KERNEL_DIED if has_begun else FailureReason.WORKER_DIED
        made = run.failed(Failure(reason, ""), run.seconds)
        code = self._forget(run)
        if id(run.task) in self._retried or (has_begun and code is not None):
            yield made
        else:
            # It died before its first cell, or with the process it was forked from, which another
            # may have ended: alone it can blame, and be blamed by, nobody else.
            self._retried.add(id(run.task))
            self._suspects.append(run.task)

    def _forget(self, run: ProductProcess) -> int | None:
        del self._running[run.pipe]
        return run.end()

    def clear(self) -> None:
        """Ends what runs."""
        self._reap()
        for run in list(self._running.values()):
            self._forget(run)


def make_all(tasks: Iterable[Task], workers: int) -> Generator[Started | Made]:
    """Makes every product, yielding what happens as it happens; writes nothing.

    Close the iterator to stop: what runs is ended.
    """
    floor = _Floor(tasks, workers, Starter())
    try:
        yield from floor.fill()
        while floor.is_busy:
            ended = list(floor.listen())
            # The next ones run while whoever iterates writes what these made.
            yield from floor.fill()
            yield from ended
    finally:
        floor.clear()


class Station:
    """A process that makes products one after the other for a worker of a cluster; it ends with its opener.

    A worker of a cluster has threads and may not start processes of its own; here the same processes are
    forked, with the same limits, as in a batch on one machine.
    """

    def __init__(self) -> None:
        command = [sys.executable, "-c", f"from {__name__} import serve_station; serve_station()"]
        # In a session of its own: Ctrl-C is the command's to answer.
        self._process = subprocess.Popen(  # noqa: S603 (this very Python)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )

    def make(self, task: Task) -> Made:
        """Has a product made; raises EOFError when the station has died."""
        assert self._process.stdin is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        try:
            pickle.dump(task, self._process.stdin)
            self._process.stdin.flush()
            made: Made = pickle.load(self._process.stdout)  # noqa: S301 (from our own process)
        except (OSError, pickle.UnpicklingError) as error:  # the latter of half an answer
            raise EOFError from error
        return made

    @property
    def is_alive(self) -> bool:
        """Tells whether it can be handed something."""
        return self._process.poll() is None


def serve_station() -> None:
    """Makes what comes on the standard input until that is closed."""
    end_with_parent()
    coming, going = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            task = pickle.load(coming)  # noqa: S301 (from our own process)
        except EOFError:
            return
        for event in make_all([task], workers=1):
            if isinstance(event, Made):
                pickle.dump(event, going)
                going.flush()
