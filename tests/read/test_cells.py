from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_analysis.read.cells import SCALE, decimals_of, exact, lowest_terms, scaled


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("0", 0),
        ("5", 5_000_000),
        ("87.5", 87_500_000),
        ("87,5", 87_500_000),
        ("0.000001", 1),
        ("-0,5", -500_000),
        ("-0", 0),
        ("007.10", 7_100_000),
        ("999999999.999999", 999_999_999_999_999),
    ],
)
def test_a_number_is_read_exactly(text, millionths):
    assert scaled(text) == millionths
    assert exact(text) == Fraction(millionths, SCALE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 5",
        "5.",
        ".5",
        "+5",
        "1e3",
        "1.234.567",
        "1 234",
        "1.234,5",
        "1,234.5",
        "5%",
        "٣",
        "NaN",
        "−5",
        "1000000000",
        "0.0000001",
    ],
)
def test_anything_else_is_no_number(text):
    assert exact(text) is None


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(".,"))
def test_whatever_is_written_with_six_decimals_is_read_back(millionths, mark):
    whole, rest = divmod(abs(millionths), SCALE)
    sign = "-" if millionths < 0 else ""
    assert scaled(f"{sign}{whole}{mark}{rest:06d}") == millionths


def test_decimals_are_counted_as_written():
    assert [decimals_of(text) for text in ("5", "5.0", "5,25", "0.000001")] == [0, 1, 2, 6]


@given(st.integers(0, 10**17), st.integers(1, 10**15))
def test_lowest_terms_keep_the_value(num, den):
    above, below = lowest_terms(np.array([num]), np.array([den]))
    assert Fraction(num, den).as_integer_ratio() == (above[0], below[0])
