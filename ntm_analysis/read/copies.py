"""A dataset opened in a language: from its folder, or from a copy kept for the kernels of one build.

The Vietnamese texts stay authoritative; translations.csv has them in another language. A copy opens in
milliseconds, and the files of the folder remain the truth. It lies in a private folder of the system's
temporary files and is removed when the build ends; one that is killed leaves it to the system. It is never
looked for and never taken from anywhere else, for opening one runs what is in it.
"""

import os
import pickle
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from difflib import get_close_matches
from gzip import GzipFile
from pathlib import Path
from typing import Any, BinaryIO

from pandas import Series

from ntm_analysis.errors import NtmError, Problem
from ntm_analysis.model import FoundingDocument, Target
from ntm_analysis.model.dataset import Dataset, Movement
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.description import Description
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.schema import MOVEMENT, PROSE, TABLES
from ntm_analysis.read.spelling import ACCENTED

SUFFIX = ".typed"
# A copy that is opened once, beside very many others: small instead of quick to open.
PACKED = ".packed"
_OTHERS = 0o077  # permissions of anybody but the owner
TABLE = "translations"
ORIGINAL = "vi"
_OF_DATASET = ("communes", "observations", "verdicts", "recognitions")
_PROSE = {
    name: [column.name for column in columns if column.kind is PROSE] for name, columns in TABLES.items()
}
# A text without such a letter is a number, an abbreviation or a link, the same in every language.
_VIETNAMESE = re.compile(f"[{ACCENTED}]", re.IGNORECASE)


def read_dataset(folder: Path | str, language: str = ORIGINAL) -> Dataset:
    """Reads and checks a dataset's folder, or opens a copy of one; its texts are told in a language.

    Raises InputError with every problem of every file, NtmError for a copy that others could write.
    """
    path = Path(folder)
    if path.suffix in {SUFFIX, PACKED} and path.is_file():
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and (status.st_uid != os.getuid() or status.st_mode & _OTHERS):
                who = "không phải của riêng người dùng đang chạy lệnh"
                raise NtmError(f"không mở “{path.name}”: bản sao này {who}")
            with _content(file, path) as content:
                found: Dataset = pickle.load(content)  # noqa: S301 (written by this user's own build)
        return in_language(found, language)
    from ntm_analysis.read.load import read_folder  # noqa: PLC0415 (a copy needs no reader)

    return in_language(read_folder(path), language)


def read_tolerantly(folder: Path | str, language: str = ORIGINAL) -> tuple[Dataset, tuple[Problem, ...]]:
    """Reads a folder without the rows that have mistakes, and gives these; see :func:`read_as_far`."""
    from ntm_analysis.read.load import read_as_far  # noqa: PLC0415 (a copy needs no reader)

    data, left_out = read_as_far(Path(folder))
    return in_language(data, language), left_out


def write_copy(data: Dataset, path: Path) -> None:
    """Keeps a dataset in a file that nobody else may read; its suffix says which of two ways."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file, _content(file, path) as content:
        pickle.dump(data, content, protocol=5)


def _content(file: BinaryIO, path: Path) -> AbstractContextManager[BinaryIO | GzipFile]:
    packed = path.suffix == PACKED
    return GzipFile(fileobj=file, mode=file.mode, compresslevel=1) if packed else nullcontext(file)


def read_translations(
    texts: Mapping[str, TextTable],
    description: Description,
    targets: tuple[Target, ...],
    document: FoundingDocument,
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Gives the translations by language and text; warns of those whose text the dataset does not have."""
    if TABLE not in texts or texts[TABLE].rows.empty:
        return {}, []
    findings = Findings(TABLE, texts[TABLE])
    findings.add_duplicates(["language", "text"], "bản dịch của chữ này")
    written = {
        text
        for name, table in texts.items()
        for column in _PROSE[name]
        for text in table.rows[column].unique()
    }
    written |= {override.source for override in description.threshold_overrides}
    written |= {text for target in targets for text in (target.quote, target.note, target.baseline.note)}
    written |= {document.title, document.citation}
    rows = findings.rows

    def nearest_text(row: Series) -> str:
        close = get_close_matches(row["text"], sorted(written), n=1, cutoff=0.6)
        return f"gần nhất: “{close[0]}”" if close else "chép đúng nguyên văn, hoặc bỏ dòng này"

    unknown = findings.sound("text") & ~rows["text"].isin(list(written))
    findings.check((unknown, "text", "bộ số liệu không có chữ “{text}”", nearest_text), warning=True)
    known = {
        str(language): dict(zip(mine["text"], mine["translation"], strict=True))
        for language, mine in rows.groupby("language")
    }
    return known, findings.problems


def in_language(data: Dataset, language: str) -> Dataset:
    """Gives the dataset with its texts in a language; what has no translation stays and is listed."""
    if language == ORIGINAL:
        return data
    known, missing = data.translations.get(language, {}), set[str]()

    def told(text: str) -> str:
        if text not in known and _VIETNAMESE.search(text):
            missing.add(text)
        return known.get(text, text)

    def column(cells: Series) -> Series:
        return cells.map({text: told(text) for text in cells.dropna().unique()}).astype(cells.dtype)

    def tables(of: Dataset | Movement, names: Iterable[str]) -> dict[str, Any]:
        frames = {name: getattr(of, name) for name in names}
        return {
            name: frame.assign(**{prose: column(frame[prose]) for prose in _PROSE[name] if prose in frame})
            for name, frame in frames.items()
        }

    def target(each: Target) -> Target:
        baseline = replace(each.baseline, note=told(each.baseline.note))
        return replace(each, quote=told(each.quote), note=told(each.note), baseline=baseline)

    document = data.target_document
    spoken = replace(
        data,
        **tables(data, _OF_DATASET),
        movement=replace(data.movement, **tables(data.movement, MOVEMENT)),
        thresholds=data.thresholds.assign(source=column(data.thresholds["source"])),
        targets=tuple(map(target, data.targets)),
        target_document=FoundingDocument(told(document.title), told(document.citation)),
    )
    return replace(spoken, untranslated=tuple(sorted(missing)))
