"""What a Word file says, read back from its bytes."""

import io

import docx

from ntm_analysis.publish.docx import as_docx


def rows_under(document, day, title):
    """Gives the rows of the first table that has a column of this title, each a list of texts."""
    file = docx.Document(io.BytesIO(as_docx(document, day)))
    tables = ([[cell.text for cell in row.cells] for row in table.rows] for table in file.tables)
    return next(rows[1:] for rows in tables if title in rows[0])
