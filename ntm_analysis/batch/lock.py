"""One run at a time in an output folder."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ntm_analysis.batch.files import OutputError, remove_leftovers
from ntm_analysis.errors import NtmError

NAME = ".lock"
_PATIENCE = 60  # seconds for another command to end its work on the same dataset


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


@contextmanager
def waiting_in(folder: Path) -> Iterator[None]:
    """Lets one command at a time change a dataset; a second one waits a minute for the first.

    The lock stands outside the dataset, so that a command that is refused leaves it as it was. Raises
    NtmError after the minute.
    """
    key = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"ntm-{key}.lock", timeout=_PATIENCE, mode=0o666)
    try:
        lock.acquire()
    except Timeout:
        raise NtmError(f"một lệnh khác đang sửa “{folder}”; chờ lệnh đó xong rồi làm lại") from None
    except OSError as error:
        raise OutputError(lock.lock_file, error.errno or 0) from error
    try:
        yield
    finally:
        lock.release()
