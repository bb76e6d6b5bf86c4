"""What a Word file says, read back from its bytes."""

import io

import docx

from ntm_analysis.publish.docx import as_docx
from ntm_analysis.say.words import Table


def rows_under(document, day, title):
    """Gives the rows of the first table that has a column of this title, each a list of texts."""
    file = docx.Document(io.BytesIO(as_docx(document, day)))
    tables = ([[cell.text for cell in row.cells] for row in table.rows] for table in file.tables)
    return next(rows[1:] for rows in tables if title in rows[0])


def parts_of(document):
    """Lists every part of a paper, those of the appendices last."""
    return [*document.parts, *(part for appendix in document.appendices for part in appendix.parts)]


def texts_of(document):
    """Lists the sentences of the body and the appendices, tables left out."""
    return tuple(part.text for part in parts_of(document) if not isinstance(part, Table))
