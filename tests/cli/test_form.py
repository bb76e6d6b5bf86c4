"""The form that communes fill: what is written into it comes back, each value by its cell."""

import csv
import datetime as dt

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from ntm_analysis.judge import evaluate
from ntm_analysis.read import read_dataset
from ntm_analysis.read.intake.form import FILLED, HEADS
from ntm_analysis.read.schema import column_names
from tests.conftest import observation_lines

COLUMN = {name: number for number, name in enumerate(HEADS, start=1)}


@pytest.fixture
def form(ntm, tiny_dataset, tmp_path):
    """The forms of March for the tests' small district."""
    ran = ntm("form", "--period", "3/2022", "--data", tiny_dataset.path, "--out", tmp_path / "phieu")
    assert ran.code == 0, ran.err
    return tmp_path / "phieu"


def file_of(folder, commune="10001"):
    (path,) = folder.glob(f"phieu-{commune}-*.xlsx")
    return path


def rows_of(book):
    """Every row to fill: its sheet, its number, and what it is of."""
    for sheet in book.worksheets[1:]:
        for number in range(4, sheet.max_row + 1):
            if sheet.cell(number, 1).value:
                told = {name: sheet.cell(number, column).value for name, column in COLUMN.items()}
                yield sheet, number, told


def fill(path, **by_row):
    """Writes values into the cells of rows named ``code/sex``."""
    book = openpyxl.load_workbook(path)
    for sheet, number, told in rows_of(book):
        for name, value in by_row.get(f"{told['code']}/{told['sex']}", {}).items():
            sheet.cell(number, COLUMN[name]).value = value
    book.save(path)
    return path


def test_each_commune_has_a_form_of_every_measure_with_what_it_asks_and_what_was_last(form, tiny_dataset):
    assert len(list(form.glob("*.xlsx"))) == 3
    told = {(row["code"], row["sex"]): row for _, _, row in rows_of(openpyxl.load_workbook(file_of(form)))}
    assert told["15.1", "nữ"]["asked"] == "≥ 90%"
    assert told["15.1", "nữ"]["last"] == "89,2% (892/1000), 20/02/2022"
    data = read_dataset(tiny_dataset.path)
    own = data.rules[(data.rules["set"] == "xa_ntm_2021_2025") & (data.rules["formula"] == "")]
    applying = own[own["applies"]]
    assert {code for code, _ in told} >= set(applying["measure"])
    assert ("11", "chung") not in told  # computed of the households below
    assert told["poor_households", "chung"]["set"] == "statistics"


def test_only_the_cells_to_fill_are_open_and_they_admit_what_may_stand_there(form):
    book = openpyxl.load_workbook(file_of(form))
    for sheet, number, told in rows_of(book):
        assert sheet.protection.sheet
        assert {n for n, c in COLUMN.items() if not sheet.cell(number, c).protection.locked} == set(FILLED)
        assert told["name"] in sheet.cell(number, COLUMN["value"]).comment.text
    health = book["Y tế"]
    kinds = {str(each.sqref): each for each in health.data_validations.dataValidation}
    assert all(isinstance(each, DataValidation) for each in kinds.values())
    cell = next(n for s, n, t in rows_of(book) if s is health and t["code"] == "15.2")
    (choice,) = (each for where, each in kinds.items() if f"G{cell}" in where)
    assert choice.formula1 == '"đạt,chưa đạt"'


def test_what_is_filled_in_comes_back_with_its_cell_and_an_empty_form_changes_nothing(
    ntm, form, tiny_dataset
):
    before = (tiny_dataset.path / "observations.csv").read_bytes()
    ran = ntm("import", file_of(form), "--data", tiny_dataset.path)
    assert (ran.code, "Không có gì mới" in ran.out) == (0, True)
    day = dt.date(2022, 3, 20)
    values = {
        "15.1/chung": {"numerator": 1802, "denominator": 2000, "measured_on": day},
        "15.1/nam": {"numerator": 912, "denominator": 1000, "measured_on": day},
        "15.1/nữ": {
            "numerator": 890,
            "denominator": 1000,
            "measured_on": day,
            "source": "BHXH",
            "note": "sơ kết",
        },
        "15.2/chung": {"value": "Đạt"},
        "15.3/chung": {"value": "22,5"},
        "poor_households/chung": {"value": 58},
        "16/chung": {"note": "chưa rà soát"},
    }
    ran = ntm("import", fill(file_of(form), **values), "--data", tiny_dataset.path)
    assert ran.code == 0, ran.err
    assert "để trống, lý do: chưa rà soát" in ran.out or "16" not in ran.out
    text = (tiny_dataset.path / "observations.csv").read_text("utf-8")
    assert text.encode().startswith(before)
    rows = {
        (row["indicator"], row["sex"]): row
        for row in csv.DictReader(text.splitlines())
        if row["period"] == "2022-03"
    }
    assert (rows["15.1", "nữ"]["numerator"], rows["15.1", "nữ"]["measured_on"]) == ("890", "2022-03-20")
    assert (rows["15.1", "nữ"]["source"], rows["15.1", "nữ"]["note"]) == ("BHXH", "sơ kết")
    assert rows["15.1", "nam"]["source"].startswith(f"{file_of(form).name}, trang “Y tế”, ô G")
    assert rows["15.2", "chung"]["value"] == "đạt"
    assert rows["15.3", "chung"]["value"] == "22.5"
    assert (rows["poor_households", "chung"]["value"], rows["poor_households", "chung"]["line"]) == (
        "58",
        "NĐ 07/2021",
    )
    assert len(rows) == 6


def test_a_month_filled_into_forms_is_judged_as_one_written_by_hand(
    ntm, form, tiny_dataset, new_tiny_dataset
):
    by_hand = new_tiny_dataset()
    march = [line.replace("2022-02", "2022-03") for line in observation_lines() if line.startswith("2022-02")]
    by_hand.fill("observations", *observation_lines(), *march)
    for row in csv.DictReader([",".join(column_names("observations")), *march]):
        given = {"numerator": int(row["numerator"]), "denominator": int(row["denominator"])}
        given |= {"measured_on": dt.date(2022, 3, 20), "source": row["source"]}
        fill(file_of(form, row["commune"]), **{f"{row['indicator']}/{row['sex']}": given})
    ran = ntm("import", *sorted(form.glob("*.xlsx")), "--data", tiny_dataset.path)
    assert ran.code == 0, ran.err
    one, other = (read_dataset(each.path) for each in (tiny_dataset, by_hand))
    columns = ["period", "commune", "set", "part", "verdict", "num", "den", "gap_count", "measured_on"]
    told = [evaluate(data, until=data.latest).parts[columns] for data in (one, other)]
    assert told[0].equals(told[1])
    assert str(one.latest) == "2022-03"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"value": "9O,5"}, "“9O,5” không phải số; nhập 90,5 nếu đúng"),
        ({"value": "nhiều"}, "“nhiều” không phải số; một số, hoặc đạt, chưa đạt, không áp dụng"),
        ({"numerator": "12 người", "denominator": 20}, "“12 người” không phải số nguyên"),
        ({"value": 12, "measured_on": "tháng 3"}, "“tháng 3” không phải ngày; viết như 25/09/2022"),
        ({"value": "=1+"}, "công thức chưa có kết quả"),
        ({"value": 112}, "112"),
    ],
)
def test_a_cell_that_is_no_value_is_told_by_its_place_and_nothing_is_written(
    ntm, form, tiny_dataset, given, told
):
    before = (tiny_dataset.path / "observations.csv").read_bytes()
    ran = ntm("import", fill(file_of(form), **{"15.3/chung": given}), "--data", tiny_dataset.path)
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert (tiny_dataset.path / "observations.csv").read_bytes() == before


def test_a_form_of_another_month_or_commune_is_refused(ntm, form, tiny_dataset, tmp_path):
    ran = ntm("import", file_of(form), "--data", tiny_dataset.path, "--period", "2/2022")
    assert (ran.code, "phiếu của kỳ 2022-03, không phải 2022-02" in ran.err) == (2, True)
    book = openpyxl.load_workbook(file_of(form))
    book.worksheets[0]["B3"] = "99999"
    book.save(tmp_path / "khac.xlsx")
    ran = ntm("import", tmp_path / "khac.xlsx", "--data", tiny_dataset.path)
    assert (ran.code, "mã xã “99999” không có trong bộ số liệu" in ran.err) == (2, True)


def test_a_form_in_english_is_read_as_well(ntm, tiny_dataset, tmp_path):
    options = ("--data", tiny_dataset.path, "--out", tmp_path / "phieu", "--lang", "en")
    assert ntm("form", "--period", "3/2022", *options).code == 0
    path = fill(file_of(tmp_path / "phieu"), **{"15.3/chung": {"value": 20}})
    assert ntm("import", path, "--data", tiny_dataset.path).code == 0


def test_forms_are_for_communes(ntm, tiny_dataset, tmp_path):
    options = ("--data", tiny_dataset.path, "--out", tmp_path / "phieu")
    ran = ntm("form", "--period", "3/2022", "--place", "Phố Mới", *options)
    assert (ran.code, "chỉ xã có trong kỳ 2022-03 mới có phiếu" in ran.err) == (2, True)
    assert ntm("form", "--period", "3/2022", "--place", "An Hòa", *options).code == 0
    assert [path.name for path in (tmp_path / "phieu").iterdir()] == ["phieu-10001-an-hoa-2022-03.xlsx"]
    ran = ntm("form", "--period", "3/2022", "--data", tiny_dataset.path, "--out", tiny_dataset.path / "phieu")
    assert ran.code == 2


@pytest.mark.slow
def test_a_form_that_another_program_saved_is_read_as_well(ntm, form, tiny_dataset, office):
    path = fill(file_of(form), **{"15.3/chung": {"value": 22.5, "measured_on": dt.date(2022, 3, 20)}})
    ods = office(path, "ods")
    again = office(ods, "xlsx")
    ran = ntm("import", again, "--data", tiny_dataset.path)
    assert ran.code == 0, ran.err
    last = (tiny_dataset.path / "observations.csv").read_text("utf-8").splitlines()[-1]
    assert last.startswith("2022-03,10001,xa_ntm_2021_2025,15.3,chung,22.5,,,2022-03-20,")


def value_cell(told_code, path):
    """The cell of the value of a measure, as it is told."""
    sheet, number, _ = next(
        row for row in rows_of(openpyxl.load_workbook(path)) if row[2]["code"] == told_code
    )
    return f"trang “{sheet.title}”, ô G{number}"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"15.3/chung": {"value": "1.234"}}, "“1.234” đọc được hai cách; ghi 1234, hoặc 1,2340 nếu là số lẻ"),
        ({"15.3/chung": {"value": "22,33333333"}}, "có quá 6 chữ số lẻ; làm tròn, ví dụ 22,333333"),
        ({"poor_households/chung": {"value": "58%"}}, "“58%” là tỷ lệ, chỉ tiêu không tính bằng %"),
        ({"15.2/chung": {"value": 1}}, "“1” không phải kết quả; chọn đạt, chưa đạt, không áp dụng"),
        ({"15.3/chung": {"value": 20, "name": "Tỷ lệ khác"}}, "“Tỷ lệ khác” không phải chỉ tiêu 15.3"),
        ({"15.3/chung": {"value": 20, "code": ""}}, "dòng không có mã"),
        ({"15.3/chung": {"value": 20, "code": "15.33"}}, "mã “15.33” của bộ “xa_ntm_2021_2025” không có"),
    ],
)
def test_what_can_be_read_in_two_ways_or_is_of_another_row_is_not_read(ntm, form, tiny_dataset, given, told):
    before = (tiny_dataset.path / "observations.csv").read_bytes()
    ran = ntm("import", fill(file_of(form), **given), "--data", tiny_dataset.path)
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert (tiny_dataset.path / "observations.csv").read_bytes() == before


def test_what_no_row_may_say_is_told_by_its_cell(ntm, form, tiny_dataset):
    path = fill(file_of(form), **{"15.3/chung": {"value": 112}})
    ran = ntm("import", path, "--data", tiny_dataset.path)
    assert (ran.code, f"{path.name}, {value_cell('15.3', path)}, value: “112” ngoài khoảng" in ran.err) == (
        2,
        True,
    )


def changed(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def merged_cells(book):
    number = next(n for s, n, t in rows_of(book) if t["code"] == "15.3")
    book["Y tế"].merge_cells(f"G{number}:G{number + 1}")


def without_a_head(book):
    book["Y tế"]["H3"] = "Tử"


def of_another_commune(book):
    book["Y tế"]["A1"] = book["Y tế"]["A1"].value.replace("An Hòa", "Bình Yên")


def of_another_month(book):
    book["Y tế"]["A1"] = book["Y tế"]["A1"].value.replace("3/2022", "2/2022")


def of_another_name(book):
    book.worksheets[0]["B2"] = "Bình Yên"


def without_a_first_sheet(book):
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            cell.value = None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (merged_cells, "nhiều ô gộp làm một; bỏ gộp ô, ghi từng ô"),
        (without_a_head, "trang “Y tế”, ô A3: đầu bảng thiếu cột Tử số"),
        (
            of_another_commune,
            "trang có tên “Xã Bình Yên, tháng 3/2022: Y tế”, phiếu là của An Hòa, kỳ 2022-03",
        ),
        (of_another_month, "trang có tên “Xã An Hòa, tháng 2/2022: Y tế”, phiếu là của An Hòa, kỳ 2022-03"),
        (of_another_name, "mã 10001 là của An Hòa, tên ghi Bình Yên"),
        (without_a_first_sheet, "không nhận ra bảng nào"),
    ],
)
def test_a_form_that_was_changed_says_where(ntm, form, tiny_dataset, change, told):
    path = changed(fill(file_of(form), **{"15.3/chung": {"value": 20}}), change)
    ran = ntm("import", path, "--data", tiny_dataset.path)
    assert (ran.code, told in ran.err) == (2, True), ran.err


def without_a_row(book):
    book["Y tế"].delete_rows(4)


def without_a_sheet(book):
    del book["Y tế"]


@pytest.mark.parametrize("change", [without_a_row, without_a_sheet])
def test_rows_that_did_not_come_back_are_asked_about(ntm, form, tiny_dataset, change):
    rows = len([*rows_of(openpyxl.load_workbook(file_of(form)))])
    ran = ntm("import", file_of(form), "--data", tiny_dataset.path)
    assert "phiếu lập với" not in ran.out
    path = changed(file_of(form), change)
    left = len([*rows_of(openpyxl.load_workbook(path))])
    ran = ntm("import", path, "--data", tiny_dataset.path)
    assert left < rows
    assert f"cần xác nhận: trang “Phiếu”: phiếu lập với {rows} dòng, đọc được {left}" in ran.out


def test_a_value_of_three_decimals_typed_as_a_number_is_one(ntm, form, tiny_dataset):
    path = fill(file_of(form), **{"15.3/chung": {"value": 22.125}})
    assert ntm("import", path, "--data", tiny_dataset.path).code == 0
    assert ",15.3,chung,22.125," in (tiny_dataset.path / "observations.csv").read_text("utf-8")


def test_another_day_of_the_same_value_is_told(ntm, form, tiny_dataset):
    def on(day):
        given = {"value": 20, "measured_on": dt.date(2022, 3, day)}
        return ntm("import", fill(file_of(form), **{"15.3/chung": given}), "--data", tiny_dataset.path)

    assert on(20).code == 0
    assert on(21).code == 2
