"""A small district and small notebooks, made for each test."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ntm_analysis.model import Period, Place, PlaceKind, Text
from ntm_analysis.reporting.build import Edition
from ntm_analysis.reporting.notebooks import find_notebooks

PLACES = (
    Place("184", "Văn Quan", PlaceKind.DISTRICT),
    Place("06298", "Bình Phúc", PlaceKind.COMMUNE),
    Place("06313", "Điềm He", PlaceKind.COMMUNE),
)
PARAMETERS = 'dataset = "../data/small"\nplace = "184"\nperiod = "2022-09"\nlanguage = "vi"'
SHOW = "from IPython.display import HTML, display\nHTML(f'<p>Kết quả của {place}, {period}</p>')"
SUMMARY = """\
from IPython.display import display
display({"application/vnd.ntm.summary+json": {"title": f"Trang {place}", "place": place, "headline": "Đạt 12/19",
    "verdict": "met", "met": 12, "total": 19, "provisional": 2, "discrepancies": 1, "late": 0,
    "illustrative": True}}, raw=True)"""


def write_notebook(path: Path, *cells: str, parameters: str = PARAMETERS, tags=("parameters",)) -> Path:
    first = new_code_cell(parameters, metadata={"tags": list(tags)})
    notebook = new_notebook(cells=[new_markdown_cell("# Tiêu đề"), first, *map(new_code_cell, cells)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), "utf-8")
    return path


@pytest.fixture
def dataset(tmp_path):
    folder = tmp_path / "data" / "small"
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text("name: small\ncriteria: ../criteria\n", "utf-8")
    (folder / "observations.csv").write_text("period,commune\n", "utf-8")
    (folder.parent / "criteria").mkdir()
    (folder.parent / "criteria" / "set.yaml").write_text("id: set\n", "utf-8")

    def place(text):
        return next(p for p in PLACES if text in {p.code, p.slug, p.name})

    return SimpleNamespace(
        folder=folder,
        name="small",
        title=Text("Huyện nhỏ", "Small district"),
        office=Text("Văn phòng", "Office"),
        illustrative=True,
        places=PLACES,
        place=place,
    )


@pytest.fixture
def notebooks(tmp_path):
    write_notebook(tmp_path / "notebooks" / "overview.ipynb", SHOW, SUMMARY)
    write_notebook(tmp_path / "notebooks" / "health.ipynb", SHOW, SUMMARY)
    return tmp_path / "notebooks"


@pytest.fixture
def edition(dataset, notebooks, tmp_path):
    found = find_notebooks(notebooks, ("overview",)).found
    return Edition(dataset, found, Period(2022, 9), "vi", tmp_path / "reports")
