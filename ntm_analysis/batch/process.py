"""The process of one product: what it is told to do, and what it tells the batch meanwhile."""

# What loads papermill is imported where it runs: in this process, not in the command.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from ntm_analysis.batch.confine import confine, end_descendants
from ntm_analysis.batch.messages import written
from ntm_analysis.batch.outcome import Begun, Failed, Made, NotStartedError, Reason
from ntm_analysis.batch.task import PageTask, Task


def serve(task: Task, batch: Connection, temporary: str, *, forked: bool) -> None:
    """Makes one product, tells the batch of each cell and of the outcome, and ends.

    What is ``temporary`` goes into a folder that the batch removes, however this process ends. ``forked``
    says that everything is loaded here, so that the cells can run in this process.
    """

    def tell(message: Begun | Made) -> None:
        batch.send_bytes(written(message, task))

    try:
        confine(task.limits.memory, temporary)
        made = _made(task, tell, forked=forked)
        end_descendants(os.getpid())
        tell(made)
    except NotStartedError:
        os._exit(1)  # without a word: the batch tries once more
    except BaseException as error:  # noqa: BLE001 (whatever it is, the batch is told)
        end_descendants(os.getpid())
        tell(_internal(task, error))
    # Threads a notebook has left running are not waited for.
    os._exit(0)


def _made(task: Task, tell: Callable[[Begun], None], *, forked: bool) -> Made:
    if isinstance(task, PageTask):
        from ntm_analysis.batch.execute import execute

        return execute(task, tell, forked=forked)
    from ntm_analysis.batch.workbook import make

    return make(task)


def _internal(task: Task, error: BaseException) -> Made:
    told = "".join(traceback.format_exception_only(error)).strip()
    return Made(Failed(task.product, Reason.INTERNAL, told[:300], 0, kept=False))
