"""What closes a gap closes it, and one less does not: held against the rules themselves."""

from fractions import Fraction

import pytest

pytestmark = pytest.mark.slow


def test_as_many_villages_as_are_missing_flip_the_verdict_and_one_fewer_does_not(district):
    code = "6.3"
    failing = district.indicators(code).query("verdict == 'not_met' and sex == 'total' and gap_count > 0")
    assert len(failing) >= 3
    for row in failing.itertuples():
        for people, verdict in ((row.gap_count, "met"), (row.gap_count - 1, "not_met")):
            share = Fraction(100 * int(row.numerator + people), int(row.denominator))
            told = district.what_if((row.commune, code, share)).indicators(code, places=row.commune)
            assert (told["verdict"].iloc[0], told["numerator"].iloc[0]) == (verdict, row.numerator + people)


def test_everything_a_mean_would_take_is_enough_and_without_any_of_it_it_is_not(district):
    taken = district.would_take("mean_criteria")
    known = taken.dropna(subset="effort")
    assert len(known) > 3
    steps = [(row.commune, row.criterion, "đạt") for row in taken.itertuples()]
    for left_out in range(0, len(steps), 4):
        fewer = [step for place, step in enumerate(steps) if place != left_out]
        told = district.what_if(*fewer).targets().set_index("target").loc["mean_criteria"]
        assert Fraction(int(told["num"]), int(told["den"])) == Fraction(226, 16)
