"""The matrix of communes by criteria is the same in Word and in the workbook, doubts included."""

from ntm_analysis.say.matrix import matrix_of, row_of, sums_of
from ntm_analysis.say.texts import text_of
from tests.spreadsheet import shown


def expected(said):
    """Gives the name, the verdicts with their signs and the total of each commune, and the sums."""
    found, words = matrix_of(said.view, "standard"), said.view.words
    rows = [row_of(found, commune) for commune in found.communes]
    return [[text_of(words, cell) for cell in row] for row in (*rows, sums_of(found))]


def test_the_sheet_in_word_shows_the_verdicts(said):
    assert [row[1:] for row in said.in_word("19")] == expected(said)


def test_the_workbook_shows_the_verdicts(said):
    sheet = next(s for s in said.book.sheets if any(g.name == "matrix_standard" for g in s.grids))
    (grid,) = sheet.grids
    counted = len(said.view.set_in_force("standard").criteria) + 2
    rows = [[shown(cell) for cell in row[1 : 1 + counted]] for row in (*grid.rows, grid.sums[0])]
    assert rows == expected(said)
