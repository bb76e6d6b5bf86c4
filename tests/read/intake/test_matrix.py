"""The matrix of a district: whatever its form, each cell is read as two people would, or is told."""

import csv
import io
import re
import unicodedata

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.read.intake.marks import given_marks
from ntm_analysis.read.intake.names import key_of
from tests.offices import COMMUNES, EXPECTED, LEGEND, Matrix, row_of, said

NAMES = {
    15: "Y tế",
    14: "Giáo dục và Đào tạo",
    1: "Quy hoạch",
    2: "Giao thông",
    17: "Môi trường và an toàn thực phẩm",
}


def test_every_mark_is_read_and_a_blank_cell_is_no_data(matrix, read_in):
    found = read_in(matrix)
    assert found.problems == []
    assert said(found) == EXPECTED
    (reading,) = found.readings
    assert reading.blank == 3 * 19 - len(EXPECTED)
    assert {entry.row["level"] for entry in found.new} == {"huyện rà soát"}
    assert {entry.row["period"] for entry in found.new} == {"2022-02"}


def test_each_row_names_file_sheet_and_cell(matrix, read_in):
    found = {entry.row["source"] for entry in read_in(matrix).new}
    first = matrix.first
    assert f"bang.xlsx, trang “TH”, ô C{first}" in found
    assert f"bang.xlsx, trang “TH”, ô U{first + 2}" in found


HEADS = {
    "numbers": [["STT", "Tên xã", *range(1, 20), "Tổng số"]],
    "TC1": [["TT", "Xã", *(f"TC{n}" for n in range(1, 20)), "Tổng"]],
    "tiêu chí 1": [["TT", "Đơn vị", *(f"Tiêu chí {n}" for n in range(1, 20)), "Tổng số TC đạt"]],
    "two rows": [["STT", "Tên xã", "Các tiêu chí", *[""] * 18, "Tổng số"], ["", "", *range(1, 20), ""]],
    "numbers and names": [
        ["STT", "Tên xã", *range(1, 20), "Tổng số"],
        ["", "", *(NAMES.get(n, "") for n in range(1, 20)), ""],
    ],
    "letters below": [["STT", "Tên xã", *range(1, 20), "Tổng"], ["A", "B", *range(1, 20), "20"]],
}


@pytest.mark.parametrize("heads", HEADS.values(), ids=HEADS)
def test_heads_may_be_numbers_or_names_in_several_rows(matrix, read_in, heads):
    matrix.heads = heads
    if len(heads) > 1 and heads[0][1] == "Tên xã" and heads[1][1] == "":
        top = len(matrix.title) + 2
        matrix.merged = [f"B{top}:B{top + 1}", f"A{top}:A{top + 1}", f"V{top}:V{top + 1}"]
        matrix.merged += [f"C{top}:U{top}"] if heads[0][3] == "" else []
    found = read_in(matrix)
    assert found.problems == []
    assert said(found) == EXPECTED


SPELLINGS = [
    "An Hòa", "An Hoà", "AN HÒA", "xã An Hòa", "Xã  An   Hòa", "X. An Hòa", "UBND xã An Hòa", "10001",
    unicodedata.normalize("NFD", "An Hòa"), " an hoà ",
]  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_commune_is_found_however_it_is_written(read_in, name):
    found = read_in(Matrix(rows=[row_of(1, name, {1: "x"})]))
    assert said(found) == {("10001", "1"): "đạt"}


@pytest.mark.parametrize("name", ["An Hò", "An Hóa", "An", "Hòa", "An Hòa và Bình Yên", "99999"])
def test_what_is_not_exactly_one_commune_is_refused_with_the_nearest(read_in, name):
    found = read_in(Matrix(rows=[row_of(1, name, {1: "x"})]))
    assert [problem.found for problem in found.problems] == [f"“{name}” không phải đúng một xã"]
    assert found.new == ()


LEGENDS = [
    ("x", "đạt", "Ghi chú: dấu x là đạt"),
    ("+", "đạt", "(+: đạt, -: chưa đạt)"),
    ("-", "chưa đạt", "(+: đạt, -: chưa đạt)"),
    ("✓", "đạt", "“✓” = đạt"),
    ("K", "chưa đạt", "Đ: đạt; K: không đạt"),
    ("1", "đạt", "1 – đạt; 0 – chưa đạt"),
    ("0", "chưa đạt", "1 – đạt; 0 – chưa đạt"),
    ("CĐ", "chưa đạt", "CĐ: chưa đạt"),
]


@pytest.mark.parametrize(("sign", "verdict", "legend"), LEGENDS)
def test_a_sign_means_what_the_legend_of_the_sheet_says(read_in, sign, verdict, legend):
    found = read_in(Matrix(rows=[row_of(1, "An Hòa", {1: sign})], below=[["", legend]]))
    assert said(found) == {("10001", "1"): verdict}
    assert [told.text for told in found.readings[0].converted] == [f"“{sign.casefold()}” là {verdict}"]


@pytest.mark.parametrize("word", ["Đạt", "đạt", "Đạt chuẩn", "Chưa đạt", "Không đạt", "Cơ bản đạt", "CBĐ"])
def test_words_need_no_legend(read_in, word):
    found = read_in(Matrix(rows=[row_of(1, "An Hòa", {1: word})], below=[]))
    assert found.problems == []
    assert len(found.new) == 1
    assert ("cơ bản" in said(found)["10001", "1"]) == (word in {"Cơ bản đạt", "CBĐ"})


def test_marks_without_a_legend_are_read_only_as_they_are_told(read_in):
    sheet = Matrix(rows=[row_of(1, "An Hòa", {1: "x", 2: "o"})], below=[])
    found = read_in(sheet)
    assert [problem.found for problem in found.problems] == [
        "dấu “x” không có chú thích",
        "dấu “o” không có chú thích",
    ]
    told = read_in(sheet, marks=given_marks("x=đạt, o=chưa đạt"))
    assert said(told) == {("10001", "1"): "đạt", ("10001", "2"): "chưa đạt"}


@pytest.mark.parametrize("text", ["x", "x=tốt", "=đạt", "x=đạt;0=chưa đạt"])
def test_what_is_told_of_marks_must_be_a_list_of_verdicts(text):
    with pytest.raises(NtmError, match="không hợp lệ; viết như x=đạt,0=chưa đạt"):
        given_marks(text)


LEFT_OUT = {
    "Tổng cộng": "dòng tổng “Tổng cộng”",
    "Số xã đạt": "dòng tổng “Số xã đạt”",
    "Tỷ lệ %": "dòng tổng “Tỷ lệ %”",
    "Nhóm I": "“Nhóm I” không phải dòng của xã",
    "TT. Phố Mới": "thị trấn Phố Mới không xét tiêu chí nông thôn mới",
}


@pytest.mark.parametrize(("name", "told"), LEFT_OUT.items())
def test_every_row_that_is_no_commune_s_is_told_with_its_reason(matrix, read_in, name, told):
    marks = {1: 3} if name.startswith(("Tổng", "Số")) else {}
    matrix.rows.append(row_of("", name, marks))
    found = read_in(matrix)
    assert found.problems == []
    assert said(found) == EXPECTED
    assert told in [each.text for each in found.readings[0].left_out]


def test_a_total_that_the_marks_do_not_come_to_is_asked_about(matrix, read_in):
    matrix.rows[0][-1] = 3
    found = read_in(matrix)
    assert [(each.place, each.text) for each in found.readings[0].questions] == [
        (f"trang “TH”, ô V{matrix.first}", "ghi tổng 3, đếm được 1 tiêu chí đạt")
    ]
    assert said(found) == EXPECTED


def test_a_commune_without_a_row_is_asked_about(matrix, read_in):
    del matrix.rows[1]
    assert [each.text for each in read_in(matrix).readings[0].questions] == ["không có dòng của Bình Yên"]


def test_criteria_without_a_column_are_asked_about(matrix, read_in):
    for row in (*matrix.heads, *matrix.rows):
        del row[3:5]
    found = read_in(matrix)
    assert [each.text for each in found.readings[0].questions] == ["không có cột của tiêu chí 2, 3"]
    assert said(found) == {key: verdict for key, verdict in EXPECTED.items() if key[1] not in {"2", "3"}}


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Kết quả tự đánh giá của các xã", "xã tự đánh giá"),
        ("Kết quả thẩm định", "tỉnh thẩm định"),
        ("Kết quả", "huyện rà soát"),
    ],
)
def test_whose_verdicts_they_are_stands_in_the_title(matrix, read_in, title, level):
    matrix.title[0] = title
    assert {entry.row["level"] for entry in read_in(matrix).new} == {level}


@pytest.mark.parametrize("written", ["Tháng 02 năm 2022", "tháng 2/2022", "(Tính đến ngày 25/02/2022)"])
def test_the_month_is_taken_from_the_title(matrix, read_in, written):
    matrix.title[1] = written
    assert {entry.row["period"] for entry in read_in(matrix, period=None).new} == {"2022-02"}


@pytest.mark.parametrize(
    ("title", "period", "told"),
    [
        (["Kết quả"], None, "phần đầu trang không ghi tháng và năm"),
        (["Tháng 1/2022 và tháng 2/2022"], None, "phần đầu trang ghi các kỳ 2022-01, 2022-02"),
        (["Tháng 1/2022"], "2022-02", "phần đầu trang ghi kỳ 2022-01, không phải 2022-02"),
        (["Giai đoạn 2016-2020, tháng 2/2022"], "2022-02", "phần đầu trang ghi giai đoạn 2016-2020"),
    ],
)
def test_a_title_that_says_two_things_stops_the_import(matrix, read_in, title, period, told):
    matrix.title = title
    found = read_in(matrix, period=period)
    assert any(problem.found.startswith(told) for problem in found.problems)


def test_two_readings_of_a_column_stop_the_import(matrix, read_in):
    matrix.heads = [
        ["STT", "Tên xã", *range(1, 20), "Tổng"],
        ["", "", *["Y tế" if n == 14 else "" for n in range(1, 20)]],
    ]
    top = len(matrix.title) + 2
    matrix.merged = [f"B{top}:B{top + 1}"]
    found = [problem.found for problem in read_in(matrix).problems]
    assert "số 14 đứng cùng tên của tiêu chí 15" in found
    assert any(text.startswith("tiêu chí 15 có ở hai cột") for text in found)


def test_a_commune_twice_is_refused(matrix, read_in):
    matrix.rows.append(row_of(4, "An Hoà", {1: "0"}))
    assert [p.found for p in read_in(matrix).problems] == [f"An Hòa đã có ở dòng {matrix.first}"]


def test_a_hidden_row_is_read_and_told_a_hidden_sheet_passed_over(matrix, read_in, tmp_path):
    path = matrix.write(tmp_path / "bang.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[matrix.first].hidden = True
    book.create_sheet("Cũ").sheet_state = "hidden"
    book.create_sheet("Khác")["A1"] = "lời nói đầu"
    book.save(path)
    found = read_in(path)
    assert said(found) == EXPECTED
    assert f"dòng ẩn vẫn được đọc: {matrix.first}" in [each.text for each in found.readings[0].questions]
    assert {(each.place, each.text) for each in found.passed_over} == {
        ("bang.xlsx, trang “Cũ”", "trang ẩn, không được đọc"),
        ("bang.xlsx, trang “Khác”", "không nhận ra bảng nào, không được đọc"),
    }


def test_a_formula_that_nobody_calculated_is_told_by_its_cell(matrix, read_in, tmp_path):
    path = matrix.write(tmp_path / "bang.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.cell(matrix.first, 3).value = "=1+1"
    book.save(path)
    (problem,) = read_in(path).problems
    assert (problem.column, problem.found) == (f"trang “TH”, ô C{matrix.first}", "công thức chưa có kết quả")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_is_read_in_its_encoding_and_with_its_separator(
    matrix, read_in, tmp_path, encoding, separator
):
    text = io.StringIO()
    rows = [[each] for each in matrix.title] + matrix.heads + matrix.rows + matrix.below
    csv.writer(text, delimiter=separator).writerows(rows)
    path = tmp_path / "bang.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    assert said(read_in(path)) == EXPECTED


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bang.xlsx", b"PK\x03\x04 no", "không đọc được sổ Excel"),
        ("bang.xlsx", b"", "không đọc được sổ Excel"),
        ("bang.docx", b"x", "chưa đọc được tệp .docx"),
        ("bang.xls", b"\xd0\xcf\x11\xe0", "chưa đọc được tệp .xls"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_in_one_sentence(read_in, tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_in(path)


def test_what_is_there_already_is_no_change_and_another_verdict_is_told(matrix, read_in):
    matrix.title[1] = "Tháng 12 năm 2021"
    found = read_in(matrix, period="2021-12")
    # The small district's review of December says đạt of everything.
    assert found.same == sum(verdict == "đạt" for verdict in EXPECTED.values())
    assert {(o.entry.row["commune"], o.entry.row["criterion"], o.was) for o in found.others} == {
        (*key, "đạt") for key, verdict in EXPECTED.items() if verdict != "đạt"
    }


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoà"), ("THỦY", "thuỷ"), ("Đ", "Ð")])
def test_names_that_differ_in_the_place_of_a_tone_are_the_same(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("Hóa", "Hòa"), ("Lê", "Le"), ("Sơn", "Sôn"), ("Đa", "Da")])
def test_names_that_differ_in_a_letter_or_a_tone_are_not(one, other):
    assert key_of(one) != key_of(other)


VERDICTS = {"đạt": ["x", "X", "Đạt"], "chưa đạt": ["0", 0, "chưa đạt"], "cơ bản đạt": ["CBĐ", "cbđ"]}
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(sorted(COMMUNES)), st.integers(1, 19)),
    st.sampled_from(sorted(VERDICTS)),
    max_size=57,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(truth=CELLS, order=st.permutations(sorted(COMMUNES)), pick=st.integers(0, 2))
def test_any_matrix_is_read_back_as_it_was_written(read_in, truth, order, pick):
    rows = [
        row_of(
            n,
            COMMUNES[code],
            {c: VERDICTS[v][pick % len(VERDICTS[v])] for (of, c), v in truth.items() if of == code},
        )
        for n, code in enumerate(order, start=1)
    ]
    found = read_in(Matrix(rows=rows, below=[["", LEGEND]]))
    assert found.problems == []
    assert said(found) == {(code, str(number)): verdict for (code, number), verdict in truth.items()}


WORDS = [
    "", "x", "0", 0, 1, 2.5, "đạt", "Chưa đạt", "STT", "Tên xã", "Tổng số", "Tổng cộng", "An Hòa", "Phố Mới",
    "10001", "15", "Y tế", "15. Y tế", "A", "Tháng 1/2022", "tháng 2/2022", "x: đạt", "x: chưa đạt",
    "năm 2021", "nâng cao", "xã tự đánh giá", "quý III", "=1+1", "<script>", "85%", True, "-",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.integers(1, 14), column=st.integers(1, 23), word=st.sampled_from(WORDS))
def test_no_word_beside_the_marks_changes_a_verdict_unsaid(matrix, read_in, tmp_path, row, column, word):
    assume(not (row in range(matrix.first, matrix.first + 3) and column in range(3, 22)))
    path = matrix.write(tmp_path / "bang.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.cell(row, column).value = word
    book.save(path)
    found = read_in(path)
    if found.problems or {entry.row["level"] for entry in found.new} == {"xã tự đánh giá"}:
        return
    got, asked = said(found), "; ".join(each.text for each in found.readings[0].questions)
    assert got.items() <= EXPECTED.items()
    absent = re.findall(r"tiêu chí ([\d, ]+)", asked)
    codes = {code for listed in absent for code in listed.split(", ")}
    assert all(COMMUNES[commune] in asked or code in codes for commune, code in EXPECTED.keys() - got.keys())
