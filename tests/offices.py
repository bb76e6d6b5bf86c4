"""Matrices as offices send them, made cell by cell."""

from dataclasses import dataclass, field

import openpyxl

LEGEND = "Ghi chú: x: đạt; 0: chưa đạt; CBĐ: cơ bản đạt"
COMMUNES = {"10001": "An Hòa", "10002": "Bình Yên", "10003": "Cao Sơn"}


@dataclass
class Matrix:
    """A sheet with a title block, heads, a row a commune, totals, a legend and a signature."""

    title: list[str] = field(default_factory=lambda: ["BIỂU TỔNG HỢP KẾT QUẢ", "Tháng 02 năm 2022"])
    heads: list[list[object]] = field(
        default_factory=lambda: [["STT", "Tên xã", *range(1, 20), "Tổng số", "Ghi chú"]]
    )
    rows: list[list[object]] = field(default_factory=list)
    below: list[list[object]] = field(
        default_factory=lambda: [["", "Tổng cộng"], [], ["", LEGEND], ["", "", "", "TM. UBND"]]
    )
    merged: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The number of the first row below the heads."""
        return len(self.title) + len(self.heads) + 2

    def write(self, path):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "TH"
        for text in self.title:
            sheet.append([text])
        sheet.append([])
        for row in (*self.heads, *self.rows, *self.below):
            sheet.append(row)
        for reference in self.merged:
            sheet.merge_cells(reference)
        book.save(path)
        return path


def row_of(number, name, marks, total=""):
    """A row of a commune; marks by criterion, the others blank."""
    return [number, name, *(marks.get(code, "") for code in range(1, 20)), total]


EXPECTED = {
    ("10001", "1"): "đạt",
    ("10001", "2"): "chưa đạt",
    ("10001", "15"): "cơ bản đạt",
    ("10002", "1"): "đạt",
    ("10002", "15"): "đạt",
    ("10003", "3"): "chưa đạt",
    ("10003", "19"): "cơ bản đạt",
}


def said(found):
    """What was read, by commune and criterion."""
    return {(entry.row["commune"], entry.row["criterion"]): entry.row["verdict"] for entry in found.new}
