"""The commands that write documents and tell changes, on the shipped data."""

import csv
import io
import json

import pytest


@pytest.mark.usefixtures("project")
def test_diff_tells_the_kinds_of_changes_with_their_counts(ntm):
    ran = ntm("diff", "2021-12", "2022-09")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[:2] == ["SỐ LIỆU MINH HỌA", "Thay đổi từ tháng 12/2021 đến tháng 9/2022"]
    assert any(line.startswith("Mục tiêu: ") for line in lines)
    assert any(line.startswith("Kết quả tiêu chí: tăng 10, giảm 0") for line in lines)


@pytest.mark.usefixtures("project")
def test_diff_as_json_and_as_csv_hold_the_same_changes(project, ntm):
    told = json.loads(ntm("diff", "2022-08", "2022-09", "--json").out)
    assert (told["before"], told["now"], told["illustrative"]) == ("2022-08", "2022-09", True)
    ran = ntm("diff", "2022-08", "2022-09", "--csv", "out/changes.csv")
    assert ran.code == 0
    assert f"Đã ghi {len(told['changes'])} dòng" in ran.out
    content = (project / "out/changes.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(r["kind"], r["place"], r["code"]) for r in rows] == [
        (c["kind"], c["place"], c["code"]) for c in told["changes"]
    ]
    assert rows[0]["was_value"] == told["changes"][0]["was_value"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "2022-09", "2022-08"], "phải trước kỳ thứ hai"),
        (["diff", "2022-09", "2022-09"], "phải trước kỳ thứ hai"),
        (["diff", "2022-08", "2023-01"], "không có số liệu kỳ 2023-01"),
        (["diff", "8/2022", "2022-09"], "không hợp lệ"),
        (["report", "--kind", "week"], "month, quarter, nine-months, year, movement"),
        (["report", "--kind", "quarter", "--period", "2022-08"], "2022-03, 2022-06, 2022-09"),
        (["report", "--kind", "year", "--period", "2022-09"], "2021-12"),
        (["report", "--out", "r.pdf"], ".docx"),
        (["report", "--period", "2023-01"], "không có số liệu kỳ 2023-01"),
        (["meeting", "--period", "2023-01"], "không có số liệu kỳ 2023-01"),
        (["late", "--period", "2023-01"], "không có số liệu kỳ 2023-01"),
    ],
)
def test_wrong_input_is_one_sentence_and_nothing_is_written(project, ntm, content, arguments, said):
    before = content(project)
    ran = ntm(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert content(project) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--out", "file/report.docx"],
        ["meeting", "--out", "file"],
        ["diff", "2022-08", "2022-09", "--csv", "file/changes.csv"],
    ],
)
def test_an_output_that_cannot_be_written_is_one_sentence(project, ntm, content, arguments):
    (project / "file").write_text("a file where a folder should be", "utf-8")
    before = content(project)
    ran = ntm(*arguments)
    assert ran.code == 2
    assert "không ghi được" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert content(project) == before
