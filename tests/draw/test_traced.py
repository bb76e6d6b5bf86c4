"""What matplotlib drew, made small: relative paths, rounded, without what no reader sees."""

import pytest
from matplotlib.patches import Rectangle

from ntm_analysis.draw.traced import axes_of, relative, traced


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 10 20 L 12.34 19.96 L 12.34 30 z", "M10 20l2.3 0 0 10z"),
        ("M 10.04 20 L 9.6 20.31 \nM 1 2 L 3 4", "M10 20l-.4 .3M1 2l2 2"),
        ("M 0 0 L 0.04 0.04 L 5 5", "M0 0l5 5"),
        ("M 5 5 z", "M5 5z"),
        ("M 0 1.25 C 0.5 2 3 4 5.55 6", "M0 1.2C0.5 2 3 4 5.5 6"),
    ],
    ids=["lines", "two pieces", "a step too small", "a point", "curves stay"],
)
def test_paths_are_relative_and_rounded(path, short):
    assert relative(path, 1) == short


def test_rounding_never_adds_up():
    far = "M 0 0 " + " ".join(f"L {n * 0.26:.2f} 0" for n in range(1, 101))
    steps = relative(far, 1).split("l")[1].replace("-", " -").split()
    assert sum(map(float, steps[::2])) == pytest.approx(26)


def test_pixels_count_from_the_top_and_ids_carry_the_name():
    axes = axes_of(100)
    axes.add_artist(Rectangle((10, 20), 30, 5, hatch="//"))
    drawn = traced(axes, "map")
    assert "M10 20l30 0 0 5-30 0z" in drawn
    assert 'fill="url(#map-1)"' in drawn
    assert '<pattern id="map-1"' in drawn
    for leftover in ("clip-path", "style=", "metadata", "<text"):
        assert leftover not in drawn
