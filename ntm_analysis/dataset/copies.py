"""A dataset as it was read and checked, kept for the kernels of one build: opened in milliseconds.

The files of the folder remain the truth. A copy lies in a private folder and only as long as the build
runs; it is never looked for and never taken from anywhere else, for opening one runs what is in it.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path

from ntm_analysis.dataset.dataset import Dataset
from ntm_analysis.dataset.translations import ORIGINAL, in_language
from ntm_analysis.errors import NtmError

SUFFIX = ".typed"
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
    if path.suffix == SUFFIX and path.is_file():
        return in_language(_opened(path), language)
    from ntm_analysis.dataset.load import read_folder  # noqa: PLC0415 (a copy needs no reader)

    return in_language(read_folder(path), language)


def write_copy(data: Dataset, path: Path) -> None:
    """Keeps a dataset in a file that nobody else may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        pickle.dump(data, file, protocol=5)


def _opened(path: Path) -> Dataset:
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if os.name == "posix" and (status.st_uid != os.getuid() or status.st_mode & _OTHERS):
            raise ForeignCopyError(path)
        found: Dataset = pickle.load(file)  # noqa: S301 (written by this user's own build)
    return found
