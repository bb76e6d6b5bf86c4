"""Executed notebooks, the product of a run, kept beside the pages: another template needs none to run.

One that is damaged, of other inputs or no notebook at all counts as absent, and its notebook is run again.
"""

# nbformat publishes no types.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from ntm_analysis.batch.keep import check_is
from ntm_analysis.batch.plan import Briefing
from ntm_analysis.batch.plan.outcome import PageFacts
from ntm_analysis.batch.run.reads import unchanged
from ntm_analysis.batch.run.task import PageTask

SUMMARY = "application/vnd.ntm.summary+json"
_UNSIGNED = "0" * 64
# What reading raises of a file that is no notebook of ours, whatever it holds.
_DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


class NoSummaryError(Exception):
    """Is raised for a notebook that did not emit its Summary."""

    def __init__(self) -> None:
        super().__init__(f"sổ tính không xuất tóm tắt đúng dạng ({SUMMARY}) ở ô cuối")


def summary_of(notebook: NotebookNode) -> PageFacts:
    """Gives what an executed notebook says of its page, the last where it says it twice.

    Raises NoSummaryError where that is missing or of other types.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    said = [
        output.data[SUMMARY] for cell in cells for output in cell.outputs if SUMMARY in output.get("data", ())
    ]
    if not said or not isinstance(said[-1], dict):
        raise NoSummaryError
    try:
        # Plain dictionaries, so that it travels between processes without nbformat.
        return check_is(PageFacts, json.loads(json.dumps(said[-1])))
    except ValueError:
        raise NoSummaryError from None


def signed(notebook: NotebookNode, task: PageTask, read: Mapping[str, str]) -> bytes:
    """Gives an executed notebook as it is kept: with the key of its run, what it read and a hash."""
    notebook.metadata["ntm"] = {"run": task.run, "read": dict(read), "sha256": _UNSIGNED}
    text = task.runnable(nbformat.writes(notebook))
    return text.replace(_UNSIGNED.encode(), hashlib.sha256(text).hexdigest().encode(), 1)


def kept(briefing: Briefing, key: str, out: Path) -> NotebookNode | None:
    """Gives the executed notebook there is of a briefing, if it is one of these inputs and whole."""
    try:
        content = (out / briefing.executed_path).read_bytes()
        notebook: NotebookNode = nbformat.v4.reads(content.decode())
        told = notebook.metadata["ntm"]
        whole = hashlib.sha256(content.replace(told["sha256"].encode(), _UNSIGNED.encode(), 1)).hexdigest()
        if (told["run"], told["sha256"]) != (key, whole):
            return None
        if not unchanged(told["read"], briefing.notebook.path.parent):
            return None
        nbformat.validate(notebook)
    except (*_DAMAGED, nbformat.ValidationError):
        return None
    return notebook
