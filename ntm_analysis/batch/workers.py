"""A process for each product, as many at a time as there are workers; each costs its own page at most.

Processes are forked from one that has everything loaded. Where there is no fork, or it does not
work, they are started afresh and run ordinary kernels: slower, with the same pages.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory

from ntm_analysis.batch.confine import end_descendants
from ntm_analysis.batch.files import temporary_folder
from ntm_analysis.batch.messages import understood
from ntm_analysis.batch.outcome import Begun, Failed, Made, Reason, Started
from ntm_analysis.batch.patience import at_most, end_if_asked
from ntm_analysis.batch.process import serve
from ntm_analysis.batch.task import PageTask, Task
from ntm_analysis.batch.template_process import environment, prepare

# An ordinary kernel ends itself at a limit; what does not end by then is ended from outside.
_GRACE_SECONDS = 150
# The process that others are forked from loads for some seconds, on a loaded machine for longer; once it
# has, it answers at once.
_START_SECONDS = 120
_FORK_SECONDS = 20
# A message is sent as a whole. Who stops in the middle of one must not stop the batch.
_MESSAGE_SECONDS = 10
_LONGEST_MESSAGE = 2**30  # bytes; no page comes near
# A killed process ends at once; a machine out of memory may need a moment.
_END_SECONDS = 10
# What multiprocessing gives for a process whose parent, the template, has died.
_UNKNOWN = 255


class Starter:
    """Starts processes: forks where that works, ordinary ones from the first time it does not."""

    def __init__(self) -> None:
        self.forked = prepare()
        self._patience = _START_SECONDS

    def start(self, task: Task) -> _Run:
        """Starts a product's process; a fork that fails is tried once more, then never again.

        Raises OSError where the system starts no process, TemporaryFolderError.
        """
        for _attempt in range(2 if self.forked else 0):
            with suppress(OSError, EOFError, RuntimeError):
                run = self._start(task, forked=True)
                self._patience = _FORK_SECONDS
                return run
        self.forked = False
        return self._start(task, forked=False)

    def _start(self, task: Task, *, forked: bool) -> _Run:
        context = multiprocessing.get_context("forkserver" if forked else "spawn")
        ours, theirs = context.Pipe(duplex=False)
        temporary = temporary_folder(for_sockets=True)
        try:
            process = context.Process(  # type: ignore[attr-defined]  # which every context has
                target=serve, args=(task, theirs, temporary.name), kwargs={"forked": forked}
            )
            with environment(), at_most(self._patience):
                process.start()
        except BaseException:
            ours.close()
            temporary.cleanup()
            raise
        finally:
            theirs.close()
        return _Run(task, process, ours, temporary, forked)


@dataclass(eq=False)
class _Run:
    """A product that is being made, as far as its process has told."""

    task: Task
    process: BaseProcess
    pipe: Connection
    temporary: TemporaryDirectory[str]
    forked: bool
    started: float = field(default_factory=time.monotonic)
    cell_began: float | None = None
    notebook: str = ""
    outputs: dict[int, str] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def deadline(self) -> float:
        """Gives the time at which a limit is used up."""
        limits, grace = self.task.limits, 0 if self.forked else _GRACE_SECONDS
        of_all = self.started + limits.briefing + grace
        return of_all if self.cell_began is None else min(of_all, self.cell_began + limits.cell + grace)

    @property
    def has_begun(self) -> bool:
        return self.cell_began is not None

    def hear(self) -> Begun | Made | None:
        """Takes what the process tells; None when it has died."""
        try:
            with at_most(_MESSAGE_SECONDS):
                message = understood(self.pipe.recv_bytes(_LONGEST_MESSAGE), self.task)
        except Exception:  # noqa: BLE001 (a process that dies, or is not itself any more, may send anything)
            return None
        if isinstance(message, Begun):
            self.cell_began = time.monotonic()
            self.notebook = self.notebook or message.notebook
            if message.before >= 0:
                self.outputs[message.before] = message.outputs
        return message

    def kill(self) -> None:
        """Kills the process with everything it started; :meth:`end` waits until it is gone."""
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform != "win32" and self.process.pid:
                end_descendants(self.process.pid)
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()

    def end(self) -> int | None:
        """Ends the process with everything it started or left; gives its exit code, if that can be known."""
        self.kill()
        self.process.join(_END_SECONDS)
        self.pipe.close()
        self.temporary.cleanup()
        code = self.process.exitcode
        return None if code == _UNKNOWN else code

    def unfinished(self, reason: Reason) -> Made:
        """Gives the failure, with the notebook as far as it came for whoever looks for the fault."""
        task, product = self.task, self.task.product
        if not isinstance(task, PageTask) or not self.notebook:
            return Made(Failed(product, reason, "", self.seconds, kept=False))
        try:
            notebook = json.loads(self.notebook)
            for cell, outputs in self.outputs.items():
                notebook["cells"][cell]["outputs"] = json.loads(outputs)
            content = task.runnable(json.dumps(notebook, ensure_ascii=False, indent=1))
        except (ValueError, LookupError, TypeError):  # a process that was not itself any more told it
            return Made(Failed(product, reason, "", self.seconds, kept=False))
        failed = Failed(product, reason, "", self.seconds, kept=True)
        return Made(failed, ((task.product.failed_path, content),))


class _Floor:
    """Where the work is done: what waits, what runs, and what is to be tried again alone."""

    def __init__(self, tasks: Iterable[Task], workers: int, starter: Starter) -> None:
        self._workers = workers
        self._starter = starter
        self._waiting = deque(tasks)
        self._running: dict[Connection, _Run] = {}
        self._suspects: deque[Task] = deque()
        self._retried: set[int] = set()
        self._ending: list[_Run] = []

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting or self._running or self._suspects)

    def fill(self) -> Iterator[Started | Made]:
        """Starts what there is room for, then waits for those to be gone that have told all."""
        while (task := self._next()) is not None:
            try:
                run = self._starter.start(task)
            except OSError as error:
                yield Made(Failed(task.product, Reason.WORKER_DIED, str(error)[:300], 0, kept=False))
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
                self._forget(run)
                yield run.unfinished(Reason.TIME_LIMIT)

    def _ended(self, run: _Run, made: Made | None) -> Iterator[Made]:
        if made is not None:
            del self._running[run.pipe]
            self._ending.append(run)
            run.kill()
            yield made
            return
        code = self._forget(run)
        if id(run.task) in self._retried or (run.has_begun and code is not None):
            yield run.unfinished(Reason.KERNEL_DIED if run.has_begun else Reason.WORKER_DIED)
        else:
            # It died before its first cell, or with the process it was forked from, which another
            # may have ended: alone it can blame, and be blamed by, nobody else.
            self._retried.add(id(run.task))
            self._suspects.append(run.task)

    def _forget(self, run: _Run) -> int | None:
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
