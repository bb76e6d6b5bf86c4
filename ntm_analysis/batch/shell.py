"""Runs a notebook's cells in this very process, which is forked for it and ends with it.

A papermill engine. A kernel of its own for each notebook would do the same through four sockets
and three threads; the isolation is the same, one process a notebook, and the start is not paid.
"""

# Papermill, IPython and nbformat publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

from IPython.core.display_functions import publish_display_data
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from jupyter_client.jsonutil import json_default
from nbformat import NotebookNode, from_dict
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Any as AnyTrait
from traitlets import Type, default
from traitlets.config import Config

from ntm_analysis.batch.notebooks import SKIPPED

NAME = "ntm"
# What a notebook may show, in characters: a hundred times what a page of ours has.
_MOST_SHOWN = 20_000_000
# What a cell may print; the rest is dropped, as nothing printed reaches a page.
_MOST_PRINTED = 100_000


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


class _Shell(InteractiveShell):
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
        self.error = _output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb or []))


class ShellEngine(Engine):
    """Executes the cells of a notebook one after the other and stops at the first error."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        _kernel_name: str,
        *,
        begun: Callable[[NotebookNode, int, int | None], None],
        **_kwargs: Any,
    ) -> None:
        """Fills the outputs of every code cell; ``begun`` hears of each, and of the one before it.

        When a cell began and how long it took is not written into it, which would take longer than most.
        """
        shell, before = only_shell(), None
        shell.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(shell.loop)
        # This process was started by a forkserver; those that cells start are started as in any other.
        multiprocessing.set_start_method(None, force=True)
        sys.modules["__main__"] = shell.user_module
        for number, cell in enumerate(nb_man.nb.cells):
            if (
                cell.cell_type != "code"
                or not cell.source.strip()
                or SKIPPED in cell.metadata.get("tags", [])
            ):
                continue
            begun(nb_man.nb, number, before)
            cell.outputs = _outputs(shell, cell.source)
            cell.execution_count = shell.execution_count - 1
            if shell.error is not None:
                cell.outputs.append(shell.error)
                nb_man.cell_exception(cell, number)
                break
            before = number
        else:
            # Whoever ``begun`` belongs to has the notebook; papermill would turn it into text for no file.
            nb_man.nb = from_dict({**nb_man.nb, "cells": []})


@cache
def only_shell() -> _Shell:
    """Gives the shell of this process, which runs one notebook; the first call makes it."""
    program, main = sys.modules["__main__"], ModuleType("__main__")
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    # The one instance, which is where ``display`` looks for it.
    shell = _Shell.instance(user_module=main, user_ns=main.__dict__, config=config)
    shell.displays = {}
    sys.modules["__main__"] = program  # until the notebook begins
    return shell


def _outputs(shell: _Shell, source: str) -> list[NotebookNode]:
    shell.display_pub.gives_way = False  # type: ignore[attr-defined]  # of our class
    with _printed(shell.display_pub.give_way) as texts:  # type: ignore[attr-defined]
        result = shell.run(source)
    failed = result.error_before_exec or result.error_in_exec
    if failed is not None and shell.error is None:  # a misused magic is told without a traceback
        shell.error = _output("error", ename=type(failed).__name__, evalue=str(failed), traceback=[])
    outputs = [_output("stream", name=name, text=text) for name, text in texts() if text]
    return outputs + _shown(shell)


def _shown(shell: _Shell) -> list[NotebookNode]:
    """Takes what a cell displayed; what bears the name of something shown before takes its place."""
    found, shown = [], shell.display_pub.outputs  # type: ignore[attr-defined]  # of the class it is made from
    for one in shown:
        # As a kernel sends it: pictures as text, dates and numbers of other types as JSON has them.
        content = {"data": one["data"], "metadata": one["metadata"] or {}}
        output = _output("display_data", **json.loads(json.dumps(content, default=json_default)))
        named = shell.displays.setdefault(str((one["transient"] or {}).get("display_id", id(output))), [])
        for before in named:
            before.update(output)
        if not one["update"]:
            named.append(output)
            found.append(output)
    shown.clear()
    return found


def _output(kind: str, **content: object) -> NotebookNode:
    # nbformat's own way validates each; papermill validates the whole notebook at its end.
    output: NotebookNode = from_dict({"output_type": kind, **content})
    return output


class _Printed:
    """Takes text up to a limit, and tells ``begun`` of each."""

    encoding = "utf-8"

    def __init__(self, begun: Callable[[], None]) -> None:
        self._begun = begun
        self._parts: list[str] = []
        self._left = _MOST_PRINTED

    def write(self, text: str) -> int:
        """Keeps what fits."""
        self._begun()
        if self._left > 0:
            self._parts.append(text[: self._left])
            self._left -= len(text)
        return len(text)

    def flush(self) -> None:
        """Has nothing to pass on."""

    def isatty(self) -> bool:
        """Is no terminal."""
        return False

    def fileno(self) -> int:
        """Gives the process's own output, which leads nowhere, for what a cell starts to print into."""
        return 1

    def __str__(self) -> str:
        return "".join(self._parts) + ("\n…" if self._left < 0 else "")


@contextmanager
def _printed(begun: Callable[[], None]) -> Iterator[Callable[[], list[tuple[str, str]]]]:
    before = sys.stdout, sys.stderr
    out, err = _Printed(begun), _Printed(begun)
    sys.stdout, sys.stderr = out, err
    try:
        yield lambda: [("stdout", str(out)), ("stderr", str(err))]
    finally:
        sys.stdout, sys.stderr = before


papermill_engines.register(NAME, ShellEngine)
