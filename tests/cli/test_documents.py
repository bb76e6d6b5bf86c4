"""The commands that write documents and tell changes, on the shipped data."""

import csv
import html
import io
import json
import re
from fractions import Fraction

import docx
import pytest

from ntm_analysis.publish.docx import TEMPLATE

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("project")
def test_diff_tells_the_kinds_of_changes_with_their_counts(ntm):
    ran = ntm("diff", "2021-12", "2022-09")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[:2] == ["SỐ LIỆU MINH HỌA", "Thay đổi từ tháng 12/2021 đến tháng 9/2022"]
    assert any(line.startswith("Mục tiêu: ") for line in lines)
    assert any(line.startswith("Kết quả tiêu chí: tăng 7, giảm 1, thay đổi khác 3") for line in lines)


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
    for row, change in zip(rows, told["changes"], strict=True):
        for when in ("was", "now"):
            exact = change[f"{when}_value"]
            figures = [row[f"{when}_{part}"] for part in ("value", "num", "den")]
            # Excel would open a fraction as a date.
            assert not any("/" in figure for figure in figures)
            if exact is None:
                assert figures == ["", "", ""]
                continue
            assert Fraction(int(figures[1]), int(figures[2])) == Fraction(exact)
            assert abs(Fraction(figures[0]) - Fraction(exact)) <= Fraction(1, 2 * 10**6)


@pytest.mark.usefixtures("project")
def test_diff_writes_statuses_in_words_and_says_why_a_value_no_longer_counts(ntm):
    told = json.loads(ntm("diff", "2022-08", "2022-09", "--json").out)["changes"]
    (stale,) = [c for c in told if (c["place_name"], c["code"], c["kind"]) == ("Xã An Sơn", "15.1", "value")]
    assert (stale["now"], stale["now_word"], stale["reason"]) == ("no_data", "chưa có số liệu", "stale")
    line = next(t for t in ntm("diff", "2022-08", "2022-09").out.splitlines() if "An Sơn, chỉ tiêu 15.1" in t)
    assert "đạt → chưa có số liệu (số liệu quá cũ, coi như chưa có số liệu)" in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "2022-09", "2022-08"], "phải trước kỳ thứ hai"),
        (["diff", "2022-09", "2022-09"], "phải trước kỳ thứ hai"),
        (["diff", "2022-08", "2023-01"], "không có số liệu kỳ 2023-01"),
        (["diff", "8-2022", "2022-09"], "không hợp lệ"),
        (["report", "--kind", "week"], "month, quarter, nine-months, year, movement"),
        (["report", "--kind", "quarter", "--period", "2022-08"], "2022-03, 2022-06, 2022-09"),
        (["report", "--kind", "year", "--period", "2022-09"], "2021-12"),
        (["report", "--out", "r.pdf"], ".docx"),
        (["report", "--period", "2023-01"], "không có số liệu kỳ 2023-01"),
        (["meeting", "--period", "2023-01"], "không có số liệu kỳ 2023-01"),
        (["late", "--period", "2023-01"], "không có số liệu kỳ 2023-01"),
        (["report", "--out", "file/report.docx"], "không ghi được"),
        (["meeting", "--out", "file"], "không ghi được"),
        (["diff", "2022-08", "2022-09", "--csv", "file/changes.csv"], "không ghi được"),
    ],
)
def test_wrong_input_is_one_sentence_and_nothing_is_written(project, ntm, content, arguments, said):
    (project / "file").write_text("a file where a folder should be", "utf-8")
    before = content(project)
    ran = ntm(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert content(project) == before


def test_report_is_written_beside_the_pages_of_its_month(project, ntm):
    ran = ntm("report", "--kind", "nine-months", "--period", "2022-09")
    assert ran.code == 0
    path = project / "reports/van-quan/2022-09/documents/bao-cao-nine-months-2022-09.docx"
    assert str(path) in ran.out
    texts = [p.text for p in docx.Document(str(path)).paragraphs]
    assert "BÁO CÁO" in texts
    assert "Kết quả xây dựng nông thôn mới 9 tháng đầu năm 2022" in texts
    assert any("[bổ sung" in text for text in texts)


def test_an_office_with_a_template_beside_its_data_has_its_own_look(project, ntm):
    own = docx.Document(str(TEMPLATE))
    own.add_paragraph("Bản của huyện")
    own.save(str(project / "data/van-quan/document.docx"))
    assert ntm("report", "--period", "2022-09", "--out", "own.docx").code == 0
    assert "Bản của huyện" in [p.text for p in docx.Document(str(project / "own.docx")).paragraphs]


def test_poster_writes_a_page_with_the_map_that_loads_nothing(project, ntm):
    ran = ntm("poster", "--period", "2022-09", "--out", "papers")
    assert ran.code == 0
    page = (project / "papers/ap-phich-2022-09.html").read_text("utf-8")
    assert "ap-phich-2022-09.html" in ran.out
    assert html.unescape(page).count("SỐ LIỆU MINH HỌA") >= 1
    assert "<svg" in page
    assert "Trấn" in page  # a name of the map
    assert not re.search(r"<script|<link|https?://(?!www\.w3\.org)", page)


def test_meeting_writes_a_page_and_a_document_of_the_same_words(project, ntm):
    ran = ntm("meeting", "--period", "2022-09", "--out", "papers")
    assert ran.code == 0
    assert sorted(p.name for p in (project / "papers").iterdir()) == [
        "giao-ban-2022-09.docx",
        "giao-ban-2022-09.html",
    ]
    page = (project / "papers/giao-ban-2022-09.html").read_text("utf-8")
    for paragraph in docx.Document(str(project / "papers/giao-ban-2022-09.docx")).paragraphs:
        for line in paragraph.text.removesuffix("./.").splitlines():
            assert html.escape(line, quote=False) in page.replace("&#34;", '"').replace("&#39;", "'")


@pytest.mark.usefixtures("project")
def test_late_names_the_commune_the_indicator_and_the_last_date(ntm):
    ran = ntm("late", "--period", "2022-09")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[:2] == [
        "SỐ LIỆU MINH HỌA",
        "Số liệu còn nợ, kỳ tháng 9/2022 (tính đến ngày 25/09/2022)",
    ]
    told = json.loads(ntm("late", "--period", "2022-09", "--json").out)
    past_due = [owed for owed in told["owed"] if owed["kind"] in {"past_due", "stale"}]
    assert past_due
    for owed in past_due:
        assert any(owed["name"] in line and f"chỉ tiêu {owed['code']} " in line for line in lines)
