"""The process of one product: how it is started, what it does and tells meanwhile, how it ends."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import PurePosixPath
from tempfile import TemporaryDirectory

from ntm_analysis.batch.keep import temporary_folder
from ntm_analysis.batch.run.system import at_most, confine, end_descendants, environment, prepare
from ntm_analysis.batch.run.task import (
    Begun,
    Built,
    Failed,
    FailureReason,
    Made,
    NotStartedError,
    Output,
    PageTask,
    Task,
    WorkbookTask,
    understood,
    written,
)

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


def serve(task: Task, batch: Connection, temporary: str, *, forked: bool) -> None:
    """Makes one product, tells the batch of each cell and of the outcome, and ends.

    What is ``temporary`` goes into a folder that the batch removes, however this process ends. ``forked``
    says that everything is loaded here, so that the cells can run in this process.
    """

    def tell(message: Begun | Made) -> None:
        batch.send_bytes(written(message))

    try:
        confine(task.limits.memory, temporary)
        if isinstance(task, PageTask):
            from ntm_analysis.batch.run.execute import execute  # noqa: PLC0415 (papermill is not for the command)

            made = execute(task, tell, forked=forked)
        else:
            made = make(task)
        end_descendants(os.getpid())
        tell(made)
    except NotStartedError:
        os._exit(1)  # without a word: the batch tries once more
    except BaseException as error:  # noqa: BLE001 (whatever it is, the batch is told)
        end_descendants(os.getpid())
        lines = "".join(traceback.format_exception_only(error)).strip()[:300]
        told = lines.encode(errors="backslashreplace").decode()
        tell(Made(Failed(task.product, FailureReason.INTERNAL, told, 0, kept=False)))
    # Threads a notebook has left running are not waited for.
    os._exit(0)


def make(task: WorkbookTask) -> Made:
    """Has the workbook made; what the maker raises costs the workbook alone."""
    started, product = time.monotonic(), task.product
    content = product.make(task.copy or product.folder, product.period, product.language)
    output = Output(task.key, hashlib.sha256(content).hexdigest(), len(content))
    built = Built(product, output, time.monotonic() - started, time.process_time())
    return Made(built, ((product.path, content),))


class Starter:
    """Starts processes: forks where that works, ordinary ones from the first time it does not."""

    def __init__(self) -> None:
        self.forked = prepare()
        self._patience = _START_SECONDS

    def start(self, task: Task) -> ProductProcess:
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

    def _start(self, task: Task, *, forked: bool) -> ProductProcess:
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
        return ProductProcess(task, process, ours, temporary, forked)


@dataclass(eq=False)
class ProductProcess:
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
        """Tells how long it has run."""
        return time.monotonic() - self.started

    @property
    def deadline(self) -> float:
        """Gives the time at which a limit is used up."""
        limits, grace = self.task.limits, 0 if self.forked else _GRACE_SECONDS
        of_all = self.started + limits.briefing + grace
        return of_all if self.cell_began is None else min(of_all, self.cell_began + limits.cell + grace)

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

    def unfinished(self, reason: FailureReason) -> Made:
        """Gives the failure, with the notebook as far as it came for whoever looks for the fault."""
        task, files = self.task, tuple[tuple[PurePosixPath, bytes], ...]()
        if isinstance(task, PageTask) and self.notebook:
            # A process that was not itself any more may have told anything.
            with suppress(ValueError, LookupError, TypeError):
                notebook = json.loads(self.notebook)
                for cell, outputs in self.outputs.items():
                    notebook["cells"][cell]["outputs"] = json.loads(outputs)
                content = task.runnable(json.dumps(notebook, ensure_ascii=False, indent=1))
                files = ((task.product.executed_path, content),)
        return Made(Failed(task.product, reason, "", self.seconds, kept=bool(files)), files)
