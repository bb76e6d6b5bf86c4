"""What an indicator came to and what it misses is the same on its commune's page and in the workbook."""

from dataclasses import replace

import pytest

from ntm_analysis.publish.sheet import cell_of
from ntm_analysis.say.figures import key_figures
from ntm_analysis.say.indicators import indicators
from ntm_analysis.say.texts import text_of
from tests.spreadsheet import shown

# Where each medium has a fact: the place of its column, the row's number first where rows are numbered.
PAGE = {"threshold": 2, "verdict": 3, "gap": 4}
WORKBOOK = {"threshold": 11, "verdict": 6, "gap": 12}


@pytest.fixture
def grids(said):
    return {grid.name: grid for sheet in said.book.sheets for grid in sheet.grids}


def of_commune(said, commune):
    """Gives a view of a commune's page on health in the same state."""
    return replace(
        said.view, place=said.view.data.place(commune), area=said.view.data.criteria.areas["health"]
    )


def test_the_workbook_shows_what_the_communes_pages_show(said, grids):
    words, seen = said.view.words, 0
    rows = {(row[1].value, row[2].value, row[4].value): row for row in grids["indicators"].rows}
    for code, name in said.view.communes.items():
        for role, told in (("standard", "đạt chuẩn"), ("advanced", "nâng cao")):
            found = indicators(of_commune(said, code), role)
            for cells in found.parts[0].rows if found else ():
                mine = rows[name, told, cells[0].title[0].text]
                page = {fact: text_of(words, cells[place]) for fact, place in PAGE.items()}
                if page["verdict"].startswith("✓"):  # the page says how many may be lost
                    del page["gap"]
                assert {fact: shown(mine[WORKBOOK[fact]]) for fact in page} == page
                assert text_of(words, cells[1]).startswith(shown(mine[7]))
                seen += 1
    assert seen


def test_the_cover_shows_the_key_figures_of_the_page_as_numbers(said, grids):
    words, table = said.view.words, key_figures(said.view)
    assert [[shown(cell) for cell in row] for row in grids["key_figures"].rows] == [
        [text_of(words, cell) for cell in row] for row in table.rows
    ]
    assert [row[1] for row in grids["key_figures"].rows] == [cell_of(words, row[1]) for row in table.rows]
    assert table.rows[0][1].value == len(said.view.recognised)
