"""The process of one product: how it is started, what it does and tells meanwhile, how it ends."""

from __future__ import annotations

import hashlib
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
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ntm_analysis.batch.keep import temporary_folder
from ntm_analysis.batch.plan.notebooks import Kernel
from ntm_analysis.batch.run.system import at_most, confine, end_descendants, environment, prepare
from ntm_analysis.batch.run.task import (
    EXECUTED_FILE,
    MADE_FILE,
    Begun,
    Built,
    Ended,
    Failed,
    Failure,
    FailureReason,
    FileTask,
    Made,
    NotStartedError,
    Output,
    PageOutput,
    PageTask,
    PrintError,
    Task,
    encoded,
    put,
    understood,
)
from ntm_analysis.errors import spelled

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


def serve(task: Task, batch: Connection, temporary: str, kernel: Kernel | None) -> None:
    """Makes one product, tells the batch of each cell and of the end, and ends.

    The product and what is needed for a while go into the folder that is ``temporary``, which the batch
    removes, however this process ends.
    """

    def tell(message: Begun | Ended) -> None:
        batch.send_bytes(encoded(message).encode())

    started, folder = time.monotonic(), Path(temporary)
    end: PageOutput | Output | Failure
    try:
        confine(task.limits.memory, temporary)
        if isinstance(task, FileTask):
            content = task.content()
            put(folder / MADE_FILE, content)
            end = Output(task.key, hashlib.sha256(content).hexdigest(), len(content))
        else:
            from ntm_analysis.batch.run.execute import execute  # noqa: PLC0415 (papermill is not for the command)

            end = execute(task, tell, folder, kernel or task.kernel)
    except NotStartedError:
        os._exit(1)  # without a word: the batch tries once more
    except PrintError as error:
        end = Failure(FailureReason.PRINT, str(error))
    except BaseException as error:  # noqa: BLE001 (whatever it is, the batch is told)
        lines = "".join(traceback.format_exception_only(error)).strip()[:300]
        end = Failure(FailureReason.INTERNAL, lines.encode(errors="backslashreplace").decode())
    end_descendants(os.getpid())
    tell(Ended(end, time.monotonic() - started, time.process_time()))
    # Threads a notebook has left running are not waited for.
    os._exit(0)


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
        kernel = None if isinstance(task, FileTask) else task.kernel if forked else Kernel.ORDINARY
        ours, theirs = context.Pipe(duplex=False)
        temporary = temporary_folder(for_sockets=True)
        try:
            process = context.Process(  # type: ignore[attr-defined]  # which every context has
                target=serve, args=(task, theirs, temporary.name, kernel)
            )
            with environment(), at_most(self._patience):
                process.start()
        except BaseException:
            ours.close()
            temporary.cleanup()
            raise
        finally:
            theirs.close()
        return ProductProcess(task, process, ours, temporary, kernel)


@dataclass(eq=False)
class ProductProcess:
    """A product that is being made, as far as its process has told."""

    task: Task
    process: BaseProcess
    pipe: Connection
    temporary: TemporaryDirectory[str]
    kernel: Kernel | None  # of a page
    started: float = field(default_factory=time.monotonic)
    cell_began: float | None = None

    @property
    def seconds(self) -> float:
        """Tells how long it has run."""
        return time.monotonic() - self.started

    @property
    def deadline(self) -> float:
        """Gives the time at which a limit is used up."""
        limits = self.task.limits
        of_all = self.started + limits.briefing
        return of_all if self.cell_began is None else min(of_all, self.cell_began + limits.cell)

    def hear(self) -> Begun | Made | None:
        """Takes what the process tells; None when it has died."""
        try:
            with at_most(_MESSAGE_SECONDS):
                message = understood(self.pipe.recv_bytes(_LONGEST_MESSAGE), self.task.product)
                if isinstance(message, Ended):
                    return self._made(message)
        except Exception:  # noqa: BLE001 (a process that dies, or is not itself any more, may send anything)
            return None
        self.cell_began = time.monotonic()
        return message

    def _made(self, told: Ended) -> Made:
        """Takes what there is of the product; raises OSError where that is not what was told."""
        if isinstance(told.end, Failure):
            return self.failed(told.end, told.seconds)
        product, executed = self.task.product, self._executed()
        made = (product.path, (Path(self.temporary.name) / MADE_FILE).read_bytes())
        return Made(Built(product, told.end, told.seconds, told.core_seconds, self.kernel), (*executed, made))

    def failed(self, failure: Failure, seconds: float) -> Made:
        """Gives the failure, with the notebook as far as it came for whoever looks for the fault."""
        executed = self._executed()
        message = spelled(failure.message)
        told = (self.task.product, failure.reason, message, seconds, bool(executed), self.kernel)
        return Made(Failed(*told), executed)

    def _executed(self) -> tuple[tuple[PurePosixPath, bytes], ...]:
        """Takes the executed notebook, the first to be written: with it the page need not be run again."""
        file = Path(self.temporary.name) / EXECUTED_FILE
        if not isinstance(self.task, PageTask) or not file.is_file():
            return ()
        return ((self.task.product.executed_path, file.read_bytes()),)

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
