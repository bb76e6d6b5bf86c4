"""The mutations tried on the rules: what is turned, and whose tests are asked first."""

from pathlib import Path

import pytest

from benchmarks.mutants import ordered_tests, turned


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


def test_the_tests_of_a_module_come_first_and_those_beside_it_next():
    tests = ordered_tests(Path("ntm_analysis/judge/movement/tasks.py"))
    assert tests[0] == "tests/judge/movement/test_tasks.py"
    assert {Path(test).parent.name for test in tests[:3]} == {"movement"}
    assert len(tests) == len(set(tests))
