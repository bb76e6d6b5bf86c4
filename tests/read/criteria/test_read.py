"""A broken folder is refused with every problem, each with its place and what would be right."""

import pytest

from ntm_analysis.read.criteria import read_criteria

NTM = "xa-ntm-2021-2025.yaml"
INDICATOR_15_1 = """        both_sexes: true
        frequency: month
        gap_unit: people
        thresholds: {all: 90}
        confidence: verified
        source: S04
"""
ALL_90 = "thresholds: {all: 90}"
INDICATOR_15_3 = "thresholds: {TDMNPB: 24, DBSH: 16.5, BTB: 25, DHNTB: 22, TN: 26.5, DNB: 14.5, DBSCL: 19}"
PLACE_15_1 = "tiêu chí 15 / chỉ tiêu 15.1"


# What is replaced in indicator 15.1, the key the problem names, what it finds, what it expects.
BROKEN_15_1 = [
    (ALL_90, "thresholds: {all: chín mươi}", "thresholds / all", "“chín mươi”", "số viết"),
    (ALL_90, 'thresholds: {all: "90,5"}', "thresholds / all", "“90,5”", "dấu chấm thập phân"),
    (ALL_90, "thresholds: {all: 1e2}", "thresholds / all", "“1e2”", "số viết"),
    (ALL_90, "thresholds: {all: -1}", "thresholds / all", "“-1”", "số viết"),
    (ALL_90, "thresholds: {all: 100.5}", "thresholds / all", "“100.5”", "0 đến 100"),
    (ALL_90, "thresholds: {all: true}", "thresholds / all", "“true”", "một số"),
    (ALL_90, "thresholds: {TDMNPB: 90}", "thresholds", "thiếu vùng DBSH", "null khi chưa biết"),
    (ALL_90, "thresholds: {all: 90, TN: 80}", "thresholds", "vừa ghi all", "ghi đủ các vùng"),
    (ALL_90, "thresholds: {all: null}", "confidence", "không có mức nào", "unknown"),
    (ALL_90, "thresholds: {all: {2021: 90}}", "thresholds / all", "thiếu năm 2022", "null"),
    ("        thresholds: {all: 90}\n", "", "thresholds", "thiếu mục này", "không có thành phần"),
    ("confidence: verified", "confidence: chắc chắn", "confidence", "“chắc chắn”", "unverified-low"),
    ("confidence: verified", "confidence: override", "confidence", "“override”", "verified"),
    ("confidence: verified", "confidence: unknown", "confidence", "unknown nhưng có ghi mức", "độ tin cậy"),
    ("source: S04", "source: S99", "source", "không có nguồn “S99”", "gần nhất"),
    ("source: S04", "source: unverified", "confidence", "nguồn là unverified", "ghi nguồn"),
    ("frequency: month", "frequency: weekly", "frequency", "“weekly”", "half_year"),
    ("frequency: month", "frequency: year", "due_month", "thiếu tháng", "frequency là year"),
    ("frequency: month", "frequency: month\n        due_month: 12", "due_month", "“12”", "bỏ mục này"),
    ("frequency: month", "frequency: year\n        due_month: 13", "due_month", "“13”", "1 đến 12"),
    ("gap_unit: people", "gap_unit: cats", "gap_unit", "“cats”", "households"),
    ("both_sexes: true", "both_sexes: có", "both_sexes", "“có”", "true hoặc false"),
    ("both_sexes: true", "both_sex: true", "both_sex", "không có trong định dạng", "sửa lại tên"),
    ("source: S04", "source: S04\n        source: S05", "source", "viết hai lần", "giữ lại một"),
]


@pytest.mark.parametrize(("old", "new", "key", "found", "expected"), BROKEN_15_1)
def test_a_broken_indicator_is_reported_with_its_place(folder, *, old, new, key, found, expected):
    assert old in INDICATOR_15_1
    folder.edit(NTM, INDICATOR_15_1, INDICATOR_15_1.replace(old, new, 1))
    problems = folder.problems()
    named = [p for p in problems if p.column == f"{PLACE_15_1} / {key}" and found in p.found]
    assert named, [str(problem) for problem in problems]
    assert expected in named[0].expected
    assert named[0].file == NTM
    written = (folder.path / NTM).read_text().splitlines()
    assert abs(written.index('      - code: "15.1"') + 1 - named[0].line) <= 15


def test_the_line_is_the_one_an_editor_shows(folder):
    folder.edit(NTM, INDICATOR_15_3, INDICATOR_15_3.replace("16.5", "16.5.1"))
    (problem,) = folder.problems()
    written = (folder.path / NTM).read_text().splitlines()
    assert "16.5.1" in written[problem.line - 1]
    assert problem.column == "tiêu chí 15 / chỉ tiêu 15.3 / thresholds / DBSH"


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "found"),
    [
        (NTM, "unit: yes_no", "unit: furlong", "chỉ tiêu 1.1 / unit", "“furlong”"),
        (NTM, "rule: is_true", "rule: maybe", "chỉ tiêu 1.1 / rule", "“maybe”"),
        (NTM, "unit: yes_no", "unit: percent", "chỉ tiêu 1.1 / unit", "“percent”"),
        (NTM, "rule: is_true", "rule: at_least", "chỉ tiêu 1.1 / rule", "“at_least”"),
        (
            NTM,
            "rule: is_true",
            "rule: is_true\n        both_sexes: true",
            "chỉ tiêu 1.1 / both_sexes",
            "không tính riêng nam, nữ",
        ),
        (NTM, "DBSH: 99", "DBHS: 99", "chỉ tiêu 4.2 / thresholds / DBHS", "“DBHS”"),
        (NTM, "2023: 42, ", "", "chỉ tiêu 10 / thresholds / TDMNPB", "thiếu năm 2023"),
        (NTM, 'code: "1.2"', 'code: "1.1"', "chỉ tiêu 1.1 / code", "dùng hai lần"),
        (NTM, 'code: "2"', 'code: "1"', "tiêu chí 1 / code", "dùng hai lần"),
        (NTM, "      en: Planning\n", "", "tiêu chí 1 / name / en", "thiếu mục này"),
        (NTM, "      en: Planning\n", "      en:\n", "tiêu chí 1 / name / en", "để trống"),
        (NTM, "indicator_count: 57", "indicator_count: 58", "indicator_count", "ghi 58 nhưng tệp có 57"),
        (NTM, "criterion_count: 19", "criterion_count: 18", "criterion_count", "ghi 18 nhưng tệp có 19"),
        (NTM, "2022-03-08", "08/3/2022", "decision_date", "“08/3/2022”"),
        (
            NTM,
            "add: [poor_households,",
            "add: [poor_household,",
            "formulas / plain / numerator / add",
            "không có số liệu bổ trợ “poor_household”",
        ),
        (NTM, "measure: 5b", "measure: 5x", "thành phần 5c / measure", "không có thành phần “5x”"),
        (
            NTM,
            "condition: {at_most: 3}",
            "condition: {at_most: 3, more_than: 1}",
            "thành phần 5c / condition",
            "2 điều kiện",
        ),
        (NTM, "rule: all_of", "rule: at_least", "chỉ tiêu 5 / rule", "“at_least”"),
        (
            NTM,
            "rule: all_of",
            "rule: all_of\n        gap_unit: schools",
            "chỉ tiêu 5 / gap_unit",
            "nhiều thành phần",
        ),
        ("areas.yaml", '["14", "5"]', '["14", "55"]', "education / criteria / xa_ntm_2021_2025", "“55”"),
        ("areas.yaml", "xa_ntm_2021_2025", "xa_ntm_2026", "education / criteria", "“xa_ntm_2026”"),
        ("areas.yaml", "[population]", "[popullation]", "health / statistics", "“popullation”"),
        ("areas.yaml", "id: health", "id: education", "education / id", "dùng hai lần"),
        ("statistics.yaml", "unit: people", "unit: heads", "population / unit", "“heads”"),
        ("statistics.yaml", "    due_month: 12\n", "", "population / due_month", "thiếu tháng"),
        ("statistics.yaml", ", en: Population", "", "population / name / en", "thiếu mục này"),
        ("sources.yaml", "S01:\n  title", "S01:\n  titel", "S01 / title", "thiếu mục này"),
    ],
)
def test_each_kind_of_mistake_is_found(folder, *, name, old, new, place, found):
    folder.edit(name, old, new)
    problems = folder.problems()
    named = [p for p in problems if p.file == name and p.column.endswith(place) and p.line]
    assert [p for p in named if found in p.found], [str(problem) for problem in problems]


def test_two_files_cannot_be_the_same_set(folder):
    folder.edit(NTM, "id: xa_ntm_2021_2025", "id: xa_ntm_nang_cao_2021_2025")
    assert any(f"đã dùng trong {NTM}" in problem.found for problem in folder.problems())


def test_an_unknown_code_names_the_nearest(folder):
    folder.edit("areas.yaml", "[population]", "[popullation]")
    (problem,) = folder.problems()
    assert problem.expected == "gần nhất: population"


@pytest.mark.parametrize(
    ("old", "new", "found", "expected"),
    [
        (
            "    name:\n      vi: Quy hoạch\n      en: Planning\n",
            "    name: Quy hoạch\n",
            "“Quy hoạch”",
            "các mục",
        ),
        ("group: Quy hoạch", "group: [Quy hoạch]", "một danh sách", "một dòng chữ"),
        ("thresholds: {all: true}", "thresholds: [true]", "một danh sách", "các mục"),
        ("years: {first: 2021", "years: {first: [2021]", "một danh sách", "một số nguyên"),
        ("thresholds: {all: true}", "thresholds: {all: [true]}", "một danh sách", "số viết"),
        ("frequency: quarter", "frequency: {month: 3}", "một nhóm mục", "một trong"),
    ],
)
def test_a_value_of_the_wrong_kind_is_described_not_dumped(folder, old, new, found, expected):
    folder.edit(NTM, old, new)
    assert [p for p in folder.problems() if p.found == found and expected in p.expected]


def test_all_problems_of_all_files_come_at_once(folder):
    folder.edit(NTM, INDICATOR_15_3, INDICATOR_15_3.replace("24", "hai tư"))
    folder.edit(NTM, "      en: Planning\n", "")
    folder.edit(NTM, 'code: "1.2"', 'code: "1.1"')
    folder.edit("xa-ntm-nang-cao-2021-2025.yaml", "unit: yes_no", "unit: furlong")
    folder.edit("areas.yaml", "[population]", "[popullation]")
    folder.edit("sources.yaml", "S01:\n  title", "S01:\n  titel")
    found = {(problem.file, problem.column) for problem in folder.problems()}
    assert found >= {
        (NTM, "tiêu chí 15 / chỉ tiêu 15.3 / thresholds / TDMNPB"),
        (NTM, "tiêu chí 1 / name / en"),
        (NTM, "tiêu chí 1 / chỉ tiêu 1.1 / code"),
        ("xa-ntm-nang-cao-2021-2025.yaml", "tiêu chí 1 / chỉ tiêu 1.1 / unit"),
        ("areas.yaml", "lĩnh vực health / statistics"),
        ("sources.yaml", "S01 / title"),
    }


def test_broken_syntax_names_the_line_and_hides_no_other_file(folder):
    folder.edit(NTM, "indicator_count: 57", "indicator_count: [57")
    folder.edit("areas.yaml", "[population]", "[popullation]")
    syntax, other = sorted(folder.problems(), key=lambda p: p.file != NTM)
    assert syntax.file == NTM
    assert "sai cú pháp YAML" in syntax.found
    assert syntax.line > 10
    assert other.file == "areas.yaml"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "tệp trống"),
        (b"- mot\n- hai\n", "tệp trống hoặc không gồm"),
        ("areas: Giáo dục".encode("utf-16"), "không phải mã UTF-8"),
    ],
)
def test_a_file_that_is_no_mapping_of_text_is_one_problem(folder, content, found):
    (folder.path / "areas.yaml").write_bytes(content)
    (problem,) = folder.problems()
    assert problem.file == "areas.yaml"
    assert found in problem.found


def test_a_missing_shared_file_does_not_make_every_use_of_it_a_problem(folder):
    (folder.path / "sources.yaml").unlink()
    (problem,) = folder.problems()
    assert problem.file == "sources.yaml"
    assert "không đọc được tệp" in problem.found


def test_a_folder_without_sets_says_so(folder):
    for path in folder.path.glob("xa-*.yaml"):
        path.unlink()
    assert any("không có tệp bộ tiêu chí nào" in problem.found for problem in folder.problems())


def test_a_missing_folder_is_a_problem_and_no_crash(folder):
    folder.path = folder.path / "khong-co"
    assert {problem.file for problem in folder.problems()} >= {"areas.yaml", "sources.yaml"}


def test_a_new_decision_is_one_more_file(folder):
    text = (folder.path / NTM).read_text().replace("id: xa_ntm_2021_2025", "id: xa_ntm_2026_2030", 1)
    (folder.path / "xa-ntm-2026-2030.yaml").write_text(text)
    assert "xa_ntm_2026_2030" in read_criteria(folder.path).sets


def test_indicator_codes_need_no_quotes(folder):
    """An unquoted 17.10 stays 17.10: numbers are kept as they are written."""
    folder.edit(NTM, 'code: "17.10"', "code: 17.10")
    codes = [i.code for i in read_criteria(folder.path).sets["xa_ntm_2021_2025"].indicators]
    assert "17.10" in codes
    assert codes.count("17.1") == 1
