"""A run as a page: what its cells show inside our frame, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from ntm_analysis.batch.cache import page_hash
from ntm_analysis.batch.contained import not_contained
from ntm_analysis.batch.frame import FOLDER, Frame
from ntm_analysis.batch.outcome import Page
from ntm_analysis.batch.runs import Run, UnfitPageError
from ntm_analysis.batch.schemas import import_jsonschema

if TYPE_CHECKING:
    from ntm_analysis.batch.task import PageTask

_SECTION = re.compile(r'<h2[^>]*\sid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def publish(run: Run, task: PageTask) -> tuple[Page, bytes]:
    """Renders a run as the page of a task; raises UnfitPageError."""
    html = render(run, task.frame)
    return Page(task.key, page_hash(html), len(html), run.summary), html


def render(run: Run, frame: Frame) -> bytes:
    """Gives the bytes of a page; raises UnfitPageError for one that would not stand alone.

    Equal runs in equal frames give equal bytes.
    """
    everything = "\n".join(run.shown)
    unfit = not_contained(everything)
    if unfit:
        raise UnfitPageError(f"trang có thành phần không tự chứa được: {unfit}")
    first = next((place for place, html in enumerate(run.shown) if "<h2" in html), len(run.shown))
    resources = {
        "frame": frame,
        "summary": run.summary,
        # A notebook that shows its own title and banner, as in JupyterLab, is not given second ones.
        "own_heading": "<h1" in everything,
        "own_marks": 'class="banner"' in everything,
        "opening": run.shown[:first],
        "contents": _contents(everything),
        "sections": run.shown[first:],
    }
    exporter, notebook = nbconvert()
    html, _ = exporter.from_notebook_node(notebook, resources)
    return str(html).encode()


def _contents(html: str) -> list[tuple[str, str]]:
    """Lists the anchors of the sections with their titles; none for a page of a single section."""
    found = [(unescape(anchor), unescape(_TAG.sub("", title))) for anchor, title in _SECTION.findall(html)]
    return found if len(found) > 1 else []


@lru_cache
def nbconvert() -> tuple[Any, Any]:
    """Sets nbconvert up once, with the notebook it asks for: what is shown of one comes in as resources."""
    import_jsonschema()
    # A build with nothing to do does without.
    from nbconvert.exporters.templateexporter import TemplateExporter  # noqa: PLC0415
    from nbformat.v4 import new_notebook  # noqa: PLC0415

    # The exporter of HTML itself would parse and rewrite every page to add alternative
    # texts of its own and colours for code that no page shows.
    exporter = TemplateExporter(  # type: ignore[no-untyped-call]
        extra_template_basedirs=[str(FOLDER.parent)],
        template_name=FOLDER.name,
        template_file="page.html.j2",
        file_extension=".html",
        # They prepare cells, of which there are none.
        default_preprocessors=[],
    )
    # Compiled when first asked for; the second is what the first extends.
    for name in (exporter.template_file, "frame.html.j2"):
        exporter.environment.get_template(name)
    return exporter, new_notebook()  # type: ignore[no-untyped-call]
