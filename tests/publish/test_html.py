"""What is said as HTML: each kind of value in its form, escaped, doubts with their meaning."""

import pytest

from ntm_analysis.language import Language
from ntm_analysis.model import Verdict
from ntm_analysis.publish.html import written
from ntm_analysis.say.words import (
    Column,
    Doubt,
    Group,
    Judged,
    Listing,
    Opening,
    Sentence,
    Shown,
    Table,
    Tone,
    Weight,
    Words,
)

WORDS = Language.load("vi")
MARK = '<abbr class="mark" title="mức đạt chuẩn chưa đối chiếu với văn bản">*</abbr>'
OPEN = (Doubt.PROVISIONAL,)
FIGURES = (
    f'<dl class="figures"><div><dt>Tổng</dt><dd>2{MARK}<small class="ratio">kể cả 1</small></dd></div>'
    "<div><dt>Số</dt><dd>3</dd></div></dl>"
)
STRIP = (
    '<ol class="criteria-strip" aria-label="Đầu &amp; đề"><li class="verdict met" title="9 Nhà ở: đạt">'
    f'<span aria-hidden="true"><b>9</b><span class="sign">✓</span>{MARK}</span>'
    '<span class="unseen">9 Nhà ở: đạt</span></li></ol>'
)
BOLD = Words("1", weight=Weight.STRONG)


def table(kind, *rows):
    return Table(kind, "Đầu & đề", tuple(Column("a") for _ in rows[0]), rows)


@pytest.mark.parametrize(
    ("part", "html"),
    [
        (Sentence("a < b"), "<p>a &lt; b</p>"),
        (Sentence("a", Tone.NOTE), '<p class="note">a</p>'),
        (Listing("", ("a", (BOLD, Words(" b"))), "s"), '<ul class="s"><li>a</li><li><b>1</b> b</li></ul>'),
        (Listing("c", ("a",)), "<details><summary>c</summary><ul><li>a</li></ul></details>"),
        (Group("c", (Sentence("a"), Sentence("b"))), "<div><h3>c</h3><p>a</p>\n<p>b</p></div>"),
        (Group("", (Sentence("a"),), "glance"), '<div class="glance"><p>a</p></div>'),
        (Group("c", (Sentence("a"),), folded=True), "<details><summary>c</summary><p>a</p></details>"),
        (
            table("figures", ("Tổng", Words("2", OPEN), "kể cả 1"), ("Số", "3", "")),
            FIGURES,
        ),
        (
            table("criteria-strip", ("9", "9 Nhà ở: đạt", Judged(Verdict.MET, OPEN))),
            STRIP,
        ),
    ],
)
def test_each_kind_of_value_has_its_form(part, html):
    assert written(Shown((part,), WORDS)) == html


def test_a_cell_opens_to_what_stands_behind_it():
    opening = Opening((BOLD, Words(" a")), ("b", (Words("c"), Words("≥ 90%", OPEN))), "indicator")
    html = written(Shown((table("indicators", (opening, "x")),), WORDS))
    assert (
        '<th scope="row"><details class="indicator"><summary><b>1</b> a</summary>'
        f"<ul><li>b</li><li>c≥ 90%{MARK}</li></ul></details></th>"
    ) in html


def test_a_doubt_that_is_a_word_stands_in_brackets():
    html = written(Shown((Listing("", (Words("1/1", (Doubt.PRELIMINARY,)),)),), WORDS))
    assert '1/1 <abbr class="mark" title="số liệu sơ bộ' in html
    assert ">(sơ bộ)</abbr>" in html
