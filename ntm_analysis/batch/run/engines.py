"""The two ways to run a notebook's cells: in this very process, or in an ordinary kernel.

A process is forked for each notebook and ends with it. A kernel of its own would do the same through four
sockets and three threads; the isolation is the same, and the start is not paid. Ordinary kernels run where
cells cannot run in a forked process: this very Python, quiet, over own sockets.
"""

# Papermill, IPython and nbformat publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode, from_dict
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines

from ntm_analysis.batch.run.shell import only_shell
from ntm_analysis.batch.run.task import Begun, PageTask

ENGINE = "ntm"
# A cell with this tag is not run, as in a kernel that nbclient drives.
SKIPPED = "skip-execution"
# A kernel needs a second or two; on a loaded machine it is given time before it counts as dead.
_KERNEL_START_SECONDS = 120
# A kernel leads a group of its own, so that it must end with its parent by itself.
_LAUNCH = """
import sys
sys.path.remove("")  # what lies beside the notebook is found after Python's own, as in any kernel
import os
import tempfile
from pathlib import Path
from ntm_analysis.batch.run.system import end_with_parent
from ipykernel.kernelapp import launch_new_instance
from ntm_analysis.batch.run.executed import OPENED, list_into
end_with_parent(int(os.environ["JPY_PARENT_PID"]))
list_into(Path(tempfile.gettempdir(), OPENED))
launch_new_instance()
"""


class ShellEngine(Engine):
    """Has papermill execute the cells of a notebook here, one after the other, up to the first error."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        _kernel_name: str,
        *,
        tell: Callable[[Begun], None],
        live: list[NotebookNode],
        **_kwargs: Any,
    ) -> None:
        """Fills the outputs of every code cell; ``tell`` hears of each, ``live`` is given the notebook.

        When a cell began and how long it took is not written into it, which would take longer than most.
        """
        shell, notebook = only_shell(), nb_man.nb
        shell.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(shell.loop)
        # This process was started by a forkserver; those that cells start are started as in any other.
        multiprocessing.set_start_method(None, force=True)
        sys.modules["__main__"] = shell.user_module
        # Where a kernel finds modules beside its notebook: after Python's own, before the libraries.
        libraries = (place for place, path in enumerate(sys.path) if Path(path).name == "site-packages")
        sys.path.insert(next(libraries, 0), "")
        live.append(notebook)
        told: dict[str, Any] = {"notebook": json.dumps(notebook)}
        for number, cell in enumerate(notebook.cells):
            passing = cell.cell_type != "code" or SKIPPED in cell.metadata.get("tags", [])
            if passing or not cell.source.strip():
                continue
            tell(Begun(number, **told))
            cell.outputs = shell.outputs_of(cell.source)
            cell.execution_count = shell.execution_count - 1
            if shell.error is not None:
                cell.outputs.append(shell.error)
                nb_man.cell_exception(cell, number)
                break
            told = {"before": number, "outputs": json.dumps(cell.outputs)}
        else:
            # ``live`` has the notebook; papermill would turn it into text for no file.
            nb_man.nb = from_dict({**notebook, "cells": []})


papermill_engines.register(ENGINE, ShellEngine)


def in_a_kernel(task: PageTask, tell: Callable[[Begun], None], live: list[NotebookNode]) -> dict[str, Any]:
    """Has papermill run the cells in an ordinary kernel, which this process ends at a limit."""
    deadline = time.monotonic() + task.limits.briefing

    def seconds_left(_cell: NotebookNode) -> float:
        # One number serves both limits; zero would mean "no limit" to nbclient.
        return max(0.1, min(task.limits.cell, deadline - time.monotonic()))

    def keep(notebook: NotebookNode) -> None:
        # Papermill hands the notebook back only when all went well; this is the same object.
        live.append(notebook)

    def begun(cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG001 (named by nbclient)
        tell(Begun(cell_index))

    return {
        "kernel_manager_class": BriefingKernel,
        "shutdown_kernel": "immediate",
        "start_timeout": _KERNEL_START_SECONDS,
        "timeout_func": seconds_left,
        "on_notebook_start": keep,
        "on_cell_start": begun,
    }


class BriefingKernel(AsyncKernelManager):
    """Starts the interpreter that runs the batch, whatever kernels the user has installed.

    Sockets are files in a private folder, among what is temporary and removed by the batch: TCP ports
    picked by parallel kernels collide now and then. Windows has no such sockets and keeps TCP.
    """

    def __init__(self, **options: Any) -> None:
        self._folder = tempfile.mkdtemp()
        options["connection_file"] = str(Path(self._folder) / "k.json")
        super().__init__(transport="ipc" if os.name == "posix" else "tcp", **options)

    @property
    def kernel_spec(self) -> KernelSpec:
        """Names the command that starts the kernel."""
        command = [sys.executable, "-c", _LAUNCH, "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="ntm", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # as its base is declared
        """Starts the kernel with one thread a library and without the user's IPython profile."""
        environment = {**os.environ, "IPYTHONDIR": self._folder}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super()._async_start_kernel(env=environment, **quiet, **options)
