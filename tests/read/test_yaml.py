"""The YAML files of a dataset: what multiplies, hides or nests without end is one sentence with its line."""

import subprocess
import sys

import pytest

DATASET, TARGETS, MOVEMENT = "dataset.yaml", "targets.yaml", "movement.yaml"
ITEMS = """\
goods_units: [tấn xi măng]
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: sessions, name: {vi: Buổi, en: Sessions}, unit: {vi: buổi, en: sessions}}
"""


@pytest.fixture
def described(tiny_dataset):
    tiny_dataset.write(MOVEMENT, ITEMS)
    return tiny_dataset


REFERENCES = {
    "an anchor and its alias": (DATASET, "formulas: {}", "formulas: &f {}\npoverty: *f", 14),
    "a mapping merged": (DATASET, "formulas: {}", "x: &f {}\nformulas: {<<: *f}", 14),
    "an alias of itself": (DATASET, "formulas: {}", "formulas: &f {a: *f}", 13),
    "an alias of nothing": (DATASET, "formulas: {}", "formulas: *nowhere", 13),
    "in targets": (TARGETS, "quote: phấn đấu 3/3 xã", "quote: &q x\n    note: *q", 14),
    "in the items": (MOVEMENT, "goods_units: [tấn xi măng]", "goods_units: [&a tấn, *a]", 1),
}


@pytest.mark.parametrize(("file", "old", "new", "line"), list(REFERENCES.values()), ids=list(REFERENCES))
def test_a_reference_is_refused_with_its_line(described, file, old, new, line):
    described.replace(file, old, new)
    (problem,) = described.problems()
    assert (problem.file, problem.line) == (file, line)
    assert problem.found == "dùng tham chiếu (&, *)"


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")], ids=["lists", "mappings"])
@pytest.mark.parametrize("file", [DATASET, TARGETS, MOVEMENT])
def test_what_lies_a_thousand_deep_is_one_sentence(described, file, opening, closing):
    described.write(file, "name: " + opening * 1000 + closing * 1000)
    (problem,) = described.problems()
    assert (problem.file, problem.line) == (file, 1)
    assert "quá sâu" in problem.found


@pytest.mark.parametrize("closing", ["]", ""], ids=["closed", "open"])
def test_lists_a_hundred_thousand_deep_are_one_sentence_without_a_wait(described, closing):
    described.write(DATASET, "name: " + "[" * 100_000 + closing * 100_000)
    # In a process of its own: a parser that runs out of stack takes its process with it.
    read = "import sys, pathlib, ntm_analysis.read as d; d.read_dataset(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-c", read, described.path]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=15)
    assert ran.returncode == 1
    said = ran.stderr.splitlines()[-1]
    assert "InputError: dataset.yaml" in said
    assert len(said) < 300


LAUGHS = "\n".join(
    ["a: &a [x, x]"] + [f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefghi", "bcdefghij", strict=True)]
)


@pytest.mark.parametrize("file", [DATASET, TARGETS, MOVEMENT])
def test_a_billion_laughs_are_one_sentence(described, file):
    described.write(file, LAUGHS)
    (problem,) = described.problems()
    assert (problem.file, problem.line) == (file, 2)


TEXTS = {
    "a title": (DATASET, "vi: Huyện Thử Nghiệm", 'vi: "Huyện{} Thử"', "title / vi"),
    "an office": (DATASET, "vi: Văn phòng điều phối", 'vi: "Văn{} phòng"', "office / vi"),
    "a district": (DATASET, "name: Thử Nghiệm", 'name: "Thử{} Nghiệm"', "district / name"),
    "a target": (TARGETS, "vi: Xã đạt tiêu chí 15", 'vi: "Xã{} đạt"', "targets health / name / vi"),
    "an item": (MOVEMENT, "vi: Tuyên truyền", 'vi: "Tuyên{} truyền"', "items thứ 1 / name / vi"),
}


@pytest.mark.parametrize(("file", "old", "new", "column"), list(TEXTS.values()), ids=list(TEXTS))
@pytest.mark.parametrize("mark", ["\\a", "\\0", "\\e", "\\u200b", "\\u202e", "\\x7f"])
def test_a_text_with_a_character_nobody_sees_is_refused(described, file, old, new, column, mark):
    described.replace(file, old, new.format(mark))
    (problem,) = described.problems()
    assert (problem.file, problem.column) == (file, column)
    assert "không có ký tự điều khiển" in problem.expected
    assert str(problem).isprintable()  # what nobody sees is spelled out


@pytest.mark.parametrize("mark", ["\x07", "\x1b", "\x00"])
def test_a_raw_control_character_is_one_sentence(described, mark):
    described.replace(DATASET, "Huyện Thử Nghiệm", f"Huyện{mark} Thử")
    (problem,) = described.problems()
    assert problem.file == DATASET
    assert str(problem).isprintable()


LONGEST = {
    "the name of the dataset": ("name: tiny", "name: {}", "a" * 60, "name"),
    "of the district": ("name: Thử Nghiệm", "name: {}", "An " * 19 + "Ana", "district / name"),
    "of the province": ("name: Tỉnh Thử", "name: {}", "An " * 19 + "Ana", "province / name"),
    "a title": ("vi: Huyện Thử Nghiệm", "vi: {}", "a" * 3000, "title / vi"),
}


@pytest.mark.parametrize("more", ["", "a"], ids=["just short enough", "too long"])
@pytest.mark.parametrize(("old", "new", "longest", "column"), LONGEST.values(), ids=LONGEST)
def test_an_over_long_name_is_refused_in_one_short_sentence(described, old, new, longest, column, more):
    described.replace(DATASET, old, new.format(longest + more))
    problems = described.problems()
    assert [(p.file, p.column) for p in problems] == [(DATASET, column)] * bool(more)
    assert all(len(str(problem)) < 400 for problem in problems)


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        ("1", False),
        ("99", False),
        ("100", True),
        ("0", True),
        ("-1", True),
        ("9" * 30, True),
        ("9" * 5000, True),
    ],
    ids=["1", "99", "100", "0", "-1", "30 digits", "5000 digits"],
)
def test_the_number_of_an_item_has_at_most_two_digits(described, number, refused):
    described.replace(MOVEMENT, "number: 1", f"number: {number}")
    problems = described.problems()
    assert [(p.file, p.column) for p in problems] == [(MOVEMENT, "items thứ 1 / number")] * refused
    assert all(len(str(problem)) < 400 and "http" not in str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("unit", "refused"),
    [("tấn", False), ("m³", False), ("đồng", True), ("triệu đồng", True), ("công", True), ("m²", True)],
)
def test_goods_are_counted_in_no_unit_of_money_work_or_land(described, unit, refused):
    described.replace(MOVEMENT, "[tấn xi măng]", f"[tấn xi măng, {unit}]")
    found = [(p.file, p.line, p.column) for p in described.problems()]
    assert found == [(MOVEMENT, 1, "goods_units thứ 2")] * refused


@pytest.mark.parametrize("year", ["1899", "2101", "9" * 30])
def test_a_threshold_of_a_year_that_nobody_can_mean_is_refused(described, year):
    override = f"[{{set: xa_ntm_2021_2025, indicator: '15.1', value: 92, source: QĐ 1, year: {year}}}]"
    described.replace(DATASET, "threshold_overrides: []", f"threshold_overrides: {override}")
    assert [p.column for p in described.problems()] == ["threshold_overrides thứ 1 / year"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1202-01-01"])
def test_a_baseline_of_a_day_that_nobody_can_mean_is_refused(described, day):
    described.replace(TARGETS, "date: 2021-12-31", f"date: {day}")
    assert {(p.file, p.column.split(" / ")[0]) for p in described.problems()} == {(TARGETS, "targets health")}
