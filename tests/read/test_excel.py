"""Workbooks read as Excel shows them: what stands in a cell, and not what a library makes of it."""

import datetime as dt
import shutil
import zipfile
from dataclasses import dataclass

import openpyxl
import pytest
import xlsxwriter

from ntm_analysis.read.excel import cell_text
from ntm_analysis.read.schema import column_names

TABLES = ("communes", "observations", "verdicts", "recognitions")
HEADER = column_names("observations")
BOOK = "nhap-lieu.xlsx"
TYPED = {"value", "numerator", "denominator", "credited_year", "reference_year", "population", "households"}


def write_workbook(path, sheets, **options):
    with xlsxwriter.Workbook(path, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    form = day if isinstance(value, dt.date) else None
                    if isinstance(value, Shown):
                        form, value = book.add_format({"num_format": value.form}), value.value  # noqa: PLW2901
                    if value != "":
                        sheet.write(line, column, value, form)


@dataclass
class Shown:
    """A number with the format Excel shows it in."""

    value: float
    form: str


def as_excel_keeps_it(column, text):
    if column == "period":
        return dt.date.fromisoformat(f"{text}-01")
    if text and column in {"measured_on", "valid_from", "valid_to", "decision_date", "census_date"}:
        return dt.date.fromisoformat(text)
    if text and (column in TYPED or column in {"commune", "code"}):
        return float(text)
    return text


def rows_of(data, name):
    rows = data.table(name)
    typed = [[as_excel_keeps_it(column, text) for column, text in row.items()] for row in rows]
    return [list(rows[0]), *typed]


@pytest.fixture
def workbook(tiny_dataset):
    """Moves every table of the dataset into one workbook."""
    sheets = {name: rows_of(tiny_dataset, name) for name in TABLES}
    for name in TABLES:
        (tiny_dataset.path / f"{name}.csv").unlink()
    return lambda **changed: write_workbook(tiny_dataset.path / BOOK, sheets | changed)


@pytest.fixture
def verdicts(tiny_dataset):
    """Takes the table of verdicts out of the dataset and gives its rows."""
    rows = rows_of(tiny_dataset, "verdicts")
    (tiny_dataset.path / "verdicts.csv").unlink()
    return rows


@pytest.fixture
def book_of_verdicts(tiny_dataset, verdicts):
    """Writes them as the only sheet of a workbook, and gives its path."""
    path = tiny_dataset.path / "so.xlsx"
    write_workbook(path, {"verdicts": verdicts})
    return path


def test_a_workbook_reads_as_the_csv_files_it_replaces(tiny_dataset, workbook):
    data_from_csv = type(tiny_dataset)(tiny_dataset.path.parent / "csv").read()
    workbook()
    data = tiny_dataset.read()
    for name in TABLES:
        expected = getattr(data_from_csv, name).drop(columns="rows", errors="ignore")
        assert getattr(data, name).drop(columns="rows", errors="ignore").equals(expected), name
    assert data.observations["rows"].iloc[0] == f"{BOOK}/observations:2"
    assert f"{BOOK}/communes" in {file.name for file in data.files}


def test_empty_rows_and_rows_above_the_header_keep_the_row_numbers_of_the_sheet(tiny_dataset, workbook):
    rows = rows_of(type(tiny_dataset)(tiny_dataset.path.parent / "csv"), "observations")
    workbook(observations=[[], [], *rows, [], figure("9.2", commune="10011", value=5.0)])
    (problem,) = tiny_dataset.problems()
    assert (problem.line, problem.column) == (len(rows) + 4, "commune")
    assert problem.file == f"{BOOK}/observations"


def test_a_table_in_a_csv_file_and_on_a_sheet_is_refused(tiny_dataset):
    rows = rows_of(tiny_dataset, "verdicts")
    write_workbook(tiny_dataset.path / "so.xlsx", {"verdicts": rows})
    (problem,) = tiny_dataset.problems()
    assert "verdicts.csv; so.xlsx/verdicts" in problem.found


def test_other_sheets_beside_a_table_are_left_alone(tiny_dataset, workbook):
    workbook(**{"ghi chép": [["gì cũng được"]]})
    assert tiny_dataset.read().warnings == ()


def test_a_workbook_without_a_table_and_a_lock_file_are_told_and_not_read(tiny_dataset):
    write_workbook(tiny_dataset.path / "so.xlsx", {"ghi chép": [["gì cũng được"]]})
    (tiny_dataset.path / "~$so.xlsx").write_bytes(b"lock")
    told = {(w.file, w.found) for w in tiny_dataset.read().warnings}
    assert told == {
        ("so.xlsx", "sổ Excel không có trang nào là bảng của bộ số liệu, không được đọc"),
        ("~$so.xlsx", "tệp phụ của macOS, Excel hoặc tệp ẩn, không được đọc"),
    }


def test_a_file_that_is_no_workbook_is_named(tiny_dataset):
    (tiny_dataset.path / "so.xlsx").write_bytes(b"not a workbook")
    (problem,) = tiny_dataset.problems()
    assert problem.file == "so.xlsx"
    assert "không đọc được sổ Excel" in problem.found


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [
        (87.5, "value", "87.5"),
        (1471.0, "value", "1471"),
        (0.1 + 0.2, "value", "0.30000000000000004"),
        (1e-6, "value", "0.000001"),
        (6298.0, "commune", "06298"),
        (6298.0, "value", "6298"),
        (14.0, "criterion", "14"),
        (15.1, "indicator", "15.1"),
        (dt.date(2022, 9, 1), "period", "2022-09"),
        (dt.datetime(2022, 9, 24), "measured_on", "2022-09-24"),  # noqa: DTZ001 - as Excel gives it
        (True, "illustrative", "có"),
        (False, "illustrative", "không"),
        ("  đạt ", "value", "đạt"),
        ("", "value", ""),
    ],
)
def test_a_cell_reads_as_it_would_be_typed(value, column, text):
    assert cell_text(value, column) == text


def figure(indicator="15.1", **cells):
    row = dict.fromkeys(HEADER, "") | {
        "period": "2022-03",
        "commune": "10001",
        "set": "xa_ntm_2021_2025",
        "indicator": indicator,
        "sex": "chung",
        "status": "chính thức",
        "illustrative": "có",
    }
    return list((row | cells).values())


@pytest.fixture
def with_rows(tiny_dataset, workbook):
    """Writes the dataset as one workbook, with some rows more at the end of the observations."""
    rows = rows_of(type(tiny_dataset)(tiny_dataset.path.parent / "csv"), "observations")

    def write(*more, **changed):
        workbook(observations=[*rows, *more], **changed)
        return len(rows) + 1

    return write


def values_at(dataset, line):
    row = dataset.observations.set_index("row").loc[line]
    return None if row.isna()["num"] else row["num"] / row["den"]


def replace_in(path, part, old, new):
    """Changes a part of a workbook; what is replaced must occur."""
    before = read_part(path, part)
    assert old in before, before[:2000]
    write_part(path, part, before.replace(old, new, 1).encode())


def read_part(path, part):
    with zipfile.ZipFile(path) as book:
        return book.read(part).decode()


def write_part(path, part, content):
    """Puts other bytes in the place of a part that a workbook has."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert part in parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in (parts | {part: content}).items():
            book.writestr(name, data)


def sheet_of(path, name):
    """Names the part that holds a sheet written by these tests."""
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    return f"xl/worksheets/sheet{names.index(name) + 1}.xml"


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        (0.875, "0%", 87.5),
        (0.875, "0.00%", 87.5),
        (0.875, "#,##0.0 %;[Red]-0.0%", 87.5),
        (0.289, "0.0%", 28.9),
        (0.5714, "0.00%", 57.14),
        (1, "0%", 100),
        (0, "0%", 0),
        (87.5, '0.0"%"', 87.5),
        (87.5, "0.0\\%", 87.5),
        (87.5, "0.00", 87.5),
        (87.5, "General", 87.5),
        (87.5, "@", 87.5),
        (87.5, "#,##0.0", 87.5),
        (87.5, "[Red]0.0", 87.5),
    ],
)
def test_a_percentage_is_what_the_cell_shows(tiny_dataset, with_rows, value, form, read):
    line = with_rows(figure(value=Shown(value, form)))
    assert values_at(tiny_dataset.read(), line) == read


def test_a_column_shown_as_percentages_is_read_as_such(tiny_dataset, lines):
    rows = [row.split(",") for row in (tiny_dataset.path / "verdicts.csv").read_text("utf-8").splitlines()]
    (tiny_dataset.path / "verdicts.csv").unlink()
    assert lines.standard in rows[1]
    table = rows_of(tiny_dataset, "observations")
    table.append(figure(value=0.875))
    (tiny_dataset.path / "observations.csv").unlink()
    with xlsxwriter.Workbook(tiny_dataset.path / BOOK) as book:
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet("verdicts")
        for number, row in enumerate(rows):
            book.get_worksheet_by_name("verdicts").write_row(number, 0, row)
        sheet, place = book.add_worksheet("observations"), HEADER.index("value")
        sheet.set_column(place, place, 12, percent)
        general = book.add_format({"num_format": "0"})
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                own = general if column == place and number < len(table) - 1 else None
                sheet.write(number, column, value, day if isinstance(value, dt.date) else own)
    assert values_at(tiny_dataset.read(), len(table)) == 87.5


def test_a_percentage_with_endless_decimals_is_refused_with_what_to_do(tiny_dataset, with_rows):
    line = with_rows(figure(value=Shown(1 / 3, "0%")))
    (problem,) = tiny_dataset.problems()
    assert (problem.line, problem.column) == (line, "value")
    assert "ROUND" in problem.expected


@pytest.mark.parametrize(
    "form", ["yyyy-mm-dd", "dd/mm/yyyy", "m/d/yy", '"ngày" d "tháng" m "năm" yyyy', "mmm yyyy"]
)
def test_a_day_is_read_in_whatever_form_it_is_shown(tiny_dataset, with_rows, form):
    line = with_rows(figure(value=90, measured_on=Shown(44620, form), period=Shown(44621, form)))
    row = tiny_dataset.read().observations.set_index("row").loc[line]
    assert (str(row["measured_on"].date()), row["period"]) == ("2022-02-28", "2022-03")


def test_a_book_that_counts_days_from_1904_has_the_same_days(tiny_dataset):
    csv = type(tiny_dataset)(tiny_dataset.path.parent / "csv")
    for name in TABLES:
        (tiny_dataset.path / f"{name}.csv").unlink()
    write_workbook(tiny_dataset.path / BOOK, {name: rows_of(csv, name) for name in TABLES}, date_1904=True)
    assert 'date1904="1"' in read_part(tiny_dataset.path / BOOK, "xl/workbook.xml")
    read, wanted = tiny_dataset.read(), csv.read()
    assert read.communes["valid_from"].tolist() == wanted.communes["valid_from"].tolist()
    assert read.observations["measured_on"].tolist() == wanted.observations["measured_on"].tolist()
    assert read.periods == wanted.periods


def formula_at(path, value="=45*2", line=None):
    """Lets openpyxl, which never calculates, write a formula into the column of values."""
    book = openpyxl.load_workbook(path)
    book["observations"].cell(line, HEADER.index("value") + 1).value = value
    book.save(path)


@pytest.mark.parametrize("library", ["openpyxl", "xlsxwriter"])
def test_a_formula_that_nobody_has_calculated_is_refused(tiny_dataset, with_rows, library):
    line = with_rows(figure(value="=45*2" if library == "xlsxwriter" else 1))
    if library == "openpyxl":
        formula_at(tiny_dataset.path / BOOK, line=line)
    (problem,) = tiny_dataset.problems()
    assert (problem.file, problem.line, problem.column) == (f"{BOOK}/observations", line, "value")
    assert problem.found == "công thức chưa có kết quả"


@pytest.mark.parametrize(("result", "read"), [("90", 90), ("0", 0), ("87.5", 87.5)])
def test_a_formula_with_its_result_is_that_result(tiny_dataset, with_rows, result, read):
    line = with_rows(figure(value="=45*2"))
    path = tiny_dataset.path / BOOK
    replace_in(path, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    replace_in(path, sheet_of(path, "observations"), "<f>45*2</f><v>0</v>", f"<f>45*2</f><v>{result}</v>")
    assert values_at(tiny_dataset.read(), line) == read


def test_a_formula_whose_result_is_no_text_at_all_is_a_blank_cell(tiny_dataset, with_rows):
    line = with_rows(figure(value=90, note="=IF(1,B1,B2)"))
    path = tiny_dataset.path / BOOK
    part = sheet_of(path, "observations")
    replace_in(path, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    place = f'<c r="N{line}"'
    replace_in(
        path, part, f"{place}><f>IF(1,B1,B2)</f><v>0</v>", f'{place} t="str"><f>IF(1,B1,B2)</f><v></v>'
    )
    assert tiny_dataset.read().observations.set_index("row").loc[line, "note"] == ""


@pytest.mark.parametrize("quote", ['"', "'"], ids=["double", "single"])
@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!"])
def test_an_error_is_named_however_its_cell_is_written(tiny_dataset, with_rows, error, quote):
    line = with_rows(figure(value=90))
    path = tiny_dataset.path / BOOK
    old = f'<c r="F{line}"><v>90</v></c>'
    replace_in(
        path, sheet_of(path, "observations"), old, f'<c r="F{line}" t={quote}e{quote}><v>{error}</v></c>'
    )
    (problem,) = tiny_dataset.problems()
    assert (problem.line, problem.column) == (line, "value")
    assert error in problem.found


@pytest.mark.parametrize(("below", "refused"), [(False, False), (True, True)], ids=["above", "below"])
def test_merged_cells_are_refused_where_rows_of_the_table_stand(tiny_dataset, workbook, below, refused):
    rows = rows_of(type(tiny_dataset)(tiny_dataset.path.parent / "csv"), "verdicts")
    workbook(verdicts=[[], [], *rows])
    path = tiny_dataset.path / BOOK
    book = openpyxl.load_workbook(path)
    book["verdicts"].merge_cells("G4:G6" if below else "A1:I2")
    book.save(path)
    found = [(p.file, "có ô gộp: G4:G6" in p.found) for p in tiny_dataset.problems()]
    assert found == ([(f"{BOOK}/verdicts", True)] if refused else [])


@pytest.mark.parametrize("how", ["hide", "very_hidden"])
def test_a_hidden_sheet_named_like_a_table_is_read_and_told(tiny_dataset, verdicts, how):
    with xlsxwriter.Workbook(tiny_dataset.path / "so.xlsx") as book:
        book.add_worksheet("ghi chép")
        sheet = book.add_worksheet("verdicts")
        for number, row in enumerate(verdicts):
            sheet.write_row(number, 0, [str(row[0])[:7], *row[1:]])
        getattr(sheet, how)()
    data = tiny_dataset.read()
    assert [(w.file, w.found) for w in data.warnings] == [
        ("so.xlsx", "trang “verdicts” bị ẩn mà vẫn được đọc")
    ]
    assert len(data.verdicts) == len(verdicts) - 1


@pytest.mark.parametrize("place", [(1_048_575, 16_383), (1_048_575, 0), (1, 16_383)])
def test_a_value_far_outside_any_table_is_one_sentence(tiny_dataset, book_of_verdicts, place):
    book = openpyxl.load_workbook(book_of_verdicts)
    book["verdicts"].cell(place[0] + 1, place[1] + 1).value = "x"
    book.save(book_of_verdicts)
    (problem,) = tiny_dataset.problems()
    assert problem.file == "so.xlsx"
    assert "nằm ngoài mọi bảng" in problem.found


def test_a_format_without_a_value_far_outside_is_nothing(tiny_dataset, workbook):
    workbook()
    path = tiny_dataset.path / BOOK
    book = openpyxl.load_workbook(path)
    book["verdicts"]["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    assert tiny_dataset.problems() == ()


@pytest.mark.parametrize("part", ["docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml"])
def test_a_damaged_part_that_holds_no_figures_does_not_matter(tiny_dataset, workbook, part):
    workbook()
    path = tiny_dataset.path / BOOK
    write_part(path, part, b"<broken")
    assert tiny_dataset.problems() == ()


def test_a_damaged_sheet_of_another_name_does_not_matter(tiny_dataset, workbook):
    workbook(**{"ghi chép": [["x"]]})
    path = tiny_dataset.path / BOOK
    write_part(path, sheet_of(path, "ghi chép"), b"<broken")
    assert tiny_dataset.problems() == ()


@pytest.mark.parametrize("part", ["sheet", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("damage", [b"", b"<broken", b"\x00\xff"], ids=["empty", "broken", "no text"])
def test_a_damaged_sheet_is_one_sentence(tiny_dataset, book_of_verdicts, part, damage):
    part = sheet_of(book_of_verdicts, "verdicts") if part == "sheet" else part
    write_part(book_of_verdicts, part, damage)
    (problem,) = tiny_dataset.problems()
    assert problem.file == "so.xlsx"
    assert f"phần {part} bị hỏng" in problem.found


DAMAGED = {
    "a shared text that is not there": ('t="s"><v>0</v>', 't="s"><v>99999</v>'),
    "a shared text of no number": ('t="s"><v>0</v>', 't="s"><v>x</v>'),
    "a number that is none": ("<v>10001</v>", "<v>mười</v>"),
    "a number that no computer holds": ("<v>10001</v>", "<v>1e999</v>"),
    "a row of no number": ('<row r="2"', '<row r="hai"'),
    "a cell of no place": ('r="B2"', 'r="??"'),
    "a row before the first": ('<row r="2"', '<row r="-5"'),
    "a format of no number": ('r="A2" s="', 'r="A2" s="x'),
    "a day of the year ten thousand": ("<v>44531</v>", "<v>99999999</v>"),
    "merged cells of no place": (
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="??"/></mergeCells>',
    ),
}


@pytest.mark.parametrize(("old", "new"), list(DAMAGED.values()), ids=list(DAMAGED))
def test_a_sheet_that_no_program_writes_is_told_and_never_a_crash(tiny_dataset, book_of_verdicts, old, new):
    replace_in(book_of_verdicts, sheet_of(book_of_verdicts, "verdicts"), old, new)
    problems = tiny_dataset.problems()
    assert problems
    assert {problem.file.split("/")[0] for problem in problems} == {"so.xlsx"}


def test_a_damaged_workbook_of_every_table_is_one_sentence_and_no_missing_table(tiny_dataset, workbook):
    workbook()
    path = tiny_dataset.path / BOOK
    write_part(path, sheet_of(path, "verdicts"), b"<broken")
    assert [problem.file for problem in tiny_dataset.problems()] == [BOOK]


def test_a_sheet_of_charts_is_passed_over(tiny_dataset, verdicts):
    with xlsxwriter.Workbook(tiny_dataset.path / "so.xlsx") as book:
        chart = book.add_chart({"type": "column"})
        sheets = book.add_chartsheet("observations"), book.add_worksheet("verdicts")
        chart.add_series({"values": "=verdicts!$B$2:$B$4"})
        sheets[0].set_chart(chart)
        for number, row in enumerate(verdicts):
            sheets[1].write_row(number, 0, [str(row[0])[:7], *row[1:]])
    assert len(tiny_dataset.read().verdicts) == len(verdicts) - 1


@pytest.mark.parametrize("how", ["shared", "inline", "rich"])
def test_a_text_is_read_however_a_program_keeps_it(tiny_dataset, verdicts, how):
    with xlsxwriter.Workbook(tiny_dataset.path / "so.xlsx", {"constant_memory": how == "inline"}) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet("verdicts")
        for number, row in enumerate(verdicts):
            sheet.write_row(number, 0, [str(row[0])[:7], *row[1:6]])
            if number == 0:
                sheet.write_row(0, 6, row[6:])
            elif how == "rich":
                sheet.write_rich_string(number, 6, "Biên ", bold, "bản", " thẩm tra")
            else:
                sheet.write(number, 6, "Biên bản thẩm tra")
    assert set(tiny_dataset.read().verdicts["source"]) == {"Biên bản thẩm tra"}


@pytest.mark.parametrize(
    ("code", "refused"), [("17.1", False), ("17.10", False), (17.1, True), (Shown(17.1, "0.00"), True)]
)
def test_a_code_that_excel_may_have_shortened_is_refused_and_its_text_is_not(
    tiny_dataset, with_rows, code, refused
):
    with_rows(figure(indicator=code, value=90))
    assert ["17.1 hoặc 17.10" in p.found for p in tiny_dataset.problems()] == [True] * refused


@pytest.mark.slow
def test_a_workbook_saved_by_another_office_program_reads_the_same(tiny_dataset, with_rows, office):
    line = with_rows(figure(value=Shown(0.875, "0.0%")), figure("2.1", value=1))
    path = tiny_dataset.path / BOOK
    formula_at(path, line=line + 1)  # without a result, so that the program has to calculate it
    shutil.move(office(path, "xlsx"), path)
    data, csv = tiny_dataset.read(), type(tiny_dataset)(tiny_dataset.path.parent / "plain").read()
    assert (values_at(data, line), values_at(data, line + 1)) == (87.5, 90)
    for name in TABLES:
        read, wanted = (getattr(each, name).drop(columns="rows", errors="ignore") for each in (data, csv))
        assert read[: len(wanted)].equals(wanted), name
