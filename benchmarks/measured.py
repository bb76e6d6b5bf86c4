"""Runs a command and watches the time it takes and the memory its processes hold together."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_PAUSE = 0.25  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measured:
    """What a command took. Memory is summed PSS: pages that processes share count once."""

    seconds: float
    cpu_seconds: float
    most_bytes: int
    said: str = ""

    def __str__(self) -> str:
        memory = f"{self.most_bytes / 2**30:.2f} GiB"
        return f"{self.seconds:.1f} s, {self.cpu_seconds:.1f} s of processor, at most {memory}"

    def facts(self) -> dict[str, float | int]:
        """Gives the figures as plain JSON."""
        return {
            "seconds": round(self.seconds, 1),
            "cpu_seconds": round(self.cpu_seconds, 1),
            "most_bytes": self.most_bytes,
        }


def measure(
    command: list[str], cwd: Path, environment: dict[str, str] | None = None, *, watched: bool = True
) -> Measured:
    """Runs a command to its end; raises CalledProcessError where it fails.

    Only the seconds are known of one that is not watched: to look at the memory of its processes four
    times a second takes a part of a core from them.
    """
    begun = time.monotonic()
    most, cpu = 0, dict[int, float]()
    with tempfile.TemporaryFile("w+") as said:
        started = {"cwd": cwd, "env": {**os.environ, **(environment or {})}, "stdout": said}
        with subprocess.Popen(command, **started) as process:
            while watched and process.poll() is None:
                tree = _tree(process.pid)
                most = max(most, sum(map(_pss, tree)))
                cpu |= {pid: seconds for pid in tree if (seconds := _cpu_seconds(pid))}
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_PAUSE)
            process.wait()
        seconds = time.monotonic() - begun
        said.seek(0)
        told = said.read()
        if process.returncode:
            sys.stderr.write(told[-2000:])
            raise subprocess.CalledProcessError(process.returncode, command)
        return Measured(seconds, sum(cpu.values()), most, told)


def _tree(root: int) -> list[int]:
    """Lists a process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                stat = (folder / "stat").read_text()
            except OSError:  # it has ended meanwhile
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def _cpu_seconds(pid: int) -> float:
    """Gives what a process has used so far, 0 for one that has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def machine() -> dict[str, object]:
    """Says on what was measured, and when."""
    cpu = Path("/proc/cpuinfo").read_text("utf-8").split("model name", 1)[-1].split("\n", 1)[0].strip("\t: ")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)),
        "memory_bytes": memory,
        "load_before": round(
            os.getloadavg()[0], 1
        ),  # above the cores, seconds say little and cpu_seconds more
        "python": platform.python_version(),
        **{
            name: version(name)
            for name in ("papermill", "nbconvert", "ipykernel", "pandas", "numpy", "pyarrow", "matplotlib")
        },
    }


def store(path: Path, figures: dict[str, object]) -> None:
    """Keeps the figures as JSON."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    sys.stdout.write(f"{path.name} written\n")
