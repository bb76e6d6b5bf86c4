"""The workbook of the shipped district, and of the trial district, as values and as a file opened again."""

import io
from types import SimpleNamespace

import openpyxl
import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.language import Language
from ntm_analysis.say.view import View
from ntm_analysis.workbook.content import content
from ntm_analysis.workbook.file import written


@pytest.fixture(scope="session")
def opened():
    """Opens the bytes of a workbook."""
    return lambda data: openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="session")
def van_quan_book(view_of, opened):
    """Holds the shipped district's workbook of September 2022: its view, its values, its bytes, the file."""
    view = view_of("184")
    book = content(view)
    data = written(book)
    return SimpleNamespace(view=view, book=book, bytes=data, file=opened(data))


@pytest.fixture
def view_now(tiny_dataset):
    """Evaluates the trial district as a test left it."""

    def build(period="2022-02", language="vi"):
        data = tiny_dataset.read()
        month = data.period(period)
        results = evaluate(data, until=month)
        targets = follow_targets(data, results, month)
        return View(data, results, targets, data.district, month, Language.load(language))

    return build


@pytest.fixture(scope="session")
def sheet_of():
    """Finds a sheet of a book by the name of its table."""

    def find(book, name):
        return next(s for s in book.sheets if any(grid.name == name for grid in s.grids))

    return find


@pytest.fixture(scope="session")
def texts_of():
    """Gives the rows of a grid as lists of plain values under their column titles."""

    def read(grid):
        titles = [column.title for column in grid.columns]
        return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in grid.rows]

    return read
