"""What each run of the batch did, kept beside the pages: from which inputs, with what, how it ended."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from ntm_analysis.batch.files import OutputError, read_as, remove, write_whole
from ntm_analysis.batch.outcome import Built, Current, Event, Failed, Started

FOLDER = ".records"
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
    _write(path, record)
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
            _write(path, record)
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


def _write(path: Path, record: Record) -> None:
    write_whole(path, (json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n").encode())
