"""Files as people save them: line numbers, encodings, headers."""

import pytest

from ntm_analysis.errors import InputError
from ntm_analysis.read.csv_files import read_csv

COLUMNS = ("period", "value", "note")
HEADER = "period,value,note"


@pytest.fixture
def read(tmp_path):
    def read_text(content):
        path = tmp_path / "observations.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_csv(path, COLUMNS).rows

    return read_text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{HEADER}\na,1,x\nb,2,y\n", [2, 3]),
        (f"{HEADER}\r\na,1,x\r\nb,2,y\r\n", [2, 3]),
        (f"{HEADER}\n\n\na,1,x\n\nb,2,y", [4, 6]),
        (f'{HEADER}\na,1,"two\nlines"\nb,2,y\n', [2, 4]),
        (f'{HEADER}\na,1,"one\n\nthree"\n\nb,2,y\n', [2, 6]),
        (f"\n{HEADER}\n,,\na,1,x\n", [4]),
        (f"\ufeff{HEADER}\na,1,x\n", [2]),
        (f"{HEADER}\n", []),
    ],
    ids=[
        "plain",
        "CRLF",
        "blank lines",
        "quoted break",
        "quoted blank line",
        "above header",
        "BOM",
        "no rows",
    ],
)
def test_rows_know_the_line_an_editor_shows(read, content, expected):
    assert read(content)["row"].to_list() == expected


def test_cells_stay_text(read):
    (row,) = read(f"{HEADER}\n007,NA,\n").drop(columns="row").to_dict("records")
    assert row == {"period": "007", "value": "NA", "note": ""}


def test_columns_may_stand_in_any_order_with_blank_ones_at_the_end(read):
    (row,) = read("value,note,period,,\n1,x,a,,\n").to_dict("records")
    assert row == {"row": 2, "period": "a", "value": "1", "note": "x"}


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        ("", 0, "", "tệp trống; cần dòng tiêu đề: period,value,note"),
        ("\n\n,,\n", 0, "", "tệp trống"),
        (f"{HEADER}\na,1,ệ\n".encode("utf-16"), 1, "", "không phải mã UTF-8; lưu lại bằng mã UTF-8"),
        (f"{HEADER}\na,1,x\nb,2,ệ\n".encode("cp1258", "replace").replace(b"?", b"\xea"), 3, "", "UTF-8"),
        ("period;value;note\na;1;x\n", 1, "", "dấu chấm phẩy; ngăn bằng dấu phẩy"),
        ("period,value\na,1\n", 1, "note", "thiếu cột này"),
        ("period,value,notes,note\na,1,x,\n", 1, "notes", "không có cột này trong định dạng; gần nhất: note"),
        ("period,value,note,value\na,1,x,2\n", 1, "value", "cột viết hai lần"),
        ("period,,value,note\na,2,1,x\n", 1, "", "cột không có tiêu đề"),
        (f"{HEADER}\na,1,x\nb,2\n", 3, "", "dòng có 2 ô; đúng 3 ô"),
        (f"{HEADER}\na,87,5,x\n", 2, "", "dòng có 4 ô; đúng 3 ô"),
        (f'{HEADER}\na,1,x\nb,2,"open\nc,3,z\n', 3, "", "dấu nháy kép mở ra nhưng không đóng"),
    ],
)
def test_a_file_that_is_no_such_table_is_described(read, content, line, column, message):
    with pytest.raises(InputError) as raised:
        read(content)
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert message in f"{problem.found}; {problem.expected}"


def test_all_problems_of_a_header_come_at_once(read):
    with pytest.raises(InputError) as raised:
        read("perod,value\n")
    assert {problem.column for problem in raised.value.problems} == {"perod", "period", "note"}


def test_every_file_is_read_before_anything_is_said(tiny_dataset):
    tiny_dataset.write("verdicts.csv", "period,commune")
    tiny_dataset.append("observations.csv", "2022-03,10001")
    tiny_dataset.append("recognitions.csv", "10001,vàng,2021,,,,văn bản,,có")
    tiny_dataset.replace("targets.yaml", "sense: reach", "sense: rise")
    files = {problem.file for problem in tiny_dataset.problems()}
    assert files == {"verdicts.csv", "observations.csv", "recognitions.csv", "targets.yaml"}


@pytest.mark.parametrize("name", ["communes", "observations"])
def test_a_missing_table_is_named(tiny_dataset, name):
    (tiny_dataset.path / f"{name}.csv").unlink()
    (problem,) = tiny_dataset.problems()
    assert str(problem).startswith(f"{name}.csv: không có bảng này; cần tệp {name}.csv")


@pytest.mark.parametrize("name", ["verdicts", "recognitions"])
def test_a_new_district_has_no_verdicts_or_recognitions_yet(tiny_dataset, name):
    (tiny_dataset.path / f"{name}.csv").unlink()
    data = tiny_dataset.read()
    assert getattr(data, name).empty
    assert f"{name}.csv" not in {file.name for file in data.files}
