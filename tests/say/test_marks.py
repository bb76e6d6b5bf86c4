"""Thresholds and gaps as a table shows them: exact, never contradicting the verdict (rule 9)."""

from types import SimpleNamespace

import pytest

from ntm_analysis.language import Language
from ntm_analysis.say.marks import gap, measured, threshold

VIEW = SimpleNamespace(words=Language.load("vi"), adjusted=frozenset())


def row(value="834/100", bound="833/100", rule="at_most", distance="", unit="percent"):
    """Gives one judged part; what is a fraction is written as one."""
    cells = {"rule": rule, "unit": unit, "confidence": "verified", "gap_count": None, "gap_unit": ""}
    cells |= dict.fromkeys(("sent_month", "commune", "set", "part"), "")
    for name, text in (("", value), ("threshold_", bound), ("gap_", distance)):
        num, _, den = text.partition("/")
        cells |= {f"{name}num": int(num) if num else None, f"{name}den": int(den) if den else None}
    return SimpleNamespace(**cells)


@pytest.mark.parametrize(
    ("value", "bound", "rule", "shown"),
    [
        ("834/100", "833/100", "at_most", ("8,34%", "≤ 8,33%")),
        ("833/100", "833/100", "at_most", ("8,3%", "≤ 8,33%")),
        ("83329/10000", "833/100", "at_least", ("8,33%", "≥ 8,33%")),
        ("89/1", "90/1", "at_least", ("89%", "≥ 90%")),
    ],
)
def test_a_threshold_is_written_in_full_and_the_value_on_its_side(value, bound, rule, shown):
    part = row(value, bound, rule)
    assert (measured(VIEW, part).text, threshold(VIEW, part).text) == shown


@pytest.mark.parametrize(
    ("distance", "shown"),
    [
        ("4/100", "thiếu 0,04 điểm phần trăm"),
        ("1/1000000", "thiếu 0,01 điểm phần trăm"),
        ("101/100", "thiếu 1,1 điểm phần trăm"),
        ("2/1", "thiếu 2 điểm phần trăm"),
    ],
)
def test_a_distance_is_never_shown_as_nought_nor_as_less_than_it_is(distance, shown):
    assert gap(VIEW, row(rule="at_least", distance=distance)).text == shown
