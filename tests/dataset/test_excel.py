import datetime as dt

import openpyxl
import pytest
import xlsxwriter

from ntm_analysis.dataset.excel import cell_text

TABLES = ("communes", "observations", "verdicts", "recognitions")
TYPED = {"value", "numerator", "denominator", "credited_year", "reference_year", "population", "households"}


def write_workbook(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    form = day if isinstance(value, dt.date) else None
                    if value != "":
                        sheet.write(line, column, value, form)


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
    return lambda **changed: write_workbook(tiny_dataset.path / "nhap-lieu.xlsx", sheets | changed)


def test_a_workbook_reads_as_the_csv_files_it_replaces(tiny_dataset, workbook):
    data_from_csv = type(tiny_dataset)(tiny_dataset.path.parent / "csv").read()
    workbook()
    data = tiny_dataset.read()
    for name in TABLES:
        expected = getattr(data_from_csv, name).drop(columns="rows", errors="ignore")
        assert getattr(data, name).drop(columns="rows", errors="ignore").equals(expected), name
    assert data.observations["rows"].iloc[0] == "nhap-lieu.xlsx/observations:2"
    assert "nhap-lieu.xlsx/communes" in {file.name for file in data.files}


def test_empty_rows_and_rows_above_the_header_keep_the_row_numbers_of_the_sheet(
    tiny_dataset, workbook, lines
):
    rows = rows_of(type(tiny_dataset)(tiny_dataset.path.parent / "csv"), "observations")
    wrong = [
        "2022-03",
        "10011",
        lines.standard,
        "9.2",
        "chung",
        5.0,
        *[""] * 4,
        "chính thức",
        "",
        "",
        "",
        "có",
    ]
    workbook(observations=[[], [], *rows, [], wrong])
    (problem,) = tiny_dataset.problems()
    assert (problem.line, problem.column) == (len(rows) + 4, "commune")
    assert problem.file == "nhap-lieu.xlsx/observations"


def test_a_number_that_may_be_another_indicator_is_refused(tiny_dataset, workbook, lines):
    rows = rows_of(type(tiny_dataset)(tiny_dataset.path.parent / "csv"), "observations")
    for code in (17.1, "17.10", 9.2):
        rest = [*[""] * 4, "chính thức", "", "", "", "có"]
        rows.append(["2022-03", "10001", lines.standard, code, "chung", 5.0, *rest])
    workbook(observations=rows)
    (problem,) = tiny_dataset.problems()
    assert "17.1 hoặc 17.10" in problem.found


def test_a_cell_that_shows_an_error_is_named_and_never_read_as_no_figure(tiny_dataset, workbook):
    workbook()
    path = tiny_dataset.path / "nhap-lieu.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["observations"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(3, header.index("value") + 1).value = "#DIV/0!"
    book.save(path)
    (problem,) = tiny_dataset.problems()
    assert (problem.file, problem.line, problem.column) == ("nhap-lieu.xlsx/observations", 3, "value")
    assert "#DIV/0!" in problem.found


def test_a_table_in_a_csv_file_and_on_a_sheet_is_refused(tiny_dataset):
    rows = rows_of(tiny_dataset, "verdicts")
    write_workbook(tiny_dataset.path / "so.xlsx", {"verdicts": rows})
    (problem,) = tiny_dataset.problems()
    assert "verdicts.csv; so.xlsx/verdicts" in problem.found


def test_other_sheets_and_lock_files_are_left_alone(tiny_dataset):
    write_workbook(tiny_dataset.path / "so.xlsx", {"ghi chép": [["gì cũng được"]]})
    (tiny_dataset.path / "~$so.xlsx").write_bytes(b"lock")
    assert tiny_dataset.problems() == ()


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
