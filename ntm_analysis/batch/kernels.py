"""Ordinary kernels, where cells cannot run in a forked process: this very Python, quiet, over own sockets."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

# A kernel leads a group of its own, so that it must end with its parent by itself.
_LAUNCH = """
import os
from ntm_analysis.batch.confine import end_with_parent
from ipykernel.kernelapp import launch_new_instance
end_with_parent(int(os.environ["JPY_PARENT_PID"]))
launch_new_instance()
"""


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
        # Modules beside the notebook are not found, as in a fork: they are in the key of no page.
        command = [sys.executable, "-P", "-c", _LAUNCH, "-f", "{connection_file}"]
        command.append("--IPKernelApp.ignore_cwd=True")
        return KernelSpec(argv=command, display_name="ntm", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # as its base is declared
        """Starts the kernel with one thread a library and without the user's IPython profile."""
        environment = {**os.environ, "IPYTHONDIR": self._folder}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super()._async_start_kernel(env=environment, **quiet, **options)
