"""Several datasets at a time: which they are, what is wrong in them, and worker processes that take them."""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from ntm_analysis.batch.run.system import follow_command, most_workers
from ntm_analysis.errors import NtmError

FILE = "dataset.yaml"
# Loaded once in the process that workers are forked from; it ends with the command.
_PRELOADED = ["ntm_analysis.read", "ntm_analysis.judge", "pyarrow.parquet"]
# Datasets done or begun before the first of them is used: enough to keep every worker busy.
_AHEAD = 3


class NameTakenError(NtmError):
    """Says that another dataset bears the name."""

    def __init__(self, name: str, where: str | Path) -> None:
        super().__init__(f"tên “{name}” đã dùng ở {where}; đặt name khác trong {FILE}")


class RefusedError(NtmError):
    """Names the datasets with problems and, below each, all of them."""

    def __init__(self, refused: Iterable[tuple[str, NtmError]]) -> None:
        told = [f"{name}:\n" + "\n".join(f"  {line}" for line in str(e).splitlines()) for name, e in refused]
        super().__init__("\n".join(told))


@dataclass
class Refusals:
    """Gathers what is wrong in each of several datasets, to tell all of it at once; of one it is raised."""

    alone: bool = False
    found: list[tuple[str, NtmError]] = field(default_factory=list)

    @contextmanager
    def gathered(self, name: str) -> Iterator[None]:
        """Keeps what is raised meanwhile as that of the dataset in the folder of this name."""
        try:
            yield
        except NtmError as error:
            if self.alone:
                raise
            self.found.append((name, error))

    def same_names(self, named: Iterable[tuple[str, str]]) -> None:
        """Refuses datasets (name, folder) whose name another one bears: results could not be told apart."""
        for name, pairs in groupby(sorted(named), key=lambda pair: pair[0]):
            first, *others = (folder for _, folder in pairs)
            self.found += [(folder, NameTakenError(name, first)) for folder in others]

    def tell(self) -> None:
        """Raises RefusedError where anything was wrong."""
        if self.found:
            raise RefusedError(self.found)


def datasets_in(named: Sequence[Path]) -> list[Path]:
    """Lists the datasets named: folders of a dataset, or folders that hold the folders of several."""
    found = dict[Path, Path]()
    for path in named:
        inside = [] if (path / FILE).is_file() else sorted(file.parent for file in path.glob(f"*/{FILE}"))
        # A folder with nothing in it is told of where it is read.
        found |= {folder.resolve(): folder for folder in inside or [path]}
    return list(found.values())


@dataclass(frozen=True)
class OfDataset:
    """What comes of the work on one of several datasets: its name, and that of its folder."""

    name: str
    folder: str


Found = TypeVar("Found", bound=OfDataset)


def work_on(folders: Sequence[Path], work: Callable[[Path], Found], workers: int | None) -> Iterator[Found]:
    """Works on every dataset in processes and yields what comes of each, in their order.

    Few results are held at a time, however many datasets there are. Raises RefusedError at the end, with the
    problems of all of them.
    """
    if sys.platform == "win32":
        context: multiprocessing.context.BaseContext = multiprocessing.get_context("spawn")
    else:  # forked from a server that has pandas loaded
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
    processes = min(workers or os.cpu_count() or 1, len(folders), most_workers())
    waiting, running = deque(folders), deque[Future[Found | tuple[str, NtmError]]]()
    refusals, named = Refusals(), list[tuple[str, str]]()
    with ProcessPoolExecutor(processes, mp_context=context, initializer=follow_command) as pool:
        while waiting or running:
            while waiting and len(running) < _AHEAD * processes:
                running.append(pool.submit(partial(_tried, work), waiting.popleft()))
            outcome = running.popleft().result()
            if isinstance(outcome, OfDataset):
                named.append((outcome.name, outcome.folder))
                yield outcome
            else:
                refusals.found.append(outcome)
    refusals.same_names(named)
    refusals.tell()


def _tried(work: Callable[[Path], Found], folder: Path) -> Found | tuple[str, NtmError]:
    """Works on a dataset; of what is wrong in it only the words travel between processes."""
    try:
        return work(folder)
    except NtmError as error:
        return folder.name, NtmError(str(error))
