"""A small district and small notebooks, made for each test."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ntm_analysis.batch.plan import Edition
from ntm_analysis.batch.plan.notebooks import SUMMARY as SUMMARY_TYPE
from ntm_analysis.batch.plan.notebooks import find_notebooks
from ntm_analysis.model import Period, Place, PlaceKind, Text
from ntm_analysis.read import Outline

PLACES = (
    Place("184", "Văn Quan", PlaceKind.DISTRICT),
    Place("06298", "Bình Phúc", PlaceKind.COMMUNE),
    Place("06313", "Điềm He", PlaceKind.COMMUNE),
)
PARAMETERS = 'dataset = "../data/small"\nplace = "184"\nperiod = "2022-09"\nlanguage = "vi"'
SHOW = "from IPython.display import HTML, display\nHTML(f'<p>Kết quả của {place}, {period}</p>')"
FACTS = {
    "title": "Xã Bình Phúc",
    "headline": "Đạt 12/19 tiêu chí.",
    "verdict": "met",
    "met": 12,
    "total": 19,
    "provisional": 2,
    "discrepancies": 1,
    "late": 0,
    "illustrative": True,
}
SUMMARY = f"from IPython.display import display\ndisplay({{{SUMMARY_TYPE!r}: {FACTS!r}}}, raw=True)"


def _write(path: Path, *cells, parameters=PARAMETERS, tags=("parameters",)):
    first = new_code_cell(parameters, metadata={"tags": list(tags)})
    notebook = new_notebook(cells=[new_markdown_cell("# Tiêu đề"), first, *map(new_code_cell, cells)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), "utf-8")
    return path


@pytest.fixture
def write_notebook(tmp_path):
    """Writes a notebook of the test's folder; ``show`` and ``summary`` stand for the usual cells."""

    def write(name, *cells, **options):
        usual = {"show": SHOW, "summary": SUMMARY}
        return _write(tmp_path / "notebooks" / f"{name}.ipynb", *(usual.get(c, c) for c in cells), **options)

    return write


@pytest.fixture
def facts():
    return dict(FACTS)


@pytest.fixture
def executed(facts):
    """Makes an executed notebook whose cells show the given HTML, the Summary last."""

    def make(*shown, summary=facts):
        outputs = [
            [new_output("display_data", data={"text/html": html, "text/plain": "x"})] for html in shown
        ]
        if summary is not None:
            outputs.append([new_output("display_data", data={SUMMARY_TYPE: summary})])
        cells = [
            new_code_cell("print(1)", outputs=[new_output("stream", name="stderr", text="warning!"), *o])
            for o in outputs
        ]
        return new_notebook(cells=[new_markdown_cell("# Chữ của sổ tính"), *cells])

    return make


@pytest.fixture
def dataset(tmp_path):
    """Gives the outline of a district whose tables nothing here reads."""
    folder = tmp_path / "data" / "small"
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text("name: small\ncriteria: ../criteria\n", "utf-8")
    (folder / "observations.csv").write_text("period,commune\n", "utf-8")
    (folder.parent / "criteria").mkdir()
    (folder.parent / "criteria" / "set.yaml").write_text("id: set\n", "utf-8")
    return Outline(
        folder=folder.resolve(),
        name="small",
        title=Text("Huyện nhỏ", "Small district"),
        office=Text("Văn phòng", "Office"),
        province="Lạng Sơn",
        illustrative=True,
        places=PLACES,
        periods=(Period(2022, 8), Period(2022, 9)),
        closed=(),
        areas={"health": Text("Y tế", "Health")},
    )


@pytest.fixture
def changed():
    """Gives an edition whose data changed."""
    return lambda edition: replace(edition, source=Tables("hash of what changed"))


class Tables:
    """Stands for the tables of a dataset: no notebook here opens the copy that it is handed."""

    def __init__(self, fingerprint="hash of the dataset"):
        self.fingerprint = self.inputs = fingerprint

    def copy(self, folder, _evaluate=None):
        file = folder / "0.typed"
        file.write_text("the dataset")
        return file

    def release(self):
        pass

    def record(self):
        pass

    def keep(self, out):
        pass

    def check(self):
        pass


@pytest.fixture
def notebooks(tmp_path, write_notebook):
    write_notebook("overview", "show", "summary")
    write_notebook("health", "show", "summary")
    return tmp_path / "notebooks"


@pytest.fixture
def edition(dataset, notebooks, tmp_path):
    found = find_notebooks(notebooks).found
    return Edition(dataset, found, Period(2022, 9), "vi", tmp_path / "reports", Tables())
