"""Kernels of the batch: this very Python, quiet, over sockets of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

# Each kernel has one core's worth of work; libraries that start a thread for every core
# would only make the kernels wait for each other.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_MAX_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
# Papermill creates the manager itself; the worker, which runs one kernel at a time, must
# be able to end that kernel when it is told to stop.
_running: set[int] = set()


class BriefingKernel(AsyncKernelManager):
    """Starts the interpreter that runs the batch, whatever kernels the user has installed.

    Sockets are files in a private folder: TCP ports picked by parallel kernels collide
    now and then. Windows has no such sockets and keeps TCP.
    """

    def __init__(self, **options: Any) -> None:
        # Socket paths have about a hundred characters, so /tmp rather than a long TMPDIR.
        folder = "/tmp" if os.name == "posix" else None  # noqa: S108 (a fresh private folder is made in it)
        self._folder = tempfile.TemporaryDirectory(prefix="ntm-", dir=folder)
        options["connection_file"] = str(Path(self._folder.name) / "k.json")
        super().__init__(transport="ipc" if os.name == "posix" else "tcp", **options)

    @property
    def kernel_spec(self) -> KernelSpec:
        """Names the command that starts the kernel."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="ntm", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # as its base is declared
        """Starts the kernel with one thread a library and without the user's IPython profile."""
        environment = {**os.environ, **_ENVIRONMENT, "IPYTHONDIR": self._folder.name}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super()._async_start_kernel(env=environment, **quiet, **options)
        if self.provisioner is not None and (pid := getattr(self.provisioner, "pid", None)):
            _running.add(pid)

    async def _async_cleanup_resources(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 (overrides)
        await super()._async_cleanup_resources(restart=restart)
        _running.clear()
        self._folder.cleanup()

    cleanup_resources = _async_cleanup_resources


def kill_running() -> None:
    """Ends the kernel of this process, if one runs, with everything it started."""
    for pid in _running:
        with suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGTERM)
