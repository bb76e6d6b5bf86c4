"""What the notebooks ask for by name, held against what a dataset and the package have, before any runs."""

import ast
import difflib
from collections.abc import Collection, Iterator
from pathlib import Path

import ntm_analysis
from ntm_analysis.batch.plan.notebooks import cells_of
from ntm_analysis.errors import Problem

# Pages that are no area's.
PAGES = ("overview", "movement")


def unknown_names(notebook: Path, areas: Collection[str], codes: Collection[str]) -> Iterator[Problem]:
    """Tells areas, codes and names of the package that a notebook writes out and that do not exist.

    ``codes`` are those of indicators, components and statistics. What is computed, or behind a command of
    IPython, only running the notebook can tell.
    """
    offered = {"page": [*PAGES, *areas], "values": codes, "recorded": codes}
    for number, cell in enumerate(cells_of(notebook), start=1):
        try:
            nodes = list(ast.walk(ast.parse(cell["source"] if cell["kind"] == "code" else "")))
        except SyntaxError:
            continue
        for node in nodes:
            asked: tuple[str, Collection[str]] | None = None
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "ntm":
                asked = node.attr, ntm_analysis.__all__
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                place, of = (1, "ntm") if node.func.attr == "page" else (0, "page")
                given = node.args[place] if len(node.args) > place else None
                name = given.value if isinstance(given, ast.Constant) else None
                if ast.unparse(node.func.value) == of and isinstance(name, str):
                    asked = name, offered.get(node.func.attr, [name])
            if asked and asked[0] not in asked[1]:
                near = difflib.get_close_matches(asked[0], sorted(asked[1]), n=3, cutoff=0)
                where = f"{notebook.parent.name}/{notebook.name}"
                yield Problem(
                    where, 0, f"ô {number}", f"không có “{asked[0]}”", f"gần nhất: {', '.join(near)}"
                )
