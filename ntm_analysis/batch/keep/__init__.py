"""Files that appear whole or not at all, and are read back as strictly as input from outside."""

from __future__ import annotations

import errno
import json
import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from multiprocessing import util
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ntm_analysis.errors import NtmError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_REASONS = {
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết hạn mức lưu trữ",
    errno.EFBIG: "đĩa đã đầy hoặc vượt giới hạn kích thước tệp",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho phép đọc",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EEXIST: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đã có thư mục trùng tên",
}
# What reading raises of a notebook that is none of ours, or none at all, whatever it holds.
DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
_HALF_WRITTEN = ".half-written"
# Once what it reads is closed. What still writes into the folder then is at its end.
_REMOVE = 'cat >/dev/null; rm -rf "$@" || { sleep 1; rm -rf "$@"; }'
# Paths of sockets have about a hundred characters, of which those of a kernel take some thirty.
_LONGEST_OF_SOCKETS = 60


class OutputError(NtmError):
    """Says that a report cannot be written; travels between processes with its arguments."""

    def __init__(self, path: str, code: int) -> None:
        super().__init__(path, code)

    def __str__(self) -> str:
        path, code = self.args
        reason = _REASONS.get(code) or os.strerror(code)
        return f"không ghi được “{path}”: {reason}; giải phóng chỗ hoặc chọn thư mục khác bằng --out"


class TemporaryFolderError(NtmError):
    """Says that there is no room for what is needed for a while."""

    def __init__(self, code: int) -> None:
        reason = _REASONS.get(code) or os.strerror(code)
        super().__init__(
            f"không tạo được thư mục tạm: {reason}; giải phóng chỗ hoặc đặt biến TMPDIR vào thư mục khác"
        )


def temporary_folder(*, for_sockets: bool = False) -> tempfile.TemporaryDirectory[str]:
    """Makes a folder for what is needed for a while, where the system keeps such.

    One ``for_sockets`` has a path that is short enough for theirs. Raises TemporaryFolderError.
    """
    try:
        parent = tempfile.gettempdir()
        if for_sockets and os.name == "posix" and len(parent) > _LONGEST_OF_SOCKETS:
            parent = "/tmp"  # noqa: S108 (a fresh private folder is made in it)
        return tempfile.TemporaryDirectory(prefix="ntm-", dir=parent, ignore_cleanup_errors=True)
    except OSError as error:
        raise TemporaryFolderError(error.errno or 0) from error


@contextmanager
def workshop() -> Iterator[Path]:
    """Gives a folder for all that this process and those it starts need for a while.

    It goes when they do, even where this process is killed: another waits for that and removes it then (not
    on Windows). Raises TemporaryFolderError.
    """
    with temporary_folder(for_sockets=True) as folder, ExitStack() as ended:
        if os.name == "posix":
            # Processes are forked through a socket in a folder of their own, made here.
            command = ["/bin/sh", "-c", _REMOVE, "ntm", folder, util.get_temp_dir()]
            waits = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 (as above)
            ended.enter_context(waits)
            ended.callback(waits.kill)
        before, tempfile.tempdir = tempfile.tempdir, folder
        ended.callback(setattr, tempfile, "tempdir", before)
        yield Path(folder)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a file to write that takes the place of ``path`` in one step when all went well.

    On failure the earlier file stays and nothing else is left. Raises OutputError where the folder or
    the disk refuses.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_HALF_WRITTEN}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(str(path), error.errno or 0) from error


def write_whole(path: Path, content: bytes) -> None:
    """Replaces a file in one step, as :func:`replacing` does."""
    # fsync, or a power cut could leave the new name with an empty file behind it.
    with replacing(path) as temporary, temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_changed(path: Path, content: bytes) -> None:
    """Replaces a file that does not hold this content already."""
    try:
        unchanged = path.read_bytes() == content
    except OSError:
        unchanged = False
    if not unchanged:
        write_whole(path, content)


def remove(path: Path) -> None:
    """Removes a file that may already be gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(str(path), error.errno or 0) from error


def remove_leftovers(out: Path, datasets: Iterable[str]) -> None:
    """Removes what a process that was killed had half written of datasets, and nothing else."""
    own = (*(out / dataset for dataset in datasets), *(path for path in out.glob(".*") if path.is_dir()))
    for path in (*out.glob(f".*{_HALF_WRITTEN}"), *(p for f in own for p in f.rglob(f".*{_HALF_WRITTEN}"))):
        remove(path)


def check_outside(path: Path, datasets: Iterable[Path]) -> None:
    """Refuses, by NtmError, a place within a dataset's folder, where it might be one of its files."""
    place = path.resolve()
    for dataset in datasets:
        if place.is_relative_to(dataset.resolve()):
            name = dataset.resolve().name
            raise NtmError(f"“{path}” nằm trong bộ số liệu “{name}”; ghi ra ngoài thư mục đó")


def check_writable(folder: Path) -> None:
    """Creates the folder and tries it, so that a batch does not find out after an hour."""
    probe = folder / f".{secrets.token_hex(4)}{_HALF_WRITTEN}"  # removed by the next build, if this is killed
    write_whole(probe, b"ntm")
    remove(probe)


def as_json(value: object, *, in_order: bool = False) -> bytes:
    """Gives a value as JSON to be kept: a field a line, with the names ``in_order`` where that is asked."""
    text = json.dumps(value, default=vars, ensure_ascii=False, indent=1, sort_keys=in_order)
    return f"{text}\n".encode()


def read_as(kind: type[T], data: bytes | str) -> T:
    """Reads JSON as a type, every field of its own type; raises ValueError for anything else."""
    return cast("T", _adapter(kind).validate_json(data, strict=True))  # type: ignore[arg-type]


def check_is(kind: type[T], value: object) -> T:
    """Holds a plain value against a type; raises ValueError."""
    return cast("T", _adapter(kind).validate_python(value, strict=True))  # type: ignore[arg-type]


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 (slow, and needed only where something was left)

    return TypeAdapter(kind)


def is_inside(name: str) -> bool:
    """Tells whether a name is that of a file in the folder it is told of, and nowhere else."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and name.isprintable()
        and not PurePosixPath(name).is_absolute()
        and not {"..", "."} & set(name.split("/"))
        and not set(name) & set('\\:*?"<>|')
    )
