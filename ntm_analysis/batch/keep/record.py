"""A run in an output folder: one at a time, with a record of its inputs, its means and its end."""

import datetime as dt
import hashlib
import os
import platform
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ntm_analysis.batch.keep import OutputError, as_json, read_as, remove, remove_leftovers, write_whole
from ntm_analysis.batch.run.task import Built, Current, Event, Failed, Started
from ntm_analysis.errors import NtmError

FOLDER = ".records"
_LOCK = ".lock"
_PATIENCE = 60  # seconds for another command to end its work on the same dataset
_KEPT = 20
_LIBRARIES = ("ntm_analysis", "papermill", "nbconvert", "pandas", "matplotlib")


class End(StrEnum):
    """How a run ended; one that was killed could not say and stays "running"."""

    RUNNING = "running"
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"  # by an error, told in ``message``


@dataclass
class Record:
    """One run: its times, versions and, for each product, the outcome with the hash of its inputs."""

    dataset: str
    period: str
    language: str
    begun: str
    end: End = End.RUNNING
    message: str = ""
    seconds: float = 0
    software: dict[str, str] = field(default_factory=dict)
    products: dict[str, dict[str, Any]] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Notes what became of a product."""
        if isinstance(event, Started):
            # Looked up only where something is made: it takes as long as finding nothing to do.
            if not self.software:
                from importlib.metadata import version  # noqa: PLC0415 (slow)

                self.software["python"] = platform.python_version()
                self.software |= {name: version(name) for name in _LIBRARIES}
            return
        told: dict[str, Any] = {"outcome": type(event).__name__.lower()}
        if isinstance(event, Failed):
            told |= {"reason": str(event.reason), "message": event.message}
        else:
            told |= {"inputs": event.output.key, "sha256": event.output.sha256}
        if not isinstance(event, Current):
            told["seconds"] = round(event.seconds, 3)
            told |= {"kernel": str(event.kernel)} if event.kernel else {}
        if isinstance(event, Built):
            told["core_seconds"] = round(event.core_seconds, 3)
        self.products[str(event.product)] = told

    def count(self, kind: type[Built | Current | Failed]) -> int:
        """Counts the products that ended so."""
        return sum(told.get("outcome") == kind.__name__.lower() for told in self.products.values())


@contextmanager
def recording(out: Path, dataset: str, period: str, language: str) -> Iterator[Record]:
    """Keeps a record of a run from its begin on; the dataset's oldest beyond twenty are removed.

    Raises OutputError where the folder refuses.
    """
    begun = dt.datetime.now(dt.UTC)
    record = Record(dataset, period, language, begun.isoformat(timespec="seconds"))
    # The process number tells two runs of one second apart.
    path = out / FOLDER / dataset / f"{begun:%Y%m%dT%H%M%S%f}-{os.getpid()}.json"
    write_whole(path, as_json(record))
    try:
        yield record
    except KeyboardInterrupt:
        record.end = End.INTERRUPTED
        raise
    except BaseException as error:
        record.end, record.message = End.STOPPED, str(error)
        raise
    else:
        record.end = End.COMPLETE
    finally:
        record.seconds = round((dt.datetime.now(dt.UTC) - begun).total_seconds(), 3)
        # A full disk has been told of already, by what was to be kept there.
        with suppress(OutputError):
            write_whole(path, as_json(record))
            for old in _paths(out, dataset)[:-_KEPT]:
                remove(old)


def last_record(out: Path, dataset: str, period: str, language: str) -> Record | None:
    """Gives the latest run that was about a month; one that cannot be read counts for nothing."""
    for path in reversed(_paths(out, dataset)):
        try:
            record = read_as(Record, path.read_bytes())
            dt.datetime.fromisoformat(record.begun)
        except (OSError, ValueError):
            continue
        if (record.period, record.language) == (period, language):
            return record
    return None


def _paths(out: Path, dataset: str) -> list[Path]:
    return sorted((out / FOLDER / dataset).glob("*.json"))


@contextmanager
def alone_in(out: Path, datasets: Iterable[str]) -> Iterator[None]:
    """Keeps other builds out of the folder; what one that was killed left of the datasets is removed first.

    The system frees the lock with its process, however that ends. Raises NtmError at once when
    another holds it, and OutputError where the folder refuses, then or later.
    """
    told = f"một lần lập trang khác đang ghi vào “{out}”; chờ lần đó xong hoặc chọn thư mục khác bằng --out"
    with _held(FileLock(out / _LOCK, timeout=0), NtmError(told)):
        try:
            remove_leftovers(out, datasets)
            yield
        except OSError as error:  # a permission that was lost, wherever it was needed
            raise OutputError(str(error.filename or out), error.errno or 0) from error


@contextmanager
def waiting_in(folder: Path) -> Iterator[None]:
    """Lets one command at a time change a dataset; a second one waits a minute for the first.

    The lock stands outside the dataset, so that a command that is refused leaves it as it was. Raises
    NtmError after the minute.
    """
    key = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"ntm-{key}.lock", timeout=_PATIENCE, mode=0o666)
    with _held(lock, NtmError(f"một lệnh khác đang sửa “{folder}”; chờ lệnh đó xong rồi làm lại")):
        yield


@contextmanager
def _held(lock: FileLock, busy: NtmError) -> Iterator[None]:
    try:
        Path(lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise busy from None
    except OSError as error:
        raise OutputError(lock.lock_file, error.errno or 0) from error
    try:
        yield
    finally:
        lock.release()
