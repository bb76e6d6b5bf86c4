"""One key over everything a page or a workbook could depend on: coarse, and never wrong.

A changed comment rebuilds every page of the month; a page that should have changed is
never left standing.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

import ntm_analysis
from ntm_analysis.reporting.plan import Briefing, Workbook

_PACKAGE = Path(ntm_analysis.__file__).parent
_LOCK = _PACKAGE.parent / "requirements.txt"
# Left by editors and by Excel while a workbook is open, or written by Python itself.
_NEVER_READ = ("~$", ".")
# The list of a page's month and the ways to the months beside it (see months.py).
WAYS = re.compile(rb'<ul class="months">.*?</ul>', re.DOTALL)


def shared_fingerprint(dataset: Path, package: Path = _PACKAGE, lock: Path = _LOCK) -> str:
    """Hashes what all pages of a dataset share: its data, criteria, our code, the libraries, Python."""
    digest = hashlib.sha256()
    for folder in (dataset, criteria_folder(dataset), package):
        digest.update(_folder_hash(folder).encode())
    digest.update(file_hash(lock).encode() if lock.is_file() else b"no lock")
    digest.update("\n".join([platform.python_version(), *sorted(_installed())]).encode())
    return digest.hexdigest()


def key(product: Briefing | Workbook, shared: str) -> str:
    """Identifies a page or a workbook by everything it could depend on.

    The dataset counts by its content and not by where it lies, which reaches no page.
    """
    inputs: dict[str, object]
    if isinstance(product, Briefing):
        parts = {**product.parameters, "dataset": product.dataset}
        inputs = {"shared": shared, "notebook": file_hash(product.notebook.path), "parameters": parts}
    else:
        parts = {"dataset": product.dataset, "period": str(product.period), "language": product.language}
        inputs = {"shared": shared, "workbook": product.page, "parameters": parts}
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def criteria_folder(dataset: Path) -> Path:
    """Finds the criteria a dataset names, relative to itself."""
    return dataset / str(yaml.safe_load((dataset / "dataset.yaml").read_text("utf-8-sig"))["criteria"])


def file_hash(path: Path) -> str:
    """Gives the SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def page_hash(page: bytes) -> str:
    """Gives the SHA-256 of a page without its ways to other months, which no key of its own knows of."""
    return hashlib.sha256(WAYS.sub(b"", page, count=1)).hexdigest()


def _folder_hash(folder: Path) -> str:
    listing = [f"{path.relative_to(folder).as_posix()} {file_hash(path)}" for path in _files(folder)]
    return hashlib.sha256("\n".join(listing).encode()).hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not _is_passing(path.relative_to(folder)))


def _is_passing(path: Path) -> bool:
    return "__pycache__" in path.parts or any(part.startswith(_NEVER_READ) for part in path.parts)


def _installed() -> Iterator[str]:
    """Names every installed distribution with its version, without opening one."""
    for entry in sys.path:
        if Path(entry).is_dir():
            yield from (found.name for found in Path(entry).glob("*.dist-info"))
