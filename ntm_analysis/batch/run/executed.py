"""Executed notebooks, the product of a run, kept beside the pages with all that the run read.

What a page was made from is recorded and not guessed: every file that Python opened beside the dataset,
helper modules among them. When one of them changes, appears or goes, the page is made again. What libraries
and the system read of their own does not count: the libraries are in the key of every run.
"""

# nbformat publishes no types.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import site
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib.util import source_from_cache
from pathlib import Path
from typing import TYPE_CHECKING

import ntm_analysis
from ntm_analysis.batch.keep import DAMAGED

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from ntm_analysis.batch.plan import Briefing
    from ntm_analysis.batch.run.task import PageTask

OPENED = "opened.txt"  # where an ordinary kernel lists it, in its temporary folder
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_GONE = "-"
# A larger file beside a notebook is not copied for each of its pages, in bytes.
_MOST_COPIED = 10_000_000
_OF_THE_SYSTEM = "/bin /dev /etc /lib /lib64 /proc /run /sbin /sys /usr /var/cache".split()  # noqa: SIM905 (as a line)
_OF_THE_USER = (".cache", ".config", ".fonts", ".ipython", ".jupyter", ".local", ".matplotlib")
_UNSIGNED = "0" * 64
# Formats that JSON has room for and no notebook has: resource identifiers, durations, colours, ... A
# grammar of one of them alone takes half of the whole start.
_FORMATS = (
    *("rfc3987_syntax", "rfc3987", "rfc3986_validator", "isoduration", "webcolors", "uri_template"),
    "fqdn",
)


def beside(folder: Path) -> Path:
    """Makes a folder for this run that holds what lies beside the notebook and beside its folder.

    What a cell writes there reaches no other page. It is among what is temporary, and removed by the batch.
    """
    around = Path(tempfile.mkdtemp())
    own = around / folder.name
    own.mkdir()
    for neighbour in folder.parent.iterdir():
        if neighbour.name != folder.name:
            (around / neighbour.name).symlink_to(neighbour)
    for neighbour in folder.iterdir():
        here = own / neighbour.name
        with suppress(OSError):  # where it cannot be copied, as on a full disk, it can be read all the same
            if neighbour.is_file() and neighbour.stat().st_size < _MOST_COPIED:
                shutil.copy(neighbour, here)  # what is written to it stays here
                continue
        here.unlink(missing_ok=True)
        here.symlink_to(neighbour)
    return own


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
    libraries = {*sysconfig.get_paths().values(), *site.getsitepackages(), sys.prefix, sys.base_prefix}
    theirs = [*map(Path, (*libraries, *_OF_THE_SYSTEM)), *(Path.home() / name for name in _OF_THE_USER)]
    theirs += [Path(ntm_analysis.__file__).parent, Path(tempfile.gettempdir())]
    for path in map(Path, opened):
        seen = folder.parent / path.relative_to(around) if path.is_relative_to(around) else path
        if seen == path and any(path.is_relative_to(of) for of in theirs):
            continue
        if seen.parent.name == "__pycache__" and seen.suffix == ".pyc":
            seen = Path(source_from_cache(str(seen)))
        if seen not in {notebook, copy}:
            found[os.path.relpath(seen, folder)] = _hash(seen)
    return dict(sorted(found.items()))


def unchanged(read: Mapping[str, str], folder: Path) -> bool:
    """Tells whether files are what they were when a notebook of the folder read them."""
    return all(_hash(folder / path) == digest for path, digest in read.items())


def still_as_read(executed: Path, folder: Path) -> bool:
    """Tells the same of what an executed notebook says it read; of one that says nothing it is not true."""
    try:
        read = json.loads(executed.read_bytes())["metadata"]["ntm"]["read"]
        return unchanged(read, folder)
    except DAMAGED:
        return False


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return _GONE


def signed(notebook: NotebookNode, task: PageTask, read: Mapping[str, str]) -> bytes:
    """Gives an executed notebook as it is kept: with the key of its run, what it read and a hash."""
    import nbformat  # noqa: PLC0415 (slow, as below)

    notebook.metadata["ntm"] = {"run": task.run, "read": dict(read), "sha256": _UNSIGNED}
    text = task.runnable(nbformat.writes(notebook))
    return text.replace(_UNSIGNED.encode(), hashlib.sha256(text).hexdigest().encode(), 1)


def kept(briefing: Briefing, key: str, out: Path) -> NotebookNode | None:
    """Gives the executed notebook there is of a briefing, if it is one of these inputs and whole.

    One that is damaged, or no notebook at all, counts as absent.
    """
    import_jsonschema()
    import nbformat  # noqa: PLC0415 (a build with nothing to do does without)

    try:
        content = (out / briefing.executed_path).read_bytes()
        notebook: NotebookNode = nbformat.v4.reads(content.decode())
        told = notebook.metadata["ntm"]
        whole = hashlib.sha256(content.replace(told["sha256"].encode(), _UNSIGNED.encode(), 1)).hexdigest()
        if (told["run"], told["sha256"]) != (key, whole):
            return None
        if not unchanged(told["read"], briefing.notebook.path.parent):
            return None
        nbformat.validate(notebook)
    except (*DAMAGED, nbformat.ValidationError):
        return None
    return notebook


def import_jsonschema() -> None:
    """Imports jsonschema, before nbformat does, without what checks formats that no notebook has.

    It takes what checks each format where it finds that, and does without where it does not.
    """
    if "jsonschema" in sys.modules:
        return
    unused = [name for name in _FORMATS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(unused))  # type: ignore[arg-type]  # None, as the import system documents
    try:
        importlib.import_module("jsonschema")
    finally:
        for name in unused:
            del sys.modules[name]
