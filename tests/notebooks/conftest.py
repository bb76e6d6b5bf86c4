"""Runs the shipped notebooks as a kernel does, a cell after the other."""

import ast
import json
from pathlib import Path

import pytest
from matplotlib import pyplot as plt

import ntm_analysis
import ntm_analysis.notebook

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


class Offered:
    """Offers the package's names; what is read and evaluated may be there already."""

    def __init__(self, page):
        self._page = page

    def __getattr__(self, name):
        if self._page is not None and name in {"read_dataset", "page"}:
            return lambda *_: self._page if name == "page" else self._page.data
        return getattr(ntm_analysis, name)


@pytest.fixture
def run_notebook(monkeypatch):
    """Gives all that a notebook shows, and its names, for a page that is there or for parameters."""

    def run(name, page=None, **parameters):
        if page is not None:
            monkeypatch.setattr(ntm_analysis.notebook, "_language", lambda: page.words)
        given = parameters or dict.fromkeys(("dataset", "place", "period", "language"), "")
        shown, names = [], {"ntm": Offered(page), **given}
        names["display"] = shown.append
        for cell in json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"]:
            if cell["cell_type"] != "code" or "parameters" in cell["metadata"].get("tags", []):
                continue
            tree = ast.parse("".join(cell["source"]).replace("import ntm_analysis as ntm\n", ""))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, name, "exec"), names)  # noqa: S102 - the notebook's own cells
            if last is not None:
                shown.append(eval(compile(ast.Expression(last.value), name, "eval"), names))  # noqa: S307
        assert plt.get_fignums() == []  # what was drawn was shown
        return [each for each in shown if each is not None], names

    return run
