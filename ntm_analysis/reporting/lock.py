"""One run at a time in an output folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ntm_analysis.errors import NtmError
from ntm_analysis.reporting.writing import OutputError, remove_leftovers

NAME = ".lock"


class BusyError(NtmError):
    """Says that another build writes into the folder."""

    def __init__(self, out: Path) -> None:
        super().__init__(
            f"một lần lập trang khác đang ghi vào “{out}”; chờ lần đó xong hoặc chọn thư mục khác bằng --out"
        )


@contextmanager
def alone_in(out: Path, datasets: Iterable[str]) -> Iterator[None]:
    """Keeps other builds out of the folder; what one that was killed left of the datasets is removed first.

    The system frees the lock with its process, however that ends. Raises BusyError at once when
    another holds it, and OutputError where the folder refuses, then or later.
    """
    lock = FileLock(out / NAME, timeout=0)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise BusyError(out) from None
    except OSError as error:
        raise OutputError(str(out / NAME), error.errno or 0) from error
    try:
        remove_leftovers(out, datasets)
        yield
    except OSError as error:  # a permission that was lost, wherever it was needed
        raise OutputError(str(error.filename or out), error.errno or 0) from error
    finally:
        lock.release()
