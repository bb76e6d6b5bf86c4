"""Which part of a dataset a notebook reads, told from its code: an area's part, or everything.

A notebook reads one area's part only where its code shows that it does: one View of that area, and nothing
displayed but what keeps to the area of its View. Whatever else an analyst writes gets everything.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ntm_analysis.batch.notebooks import SKIPPED
from ntm_analysis.read.outline import WHOLE

# What shows, of a View with an area, only what that area's part of the dataset holds.
KEEPS_TO_ITS_AREA = frozenset(
    {
        "bullet",
        "caveats",
        "choropleth",
        "criteria_table",
        "figures",
        "findings",
        "indicators",
        "matrix",
        "months",
        "priorities",
        "ranking",
        "section",
        "sources",
        "statistics",
        "strip",
        "summary",
        "targets_table",
        "title",
    }
)
# The deprivations come with the reviews of poor households, which are in the part of one area only.
OF_ONE_AREA = {"deprivations": "poverty"}
_ANALYSIS = frozenset(
    {"ntm.Language.load", "data.period", "data.place", "data.criteria", "data.criteria.areas"}
)
_ANALYSIS_NAMES = ("Language", "View", "evaluate", "follow_targets", "read_dataset")
_PLAIN = (
    ast.Module,
    ast.Assign,
    ast.Expr,
    ast.Call,
    ast.keyword,
    ast.Attribute,
    ast.Name,
    ast.Subscript,
    ast.Constant,
    ast.expr_context,
)


def code_of(notebook: Path) -> list[dict[str, Any]]:
    """Gives what of a notebook is run: its code cells, each with whether parameters are put below it.

    Texts, outputs and other metadata are for readers of the notebook and reach no page.
    """
    cells = [cell for cell in json.loads(notebook.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    tagged = [(cell, cell.get("metadata", {}).get("tags", [])) for cell in cells]
    return [
        {"source": "".join(cell["source"]), "parameters": "parameters" in tags}
        for cell, tags in tagged
        if SKIPPED not in tags
    ]


def code_key(code: list[dict[str, Any]]) -> str:
    """Identifies what of a notebook is run."""
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()


def area_of(sources: Iterable[str]) -> str:
    """Names the area whose part is all that code reads, WHOLE where that cannot be told."""
    try:
        nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    except SyntaxError:  # a command of IPython
        return WHOLE
    areas = [node for node in nodes if isinstance(node, ast.Subscript)]
    views = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "ntm.View"]
    if len(areas) != 1 or len(views) != 1 or areas[0] not in _arguments(views[0]):
        return WHOLE
    area = _named(areas[0])
    return area if all(_is_plain(node, area) for node in nodes) else WHOLE


def _arguments(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)


def _named(found: ast.Subscript) -> str:
    """Gives ``health`` of ``data.criteria.areas["health"]``."""
    named = found.slice.value if isinstance(found.slice, ast.Constant) else None
    return named if isinstance(named, str) and ast.unparse(found.value) == "data.criteria.areas" else WHOLE


def _is_plain(node: ast.AST, area: str) -> bool:
    """Tells code of the method in the open from code that may look anywhere."""
    if isinstance(node, ast.Import):
        return ast.unparse(node) == "import ntm_analysis as ntm"
    if isinstance(node, ast.alias):
        return True
    if isinstance(node, ast.Call) and not isinstance(node.func, ast.Attribute):
        return False
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) in _ANALYSIS or _keeps(node, area)
    return isinstance(node, _PLAIN)


def _keeps(node: ast.Attribute, area: str) -> bool:
    known = KEEPS_TO_ITS_AREA | set(_ANALYSIS_NAMES)
    known |= {name for name, of in OF_ONE_AREA.items() if of == area}
    return isinstance(node.value, ast.Name) and node.value.id == "ntm" and node.attr in known
