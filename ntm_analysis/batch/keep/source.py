"""A dataset as a build uses it: its outline at once, its tables only where something is to be run.

The outline is kept beside the pages under the fingerprint of all that reading it depends on. While that
is the same, a command reads no table; a record that is damaged or of another version counts as absent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_analysis.batch.keep import OutputError, TemporaryFolderError, as_json, read_as, write_changed
from ntm_analysis.batch.keep.inputs import keep_inputs
from ntm_analysis.batch.keep.keys import Code, dataset_fingerprint, inputs_hash
from ntm_analysis.errors import NtmError
from ntm_analysis.read import Outline, found_in, outline_of
from ntm_analysis.read import as_json as stored_of

if TYPE_CHECKING:
    from ntm_analysis.read import Dataset


class ChangedMeanwhileError(NtmError):
    """Says that a dataset was edited while a build was using it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"bộ số liệu “{name}” vừa được sửa trong khi đang lập trang; chạy lại lệnh")


@dataclass(frozen=True)
class DatasetSource:
    """One dataset with its outline; its tables are read when first needed and kept until released.

    ``inputs`` is the hash of its files; ``aside`` is where the tables were put, if they were.
    """

    outline: Outline
    file: Path
    inputs: str
    software: Code
    is_new: bool = False  # not recorded yet
    aside: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Identifies its files and what reads them."""
        return dataset_fingerprint(self.inputs, self.software)

    @cached_property
    def _data(self) -> Dataset:
        from ntm_analysis.read import read_dataset  # noqa: PLC0415 (loads pandas)

        data = read_dataset(self.aside or self.outline.folder)
        if self.aside is None:
            self.check()
        return data

    def check(self) -> None:
        """Raises ChangedMeanwhileError where the dataset is not what it was when the build began."""
        if inputs_hash(self.outline.folder) != self.inputs:
            raise ChangedMeanwhileError(self.outline.name)

    def copy(self, folder: Path, evaluate: Callable[[Dataset], object] | None = None) -> Path:
        """Writes the dataset into a folder, typed and checked, and tells the file.

        What ``evaluate`` has computed of it is in it: no page computes it once more.

        Raises InputError, ChangedMeanwhileError for a dataset that no longer fits its outline,
        TemporaryFolderError.
        """
        from ntm_analysis.read.copies import SUFFIX  # noqa: PLC0415 (loads pandas)

        if evaluate is not None:
            evaluate(self._data)
        file = (folder / "0").with_suffix(SUFFIX)
        _keep(self._data, file)
        return file

    def keep(self, out: Path) -> None:
        """Keeps the files as they are below the output, for who checks a paper made from them."""
        keep_inputs(self.outline.folder, out, self.outline.name, self.inputs)

    def put_aside(self, path: Path) -> DatasetSource:
        """Gives the same without its tables; those that have been read it finds at the path, with a suffix.

        Of many datasets memory holds the tables of one, and none is read twice. Raises TemporaryFolderError.
        """
        from ntm_analysis.read.copies import PACKED  # noqa: PLC0415 (loads pandas)

        if "_data" not in self.__dict__:
            return self
        file = path.with_suffix(PACKED)
        _keep(self._data, file)
        return replace(self, aside=file)

    def release(self) -> None:
        """Lets the tables go: the kernels have them."""
        self.__dict__.pop("_data", None)

    def record(self) -> None:
        """Keeps the outline for the commands after this one.

        Where that is not possible they read the dataset again; a build says what cannot be written.
        """
        if self.is_new:
            place, outline = _place(self.outline.folder), stored_of(self.outline)
            kept = {"fingerprint": self.fingerprint, "place": place, "outline": outline}
            with suppress(OutputError):
                write_changed(self.file, as_json(kept))


def _keep(data: Dataset, file: Path) -> None:
    from ntm_analysis.read.copies import write_copy  # noqa: PLC0415 (loads pandas)

    try:
        write_copy(data, file)
    except OSError as error:
        raise TemporaryFolderError(error.errno or 0) from error


@dataclass(frozen=True)
class _Recorded:
    fingerprint: str
    place: str
    outline: Outline


def source_of(
    folder: Path, name: str, out: Path, software: Code, reading: Callable[[], object] | None = None
) -> DatasetSource:
    """Takes the outline of a dataset from its record below ``out``, or reads the dataset.

    ``reading`` is called before the tables are read, which takes a while. Raises InputError with every
    problem of a dataset that has any, NtmError where the pages of another one bear its name.
    """
    inputs = inputs_hash(folder)
    fingerprint = dataset_fingerprint(inputs, software)
    file = out / ".cache" / f"{name}.json"
    recorded: tuple[_Recorded, Outline] | None = None
    with suppress(OSError, ValueError, NtmError):
        stored = read_as(_Recorded, file.read_bytes())
        recorded = stored, found_in(folder, stored.outline)
    if recorded is not None and fingerprint and recorded[0].fingerprint == fingerprint:
        return DatasetSource(recorded[1], file, inputs, software)
    if reading is not None:
        reading()
    from ntm_analysis.read import read_dataset  # noqa: PLC0415 (loads pandas)

    data = read_dataset(folder)
    outline = outline_of(data)
    if inputs_hash(folder) != inputs:
        raise ChangedMeanwhileError(outline.name)
    if recorded is not None:
        known, before = recorded
        # One that was moved, or given another title where it lies, is the same.
        if known.place != _place(outline.folder) and before.title != outline.title:
            raise NtmError(
                f"“{out / before.name}” đang giữ trang của bộ số liệu khác cùng tên, “{before.title.vi}”; "
                "đặt name khác trong dataset.yaml, hoặc chọn thư mục khác bằng --out"
            )
    source = DatasetSource(outline, file, inputs, software, is_new=True)
    # Once read is enough, for the record and for the kernels.
    source.__dict__["_data"] = data
    return source


def _place(folder: Path) -> str:
    """Identifies a folder without telling its path, which would lead from the pages into the machine."""
    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
