"""What a notebook asks for by name, and whether its pictures say what they show, as its cells are written."""

import ast
import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import ntm_analysis
from ntm_analysis.batch.plan.notebooks import PAGES, cells_of
from ntm_analysis.errors import Problem


def unknown_names(notebook: Path, areas: Collection[str], codes: Collection[str]) -> Iterator[Problem]:
    """Tells areas, codes and names of the package that a notebook writes out and that do not exist.

    ``codes`` are those of indicators, components and statistics. What is computed, or behind a command of
    IPython, only running the notebook can tell.
    """
    offered = {"page": [*PAGES, *areas], **dict.fromkeys(("values", "recorded", "latest"), codes)}
    for number, nodes in _parsed(notebook):
        for node in nodes:
            asked: list[tuple[Any, Collection[str]]] = []
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "ntm":
                asked = [(node.attr, ntm_analysis.__all__)]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of, known = ast.unparse(node.func.value), offered.get(node.func.attr)
                of_page = {"page": node.args[1:2], "values": node.args[:1]}.get(node.func.attr, node.args)
                if known and of == ("ntm" if node.func.attr == "page" else "page"):
                    asked = [(given.value, known) for given in of_page if isinstance(given, ast.Constant)]
            for name, known in asked:
                if isinstance(name, str) and name not in known:
                    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0)
                    yield _in_cell(notebook, number, f"không có “{name}”", f"gần nhất: {', '.join(near)}")


def unexplained(notebook: Path) -> Iterator[Problem]:
    """Warns of cells whose pictures have no finding, as far as that stands in their text."""
    for number, nodes in _parsed(notebook):
        calls = [(ast.unparse(node.func), node) for node in nodes if isinstance(node, ast.Call)]
        drawn = any(name.startswith("sns.") and name.endswith(("plot", "map")) for name, _ in calls)
        shown = [node for name, node in calls if name == "ntm.picture"]
        # The finding is its third argument; what ``**`` brings only running the cell can tell.
        told = [bool(node.args[2:] or {"finding", None} & {k.arg for k in node.keywords}) for node in shown]
        if not all(told) or (drawn and not told and all(name != "ntm.question" for name, _ in calls)):
            expected = "đưa hình vào ntm.question, hoặc thêm finding=… vào ntm.picture"
            yield _in_cell(notebook, number, "hình không có câu kết luận", expected, warning=True)


def _parsed(notebook: Path) -> Iterator[tuple[int, list[ast.AST]]]:
    for number, cell in enumerate(cells_of(notebook), start=1):
        try:
            yield number, list(ast.walk(ast.parse(cell["source"] if cell["kind"] == "code" else "")))
        except SyntaxError:
            continue


def _in_cell(notebook: Path, number: int, found: str, expected: str, *, warning: bool = False) -> Problem:
    where = f"{notebook.parent.name}/{notebook.name}"
    return Problem(where, 0, f"ô {number}", found, expected, warning=warning)
