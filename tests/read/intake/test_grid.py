"""Files made to do damage, or damaged: one sentence, soon, and nothing that nobody sees gets through."""

import zipfile

import pytest

from ntm_analysis.errors import InputError
from tests.offices import EXPECTED, said

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def made(matrix, tmp_path):
    """Writes the matrix with something put before or after its rows."""

    def make(before="", after=""):
        plain = matrix.write(tmp_path / "bang.xlsx")
        path = tmp_path / "hong.xlsx"
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                text = old.read(name)
                if name == SHEET:
                    text = text.replace(b"<sheetData>", before.encode() + b"<sheetData>")
                    text = text.replace(b"</sheetData>", b"</sheetData>" + after.encode())
                new.writestr(name, text)
        return path

    return make


def merges(*references):
    inner = "".join(f"<mergeCell ref='{each}'/>" for each in references)
    return f"<mergeCells>{inner}</mergeCells>"


def test_a_merge_is_no_larger_than_the_sheet(made, read_in):
    """One over all of a sheet's million rows is read in no time; what it covers is no mark."""
    found = {problem.found for problem in read_in(made(after=merges("V7:XFD1048576"))).problems}
    assert found <= {"một dấu gộp qua nhiều ô"}


@pytest.mark.parametrize("count", [2, 20_000])
def test_merges_over_each_other_are_damage(made, read_in, count):
    with pytest.raises(InputError, match="trang “TH” có ô gộp chồng lên nhau"):
        read_in(made(after=merges(*["A1:Z99"] * count)))


def test_hidden_columns_without_end_are_those_of_the_table(made, read_in):
    found = read_in(made(before='<cols><col min="21" max="99999999999" hidden="1"/></cols>'))
    assert said(found) == EXPECTED
    assert [each.text for each in found.readings[0].questions] == ["cột ẩn vẫn được đọc: 19"]


def test_a_cell_far_away_makes_no_sheet_of_a_hundred_million(matrix, read_in, tmp_path):
    plain = matrix.write(tmp_path / "bang.xlsx")
    path = tmp_path / "xa.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            far = b'<row r="199999"><c r="SF199999"><v>1</v></c></row></sheetData>'
            new.writestr(
                name, old.read(name).replace(b"</sheetData>", far) if name == SHEET else old.read(name)
            )
    with pytest.raises(InputError, match=r"rộng 199999 dòng, 500 cột; xóa dòng, cột thừa"):
        read_in(path)


def test_a_text_of_more_cells_than_any_office_sends_is_refused(read_in, tmp_path):
    path = tmp_path / "dai.csv"
    path.write_text("An Hòa" + "," * 60 + "\n" + ("," * 60 + "\n") * 17_000, "utf-8")
    with pytest.raises(InputError, match="có 17001 dòng; chỉ giữ bảng cần nhập"):
        read_in(path)


def test_a_name_of_a_file_that_turns_the_direction_of_reading_is_spelled_out(matrix, read_in, tmp_path):
    found = read_in(matrix.write(tmp_path / "bang\u202e.xlsx"))
    assert said(found) == EXPECTED
    assert {entry.row["source"].split(",")[0] for entry in found.new} == {"bang⟨U+202E⟩.xlsx"}
