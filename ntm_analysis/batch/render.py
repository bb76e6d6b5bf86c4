"""A run as a page: what its cells show inside our frame, and nothing else.

A page stands alone: it fetches nothing, runs nothing, leads nowhere by itself. What is shown is held to that
more strictly than any browser reads it: where a tag does not plainly end, everything up to the next ``<`` may
be inside of it, whatever quotes and comments stand around, and what cannot be told counts against the page.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from ntm_analysis.batch.cache import page_hash
from ntm_analysis.batch.frame import FOLDER, Frame
from ntm_analysis.batch.outcome import Page
from ntm_analysis.batch.runs import Run, UnfitPageError

if TYPE_CHECKING:
    from ntm_analysis.batch.task import PageTask

_SECTION = re.compile(r'<h2[^>]*\sid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PLAIN = re.compile(r"(?:[^>\"'=]|=\s*\"[^\"]*\"|=\s*'[^']*'|=)*>")
_NAME = re.compile(r"/?([a-z][^\s/>\"']*)", re.IGNORECASE)
_ELEMENTS = frozenset(
    {
        "script",
        "link",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "base",
        "meta",
        "form",
        "set",
        "animate",
        "animatemotion",
        "animatetransform",  # they change an address later
    }
)
_HANDLER = re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\s/\"'](?:xlink:)?(srcset|src|poster|data|background|action|formaction|ping|href)\s*=\s*"
    r"(\"[^\"]*\"|'[^']*'|[^\s>]*)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]+")
_STYLE = re.compile(
    r"@import\b|url\((?!\s*[\"']?(?:data:|#))|\bimage-set\(|(?<![\w-])src\(|style[^<]*\\[0-9a-f]",
    re.IGNORECASE,
)
# Formats that JSON has room for and no notebook has: resource identifiers, durations, colours, ... A
# grammar of one of them alone takes half of the whole start.
_FORMATS = (
    "rfc3987_syntax",
    "rfc3987",
    "rfc3986_validator",
    "isoduration",
    "webcolors",
    "uri_template",
    "fqdn",
)


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
    titles = [
        (unescape(anchor), unescape(_TAG.sub("", title))) for anchor, title in _SECTION.findall(everything)
    ]
    resources = {
        "frame": frame,
        "summary": run.summary,
        # A notebook that shows its own title and banner, as in JupyterLab, is not given second ones.
        "own_heading": "<h1" in everything,
        "own_marks": 'class="banner"' in everything,
        "opening": run.shown[:first],
        # A page of a single section needs no list of them.
        "contents": titles if len(titles) > 1 else [],
        "sections": run.shown[first:],
    }
    exporter, notebook = nbconvert()
    html, _ = exporter.from_notebook_node(notebook, resources)
    return str(html).encode()


def not_contained(html: str) -> str:
    """Names the first thing that a page cannot carry, "" for a page that stands alone."""
    for tag in dict.fromkeys(_tags(html)):
        named, part = _NAME.match(tag), unescape(tag)
        element = named[1].lower() if named else ""
        if element.rpartition(":")[2] in _ELEMENTS:
            return element
        if _STYLE.search(part):
            return "url()"
        if "=" not in part:
            continue
        if _HANDLER.search(part):
            return "on…="
        if _PROGRAM.search(_UNSEEN.sub("", part)):
            return "javascript:"
        for name, value in _ADDRESS.findall(part):
            if name.lower() == "href" and element == "a":  # a reader follows it, or not
                continue
            address = _UNSEEN.sub("", value.strip("\"'")).lower()
            if name.lower() == "srcset" or not address.startswith(("data:image/", "#")):
                return str(name).lower()
    return ""


def _tags(html: str) -> Iterator[str]:
    """Gives what is or may be in tags; a ``<`` in a text that no tag is open at begins none."""
    is_open = False
    for part in html.split("<")[1:]:
        if not is_open and not part[:1].isalpha() and part[:1] not in {"/", "!", "?"}:
            continue
        plain, end = _PLAIN.match(part), part.find(">") + 1
        is_open = plain is None or plain.end() != end
        yield part if is_open or part[:5].lower() == "style" else part[:end]


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


def import_jsonschema() -> None:
    """Imports jsonschema before nbformat, nbconvert and papermill do, who check notebooks with it.

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
