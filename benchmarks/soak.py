"""Builds a thousand briefings in a row in one process and looks whether anything grows.

Prints and stores, after each build of the month from nothing: the processes below this one, its open
descriptors, the temporary files of this software, and the memory of this process and of the one that
briefings are forked from. Ends with 1 where one of them grows beyond the first builds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path

from benchmarks.measured import machine, store
from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.run.task import Built, Limits
from ntm_analysis.cli.project import open_projects

ROOT = Path(__file__).parents[1]
PERIOD = "2022-09"
BRIEFINGS = 1000
# The first builds fill caches; after them memory may move by this much and no further.
_SETTLED = 2
_GROWTH_BYTES = 20 * 2**20


def main() -> None:
    """Builds, looks and stores what was seen."""
    parser = argparse.ArgumentParser(
        description="Builds a thousand briefings and looks whether anything grows."
    )
    parser.add_argument("--briefings", type=int, default=BRIEFINGS)
    wanted = parser.parse_args().briefings
    on, seen, made = machine(), [], 0
    # A folder of our own for temporary files: what lies in it is ours. It goes when multiprocessing,
    # which keeps its socket there, has removed that at the end.
    passing = tempfile.mkdtemp()
    Finalize(None, shutil.rmtree, args=[passing], kwargs={"ignore_errors": True}, exitpriority=-200)
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = os.environ["TMPDIR"] = passing
        while made < wanted:
            made += _month(Path(folder))
            seen.append({"briefings": made, **_look()})
            print(seen[-1], flush=True)
    grown = [name for name in seen[0] if name != "briefings" and _grows([look[name] for look in seen])]
    store(
        Path(__file__).parent / "results/soak.json",
        {**on, "briefings": made, "grown": grown, "seen": seen},
    )
    sys.exit(1 if grown else 0)


def _month(out: Path) -> int:
    """Builds every page of a month, though it is there; gives how many."""
    (opened,) = open_projects([ROOT / "data/van-quan"], ROOT / "notebooks", out)
    asked = Wanted((), (), os.cpu_count() or 1, Limits(120, 300), force=True)
    outcomes = build(opened.edition(PERIOD, "vi"), asked, lambda _event: None)
    failed = [str(outcome.product) for outcome in outcomes if not isinstance(outcome, Built)]
    if failed:
        raise RuntimeError(f"not built: {failed}")
    return sum(str(outcome.product).endswith(".html") for outcome in outcomes)


def _look() -> dict[str, int]:
    below = _below(os.getpid())
    return {
        "processes": len(below),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "temporary_files": sum(1 for _ in Path(tempfile.gettempdir()).rglob("*")),
        "memory_bytes": _private(os.getpid()),
        "template_bytes": max((_private(pid) for pid in below), default=0),
    }


def _below(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children")
    own = [int(pid) for pid in children.read_text("ascii").split()] if children.exists() else []
    return own + [pid for child in own for pid in _below(child)]


def _private(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_Dirty"))


def _grows(looks: list[int]) -> bool:
    """Tells whether the last look lies above all of the first, by more than memory may move."""
    first, last = max(looks[:_SETTLED]), looks[-1]
    return last > first + (_GROWTH_BYTES if first > _GROWTH_BYTES else 0)


if __name__ == "__main__":
    main()
