"""What a worker is handed: a briefing with all that is needed to build it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntm_analysis.reporting.frame import Frame
from ntm_analysis.reporting.plan import Briefing


@dataclass(frozen=True)
class Limits:
    """Seconds a cell and a whole briefing may take."""

    cell: float
    briefing: float


@dataclass(frozen=True)
class Task:
    """One briefing to build; travels to a worker process."""

    briefing: Briefing
    frame: Frame
    out: Path
    key: str
    limits: Limits
