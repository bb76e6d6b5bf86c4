"""The file as a spreadsheet opens it."""

import datetime as dt
import hashlib
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.publish import workbook
from ntm_analysis.publish.sheet import Cell, Grid, Sheet, Workbook, workbook_of
from ntm_analysis.publish.xlsx_file import written
from ntm_analysis.say.papers.book import Book
from ntm_analysis.say.papers.sheets import content
from ntm_analysis.say.words import Column

BOOK = Book(
    title="Sổ",
    author="Văn phòng",
    created=dt.date(2022, 9, 25),
    banners=("SỐ LIỆU MINH HỌA",),
    foot="Huyện",
    leaves=(),
    words=Language.load("vi"),
)


def of_cells(*cells):
    columns = tuple(Column(f"c{n}", width=10) for n in range(len(cells)))
    return Workbook(BOOK, (Sheet("Một", "Bảng", grids=(Grid("one", "về", columns, (cells,)),)),))


@pytest.mark.parametrize("text", ["=1+1", "+84 123", "-", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"])
def test_text_that_begins_like_a_formula_is_text(opened, text):
    cell = opened(written(of_cells(Cell(text)))).active["A4"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


@pytest.mark.parametrize("text", ["http://example.org", "12", "mailto:a@b.c"])
def test_text_is_never_made_a_link_or_a_number(opened, text):
    cell = opened(written(of_cells(Cell(text)))).active["A4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_no_cell_of_the_shipped_workbook_is_a_formula(van_quan_book):
    kinds = {cell.data_type for sheet in van_quan_book.file for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n", "d"}


def test_every_sheet_says_first_and_on_every_printed_page_that_data_are_illustrative_and_a_draft(
    van_quan_book,
):
    for sheet in van_quan_book.file:
        assert sheet["A1"].value.startswith("SỐ LIỆU MINH HỌA")
        assert sheet["A2"].value.startswith("DỰ THẢO")
        assert "SỐ LIỆU MINH HỌA" in sheet.oddHeader.center.text
        assert "DỰ THẢO" in sheet.oddHeader.center.text


def test_real_closed_data_carry_no_banner(tiny_dataset, view_now, opened):
    tiny_dataset.replace("dataset.yaml", "illustrative: true", "illustrative: false")
    for name in ("observations.csv", "verdicts.csv", "recognitions.csv"):
        text = tiny_dataset.path.joinpath(name).read_text("utf-8")
        tiny_dataset.path.joinpath(name).write_text(text.replace(",có\n", ",không\n"), "utf-8")
    file = opened(written(workbook_of(replace(content(view_now()), banners=()))))
    assert not any(
        "MINH HỌA" in str(cell.value) for sheet in file for row in sheet.iter_rows() for cell in row
    )
    assert file.active.oddHeader.center.text is None


def test_tables_can_be_filtered_are_described_and_keep_their_heads_in_view(van_quan_book):
    for sheet in van_quan_book.file:
        tables = sheet.tables.values()
        assert tables
        assert all(table.autoFilter.ref and table.headerRowCount in {1, None} for table in tables)
        if len(tables) == 1:
            head = next(iter(tables)).ref.split(":")[0].lstrip("A")
            assert sheet.freeze_panes.endswith(str(int(head) + 1))
            assert sheet.print_title_rows == f"${head}:${head}"
    with zipfile.ZipFile(BytesIO(van_quan_book.bytes)) as archive:
        described = [archive.read(name).decode() for name in archive.namelist() if "/tables/" in name]
    assert described
    assert all("altTextSummary=" in text for text in described)


def test_every_sheet_is_printed_lying_with_its_area_set(van_quan_book):
    for sheet in van_quan_book.file:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) in {8, 9}
        assert sheet.page_setup.fitToWidth in {1, None}  # one page, which is what is meant by none
        assert sheet.page_setup.fitToHeight in {0, 1, None}
        assert sheet.print_area


def test_no_letter_of_a_printed_sheet_is_smaller_than_eight_and_a_half_points(van_quan_book):
    across = {9: 11.69, 8: 16.54}  # inches of A4 and A3 lying
    for sheet in van_quan_book.file:
        columns = [each for each in sheet.column_dimensions.values() if each.max]
        inches = sum((each.max - each.min + 1) * each.width for each in columns) * 7 / 96
        fits = (across[int(sheet.page_setup.paperSize)] - 0.8) / inches
        if sheet.sheet_properties.pageSetUpPr.fitToPage:
            assert fits * 11 >= 8.5
        else:  # it goes on over more sheets of paper, with the names of the places on each of them
            assert fits * 11 < 8.5 <= sheet.page_setup.scale * 11 / 100
            assert sheet.print_title_cols


def test_criteria_of_the_matrix_stand_upright_with_their_names(van_quan_book):
    sheet = van_quan_book.file["Tiêu chí NTM"]
    head = next(row for row in sheet.iter_rows() if row[2].value == "1 Quy hoạch")
    assert [cell.alignment.textRotation for cell in head[1:5]] == [0, 90, 90, 90]
    assert sheet.row_dimensions[head[2].row].height > 100


def test_sums_lie_below_the_table_so_that_sorting_leaves_them_alone(van_quan_book):
    sheet = van_quan_book.file["Tiêu chí NTM"]
    table = next(iter(sheet.tables.values()))
    last = int(table.ref.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert [sheet.cell(last + n, 2).value for n in (1, 2)] == ["Số xã đạt", "Tỷ lệ %"]


def test_dates_are_dates_and_shares_are_numbers(van_quan_book):
    sheet = van_quan_book.file["Chỉ tiêu"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "STT")
    column = {cell.value: cell.column for cell in head}
    row = next(
        r
        for r in sheet.iter_rows(min_row=head[0].row + 1)
        if isinstance(r[column["Kết quả"] - 1].value, float)
    )
    assert 0 < row[column["Kết quả"] - 1].value <= 1
    assert row[column["Kết quả"] - 1].number_format.endswith("%")
    assert isinstance(row[column["Ngày số liệu"] - 1].value, dt.datetime)
    assert row[column["Ngày số liệu"] - 1].number_format == "dd/mm/yyyy"


def test_verdicts_differ_in_grey_and_without_colour(van_quan_book):
    sheet = van_quan_book.file["Tiêu chí NTM"]
    looks = {
        cell.value[0]: (cell.fill.fgColor.rgb, cell.font.b)
        for row in sheet.iter_rows(min_row=5, min_col=3, max_col=21)
        for cell in row
        if isinstance(cell.value, str) and cell.value[0] in "✓✗≈"
    }
    assert set(looks) == set("✓✗≈")
    assert (looks["✓"][1], looks["✗"][1]) == (False, True)
    grey = {
        sign: round(0.3 * int(c[2:4], 16) + 0.59 * int(c[4:6], 16) + 0.11 * int(c[6:], 16))
        for sign, (c, _) in looks.items()
    }
    assert grey["✓"] - grey["✗"] >= 15


def test_the_day_in_the_file_is_the_month_s_and_not_today(van_quan_book):
    assert van_quan_book.file.properties.created == dt.datetime(2022, 9, 25)  # noqa: DTZ001 (as read)
    assert van_quan_book.file.properties.title == "Bảng tổng hợp xây dựng nông thôn mới, tháng 9/2022"


def test_another_process_gives_the_same_bytes(tiny_dataset):
    code = (
        "import sys, hashlib; from pathlib import Path; from ntm_analysis.model import Period;"
        "from ntm_analysis.publish import workbook;"
        "print(hashlib.sha256(workbook(Path(sys.argv[1]), Period(2022, 2), 'vi')).hexdigest())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, tiny_dataset.path],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONHASHSEED": "1", "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (
        ran.stdout.strip() == hashlib.sha256(workbook(tiny_dataset.path, Period(2022, 2), "vi")).hexdigest()
    )
