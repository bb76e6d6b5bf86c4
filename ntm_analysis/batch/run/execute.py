"""One briefing, from parameters to a page; runs inside a process of its own."""

# nbformat and papermill publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

import logging
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from ntm_analysis.batch.plan.notebooks import Kernel, cells_key, cells_of
from ntm_analysis.batch.run.executed import OPENED, beside, listen, read_of, signed
from ntm_analysis.batch.run.kernels import ForkedKernel, OrdinaryKernel
from ntm_analysis.batch.run.task import (
    EXECUTED_FILE,
    MADE_FILE,
    Begun,
    Failure,
    FailureReason,
    NotStartedError,
    PageOutput,
    PageTask,
    encoded,
    put,
)
from ntm_analysis.batch.site.clean import UnfitPageError
from ntm_analysis.batch.site.page import publish

# What stops a run, the narrower first. jupyter_client has no own class for a kernel that dies or hangs while
# starting; an output that is no notebook's is told as an error without a traceback.
_FAULTS: dict[type[Exception], FailureReason] = {
    PapermillExecutionError: FailureReason.CELL_ERROR,
    nbformat.ValidationError: FailureReason.CELL_ERROR,
    DeadKernelError: FailureReason.KERNEL_DIED,
    RuntimeError: FailureReason.KERNEL_DIED,
}
_KERNELS = {Kernel.FORKED: ForkedKernel, Kernel.ORDINARY: OrdinaryKernel}
# A kernel needs a second or two; on a loaded machine it is given time before it counts as dead.
_KERNEL_START_SECONDS = 120
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def execute(
    task: PageTask, tell: Callable[[Begun], None], folder: Path, kernel: Kernel
) -> PageOutput | Failure:
    """Makes a page and its executed notebook in a folder; tells of the page, or why there is none.

    ``tell`` hears of each cell before it runs; the notebook lies in the folder as far as it came. The cells
    run in this process where it was forked from one that has everything loaded, else in an ordinary kernel;
    the page is the same. Raises NotStartedError where no cell was begun.
    """
    # Silences the libraries' own logs: what happened is told once, by the outcome.
    for name in ("papermill", "traitlets", "asyncio", "nbclient"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    path = task.product.notebook.path
    if cells_key(cells_of(path)) != task.cells:
        return Failure(FailureReason.EDITED, "")
    own, opened = beside(path.parent), list[str]()
    if kernel is Kernel.FORKED:
        listen(opened.append)
    notebook, failure = _run(task, tell, own, folder / EXECUTED_FILE, kernel)
    if failure is None and notebook is not None:
        try:
            if kernel is Kernel.ORDINARY:
                listed = Path(tempfile.gettempdir(), OPENED)
                opened += listed.read_text("utf-8", "surrogateescape").splitlines()
            read = read_of(opened, own, path, task.copy)
            page, html = publish(notebook, task, len(read))
            put(folder / EXECUTED_FILE, signed(notebook, task, read))
            put(folder / MADE_FILE, html)
        except UnfitPageError as error:
            failure = Failure(error.reason, str(error))
        else:
            return page
    return failure or Failure(FailureReason.NO_SUMMARY, "")


def _run(
    task: PageTask, tell: Callable[[Begun], None], own: Path, file: Path, kernel: Kernel
) -> tuple[NotebookNode | None, Failure | None]:
    """Runs the notebook in its own folder; gives it as far as it came, and what stopped it."""
    live, fault = list[NotebookNode](), None

    def begun(cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG001 (named by nbclient)
        put(file, task.runnable(encoded(live[0])))
        tell(Begun(cell_index))

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
            kernel_manager_class=_KERNELS[kernel],
            shutdown_kernel="immediate",
            start_timeout=_KERNEL_START_SECONDS,
            # Papermill hands the notebook back only when all went well; this is the same object.
            on_notebook_start=lambda *, notebook: live.append(notebook),
            on_cell_execute=begun,
        )
    except tuple(_FAULTS) as error:
        reason = next(why for kind, why in _FAULTS.items() if isinstance(error, kind))
        if reason is FailureReason.KERNEL_DIED and not live:
            raise NotStartedError from error
        fault = _failure(reason, error)
    if not live:
        return None, fault
    put(file, task.runnable(encoded(live[0])))
    # Papermill lets pass ``sys.exit()``, after which the rest of the page would be missing.
    outputs = (output for cell in live[0].cells for output in cell.get("outputs", []))
    left = [_failure(FailureReason.CELL_ERROR, output) for output in outputs if output.output_type == "error"]
    return live[0], fault or next(iter(left), None)


def _failure(reason: FailureReason, error: Any) -> Failure:
    """Tells an error in a line: one of a cell as Python names it, any other as it says itself."""
    said = f"{error.ename}: {error.evalue}" if hasattr(error, "ename") else str(error)
    # What is no text, as a file name may be, is spelled out: it could not be written anywhere.
    text = _ANSI.sub("", said).encode(errors="backslashreplace").decode()
    return Failure(reason, next((line.strip() for line in text.splitlines() if line.strip()), "")[:300])
