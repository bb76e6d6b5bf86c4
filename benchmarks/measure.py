"""What every benchmark needs: the machine it ran on, the memory of a process tree, a place for results."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

RESULTS = Path(__file__).parent / "results"
_LIBRARIES = ("ntm_analysis", "papermill", "nbconvert", "ipykernel", "pandas", "numpy", "matplotlib")


@dataclass(frozen=True)
class Ran:
    """How long a command took, what it said, and the largest memory of it and all below it."""

    seconds: float
    said: str
    peak_pss: int


def run(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Ran:
    """Runs a command to its end; raises CalledProcessError when it fails.

    Memory is the proportional share (PSS) summed over the tree, looked at ten times a second.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - started
        peak.end()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Ran(seconds, said, peak.bytes)


class _Peak(threading.Thread):
    """Looks at the memory of a process tree until told to end."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.bytes = 0

    def run(self) -> None:
        """Looks ten times a second."""
        while not self._over.wait(0.1):
            self.bytes = max(self.bytes, _tree_pss(self._pid))

    def end(self) -> None:
        """Looks no more."""
        self._over.set()
        self.join()


def _tree_pss(pid: int) -> int:
    try:
        tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(_pss(process) for process in tree)


def _pss(process: psutil.Process) -> int:
    try:
        rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii")
    except OSError:  # it has ended meanwhile
        return 0
    line = next((line for line in rollup.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) * 1024


def machine() -> dict[str, Any]:
    """Describes the machine and the versions a result was got with."""
    return {
        "processor": _processor(),
        "cores": len(psutil.Process().cpu_affinity()) if psutil.LINUX else os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        if names:
            return names[0]
    return platform.machine()


def store(name: str, result: dict[str, Any]) -> Path:
    """Writes a result with its machine and date; gives the file."""
    path = RESULTS / f"{dt.datetime.now(dt.UTC).date()}-{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        json.dumps({"machine": machine(), **result}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    return path


def median(numbers: Sequence[float]) -> float:
    """Gives the median, rounded to milliseconds."""
    return round(statistics.median(numbers), 3)
