"""A commune's own page shows the verdicts that the district's matrix shows, and the files of the workbook."""

from dataclasses import replace

from ntm_analysis.say.criteria import criteria_strip, criteria_table
from ntm_analysis.say.matrix import matrix_of, row_of


def test_the_strip_and_the_table_of_a_commune_are_its_row_of_the_matrix(said):
    found = matrix_of(said.view, "standard")
    for code in found.communes:
        view = replace(said.view, place=said.view.data.place(code))
        _, *verdicts, _ = row_of(found, code)
        assert [row[-1] for row in criteria_strip(view).parts[0].rows] == verdicts
        assert [replace(row[1], brief=True) for row in criteria_table(view).parts[0].rows] == verdicts


def test_the_workbook_lists_every_file_with_its_rows_and_hash(said):
    grid = next(grid for sheet in said.book.sheets for grid in sheet.grids if grid.name == "files")
    listed = {name.value: (full.value, int(rows.value)) for name, full, rows in grid.rows}
    files = {f.name: (f.sha256, f.rows) for f in said.view.data.files if f.name != "translations.csv"}
    assert listed == files
