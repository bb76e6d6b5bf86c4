"""What papers were made from, kept beside them: a code on paper leads back to the files as they were then."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ntm_analysis.batch.keep import temporary_folder, write_whole
from ntm_analysis.batch.keep.keys import files_in, inputs_of
from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period

FOLDER = ".inputs"
_DIGITS = 8  # of the hash; enough to tell the states of one dataset apart
_CODE = re.compile(rf"(\d\d)(\d\d)-([0-9A-F]{{{_DIGITS}}})")
_CENTURY = 2000


def code_of(period: Period, inputs: str) -> str:
    """Gives the code of a month's papers, by the hash of the files they were made from: ``2209-3F9A07C2``."""
    return f"{period.year % 100:02d}{period.month:02d}-{inputs[:_DIGITS].upper()}"


def read_code(text: str) -> tuple[Period, str] | None:
    """Gives the month of a code and what it tells of the files; None for what is no code."""
    found = _CODE.fullmatch(text.strip().upper())
    if found is None or not 1 <= int(found[2]) <= 12:  # noqa: PLR2004 (months)
        return None
    return Period(_CENTURY + int(found[1]), int(found[2])), found[3]


def keep_inputs(dataset: Path, out: Path, of: str, inputs: str) -> None:
    """Packs the files of a dataset and of its criteria, once for each state they are in.

    Raises OutputError where that cannot be written.
    """
    file = _file(out, of, inputs)
    if file.exists() or not inputs:
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        above = Path(os.path.commonpath([folder.resolve() for folder in inputs_of(dataset)]))
        for folder in inputs_of(dataset):
            for each in files_in(folder):
                # With one fixed date: equal states are equal files.
                name = (folder.resolve() / each).relative_to(above).as_posix()
                archive.writestr(zipfile.ZipInfo(name), (folder / each).read_bytes(), zipfile.ZIP_DEFLATED)
    write_whole(file, packed.getvalue())


@contextmanager
def kept_inputs(out: Path, name: str, inputs: str) -> Iterator[Path | None]:
    """Gives the folder of a dataset as it was, None where that was not kept; raises NtmError if damaged."""
    file = _file(out, name, inputs)
    if not file.exists():
        yield None
        return
    with temporary_folder() as folder:
        try:
            with zipfile.ZipFile(file) as archive:
                archive.extractall(folder)  # names leading out of the folder are cut by the library
            (description,) = Path(folder).rglob("dataset.yaml")
        except (OSError, zipfile.BadZipFile, ValueError) as error:
            raise NtmError(f"“{file}” hỏng, không đọc lại được số liệu khi lập văn bản") from error
        yield description.parent


def _file(out: Path, name: str, inputs: str) -> Path:
    return out / FOLDER / name / f"{inputs[:_DIGITS].upper()}.zip"
