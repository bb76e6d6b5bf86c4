"""The mutations tried on the rules: what is turned, and whose tests are asked first."""

from pathlib import Path

import pytest

from benchmarks.mutants import files_of, turned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", ["a <= b"]),
        ("a <= b < c", ["a < b < c", "a <= b <= c"]),
        ("a in b", ["a not in b"]),
        ("a + b", ["a - b"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("-1", ["1", "-2"]),
        ("True", ["False"]),
        ("a[0]", ["a[1]"]),
        ("zip(a, b, strict=True)", []),
        ("a: int | None = b", []),
        ("def f(a: int | None) -> x | y:\n    return 'a word'", []),
    ],
)
def test_each_comparison_sign_operator_and_constant_is_turned_once(text, expected):
    _, lines = turned(text)
    assert [turned(text, chosen)[0] for chosen in range(len(lines))] == expected


def test_a_mutation_tells_the_line_it_is_in():
    assert turned("a = b\n\nc = d > e\n")[1] == [3]


def test_the_files_of_a_module_come_first_those_beside_it_next_and_the_others_apart():
    near, others = files_of(Path("ntm_analysis/judge/movement/tasks.py"))
    assert near[0] == "tests/judge/movement/test_tasks.py"
    assert {Path(test).parent.name for test in near} == {"movement"}
    assert len({*near, *others}) == len(near) + len(others)
    assert "tests/judge/test_verdicts.py" in others
