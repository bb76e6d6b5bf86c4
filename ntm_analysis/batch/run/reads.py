"""What a run read beside its dataset: every file that Python opened, helper modules among them.

What a page was made from is recorded and not guessed. A page made from such a file is made again when that
changes, appears or goes. What libraries and the system read of their own does not count: the libraries are in
the key of every run.
"""

from __future__ import annotations

import hashlib
import json
import os
import site
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib.util import source_from_cache
from pathlib import Path

import ntm_analysis

OPENED = "opened.txt"  # where an ordinary kernel lists it, in its temporary folder
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_GONE = "-"
_OF_THE_SYSTEM = (
    "/bin",
    "/dev",
    "/etc",
    "/lib",
    "/lib64",
    "/proc",
    "/run",
    "/sbin",
    "/sys",
    "/usr",
    "/var/cache",
)
_OF_THE_USER = (".cache", ".config", ".fonts", ".ipython", ".jupyter", ".local", ".matplotlib")


def listen(told: Callable[[str], object]) -> None:
    """Tells each file that this process opens to read from now on, once, by its absolute path."""
    known: set[str] = set()

    def hear(event: str, given: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(given[0], str | bytes) or int(str(given[2] or 0)) & _WRITES:
            return
        path = os.path.abspath(os.fsdecode(given[0]))  # noqa: PTH100 (links stay: they lead around a notebook)
        if path not in known:
            known.add(path)
            told(path)

    sys.addaudithook(hear)


def list_into(path: Path) -> None:
    """Lists in a file what this process opens to read from now on; does so until the process ends."""
    file = path.open("w", encoding="utf-8", errors="surrogateescape", buffering=1)
    listen(lambda opened: file.write(f"{opened}\n"))


def read_of(opened: Iterable[str], own: Path, notebook: Path, copy: Path | None) -> dict[str, str]:
    """Gives those among the files opened that count, with their hashes, by their way from the notebook.

    The run saw that folder as ``own``, and around it what lies around the folder. The notebook itself and the
    dataset's copy are in the key of the run.
    """
    around, folder, found = own.parent, notebook.parent, dict[str, str]()
    theirs = [*_of_libraries(), *map(Path, _OF_THE_SYSTEM), *(Path.home() / name for name in _OF_THE_USER)]
    temporary = Path(tempfile.gettempdir())
    for path in map(Path, opened):
        seen = folder.parent / path.relative_to(around) if path.is_relative_to(around) else path
        if seen == path and any(path.is_relative_to(of) for of in (*theirs, temporary)):
            continue
        if seen.parent.name == "__pycache__" and seen.suffix == ".pyc":
            seen = Path(source_from_cache(str(seen)))
        if seen not in {notebook, copy}:
            found[os.path.relpath(seen, folder)] = _hash(seen)
    return dict(sorted(found.items()))


def _of_libraries() -> list[Path]:
    places = {*sysconfig.get_paths().values(), *site.getsitepackages(), sys.prefix, sys.base_prefix}
    return [*map(Path, places), Path(ntm_analysis.__file__).parent]


def unchanged(read: Mapping[str, str], folder: Path) -> bool:
    """Tells whether files are what they were when a notebook of the folder read them."""
    return all(_hash(folder / path) == digest for path, digest in read.items())


def still_as_read(executed: Path, folder: Path) -> bool:
    """Tells the same of what an executed notebook says it read; of one that says nothing it is not true."""
    try:
        read = json.loads(executed.read_bytes())["metadata"]["ntm"]["read"]
        return unchanged(read, folder)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return _GONE
