"""One briefing, from parameters to a page on the disk; runs inside a process of its own."""

# nbformat and papermill publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

import logging
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from ntm_analysis.batch.plan.notebooks import cells_key, cells_of
from ntm_analysis.batch.run.engines import ENGINE, in_a_kernel
from ntm_analysis.batch.run.executed import OPENED, beside, listen, read_of, signed
from ntm_analysis.batch.run.task import (
    Begun,
    Built,
    Failed,
    Failure,
    FailureReason,
    Made,
    NotStartedError,
    PageTask,
)
from ntm_analysis.batch.site.clean import UnfitPageError
from ntm_analysis.batch.site.page import publish

# What stops a run, the narrower first. jupyter_client has no own class for a kernel that dies or hangs while
# starting; an output that is no notebook's is told as an error without a traceback.
_FAULTS: dict[type[Exception], FailureReason] = {
    PapermillExecutionError: FailureReason.CELL_ERROR,
    nbformat.ValidationError: FailureReason.CELL_ERROR,
    CellTimeoutError: FailureReason.TIME_LIMIT,
    DeadKernelError: FailureReason.KERNEL_DIED,
    RuntimeError: FailureReason.KERNEL_DIED,
}
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def execute(task: PageTask, tell: Callable[[Begun], None], *, forked: bool) -> Made:
    """Builds one page, or keeps the executed notebook and says why there is none.

    ``tell`` hears of each cell before it runs. The cells run in this process where it was ``forked``
    from one that has everything loaded, else in an ordinary kernel; the page is the same. Raises
    NotStartedError where no cell was begun.
    """
    # Silences the libraries' own logs: what happened is told once, by the outcome.
    for name in ("papermill", "traitlets", "asyncio", "nbclient"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    started = time.monotonic()
    if cells_key(cells_of(task.product.notebook.path)) != task.cells:
        return Made(Failed(task.product, FailureReason.EDITED, "", 0, kept=False))
    product, folder = task.product, task.product.notebook.path.parent
    own, opened = beside(folder), list[str]()
    if forked:
        listen(opened.append)
    notebook, failure = _run(task, tell, own, forked=forked)
    if failure is None and notebook is not None:
        try:
            listed = Path(tempfile.gettempdir(), OPENED)
            if not forked:
                opened += listed.read_text("utf-8", "surrogateescape").splitlines()
            read = read_of(opened, own, product.notebook.path, task.copy)
            page, html = publish(notebook, task, len(read))
            # The notebook first: with it a page that is not written yet need not be run again.
            files = ((product.executed_path, signed(notebook, task, read)), (product.path, html))
            return Made(Built(product, page, time.monotonic() - started, time.process_time()), files)
        except UnfitPageError as error:
            failure = Failure(error.reason, str(error))
    left = () if notebook is None else ((product.executed_path, task.runnable(nbformat.writes(notebook))),)
    seconds, failure = time.monotonic() - started, failure or Failure(FailureReason.NO_SUMMARY, "")
    return Made(Failed(product, failure.reason, failure.message, seconds, kept=bool(left)), left)


def _run(
    task: PageTask, tell: Callable[[Begun], None], own: Path, *, forked: bool
) -> tuple[NotebookNode | None, Failure | None]:
    """Runs the notebook; gives it as far as it came, and what stopped it."""
    live, told, fault = list[NotebookNode](), list[Begun](), None

    def telling(begun: Begun) -> None:
        told.append(begun)
        tell(begun)

    here = {"engine_name": ENGINE, "tell": tell, "live": live}
    try:
        execute_notebook(
            # Papermill fills in what stands in braces; those of a folder's name stand for themselves.
            str(task.product.notebook.path).replace("{", "{{").replace("}", "}}"),
            None,
            parameters=task.parameters,
            kernel_name="python3",
            language="python",
            cwd=str(own),
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            **(here if forked else in_a_kernel(task, telling, live)),
        )
    except tuple(_FAULTS) as error:
        reason = next(reason for kind, reason in _FAULTS.items() if isinstance(error, kind))
        if reason is FailureReason.KERNEL_DIED and not told and not forked:
            raise NotStartedError from error
        fault = _failure(reason, error)
    notebook = live[-1] if live else None
    # Papermill lets pass ``sys.exit()``, after which the rest of the page would be missing.
    outputs = (output for cell in (notebook.cells if notebook else []) for output in cell.get("outputs", []))
    left = next((output for output in outputs if output.output_type == "error"), None)
    return notebook, fault or (left and _failure(FailureReason.CELL_ERROR, left))


def _failure(reason: FailureReason, error: Any) -> Failure:
    """Tells an error in a line: one of a cell as Python names it, any other as it says itself."""
    said = f"{error.ename}: {error.evalue}" if hasattr(error, "ename") else str(error)
    # What is no text, as a file name may be, is spelled out: it could not be written anywhere.
    text = _ANSI.sub("", said).encode(errors="backslashreplace").decode()
    return Failure(reason, next((line.strip() for line in text.splitlines() if line.strip()), "")[:300])
