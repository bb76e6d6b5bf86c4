"""A dataset as it was read and checked, kept for the kernels of one build: opened in milliseconds.

The files of the folder remain the truth. A copy lies in a private folder of the system's temporary files
and is removed when the build ends; one that is killed leaves it to the system. It is never looked for and
never taken from anywhere else, for opening one runs what is in it.
"""

from __future__ import annotations

import os
import pickle
from contextlib import AbstractContextManager, nullcontext
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO

from ntm_analysis.errors import NtmError
from ntm_analysis.read.dataset import Dataset
from ntm_analysis.read.translations import ORIGINAL, in_language

SUFFIX = ".typed"
# A copy that is opened once, beside very many others: small instead of quick to open.
PACKED = ".packed"
_OTHERS = 0o077  # permissions of anybody but the owner


class ForeignCopyError(NtmError):
    """Says that a copy is not this user's own."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"không mở “{path.name}”: bản sao này không phải của riêng người dùng đang chạy lệnh"
        )


def read_dataset(folder: Path | str, language: str = ORIGINAL) -> Dataset:
    """Reads and checks a dataset's folder, or opens a copy of one; its texts are told in a language.

    Raises InputError with every problem of every file, ForeignCopyError for a copy others could write.
    """
    path = Path(folder)
    if path.suffix in {SUFFIX, PACKED} and path.is_file():
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and (status.st_uid != os.getuid() or status.st_mode & _OTHERS):
                raise ForeignCopyError(path)
            with _content(file, path) as content:
                found: Dataset = pickle.load(content)  # noqa: S301 (written by this user's own build)
        return in_language(found, language)
    from ntm_analysis.read.load import read_folder  # noqa: PLC0415 (a copy needs no reader)

    return in_language(read_folder(path), language)


def write_copy(data: Dataset, path: Path) -> None:
    """Keeps a dataset in a file that nobody else may read; its suffix says which of two ways."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file, _content(file, path) as content:
        pickle.dump(data, content, protocol=5)


def _content(file: BinaryIO, path: Path) -> AbstractContextManager[BinaryIO | GzipFile]:
    packed = path.suffix == PACKED
    return GzipFile(fileobj=file, mode=file.mode, compresslevel=1) if packed else nullcontext(file)
