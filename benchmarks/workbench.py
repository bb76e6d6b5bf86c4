"""How long an analyst waits: for the package, for a dataset, for an answer.

    python -m benchmarks.workbench [--times 5]

Each line is the median of several runs; what is loaded or opened is so in a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "van-quan"
_TIMED = "import time; t = time.perf_counter(); {}; print(time.perf_counter() - t)"
_OPENED = "import pandas; import ntm_analysis as ntm; from ntm_analysis.workbench import opening; "
ALONE = {
    "import ntm_analysis": _TIMED.format("import ntm_analysis"),
    "ntm.open, the package and pandas loaded": _OPENED + _TIMED.format(f"ntm.open({str(DATA)!r})"),
    "import ntm_analysis and ntm.open": _TIMED.format(f"import ntm_analysis as ntm; ntm.open({str(DATA)!r})"),
}


def alone(lines: str, times: int) -> float:
    """Gives the median of what a process of its own says of its time."""
    command = [sys.executable, "-c", lines]
    ran = (
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT) for _ in range(times)
    )
    return median(float(each.stdout) for each in ran)


def answers() -> dict[str, Callable[[], object]]:
    """Lists what is asked of a dataset that is open; each asks what was not asked before."""
    import ntm_analysis as ntm  # noqa: PLC0415 (measured above)

    opened = ntm.open(DATA, "2022-09")
    opened.indicators()
    communes = iter(opened.counts()["name"].tolist() * 3)
    shares = iter(range(60, 100))

    def redraw() -> object:
        page = opened.page("health", next(communes))
        return [each.html for each in (ntm.title(page), ntm.indicators(page), ntm.months(page)) if each]

    return {
        "a control of explore is changed: another commune": redraw,
        "d.indicators()": opened.indicators,
        "d.explain of a criterion": lambda: opened.explain(next(communes), 15).html,
        "d.what_if and its changes": lambda: opened.what_if((next(communes), "15.1", next(shares))).changes(),
        "d.would_take of the mean": lambda: opened.would_take("mean_criteria"),
    }


def main() -> None:
    """Prints the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    for name, lines in ALONE.items():
        print(f"{alone(lines, times):7.3f} s  {name}")
    for name, ask in answers().items():
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            ask()
            taken.append(time.perf_counter() - begun)
        print(f"{median(taken):7.3f} s  {name}")


if __name__ == "__main__":
    main()
