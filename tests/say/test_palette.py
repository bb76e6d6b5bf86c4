"""One set of colours for pages, pictures and workbooks; signs and lightness tell verdicts without hue."""

import re
from itertools import pairwise
from pathlib import Path

import ntm_analysis
from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL, TargetStatus
from ntm_analysis.model import Verdict
from ntm_analysis.say import palette

SHEET = (Path(ntm_analysis.__file__).parent / "batch/site/template/style.css").read_text("utf-8")


def lightness(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_stylesheet_has_the_colours_of_the_palette():
    found = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", SHEET))
    shared = ("ink", "quiet", "accent", "good", "warn", "bad", "warn-soft")
    wanted = {name: getattr(palette, name.upper().replace("-", "_")) for name in shared}
    fills = {"good": Verdict.MET, "bad": Verdict.NOT_MET, "warn": Verdict.NEARLY_MET}
    wanted |= {f"{name}-fill": palette.MARKS[verdict].fill for name, verdict in fills.items()}
    assert {name: found[name] for name in wanted} == wanted


def test_text_can_be_read_on_every_ground():
    for verdict, mark in palette.MARKS.items():
        inks = (palette.GOOD, palette.INK) if verdict is Verdict.MET else (palette.INK,)
        assert all(contrast(ink, mark.fill) >= 4.5 for ink in inks)


def test_grounds_of_what_is_judged_differ_in_grey():
    judged = (Verdict.NOT_MET, Verdict.NEARLY_MET, Verdict.NO_DATA)
    lights = [lightness(palette.MARKS[verdict].fill) for verdict in judged]
    assert all(after - before > 0.1 for before, after in pairwise(lights))


def test_every_status_of_a_target_has_at_most_one_side():
    assert not set(STANDS_WELL) & set(STANDS_BADLY)
    open_ = set(TargetStatus) - {*STANDS_WELL, *STANDS_BADLY}
    assert open_ == {TargetStatus.WAITING, TargetStatus.NO_GROUNDS}
