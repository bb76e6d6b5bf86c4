"""Runs notebooks in stock papermill with an ordinary kernel and in a forked process, and names what differs.

    python -m benchmarks.kernels FOLDER ...

Each notebook below the folders is executed both ways, in a copy of its folder, for a minute at most. Of each
cell the outputs are compared: what it shows in every form, prints and raises. Addresses in memory, times and
the frames of a traceback are left out.
"""

# nbformat and papermill publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

SECONDS = 60
_VARIES = re.compile(
    r"0x[0-9a-f]+|\x1b\[[0-9;]*m|\d+(\.\d+)? ?[nµm]?s\b|T_[0-9a-f]{5}|/tmp/\S+|[0-9a-f-]{32,36}"
)


def executed(path: Path, way: str, result: Path) -> None:
    """Executes a notebook in this process's own way; leaves what came of it in a file."""
    import nbformat  # noqa: PLC0415 (loaded already where this was forked)
    from papermill.execute import execute_notebook  # noqa: PLC0415 (the same)

    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    live, options = list[Any](), dict[str, Any]()
    if way == "forked":
        from ntm_analysis.batch.run.kernels import ForkedKernel  # noqa: PLC0415 (the same)

        options = {"kernel_manager_class": ForkedKernel, "shutdown_kernel": "immediate"}
    raised = ""
    try:
        execute_notebook(
            str(path),
            None,
            kernel_name="python3",
            language="python",
            cwd=str(path.parent),
            progress_bar=False,
            on_notebook_start=lambda *, notebook: live.append(notebook),
            **options,
        )
    except Exception as error:  # noqa: BLE001 (whatever it is, it is compared)
        raised = f"{type(error).__name__}: {getattr(error, 'ename', '')}"
    cells = [] if not live else json.loads(nbformat.writes(live[0]))["cells"]
    result.write_text(json.dumps([raised, [_shown(cell) for cell in cells]]), "utf-8")
    os._exit(0)


def _shown(cell: dict[str, Any]) -> list[str]:
    """Gives what a cell shows, prints and raises, without what differs from one run to the next."""
    shown, printed = list[str](), dict[str, str]()
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            name = output["name"]
            printed[name] = printed.get(name, "") + "".join(output["text"])
        elif output["output_type"] == "error":
            shown.append(f"error {output['ename']}: {output['evalue']}")
        else:
            shown += [f"{form} {''.join(told)}" for form, told in sorted(output["data"].items())]
    shown += [f"{name} {text}" for name, text in sorted(printed.items())]
    return [_VARIES.sub("…", text) for text in shown]


def came_of(path: Path, way: str) -> Any:
    """Executes a notebook in a process of its own; gives what came of it, or that it had no end."""
    method = "forkserver" if way == "forked" else "spawn"
    with tempfile.TemporaryDirectory() as folder:
        own = Path(shutil.copytree(path.parent, Path(folder) / "own")) / path.name
        result = Path(folder) / "result"
        process = multiprocessing.get_context(method).Process(target=executed, args=(own, way, result))
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            os.killpg(process.pid or 0, 9)
            process.join()
            return "no end"
        came = json.loads(result.read_text("utf-8")) if result.exists() else ["DeadKernelError: "]
        # Where the kernel died the process that asked it may be the same.
        return "died" if came[0] == "DeadKernelError: " else came


def main() -> None:
    """Prints each notebook of which the two differ, with the first difference."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["ntm_analysis.batch.run.warm"])  # type: ignore[attr-defined]
    paths = [path for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.ipynb"))]
    differing = 0
    for path in paths:
        stock, forked = (came_of(path.resolve(), way) for way in ("stock", "forked"))
        if stock == forked:
            continue
        differing += 1
        print(f"{path.name}: {_difference(stock, forked)}", flush=True)
    print(f"{len(paths) - differing} of {len(paths)} notebooks alike")


def _difference(stock: Any, forked: Any) -> str:
    if isinstance(stock, str) or isinstance(forked, str) or stock[0] != forked[0]:
        stock, forked = ((one if isinstance(one, str) else one[0] or "done") for one in (stock, forked))
        return f"stock {stock}, forked {forked}"
    pairs = enumerate(zip(stock[1], forked[1], strict=True), start=1)
    return next(f"cell {n}: stock {one!r:.300}, forked {two!r:.300}" for n, (one, two) in pairs if one != two)


if __name__ == "__main__":
    main()
