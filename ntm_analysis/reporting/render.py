"""An executed notebook as a page: what its cells show inside our frame, and nothing else."""

# nbformat, nbconvert and papermill publish no types.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from ntm_analysis.reporting.frame import FOLDER, Frame

SUMMARY = "application/vnd.ntm.summary+json"

_SECTION = re.compile(r'<h2[^>]*\sid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

# What would make a page fetch something, run something or depend on what it cannot carry.
_REFUSED = (
    (re.compile(r"<script\b", re.IGNORECASE), "script"),
    (re.compile(r"<(?:link|iframe|object|embed|base)\b", re.IGNORECASE), "link/iframe/object"),
    (re.compile(r"""\s(?:src|srcset|poster|data)\s*=\s*["']?(?:[a-z]+:)?//""", re.IGNORECASE), "src"),
    (re.compile(r"@import\b|url\(\s*[\"']?(?:[a-z]+:)?//", re.IGNORECASE), "url()"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE), "on…="),
)


class NoSummaryError(Exception):
    """Is raised for a notebook that did not emit its Summary."""

    def __init__(self) -> None:
        super().__init__(f"sổ tính không xuất tóm tắt ({SUMMARY}) ở ô cuối")


class UnfitPageError(Exception):
    """Is raised for a page that would not stand alone or shows a path of this machine."""


@dataclass(frozen=True)
class Rendered:
    """The bytes of a page and the Summary taken out of it."""

    html: bytes
    summary: dict[str, Any]


def render(notebook: NotebookNode | None, frame: Frame, private: str) -> Rendered:
    """Publishes a notebook; ``private`` is a path that must not be shown.

    Raises NoSummaryError or UnfitPageError; equal notebooks give equal bytes.
    """
    published = _published(notebook)
    summary = _summary(notebook)
    shown = [output.data["text/html"] for cell in published.cells for output in cell.outputs]
    everything = "\n".join(shown)
    _check(everything, private)
    first = next((place for place, html in enumerate(shown) if "<h2" in html), len(shown))
    resources = {
        "frame": frame,
        "summary": summary,
        # A notebook that shows its own title and banner, as in JupyterLab, is not given second ones.
        "own_heading": "<h1" in everything,
        "own_marks": 'class="banner"' in everything,
        "opening": shown[:first],
        "contents": _contents(everything),
        "sections": shown[first:],
    }
    html, _ = _exporter().from_notebook_node(published, resources)
    return Rendered(html.encode(), summary)


def _contents(html: str) -> list[tuple[str, str]]:
    """Lists the anchors of the sections with their titles; none for a page of a single section."""
    found = [(unescape(anchor), unescape(_TAG.sub("", title))) for anchor, title in _SECTION.findall(html)]
    return found if len(found) > 1 else []


def _published(notebook: NotebookNode | None) -> NotebookNode:
    """Keeps the HTML that cells show: no code, text cells, parameters, logs or empty cells.

    Papermill's times and cell ids, which differ in every run, go with the rest.
    """
    cells: list[NotebookNode] = []
    for outputs in _outputs(notebook):
        kept = [_only_html(output) for output in outputs if _html(output).strip()]
        if kept:
            cells.append(new_code_cell(id=f"cell-{len(cells)}", outputs=kept))
    published: NotebookNode = new_notebook(cells=cells)
    return published


def _outputs(notebook: NotebookNode | None) -> list[list[NotebookNode]]:
    cells = [] if notebook is None else notebook.cells
    return [
        [output for output in cell.outputs if "data" in output] for cell in cells if cell.cell_type == "code"
    ]


def _html(output: NotebookNode) -> str:
    return "".join(output.data.get("text/html", ""))


def _only_html(output: NotebookNode) -> NotebookNode:
    kept: NotebookNode = new_output("display_data", data={"text/html": _html(output).strip()})
    return kept


def _summary(notebook: NotebookNode | None) -> dict[str, Any]:
    found = [
        output.data[SUMMARY] for outputs in _outputs(notebook) for output in outputs if SUMMARY in output.data
    ]
    if not found or not isinstance(found[-1], dict):
        raise NoSummaryError
    # Plain dictionaries, so that the Summary travels between processes without nbformat.
    return dict(json.loads(json.dumps(found[-1])))


def _check(html: str, private: str) -> None:
    for pattern, name in _REFUSED:
        if pattern.search(html):
            raise UnfitPageError(f"trang có thành phần không tự chứa được: {name}")
    if private in html:
        raise UnfitPageError(f"trang để lộ đường dẫn của máy: {private}")


@lru_cache
def _exporter() -> TemplateExporter:
    """Sets nbconvert up once for each worker."""
    # The exporter of HTML itself would parse and rewrite every page to add alternative
    # texts of its own and colours for code that no page shows.
    return TemplateExporter(
        extra_template_basedirs=[str(FOLDER.parent)],
        template_name=FOLDER.name,
        template_file="page.html.j2",
        file_extension=".html",
    )
