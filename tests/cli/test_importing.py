"""``ntm import``: whole or not at all, told cell by cell, and to be taken back."""

import csv
import json

import pytest

from ntm_analysis.read import read_dataset
from tests.offices import EXPECTED, LEGEND, Matrix, row_of

FEBRUARY = ["BIỂU TỔNG HỢP", "Tháng 2/2022"]


@pytest.fixture
def sheet(tmp_path):
    """The matrix of February as the office has it."""
    rows = [
        row_of(1, "Xã An Hòa", {1: "x", 2: "0", 15: "CBĐ"}, 1),
        row_of(2, "BÌNH YÊN", {1: "X", 15: "x"}, 2),
        row_of(3, "cao sơn", {3: 0, 19: "cbđ"}, 0),
    ]
    return Matrix(title=FEBRUARY, rows=rows).write(tmp_path / "bang.xlsx")


def bytes_of(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def verdicts(tiny):
    with (tiny.path / "verdicts.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["period"] == "2022-02"]
    return {(row["commune"], row["criterion"]): row["verdict"] for row in rows}


def test_what_is_read_becomes_rows_with_the_cell_they_are_from(ntm, tiny_dataset, sheet):
    ran = ntm("import", sheet, "--data", tiny_dataset.path)
    assert ran.code == 0, ran.err
    assert verdicts(tiny_dataset) == EXPECTED
    assert "Đã thêm 7 dòng, đổi 0, giữ nguyên 0." in ran.out
    assert "đọc 7 ô: 3 đạt, 2 chưa đạt, 2 cơ bản đạt; 50 ô trống là chưa có số liệu" in ran.out
    data = read_dataset(tiny_dataset.path)
    assert "bang.xlsx, trang “TH”, ô C5" in set(data.verdicts["source"])
    told = json.loads((tiny_dataset.path / ".imports/0001/report.json").read_text("utf-8"))
    assert (told["sheets"][0]["read"], len(told["new"])) == (7, 7)


def test_the_same_file_twice_changes_nothing(ntm, tiny_dataset, sheet):
    ntm("import", sheet, "--data", tiny_dataset.path)
    before = bytes_of(tiny_dataset.path)
    ran = ntm("import", sheet, "--data", tiny_dataset.path)
    assert (ran.code, "Không có gì mới: 7 kết quả đã có như vậy." in ran.out) == (0, True)
    assert bytes_of(tiny_dataset.path) == before


def test_a_dry_run_tells_and_writes_nothing(ntm, tiny_dataset, sheet):
    before = bytes_of(tiny_dataset.path)
    ran = ntm("import", sheet, "--data", tiny_dataset.path, "--dry-run")
    assert (ran.code, "Sẽ thêm 7 dòng, giữ nguyên 0; chưa ghi gì." in ran.out) == (0, True)
    assert bytes_of(tiny_dataset.path) == before


@pytest.fixture
def later(tmp_path):
    """A file of the same month in which one cell says another thing."""
    rows = [row_of(1, "An Hòa", {1: "0", 2: "0", 4: "x"})]
    return Matrix(title=FEBRUARY, rows=rows).write(tmp_path / "bang-sua.xlsx")


def test_another_verdict_of_the_same_cell_is_told_and_needs_a_word(ntm, tiny_dataset, sheet, later):
    ntm("import", sheet, "--data", tiny_dataset.path)
    before = bytes_of(tiny_dataset.path)
    ran = ntm("import", later, "--data", tiny_dataset.path)
    assert ran.code == 2
    assert "đang là đạt, tệp ghi chưa đạt; chỉ thay khi có --replace" in ran.out
    assert bytes_of(tiny_dataset.path) == before
    ran = ntm("import", later, "--data", tiny_dataset.path, "--replace")
    assert "Đã thêm 1 dòng, đổi 1, giữ nguyên 1" in ran.out
    assert verdicts(tiny_dataset) == EXPECTED | {("10001", "1"): "chưa đạt", ("10001", "4"): "đạt"}


def test_an_import_is_taken_back_step_by_step(ntm, tiny_dataset, sheet, later):
    first = bytes_of(tiny_dataset.path)
    ntm("import", sheet, "--data", tiny_dataset.path)
    second = bytes_of(tiny_dataset.path)
    ntm("import", later, "--data", tiny_dataset.path, "--replace")
    for state in (second, first):
        assert ntm("import", "--undo", "--data", tiny_dataset.path).code == 0
        assert bytes_of(tiny_dataset.path) == state
    ran = ntm("import", "--undo", "--data", tiny_dataset.path)
    assert (ran.code, "chưa có lần nhập nào" in ran.err) == (2, True)


def test_what_was_edited_since_is_not_lost_by_taking_back(ntm, tiny_dataset, sheet):
    ntm("import", sheet, "--data", tiny_dataset.path)
    path = tiny_dataset.path / "verdicts.csv"
    path.write_text(path.read_text("utf-8").replace("Biên bản", "Biên bản 2", 1), "utf-8")
    before = bytes_of(tiny_dataset.path)
    ran = ntm("import", "--undo", "--data", tiny_dataset.path)
    assert (ran.code, "đã được sửa sau lần nhập cuối" in ran.err) == (2, True)
    assert bytes_of(tiny_dataset.path) == before


def test_a_closed_month_asks_for_a_reason_which_stands_in_the_rows(ntm, tiny_dataset, sheet):
    assert ntm("close", "2022-02", "--data", tiny_dataset.path).code == 0
    before = bytes_of(tiny_dataset.path)
    ran = ntm("import", sheet, "--data", tiny_dataset.path)
    assert (ran.code, "kỳ 2022-02 đã chốt; ghi lý do bằng --reason" in ran.err) == (2, True)
    assert bytes_of(tiny_dataset.path) == before
    assert ntm("import", sheet, "--data", tiny_dataset.path, "--reason", "nộp muộn").code == 0
    data = read_dataset(tiny_dataset.path)
    assert set(data.verdicts.query("period == '2022-02'")["note"]) == {"nộp muộn"}


def test_one_mistake_stops_all_and_every_mistake_is_told(ntm, tiny_dataset, tmp_path):
    rows = [row_of(1, "An Hò", {1: "x"}), row_of(2, "Bình Yên", {1: "?"}), row_of(3, "Cao Sơn", {1: "x"})]
    path = Matrix(title=FEBRUARY, rows=rows, below=[["", LEGEND]]).write(tmp_path / "sai.xlsx")
    before = bytes_of(tiny_dataset.path)
    ran = ntm("import", path, "--data", tiny_dataset.path)
    assert ran.code == 2
    assert "“An Hò” không phải đúng một xã; gần nhất: An Hòa (10001)" in ran.err
    assert "dấu “?” không có chú thích" in ran.err
    assert bytes_of(tiny_dataset.path) == before


def test_two_files_that_say_two_things_of_one_cell_stop_the_import(ntm, tiny_dataset, sheet, later):
    ran = ntm("import", sheet, later, "--data", tiny_dataset.path)
    assert (ran.code, "giữ lại một nguồn" in ran.err) == (2, True)


def test_a_month_that_was_imported_builds_with_the_verdicts_of_the_sheet(ntm, tiny_dataset, sheet):
    ntm("import", sheet, "--data", tiny_dataset.path)
    ran = ntm(
        "evaluate", "--data", tiny_dataset.path, "--out", sheet.with_name("kq.csv"), "--table", "criteria"
    )
    assert ran.code == 0
    with sheet.with_name("kq.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            row
            for row in csv.DictReader(lines)
            if row["period"] == "2022-02" and row["set"] == "xa_ntm_2021_2025"
        ]
    told = {(row["commune"], row["criterion"]): (row["verdict"], row["counted"]) for row in rows}
    assert told["10001", "15"] == ("nearly_met", "False")
    assert told["10001", "2"] == ("not_met", "False")
    assert told["10002", "15"] == ("met", "True")


def test_without_a_file_the_command_says_what_it_wants(ntm, tiny_dataset):
    ran = ntm("import", "--data", tiny_dataset.path)
    assert (ran.code, "thiếu tệp; ví dụ: ntm import bang-tong-hop.xlsx" in ran.err) == (2, True)
