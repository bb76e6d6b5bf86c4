"""IPython in this very process, without a kernel: it keeps what cells show instead of printing it."""

# IPython and nbformat publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

from __future__ import annotations

import asyncio
import sys
from functools import cache
from types import ModuleType
from typing import Any

from IPython.core.display_functions import publish_display_data
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from nbformat import NotebookNode, from_dict
from traitlets import Any as AnyTrait
from traitlets import Type, default
from traitlets.config import Config

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


class Shell(InteractiveShell):
    """IPython without terminal, history and user profile; keeps the traceback of an error."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Shown)
    error: NotebookNode | None = None
    displays: dict[str, list[NotebookNode]]  # what was shown under a name, by which it can be changed later
    loop: asyncio.AbstractEventLoop  # in which every cell runs, so that one may await what another began
    kernel = AnyTrait(help="What libraries ask for that talk to a kernel; made for the first that does.")

    @default("kernel")
    def _kernel(self) -> object:
        from ipykernel.inprocess.ipkernel import InProcessKernel  # noqa: PLC0415 (few notebooks need it)

        return InProcessKernel(shell_class=type(self))

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
        self.error = output_of("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb or []))


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


def output_of(kind: str, **content: object) -> NotebookNode:
    """Makes an output of a cell."""
    # nbformat's own way validates each; papermill validates the whole notebook at its end.
    output: NotebookNode = from_dict({"output_type": kind, **content})
    return output
