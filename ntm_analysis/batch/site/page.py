"""An executed notebook as a page: nbconvert renders all it shows, in our frame and in the house style.

A page stands alone: it fetches nothing, runs nothing, leads nowhere by itself. What cannot be kept makes the
page fail and names the cell. Code, prints, warnings and what a kernel says of a value in plain text stay in
the executed notebook.
"""

# nbconvert and nbformat publish no types.
# mypy: disable-error-code="misc, no-untyped-call, no-any-unimported"

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import TagRemovePreprocessor

from ntm_analysis.batch.keep import check_is
from ntm_analysis.batch.keep.keys import page_hash
from ntm_analysis.batch.plan.notebooks import SUMMARY, PageFacts
from ntm_analysis.batch.run.task import FailureReason, PageOutput, PageTask
from ntm_analysis.batch.site import FOLDER
from ntm_analysis.batch.site.clean import UnfitPageError, cleaned
from ntm_analysis.model import slug_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

# A cell with this tag is for those who work with the notebook, and on no page.
REMOVED = "remove-cell"
# The forms in which a cell shows something, the one that is set first.
_FORMS = (*("text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/latex"),)
_ADDED = "injected-parameters"  # by papermill
# What a kernel says beside a picture or a table, and what only the index reads.
_BESIDE = {"text/plain", SUMMARY}
# What a drawing program says before its drawing, and of itself and the time.
_ABOUT = re.compile(r"^.*?(?=<svg\b)|<metadata>.*?</metadata>", re.DOTALL)
# The name that pandas draws by lot for each table it styles.
_STYLED = re.compile(r'<table id="(T_[0-9a-f]{5,32})"')


class NoSummaryError(UnfitPageError):
    """Is raised for a notebook that did not emit its Summary."""

    reason = FailureReason.NO_SUMMARY

    def __init__(self) -> None:
        super().__init__(f"sổ tính không xuất tóm tắt đúng dạng ({SUMMARY}) ở ô cuối")


def summary_of(notebook: NotebookNode) -> PageFacts:
    """Gives what an executed notebook says of its page, the last where it says it twice.

    Raises NoSummaryError where that is missing or of other types.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    said = [
        output.data[SUMMARY] for cell in cells for output in cell.outputs if SUMMARY in output.get("data", ())
    ]
    if not said or not isinstance(said[-1], dict):
        raise NoSummaryError
    try:
        # Plain dictionaries, so that it travels between processes without nbformat.
        return check_is(PageFacts, json.loads(json.dumps(said[-1])))
    except ValueError:
        raise NoSummaryError from None


def publish(notebook: NotebookNode, task: PageTask, read: int) -> tuple[PageOutput, bytes]:
    """Renders an executed notebook, which read so many files, as the page of a task.

    Equal results in equal frames give equal bytes. Raises NoSummaryError, and UnfitPageError for a page that
    would not stand alone or shows a path of this machine.
    """
    paths = [task.product.folder, Path(tempfile.gettempdir()), *([task.copy] if task.copy else [])]
    private = sorted({text for path in paths for text in (str(path), path.as_posix())})
    summary = summary_of(notebook)
    _check_private([json.dumps(summary, ensure_ascii=False)], private)
    given = {"frame": task.frame, "summary": summary, "private": private}
    text, resources = exporter().from_notebook_node(notebook, given)
    html = str(text).encode()
    return PageOutput(
        task.key, page_hash(html), len(html), summary, tuple(resources["unexplained"]), read
    ), html


@lru_cache
def exporter() -> TemplateExporter:
    """Sets nbconvert up once: its basic template without what surrounds cells, inside our frame."""
    made = TemplateExporter(
        extra_template_basedirs=[str(FOLDER.parent)],
        template_name=FOLDER.name,
        template_file="page.html.j2",
        file_extension=".html",
        default_preprocessors=[],
        preprocessors=[
            lambda *given: _Fitting().fitted(*given),
            TagRemovePreprocessor(remove_cell_tags={REMOVED}, enabled=True),
        ],
        # Every preprocessor's notebook would be checked once more; ours gives what the templates set.
        optimistic_validation=True,
    )
    for name in (made.template_file, "frame.html.j2", "cells.html.j2", "base/null.j2"):
        made.environment.get_template(name)  # compiled when first asked for
    return made


def _check_private(shown: Iterable[str], paths: Iterable[str]) -> None:
    """Refuses what shows a path of this machine; raises UnfitPageError."""
    for path in paths:
        if any(path in text for text in shown):
            raise UnfitPageError(f"trang để lộ đường dẫn của máy: {path}")


class _Prose(IPythonRenderer):
    """Sets Markdown as the page sets its own sections; the title is the only heading of the first level."""

    def __init__(self, contents: dict[str, str], attachments: dict[str, Any]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True, attachments=attachments)
        self._contents = contents

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Gives a heading an anchor, and that of a section its place among the contents."""
        title = Markup(text).striptags()  # noqa: S704 (only its text is taken)
        anchor = slug_of(title)
        if level <= 2:  # noqa: PLR2004 (a section)
            self._contents[anchor] = title
        attrs |= {"id": anchor}
        return str(super().heading(text, max(2, level), **attrs))


class _Fitting:
    """Makes what the cells of one notebook show fit for its page, and gathers its sections."""

    def __init__(self) -> None:
        self.contents: dict[str, str] = {}
        self.own_heading = self.lacks_finding = False
        self._tables = 0

    def fitted(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Puts what each cell shows in the place of its code; raises UnfitPageError that names the cell."""
        number, unexplained, seen = 0, list[int](), False
        for cell in nb.cells:
            tags = cell.metadata.get("tags", [])
            number += _ADDED not in tags  # as its author counts, without the cell that papermill adds
            if REMOVED in tags:
                continue
            sections, self.lacks_finding = len(self.contents), False
            try:
                shown = [html for html in self.shown(cell) if html]
                _check_private(shown, resources["private"])
            except UnfitPageError as error:
                raise UnfitPageError(f"ô {number}: {error}") from None
            # The list of sections follows the first screen.
            cell.metadata["opens"] = not seen and bool(sections)
            seen = seen or bool(sections)
            cell.source = "\n".join(shown)
            unexplained += [number] if self.lacks_finding else []
        # A page of a single section needs no list of them.
        contents = self.contents if len(self.contents) > 1 else {}
        told = {"contents": contents, "own_heading": self.own_heading, "unexplained": unexplained}
        return nb, {**resources, **told}

    def shown(self, cell: NotebookNode) -> Iterator[str]:
        """Gives what a cell shows, as HTML that stands alone; raises UnfitPageError."""
        if cell.cell_type == "markdown":
            yield cleaned(f'<div class="prose">{self._prose(cell.source, cell.get("attachments", {}))}</div>')
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            forms = [form for form in _FORMS if form in data]
            if not forms and not data.keys() <= _BESIDE:
                raise UnfitPageError(f"trang không hiện được {min(data.keys() - _BESIDE)}")
            if forms and (html := self._set(forms[0], output, cell).strip()):
                yield cleaned(html)

    def _set(self, form: str, output: NotebookNode, cell: NotebookNode) -> str:
        given, told = output.data[form], output.get("metadata", {})
        text = "".join(given) if isinstance(given, list) else str(given)
        alt = escape(told.get(form, {}).get("alt") or told.get("alt") or cell.metadata.get("alt", ""))
        match form:
            case "text/html":
                own = {**told.get("ntm", {}), **told.get(form, {}).get("ntm", {})}
                self.own_heading |= bool(own.get("heading"))
                self.lacks_finding |= own.get("lacks") == "finding"
                if "anchor" in own:
                    self.contents[str(own["anchor"])] = str(own.get("title", ""))
                for each in str(own.get("sections", "")).splitlines():
                    anchor, _, title = each.partition("\t")
                    self.contents[anchor] = title
                # A styled table is named by its place, so that a page has the same bytes in each build.
                for name in _STYLED.findall(text):
                    text, self._tables = text.replace(name, f"T_{self._tables}"), self._tables + 1
                return text
            case "image/svg+xml":
                return f'<div class="picture" role="img" aria-label="{alt}">{_ABOUT.sub("", text)}</div>'
            case "text/markdown":
                return f'<div class="prose">{self._prose(text, {})}</div>'
            case "text/latex":
                return f"<p><code>{escape(text)}</code></p>"
        return f'<div class="picture"><img src="data:{form};base64,{text.strip()}" alt="{alt}"></div>'

    def _prose(self, source: str, attachments: dict[str, Any]) -> str:
        return str(MarkdownWithMath(_Prose(self.contents, attachments)).render(source))
