"""Cells run in this very process, by IPython that keeps what they show instead of printing it.

A process is forked for each notebook and ends with it. A kernel of its own would do the same through four
sockets and three threads; the isolation is the same, and the start is not paid.
"""

# IPython and nbformat publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache, cached_property
from io import StringIO
from types import ModuleType
from typing import Any

from IPython.core.display_functions import publish_display_data
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from jupyter_client.jsonutil import json_default
from nbformat import NotebookNode, from_dict
from traitlets import Type
from traitlets.config import Config

# What a cell may print; the rest is dropped, as nothing printed reaches a page.
_MOST_PRINTED = 100_000
# What a notebook may show, in characters: a hundred times what a page of ours has.
_MOST_SHOWN = 20_000_000


class TooMuchShownError(Exception):
    """Is raised in the cell that shows more than any page can hold."""

    def __init__(self) -> None:
        super().__init__(f"sổ tính hiện quá {_MOST_SHOWN:,} ký tự")


class _Shown(CapturingDisplayPublisher):
    """Keeps what cells display, up to a limit."""

    size = 0
    gives_way = False  # what is shown, as soon as something else is

    def clear_output(self, wait: bool = False) -> None:  # noqa: FBT001, FBT002 (IPython's own signature)
        """Takes back what the cell has shown: at once, or when it shows or prints something else."""
        self.gives_way = wait
        if not wait:
            self.outputs.clear()

    def give_way(self) -> None:
        """Takes back what waits for something else to be shown."""
        if self.gives_way:
            self.clear_output()

    def publish(self, data: dict[str, Any], *args: Any, **options: Any) -> None:
        """Keeps one thing that is displayed, in each of its forms; raises TooMuchShownError."""
        self.size += sum(len(form) for form in data.values() if isinstance(form, str | bytes))
        if self.size > _MOST_SHOWN:
            raise TooMuchShownError
        self.give_way()
        super().publish(data, *args, **options)


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line instead of printing it."""

    def write_output_prompt(self) -> None:
        """Prints nothing."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Keeps the value beside what the cell displayed before it."""
        publish_display_data(format_dict, md_dict)


class _Printed(StringIO):
    """Takes text up to a limit, and tells ``begun`` of each."""

    encoding = "utf-8"

    def __init__(self, begun: Callable[[], None]) -> None:
        super().__init__()
        self._begun, self._left = begun, _MOST_PRINTED

    def write(self, text: str) -> int:
        """Keeps what fits."""
        self._begun()
        if self._left > 0:
            super().write(text[: self._left])
            self._left -= len(text)
        return len(text)

    def fileno(self) -> int:
        """Gives the process's own output, which leads nowhere, for what a cell starts to print into."""
        return 1

    def __str__(self) -> str:
        return self.getvalue() + ("\n…" if self._left < 0 else "")


class Shell(InteractiveShell):
    """IPython without terminal, history and user profile; keeps the traceback of an error."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Shown)
    display_pub: _Shown
    error: NotebookNode | None = None
    displays: dict[str, list[NotebookNode]]  # what was shown under a name, by which it can be changed later
    loop: asyncio.AbstractEventLoop  # in which every cell runs, so that one may await what another began

    @cached_property
    def kernel(self) -> object:
        """Gives what libraries ask for that talk to a kernel; made for the first that does."""
        from ipykernel.inprocess.ipkernel import InProcessKernel  # noqa: PLC0415 (few notebooks need it)

        return InProcessKernel(shell_class=type(self))

    def outputs_of(self, source: str) -> list[NotebookNode]:
        """Runs a cell; gives what it printed and displayed.

        What bears the name of something takes its place.
        """
        shown = self.display_pub
        shown.gives_way = False
        out, err = (_Printed(shown.give_way) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            result = self.run(source)
        failed = result.error_before_exec or result.error_in_exec
        if failed is not None and self.error is None:  # a misused magic is told without a traceback
            self._showtraceback(type(failed), failed, [])
        printed = (("stdout", str(out)), ("stderr", str(err)))
        outputs = [NotebookNode(output_type="stream", name=name, text=text) for name, text in printed if text]
        for one in shown.outputs:
            # As a kernel sends it: pictures as text, dates and numbers of other types as JSON has them.
            # nbformat's own way would validate each; papermill validates the whole notebook at its end.
            content = {"output_type": "display_data", "data": one["data"], "metadata": one["metadata"] or {}}
            output: NotebookNode = from_dict(json.loads(json.dumps(content, default=json_default)))
            named = self.displays.setdefault(str((one["transient"] or {}).get("display_id", id(output))), [])
            for before in named:
                before.update(output)
            if not one["update"]:
                named.append(output)
                outputs.append(output)
        shown.outputs.clear()
        return outputs

    def run(self, source: str) -> ExecutionResult:
        """Runs a cell inside the notebook's event loop, as a kernel does."""
        try:
            transformed, fault = self.transform_cell(source), None
        except Exception:  # noqa: BLE001 (it is told as the cell's)
            transformed, fault = source, sys.exc_info()
        cell = self.run_cell_async(
            source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=fault
        )
        result = self.loop.run_until_complete(cell)
        self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", result)
        return result

    def enable_gui(self, gui: str | None = None) -> None:
        """Does nothing: there is no window, and ``%matplotlib inline`` needs none."""

    def ask_exit(self) -> None:
        """Does nothing, as in a kernel that goes on for its notebook."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        told = {"ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb or [])}
        self.error = NotebookNode(output_type="error", **told)


@cache
def only_shell() -> Shell:
    """Gives the shell of this process, which runs one notebook; the first call makes it."""
    program, main = sys.modules["__main__"], ModuleType("__main__")
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    # The one instance, which is where ``display`` looks for it.
    shell = Shell.instance(user_module=main, user_ns=main.__dict__, config=config)
    shell.displays = {}
    sys.modules["__main__"] = program  # until the notebook begins
    return shell
