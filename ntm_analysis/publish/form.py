"""The form of a commune as an Excel file: locked but for the cells to fill, with what they may hold."""

import io
from math import ceil
from typing import Any

import xlsxwriter

from ntm_analysis.read.intake.form import FILLED, FIRST, HEADS, MARK
from ntm_analysis.read.words import SEXES
from ntm_analysis.say.papers.form import CommuneForm, FormLine

_WIDTHS = (8, 48, 7, 12, 12, 24, 10, 9, 9, 12, 18, 22, 4)
_LINE = 15  # points
_A3 = 8  # as the format numbers paper
_SEXES = {code: word for word, code in SEXES.items()}
_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_LONGEST = 31  # letters of a sheet's name
_ASKS: dict[str, dict[str, Any]] = {
    "percent": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
    "yes_no": {"validate": "list", "source": ["đạt", "chưa đạt"]},
    "level": {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5},
    "count": {"validate": "integer", "criteria": ">=", "value": 0},
    "number": {"validate": "decimal", "criteria": ">=", "value": 0},
}


def as_form(form: CommuneForm) -> bytes:
    """Writes the form: a first sheet that says whose it is, then one for each area."""
    buffer, words = io.BytesIO(), form.words
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
    styles = {
        "title": book.add_format(base | {"bold": True, "font_size": 14, "text_wrap": False}),
        "head": book.add_format(base | {"bold": True, "border": 1, "bg_color": "#e6ebf2"}),
        "text": book.add_format(base | {"border": 1}),
        "code": book.add_format(base | {"border": 1, "text_wrap": False, "shrink": True}),
        "open": book.add_format(base | {"border": 1, "locked": False, "bg_color": "#fff8e0"}),
        "day": book.add_format(
            base | {"border": 1, "locked": False, "bg_color": "#fff8e0", "num_format": "dd/mm/yyyy"}
        ),
        "plain": book.add_format(base | {"text_wrap": False}),
    }
    first = book.add_worksheet(FIRST)
    first.set_column(0, 0, 18)
    first.set_column(1, 1, 90)
    first.write_string(0, 0, MARK, styles["title"])
    facts = {
        "Xã": form.place.name,
        "Mã xã": form.place.code,
        "Kỳ": str(form.period),
        "Số dòng": str(sum(len(lines) for _, lines in form.sheets)),
        words.word("form.how"): words.word("form.guide"),
    }
    for number, (name, said) in enumerate(facts.items(), start=1):
        first.write_string(number, 0, f"{name}:", styles["plain"])
        first.write_string(number, 1, said, styles["plain"])
    if form.illustrative:
        first.write_string(len(facts) + 2, 0, words.word("page.illustrative"), styles["title"])
    first.set_landscape()
    first.fit_to_pages(1, 0)
    first.protect()
    for name, lines in form.sheets:
        _sheet(book, name, lines, form, styles)
    book.close()
    return buffer.getvalue()


def _sheet(
    book: Any, name: str, lines: tuple[FormLine, ...], form: CommuneForm, styles: dict[str, Any]
) -> None:
    sheet = book.add_worksheet(name.translate(_FORBIDDEN)[:_LONGEST])
    sheet.write_string(0, 0, f"{form.title}: {name}", styles["title"])
    for column, (head, width) in enumerate(zip(HEADS.values(), _WIDTHS, strict=True)):
        sheet.write_string(2, column, head, styles["head"])
        sheet.set_column(column, column, width, None, {"hidden": head == HEADS["set"]})
    columns = {name: number for number, name in enumerate(HEADS)}
    for number, line in enumerate(lines, start=3):
        known = {"code": line.code, "name": line.name, "sex": _SEXES[line.sex], "unit": line.unit}
        known |= {"asked": line.asked, "last": line.last, "set": line.set}
        for key, said in known.items():
            sheet.write_string(number, columns[key], said, styles["code" if key == "code" else "text"])
        texts = ((line.name, "name"), (line.last, "last"), (line.asked, "asked"), (line.unit, "unit"))
        deep = max(ceil(len(said) / _WIDTHS[columns[key]]) for said, key in texts)
        sheet.set_row(number, _LINE * max(deep, 1))
        for key in FILLED:
            sheet.write_blank(number, columns[key], None, styles["day" if key == "measured_on" else "open"])
        asks = {
            "ignore_blank": True,
            "error_title": MARK,
            "error_message": form.words.word(f"form.{line.kind}"),
        }
        sheet.data_validation(number, columns["value"], number, columns["value"], _ASKS[line.kind] | asks)
        counts = _ASKS["count"] | {"ignore_blank": True, "error_message": form.words.word("form.count")}
        for key in ("numerator", "denominator"):
            sheet.data_validation(number, columns[key], number, columns[key], counts)
        said = "; ".join(filter(None, (line.name, line.unit, line.asked)))
        sheet.write_comment(number, columns["value"], said, {"visible": False})
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
