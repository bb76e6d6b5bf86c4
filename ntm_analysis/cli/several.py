"""Several datasets at a time: which they are, and worker processes that take them one after another."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from ntm_analysis.batch.system import follow_command, most_workers
from ntm_analysis.errors import NtmError

_FILE = "dataset.yaml"
# Loaded once in the process that workers are forked from.
_PRELOADED = ["ntm_analysis.cli.warm"]
# Datasets done or begun before the first of them is used: enough to keep every worker busy.
_AHEAD = 3
Found = TypeVar("Found")


@dataclass(frozen=True)
class Refused:
    """A dataset that could not be worked on, with everything wrong in it."""

    folder: str
    problems: tuple[str, ...]


def refusal(name: str, error: NtmError) -> Refused:
    """Gives what is wrong in one of several datasets, for telling all of it at once."""
    return Refused(name, tuple(str(error).splitlines()))


class RefusedError(NtmError):
    """Names the datasets with problems and, below each, all of them."""

    def __init__(self, refused: Iterable[Refused]) -> None:
        told = [f"{each.folder}:\n" + "\n".join(f"  {line}" for line in each.problems) for each in refused]
        super().__init__("\n".join(told))


def datasets_in(named: Sequence[Path]) -> list[Path]:
    """Lists the datasets named: folders of a dataset, or folders that hold the folders of several."""
    found = dict[Path, Path]()
    for path in named:
        inside = [] if (path / _FILE).is_file() else sorted(file.parent for file in path.glob(f"*/{_FILE}"))
        # A folder with nothing in it is told of where it is read.
        found |= {folder.resolve(): folder for folder in inside or [path]}
    return list(found.values())


def same_names(named: Iterable[tuple[str, str]]) -> list[Refused]:
    """Refuses datasets (name, folder) whose name another one bears: results could not be told apart."""
    by_name = groupby(sorted(named), key=lambda pair: pair[0])
    alike = {name: [folder for _, folder in pairs] for name, pairs in by_name}
    return [
        Refused(folder, (f"tên “{name}” đã dùng ở {folders[0]}; đặt name khác trong {_FILE}",))
        for name, folders in alike.items()
        for folder in folders[1:]
    ]


def each(
    folders: Sequence[Path], work: Callable[[Path], Found], workers: int | None
) -> Iterator[Found | Refused]:
    """Works on every dataset and yields what comes of each, in their order.

    Few results are held at a time, however many datasets there are.
    """
    if sys.platform == "win32":
        context: multiprocessing.context.BaseContext = multiprocessing.get_context("spawn")
    else:  # forked from a server that has pandas loaded
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
    processes = min(workers or os.cpu_count() or 1, len(folders), most_workers())
    waiting, running = deque(folders), deque[Future[Found | Refused]]()
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_follow) as pool:
        while waiting or running:
            while waiting and len(running) < _AHEAD * processes:
                running.append(pool.submit(partial(_tried, work), waiting.popleft()))
            yield running.popleft().result()


def _tried(work: Callable[[Path], Found], folder: Path) -> Found | Refused:
    try:
        return work(folder)
    except NtmError as error:
        return refusal(folder.name, error)


def _follow() -> None:
    """Leaves Ctrl-C to the command, which ends the pool, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    follow_command()
