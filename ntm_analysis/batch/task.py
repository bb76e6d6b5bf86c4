"""What a worker is handed: a briefing or a workbook with all that is needed to build it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ntm_analysis.batch.frame import Frame
from ntm_analysis.batch.plan import Briefing, Workbook


@dataclass(frozen=True)
class Limits:
    """What a product may take: seconds a cell, seconds in all, and bytes of memory."""

    cell: float
    briefing: float
    memory: int = 2 * 2**30


@dataclass(frozen=True)
class PageTask:
    """One briefing to build; travels to the process that builds it.

    ``run`` is the key of its run, ``key`` that of the page; ``code`` identifies the code that is in it, the
    notebook's when the build began. ``copy`` holds the part of the dataset it reads, where that is to be run.
    """

    product: Briefing
    frame: Frame
    key: str
    run: str
    limits: Limits
    code: str = ""
    copy: Path | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """Gives what the notebook is run with: the copy in the place of the dataset's folder."""
        return {**self.product.parameters, "dataset": (self.copy or self.product.folder).as_posix()}

    def runnable(self, notebook: str) -> bytes:
        """Puts the dataset's folder in the place of its copy, which is gone when the notebook is opened."""
        folder = json.dumps(self.product.folder.as_posix(), ensure_ascii=False)[1:-1]
        return notebook.replace(self.parameters["dataset"], folder).encode(errors="backslashreplace")


@dataclass(frozen=True)
class WorkbookTask:
    """The workbook of a month to write; travels to the process that builds it."""

    product: Workbook
    key: str
    limits: Limits
    copy: Path | None = None


Task = PageTask | WorkbookTask
