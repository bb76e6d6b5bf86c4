"""One briefing, from parameters to a page on the disk; runs inside a worker process."""

# nbformat, nbconvert and papermill publish no types.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import logging
import re
import time
import warnings
from dataclasses import dataclass

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from ntm_analysis.reporting.cache import page_hash
from ntm_analysis.reporting.kernels import BriefingKernel
from ntm_analysis.reporting.outcome import Built, Failed, Page, Reason
from ntm_analysis.reporting.render import NoSummaryError, UnfitPageError, render
from ntm_analysis.reporting.task import PageTask
from ntm_analysis.reporting.writing import remove, write_whole

# A kernel needs a second or two; on a loaded machine it is given time before it counts as dead.
_KERNEL_START_SECONDS = 120
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Fault:
    """What went wrong in a run."""

    reason: Reason
    message: str


def execute(task: PageTask) -> Built | Failed:
    """Builds one page, or keeps the executed notebook and says why there is none.

    Raises OutputError where the disk refuses.
    """
    started = time.monotonic()
    notebook, fault = _run(task)
    made = fault or _page(task, notebook)
    seconds = time.monotonic() - started
    kept = task.out / task.product.failed_path
    if isinstance(made, Page):
        remove(kept)
        return Built(task.product, made, seconds)
    if notebook is not None:
        write_whole(kept, nbformat.writes(notebook).encode())
    return Failed(task.product, made.reason, made.message, seconds, kept=notebook is not None)


def _run(task: PageTask) -> tuple[NotebookNode | None, Fault | None]:
    """Runs the notebook; gives it as far as it came, and what stopped it."""
    live: list[NotebookNode] = []
    try:
        _papermill(task, live)
    except PapermillExecutionError as error:
        return _last(live), Fault(Reason.CELL_ERROR, _shortened(f"{error.ename}: {error.evalue}"))
    except CellTimeoutError as error:
        return _last(live), Fault(Reason.TIME_LIMIT, _shortened(str(error)))
    except DeadKernelError as error:
        return _last(live), Fault(Reason.KERNEL_DIED, _shortened(str(error)))
    except RuntimeError as error:
        # jupyter_client has no own class for a kernel that dies or hangs while starting.
        return _last(live), Fault(Reason.KERNEL_DIED, _shortened(str(error)))
    return _last(live), None


def _papermill(task: PageTask, live: list[NotebookNode]) -> None:
    deadline = time.monotonic() + task.limits.briefing

    def seconds_left(_cell: NotebookNode) -> float:
        # One number serves both limits; zero would mean "no limit" to nbclient.
        return max(0.1, min(task.limits.cell, deadline - time.monotonic()))

    def keep(notebook: NotebookNode) -> None:
        # Papermill hands the notebook back only when all went well; this is the same object.
        live.append(notebook)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        execute_notebook(
            str(task.product.notebook.path),
            None,
            parameters=task.product.parameters,
            kernel_name="python3",
            language="python",
            cwd=str(task.product.notebook.path.parent),
            progress_bar=False,
            start_timeout=_KERNEL_START_SECONDS,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            kernel_manager_class=BriefingKernel,
            shutdown_kernel="immediate",
            timeout_func=seconds_left,
            on_notebook_start=keep,
        )


def _page(task: PageTask, notebook: NotebookNode | None) -> Page | Fault:
    """Renders and writes the page, unless the run gave nothing that can be published."""
    try:
        rendered = render(notebook, task.frame, private=str(task.product.folder))
    except NoSummaryError as error:
        return Fault(Reason.NO_SUMMARY, str(error))
    except UnfitPageError as error:
        return Fault(Reason.UNFIT, str(error))
    write_whole(task.out / task.product.path, rendered.html)
    return Page(task.key, page_hash(rendered.html), len(rendered.html), rendered.summary)


def _last(live: list[NotebookNode]) -> NotebookNode | None:
    return live[-1] if live else None


def _shortened(message: str, most: int = 300) -> str:
    lines = [line.strip() for line in _ANSI.sub("", message).splitlines() if line.strip()]
    return (lines[0] if lines else "")[:most]


def quieten() -> None:
    """Silences the libraries' own logs: what happened is told once, by the outcome."""
    for name in ("papermill", "traitlets", "asyncio", "nbclient"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
