"""What an executed notebook gave, kept beside the pages: another template needs no notebook to run.

A kept run holds what its page shows and nothing else of the notebook. One that is damaged, of another
version or of other inputs counts as absent, and its notebook is run again.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_analysis.batch.files import check_is, read_as, remove
from ntm_analysis.batch.outcome import PageFacts
from ntm_analysis.batch.plan import RUN_SUFFIX, RUNS, Briefing

if TYPE_CHECKING:
    from nbformat import NotebookNode

SUMMARY = "application/vnd.ntm.summary+json"
# The name that pandas draws by lot for each table it styles.
_STYLED = re.compile(r'<table id="(T_[0-9a-f]{5,32})"')


class NoSummaryError(Exception):
    """Is raised for a notebook that did not emit its Summary."""

    def __init__(self) -> None:
        super().__init__(f"sổ tính không xuất tóm tắt đúng dạng ({SUMMARY}) ở ô cuối")


class UnfitPageError(Exception):
    """Is raised for a page that would not stand alone or shows a path of this machine."""


@dataclass(frozen=True)
class Run:
    """The HTML that cells show, in order, and the Summary of the page."""

    shown: tuple[str, ...]
    summary: PageFacts


@dataclass(frozen=True)
class _Kept(Run):
    key: str


def run_of(notebook: NotebookNode | None) -> Run:
    """Takes from an executed notebook what its page is made of; raises NoSummaryError.

    Code, text cells, parameters, logs and empty cells are left out, and with them papermill's times and
    cell ids, which differ in every run.
    """
    cells = [] if notebook is None else [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output.data for cell in cells for output in cell.outputs if "data" in output]
    shown = []
    for place, data in enumerate(data for data in outputs if "text/html" in data):
        html = "".join(data["text/html"]).strip()
        # A styled table is named by its place, so that a page has the same bytes in each build.
        for number, name in enumerate(_STYLED.findall(html)):
            html = html.replace(name, f"T_{place}_{number}")
        shown.append(html)
    summaries = [data[SUMMARY] for data in outputs if SUMMARY in data]
    if not summaries or not isinstance(summaries[-1], dict):
        raise NoSummaryError
    # Plain dictionaries, so that a Summary travels between processes without nbformat.
    try:
        summary = check_is(PageFacts, json.loads(json.dumps(summaries[-1])))
    except ValueError:
        raise NoSummaryError from None
    return Run(tuple(html for html in shown if html), summary)


def check_private(run: Run, *paths: Path) -> None:
    """Refuses a run that shows a path of this machine; raises UnfitPageError."""
    told = (*run.shown, json.dumps(run.summary, ensure_ascii=False))
    for spelled in {spelled for path in paths for spelled in (str(path), path.as_posix())}:
        if any(spelled in text for text in told):
            raise UnfitPageError(f"trang để lộ đường dẫn của máy: {spelled}")


def packed(run: Run, key: str) -> bytes:
    """Gives a run as it is kept."""
    content = {"key": key, "shown": run.shown, "summary": run.summary}
    compressed = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
    return hashlib.sha256(compressed).hexdigest().encode() + b"\n" + compressed


def kept(briefing: Briefing, key: str, out: Path) -> Run | None:
    """Gives the run kept of a briefing, if it is one of these inputs and whole."""
    try:
        digest, _, compressed = (out / briefing.run_path).read_bytes().partition(b"\n")
        if digest.decode() != hashlib.sha256(compressed).hexdigest():
            return None
        content = read_as(_Kept, zlib.decompress(compressed))
        return Run(content.shown, content.summary) if content.key == key else None
    except (OSError, ValueError, zlib.error):
        return None


def drop_unused(out: Path, dataset: str) -> None:
    """Removes the runs of a dataset whose page is no more, of any month."""
    folder = out / RUNS
    for path in (folder / dataset).rglob(f"*{RUN_SUFFIX}"):
        if not (out / path.relative_to(folder).with_suffix(".html")).is_file():
            remove(path)
