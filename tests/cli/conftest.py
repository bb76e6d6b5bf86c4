"""A project as a user has it: data/, notebooks/ and the command, run in its folder."""

import hashlib
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ntm_analysis.cli import main

DATA = Path(__file__).parents[2] / "data"
PARAMETERS = 'dataset = "../data/van-quan"\nplace = "06298"\nperiod = "2022-09"\nlanguage = "vi"'
SHOW = """\
from IPython.display import HTML, display
display(HTML(f"<p>{place}, {period}</p>"))
display({"application/vnd.ntm.summary+json": {"title": place, "illustrative": True}}, raw=True)"""


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def project(tmp_path, monkeypatch):
    root = tmp_path / "project"
    shutil.copytree(DATA / "criteria", root / "data" / "criteria")
    shutil.copytree(
        DATA / "van-quan", root / "data" / "van-quan", ignore=shutil.ignore_patterns("*.py", "*.md")
    )
    for name in ("health", "overview"):
        cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_code_cell(SHOW)]
        path = root / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(nbformat.writes(new_notebook(cells=cells)), "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def ntm(monkeypatch, capsys):
    """Runs the command in this process and gives its exit code and what it printed."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["ntm", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


@pytest.fixture
def content():
    """Maps every file below a folder to its hash."""
    return lambda folder: {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }
