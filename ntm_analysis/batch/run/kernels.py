"""The two kernels that papermill runs notebooks in: an ordinary one, and the same in the process that asks.

A process is forked for each notebook and ends with it. A kernel of its own would do the same through four
sockets and three threads; the isolation is the same, and the start is not paid. Both are ipykernel's and
nbclient asks them; ordinary ones run where cells cannot run in a forked process.
"""

# IPython, ipykernel and jupyter_client publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

import asyncio
import multiprocessing
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from queue import Empty
from types import SimpleNamespace
from typing import Any

from ipykernel.inprocess.channels import InProcessChannel
from ipykernel.inprocess.client import InProcessKernelClient
from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.inprocess.manager import InProcessKernelManager
from ipykernel.iostream import IOPubThread, OutStream
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from traitlets import Type, default
from traitlets.config import Config

# What a cell may print, in characters; the rest is dropped, as nothing printed reaches a page.
_MOST_PRINTED = 100_000
# What a notebook may show, in characters: a hundred times what a page of ours has.
_MOST_SHOWN = 20_000_000
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


class TooMuchShownError(Exception):
    """Is raised in the cell that shows more than any page can hold."""


class _Sending(IOPubThread):
    """Sends what cells show at once: what a thread that was not started is told, it does when it is told."""

    def _setup_event_pipe(self) -> None:
        """Needs none."""


class _Printed(OutStream):
    """Takes what a cell prints, up to a limit; the kernel sends it when something is shown, or at the end."""

    left = _MOST_PRINTED

    def write(self, string: str) -> int:
        """Keeps what fits."""
        if isinstance(string, str) and self.left > 0:
            super().write(string[: self.left])
            self.left -= len(string)
        return len(string)

    def fileno(self) -> int:
        """Gives the process's own output, which leads nowhere, for what a cell starts to print into."""
        return 1

    def _schedule_flush(self) -> None:
        """Waits for the kernel."""


class _Kernel(InProcessKernel):
    """Runs cells in this process, in the event loop of whoever asks, without a thread of its own."""

    _supports_kernel_subshells = False
    shell_channel_thread = SimpleNamespace(parent_thread=None)  # whose signals it would heed: nobody's

    @default("iopub_thread")
    def _default_iopub_thread(self) -> IOPubThread:
        sending = _Sending(self._underlying_iopub_socket, session=self.session)
        sending.io_loop.close(all_fds=True)
        return sending

    async def execute_request(self, stream: Any, ident: Any, parent: dict[str, Any]) -> None:
        """Runs a cell; what it prints is its own."""
        for printed in (self.stdout, self.stderr):
            printed.left = _MOST_PRINTED
            printed.set_parent(parent)
        await super().execute_request(stream, ident, parent)


class _Channel(InProcessChannel):
    """Keeps messages until they are asked for; raises TooMuchShownError in the cell that shows too much."""

    shown = 0

    def __init__(self, client: Any = None) -> None:
        super().__init__(client)
        self._messages = asyncio.Queue[dict[str, Any]]()

    def call_handlers(self, msg: dict[str, Any]) -> None:
        """Takes a message."""
        forms = msg["content"].get("data", {}).values()
        self.shown += sum(len(form) for form in forms if isinstance(form, str))
        if forms and self.shown > _MOST_SHOWN:
            raise TooMuchShownError(f"sổ tính hiện quá {_MOST_SHOWN:,} ký tự")
        self._messages.put_nowait(msg)

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # noqa: ASYNC109 (nbclient's own)
        """Gives the next message; raises queue.Empty when none comes."""
        try:
            return await asyncio.wait_for(self._messages.get(), timeout)
        except TimeoutError:
            raise Empty from None


class _Client(InProcessKernelClient):
    """Hands cells to the kernel as a task of the event loop, so that one may await what another began."""

    kernel: Any
    shell_channel_class = iopub_channel_class = Type(_Channel)
    stdin_channel_class = control_channel_class = Type(_Channel)

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 (as above)
        """Is ready."""

    def is_alive(self) -> bool:
        """Tells whether the kernel can answer: it cannot where a cell has broken what it needs."""
        return not (self._asked.done() and self._asked.exception())

    def _dispatch_to_kernel(self, msg: dict[str, Any]) -> None:
        self._asked = ensure_event_loop().create_task(self._answer(msg))

    async def _answer(self, msg: dict[str, Any]) -> None:
        stream = self.kernel.shell_stream
        self.session.send(stream, msg)
        await self.kernel.dispatch_shell(stream.recv_multipart())
        self.shell_channel.call_handlers(self.session.recv(stream, copy=False)[1])


class ForkedKernel(InProcessKernelManager):
    """Runs the notebook of this process in this process."""

    kernel: Any

    def start_kernel(self, **_options: Any) -> None:
        """Takes the kernel there is, and makes this process that of its notebook."""
        kernel = self.kernel = only_kernel()
        printed = (
            _Printed(kernel.session, kernel.iopub_thread, n, watchfd=False) for n in ("stdout", "stderr")
        )
        kernel.stdout, kernel.stderr = printed
        # This process was started by a forkserver; those that cells start are started as in any other.
        multiprocessing.set_start_method(None, force=True)
        sys.modules["__main__"] = self.kernel.shell.user_module
        # Where a kernel finds modules beside its notebook: after Python's own, before the libraries.
        libraries = (place for place, path in enumerate(sys.path) if Path(path).name == "site-packages")
        sys.path.insert(next(libraries, 0), "")

    def client(self, **_options: Any) -> Any:
        """Gives who asks the kernel."""
        return _Client(kernel=self.kernel, session=self.kernel.session)

    def shutdown_kernel(self, *, now: bool = False) -> None:  # noqa: ARG002 (as its base is declared)
        """Leaves the rest to the process's end."""
        self.kernel = None

    def cleanup_resources(self, *, restart: bool = False) -> None:
        """Has none."""


@cache
def only_kernel() -> _Kernel:
    """Gives the kernel of this process, which runs one notebook; the first call makes it."""
    program, config = sys.modules["__main__"], Config()
    config.HistoryManager.hist_file = ":memory:"
    config.Kernel._execute_sleep = 0  # noqa: SLF001 (what waits for another thread need not wait)
    config.Session.check_pid = False  # it is made before this process is forked
    kernel = _Kernel.instance(config=config)
    kernel.log.propagate = False  # what it logs is not the notebook's
    sys.modules["__main__"] = program  # until the notebook begins
    return kernel


class OrdinaryKernel(AsyncKernelManager):
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
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super()._async_start_kernel(env={**os.environ, "IPYTHONDIR": self._folder}, **quiet, **options)
