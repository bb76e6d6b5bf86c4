"""dataset.yaml and targets.yaml."""

import datetime as dt
from fractions import Fraction

import pytest

from ntm_analysis.model import Period

STANDARD, ADVANCED = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"
FIRST = f'  - {{role: standard, set: {STANDARD}, from: "2021-12", to: "2025-12"}}\n'


def after_first(start, end="", criteria_set=ADVANCED):
    to = f', to: "{end}"' if end else ""
    return FIRST + f'  - {{role: standard, set: {criteria_set}, from: "{start}"{to}}}\n'


NONE = "threshold_overrides: []"


def override(code, value, of=", source: QĐ 1"):
    return f"threshold_overrides: [{{set: {STANDARD}, indicator: '{code}', value: {value}{of}}}]"


def formula(code, name):
    return f'formulas: {{{STANDARD}: {{"{code}": {name}}}}}'


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message"),
    [
        ("name: tiny", "name: Văn Quan", 1, "name", "chữ thường không dấu"),
        ("name: tiny\n", "", 1, "name", "thiếu mục này"),
        ("name: tiny", "name: tiny\nnames: x", 2, "names", "không có trong định dạng"),
        ("name: tiny", "name: tiny\nname: x", 2, "name", "viết hai lần"),
        (", en: Trial district", "", 2, "title / en", "thiếu mục này"),
        ("region: TDMNPB", "region: Tây Bắc", 6, "region", "một trong: TDMNPB, DBSH"),
        ("cut_off_day: 25", "cut_off_day: 32", 7, "cut_off_day", "từ 1 đến 31"),
        ("cut_off_day: 25", "cut_off_day: 0", 7, "cut_off_day", "từ 1 đến 31"),
        ("illustrative: true", "illustrative: có", 9, "illustrative", "true hoặc false"),
        ("poverty_line: NĐ 07/2021", "poverty_line: mới", 15, "poverty_line", "một trong: NĐ 07/2021"),
        ('from: "2021-12", to', 'from: "12/2021", to', 11, "sets thứ 1 / from", "năm-tháng"),
        ('from: "2021-12", to: "2025-12"', 'from: "2026-01", to: "2025-12"', 11, "sets thứ 1 / to", "trước"),
        ("role: standard", "role: main", 11, "sets thứ 1 / role", "một trong: standard, advanced"),
        ("role: standard", "role: advanced", 10, "sets", "không có bộ nào với role: standard"),
        ("role: standard", "role: advanced", 12, "sets thứ 2", "trùng với"),
        (STANDARD, "xa_ntm_2021", 11, "sets thứ 1 / set", f"không có bộ “xa_ntm_2021”; gần nhất: {STANDARD}"),
        (FIRST, after_first("2025-12"), 12, "sets thứ 2", "mỗi kỳ chỉ một bộ"),
        (FIRST, after_first("2021-01", "2021-12"), 12, "sets thứ 2", "mỗi kỳ chỉ một bộ"),
        ("formulas: {}", formula("11", "simple"), 13, f"formulas / {STANDARD} / 11", "plain"),
        ("formulas: {}", formula("12", "plain"), 13, f"formulas / {STANDARD} / 12", ""),
        (NONE, override("15.9", 5), 14, f"threshold_overrides / {STANDARD} / 15.9", "không có chỉ tiêu này"),
        (NONE, override("15.1", "5%"), 14, "threshold_overrides thứ 1 / value", "một số (87.5) hoặc phân số"),
        (NONE, override("15.1", 5, of=""), 14, "threshold_overrides thứ 1 / source", "thiếu mục này"),
        (NONE, override("15.1", 100.01), 14, f"threshold_overrides / {STANDARD} / 15.1", "từ 0 đến 100"),
        (NONE, override("15.1", -4), 14, f"threshold_overrides / {STANDARD} / 15.1", "một số không âm"),
        (NONE, override("15.2", 7), 14, f"threshold_overrides / {STANDARD} / 15.2", "có hoặc không"),
        ("formulas: {}", "formulas: &f {a: *f}", 13, "", "dùng tham chiếu"),
        ("name: tiny", "name: [tiny", 2, "", "sai cú pháp YAML"),
        ("criteria: ", "criteria: nowhere", 8, "criteria", "không có thư mục"),
    ],
)
def test_a_wrong_description_names_line_and_key(tiny_dataset, old, new, line, column, message):
    tiny_dataset.replace("dataset.yaml", old, new)
    (problem,) = (one for one in tiny_dataset.problems() if one.column == column)
    assert (problem.file, problem.line) == ("dataset.yaml", line)
    assert message in f"{problem.found}; {problem.expected}"


def test_a_threshold_overridden_twice_is_refused(tiny_dataset):
    one = f"{{set: {STANDARD}, indicator: '15.1', value: 92, source: QĐ 1}}"
    tiny_dataset.replace("dataset.yaml", "threshold_overrides: []", f"threshold_overrides: [{one}, {one}]")
    (problem,) = tiny_dataset.problems()
    assert problem.found == "mức này ghi hai lần"


@pytest.mark.parametrize(("month", "warned"), [("2022-05", False), ("2022-06", True)])
def test_a_month_more_than_a_quarter_after_all_others_gives_a_warning(tiny_dataset, lines, month, warned):
    tiny_dataset.append(
        "observations.csv", lines.observation(period=month, indicator="15.2", value="đạt", measured_on="")
    )
    found = [w.found for w in tiny_dataset.read().warnings if "cách kỳ trước đó" in w.found]
    assert bool(found) is warned


def test_months_without_a_set_in_force_give_a_warning(tiny_dataset):
    tiny_dataset.replace("dataset.yaml", FIRST, FIRST.replace('"2021-12"', '"2022-01"'))
    found = [w.found for w in tiny_dataset.read().warnings]
    assert any("chưa có bộ tiêu chí nào cho kỳ 2021-12" in text for text in found)


@pytest.mark.parametrize(("start", "end"), [("2026-01", ""), ("2021-01", "2021-11")])
def test_sets_of_a_role_may_follow_each_other(tiny_dataset, start, end):
    tiny_dataset.replace("dataset.yaml", FIRST, after_first(start, end))
    assert len(tiny_dataset.read().sets) == 3


def test_all_problems_come_at_once(tiny_dataset):
    tiny_dataset.replace("dataset.yaml", "name: tiny", "name: Tiny")
    tiny_dataset.replace("dataset.yaml", "cut_off_day: 25", "cut_off_day: 99")
    assert {problem.column for problem in tiny_dataset.problems()} == {"name", "cut_off_day"}


def test_a_missing_or_empty_description_is_one_sentence(tiny_dataset):
    path = tiny_dataset.path / "dataset.yaml"
    path.write_text("", encoding="utf-8")
    assert "tệp trống" in tiny_dataset.problems()[0].found
    path.unlink()
    (problem,) = tiny_dataset.problems()
    assert problem.found == "không có dataset.yaml"


def test_an_override_replaces_the_threshold_of_its_part(tiny_dataset):
    tiny_dataset.replace("dataset.yaml", NONE, override("15.1", "'92.5'"))
    thresholds = tiny_dataset.read().thresholds
    (row,) = thresholds[(thresholds["set"] == STANDARD) & (thresholds["part"] == "15.1")].to_dict("records")
    assert Fraction(int(row["num"]), int(row["den"])) == Fraction("92.5")
    assert (row["confidence"], row["source"]) == ("override", "QĐ 1")


def test_a_formula_is_chosen_by_its_name(tiny_dataset):
    tiny_dataset.replace("dataset.yaml", "formulas: {}", formula("11", "without_no_labour"))
    rules = tiny_dataset.read().rules
    assert set(rules.loc[rules["part"] == "11", "formula"]) == {"without_no_labour", "plain"}


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("kind: criterion", "kind: criteria", "targets health / kind", "một trong: recognised"),
        ("sense: reach", "sense: up", "targets health / sense", "một trong: reach, hold, fall"),
        ('value: "3"', 'value: "ba"', "targets health / value", "một số (87.5) hoặc phân số"),
        ("denominator: 3", "denominator: 0", "targets health / denominator", "“0”"),
        ('end: "2022-12"', 'end: "2022"', "targets health / end", "năm-tháng"),
        ("2021-12-31", "31/12/2021", "targets health / baseline / date", "năm-tháng-ngày"),
        ('criterion: "15"', 'criterion: "20"', "targets health / criterion", "không có tiêu chí “20”"),
        ('criterion: "15"', 'note: ""', "targets health", "thiếu set hoặc criterion"),
        (f"set: {STANDARD}", "set: xa_ntm", "targets health / set", "không có bộ tiêu chí “xa_ntm”"),
        ('["10003"]', '["10004"]', "targets health / communes", "không có xã mã “10004”"),
        ('value: "3"', 'value: "4"', "targets health / value", "4 lớn hơn mẫu số 3"),
        ('value: "3"', 'value: "-1"', "targets health / value", "số âm “-1”"),
        ('end: "2022-12"', 'end: "2021-11"', "targets health / end", "trước mốc 2021-12-31"),
        ("unit: communes", "unit: points", "targets health / unit", "chỉ cho poor_rate_change"),
        ("targets:", "targets: {", "", "sai cú pháp YAML"),
    ],
)
def test_a_wrong_target_is_named(tiny_dataset, old, new, column, message):
    tiny_dataset.replace("targets.yaml", old, new)
    problem = tiny_dataset.problems()[0]
    assert (problem.file, problem.column) == ("targets.yaml", column)
    assert problem.line
    assert message in f"{problem.found}; {problem.expected}"


def test_a_target_is_read_exactly(tiny_dataset):
    tiny_dataset.replace("targets.yaml", 'value: "3"', 'value: "227/16"')
    tiny_dataset.replace("targets.yaml", "unit: communes", "unit: criteria")
    data = tiny_dataset.read()
    (target,) = data.targets
    assert target.value == Fraction(227, 16)
    assert (target.baseline.value, target.baseline.date) == (2, dt.date(2021, 12, 31))
    assert (target.end, target.communes) == (Period(2022, 12), ("10003",))
    assert str(data.target_document) == "Phát động phong trào. Kế hoạch số 01/KH-UBND"


def test_a_dataset_may_have_no_targets(tiny_dataset):
    (tiny_dataset.path / "targets.yaml").unlink()
    data = tiny_dataset.read()
    assert (data.targets, str(data.target_document)) == ((), "")
