"""A commune's own page shows the verdicts that the district's matrix shows, and the files of the workbook."""

from dataclasses import replace

from ntm_analysis.say.caveats import sources
from ntm_analysis.say.criteria import criteria_strip, criteria_table
from ntm_analysis.say.matrix import matrix_of, row_of
from ntm_analysis.say.texts import text_of
from tests.spreadsheet import shown


def test_the_strip_and_the_table_of_a_commune_are_its_row_of_the_matrix(said):
    found = matrix_of(said.view, "standard")
    for code in found.communes:
        view = replace(said.view, place=said.view.data.place(code))
        _, *verdicts, _ = row_of(found, code)
        assert [row[-1] for row in criteria_strip(view).parts[0].rows] == verdicts
        assert [replace(row[1], brief=True) for row in criteria_table(view).parts[0].rows] == verdicts


def test_the_workbook_lists_the_files_of_the_page_with_their_rows(said):
    grid = next(grid for sheet in said.book.sheets for grid in sheet.grids if grid.name == "files")
    (table,) = sources(replace(said.view, subject="movement")).parts[1].parts
    page = [[text_of(said.view.words, cell) for cell in row] for row in table.rows]
    listed = [(name.value, shown(rows), full.value) for name, full, rows in grid.rows]
    assert [(name, rows) for name, rows, _ in page] == [(name, rows) for name, rows, _ in listed]
    assert all(full.startswith(short) for (_, _, full), (_, _, short) in zip(listed, page, strict=True))
