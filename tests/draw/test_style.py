"""Text that fits: labels pushed apart, lines broken, nothing outside the picture."""

import pytest

from ntm_analysis.draw.style import scale, shorten, spread, text_width, wrap


@pytest.mark.parametrize(
    ("centres", "sizes", "placed"),
    [
        ([50], [20], [50]),
        ([2], [20], [10]),
        ([98], [20], [90]),
        ([50, 55], [20, 20], [50, 70]),
        ([95, 95], [20, 20], [70, 90]),
        ([80, 20], [20, 20], [80, 20]),
    ],
    ids=["free", "at the low end", "at the high end", "overlapping", "both at the end", "order kept"],
)
def test_labels_move_as_little_as_needed(centres, sizes, placed):
    assert spread(centres, sizes, 0, 100) == placed


def test_lines_fit_their_width():
    text = "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ của xã trong kỳ báo cáo"
    lines = wrap(text, 200)
    assert " ".join(lines) == text
    assert max(text_width(line) for line in lines) <= 200


def test_a_no_break_space_holds_a_sign_and_its_count_together():
    assert wrap("✓ 13 xã · ?\N{NO-BREAK SPACE}01 xã", 70)[1].startswith("?\N{NO-BREAK SPACE}01")


def test_what_is_left_out_is_marked():
    assert shorten(["a", "b"], 2) == ["a", "b"]
    assert shorten(["a", "b", "c"], 2) == ["a", "b …"]


def test_a_scale_of_one_value_puts_it_in_the_middle():
    assert scale(5, 5, 0, 100)(5) == 50
    assert scale(0, 10, 0, 100)(5) == 50
