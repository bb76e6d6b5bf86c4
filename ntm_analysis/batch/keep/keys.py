"""Two keys for each page: what running its notebook depends on, and what rendering adds.

Both are hashes of content. What computes counts as one, and so does the dataset, coarse and never wrong: a
changed comment runs every notebook again. The template, the ways between pages and the index are in no run.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ntm_analysis
from ntm_analysis.batch.keep import write_changed, write_whole

if TYPE_CHECKING:
    from ntm_analysis.batch.plan import Briefing, MonthWorkbook
    from ntm_analysis.batch.site import Frame

_PACKAGE = Path(ntm_analysis.__file__).parent
_LOCK = _PACKAGE.parent / "requirements.txt"
# Left by editors and by Excel while a workbook is open, or written by Python itself.
_NEVER_READ = ("~$", ".")
# Around the notebooks: what these hold reaches a page in rendering, or never.
_AROUND = ("batch", "cli")
# What reads and checks a dataset.
_READING = ("errors.py", "model", "read")
_CRITERIA = re.compile(r"^criteria:\s*[\"']?([^\"'#\n]+)", re.MULTILINE)
# The list of a page's month and the ways to the months beside it (see site/index.py).
WAYS = re.compile(rb'<ul class="months">.*?</ul>', re.DOTALL)


@dataclass(frozen=True)
class Code:
    """The software a build runs with, by the hashes of its parts; read once a build."""

    package: Path = _PACKAGE
    lock: Path = _LOCK

    @cached_property
    def running(self) -> str:
        """Identifies what computes: everything inside, what runs it, the libraries, Python."""
        inside, runs_it = _folder_hash(self.package, _AROUND), hash_of(self.package / "batch" / "run")
        return _joined(inside, runs_it, self._libraries)

    @cached_property
    def rendering(self) -> str:
        """Identifies what makes a page of what a run gave: templates and all code around."""
        return _joined(_folder_hash(self.package / "batch"), self._libraries)

    @cached_property
    def words(self) -> str:
        """Identifies the words, as an index takes them; those of a page are in its run and frame."""
        return hash_of(self.package / "languages")

    @cached_property
    def reading(self) -> str:
        """Identifies what reads and checks a dataset."""
        return _joined(*(hash_of(self.package / name) for name in _READING), self._libraries)

    @cached_property
    def _libraries(self) -> str:
        lock = hash_of(self.lock) if self.lock.is_file() else "no lock"
        # Every installed distribution by its name and version, without opening one.
        paths = [Path(entry) for entry in sys.path if Path(entry).is_dir()]
        installed = sorted(found.name for path in paths for found in path.glob("*.dist-info"))
        return _joined(lock, platform.python_version(), *installed)


def run_key(briefing: Briefing, cells: list[dict[str, Any]], data: str, software: Code) -> str:
    """Identifies what running a notebook gives; ``data`` is the fingerprint of the dataset.

    The dataset counts by its name and content and not by where it lies, which reaches no page.
    """
    parameters = {**briefing.parameters, "dataset": briefing.dataset, "kernel": briefing.notebook.kernel}
    return _key(run=parameters, notebook=cells, data=data, software=software.running)


def page_key(run: str, frame: Frame, software: Code) -> str:
    """Identifies a page by its run and what surrounds it."""
    return _key(page=run, frame=_joined(repr(frame)), software=software.rendering)


def index_key(frame: Frame, pages: Iterable[str], manifests: Iterable[Path], software: Code) -> str:
    """Identifies an index by the manifests and the names of the pages it is made from."""
    known = []
    for path in manifests:
        try:
            known.append(file_hash(path))
        except OSError:  # whoever has to read it says so
            known.append("unread")
    made_by = [software.rendering, software.words]
    return _key(index=known, pages=list(pages), frame=repr(frame), software=made_by)


def keep_up(file: Path, key: str, make: Callable[[], bytes], out: Path) -> None:
    """Makes an index again where what it is made of has changed, or the file.

    The ways to other months are written afterwards and count neither here nor there.
    """
    record = out / ".cache" / file.relative_to(out).with_suffix(".key")
    try:
        is_kept = record.read_text("utf-8") == f"{key} {page_hash(file.read_bytes())}\n"
    except (OSError, ValueError):
        is_kept = False
    if not is_kept:
        content = make()
        write_whole(file, content)
        write_changed(record, f"{key} {page_hash(content)}\n".encode())


def workbook_key(workbook: MonthWorkbook, data: str, software: Code) -> str:
    """Identifies a workbook, which is made of everything."""
    parts = [workbook.dataset, str(workbook.period), workbook.language, workbook.page]
    return _key(workbook=parts, data=data, software=software.running)


def inputs_hash(dataset: Path) -> str:
    """Hashes the files of a dataset and of its criteria, "" where it has no description that names these.

    The files count byte by byte, so that nothing need be read to know that nothing has changed.
    """
    try:
        return _joined(*map(hash_of, inputs_of(dataset)))
    except (OSError, ValueError):
        return ""


def inputs_of(dataset: Path) -> tuple[Path, Path]:
    """Gives the folders a dataset is read from, its own and that of its criteria.

    Raises OSError or ValueError where there is no description that names these.
    """
    named = _CRITERIA.search((dataset / "dataset.yaml").read_text("utf-8-sig"))
    criteria = dataset / named[1].strip() if named else dataset / "missing"
    if not criteria.is_dir():
        raise FileNotFoundError(criteria)
    return dataset, criteria


def dataset_fingerprint(inputs: str, software: Code) -> str:
    """Identifies what reading a dataset gives, by the hash of its files; "" where there is none."""
    return _joined(inputs, software.reading) if inputs else ""


def file_hash(path: Path) -> str:
    """Gives the SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def page_hash(page: bytes) -> str:
    """Gives the SHA-256 of a page without its ways to other months, which no key of its own knows of."""
    return hashlib.sha256(WAYS.sub(b"", page, count=1)).hexdigest()


def hash_of(path: Path) -> str:
    """Gives the hash of a file, or of all files in a folder with their names."""
    return _folder_hash(path) if path.is_dir() else file_hash(path)


def files_in(folder: Path) -> Iterator[Path]:
    """Lists, by their names within it, the files of a folder that are ever read."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        passing = "__pycache__" in name.parts or any(part.startswith(_NEVER_READ) for part in name.parts)
        # A note for people is read by nobody else.
        if not passing and name.suffix != ".md":
            yield name


def _folder_hash(folder: Path, without: tuple[str, ...] = ()) -> str:
    named = (name for name in files_in(folder) if name.parts[0] not in without)
    return _joined(*(f"{name.as_posix()} {file_hash(folder / name)}" for name in named))


def _joined(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _key(**inputs: Any) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
