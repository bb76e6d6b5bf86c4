"""What is said as HTML: each kind of value escaped in its form, doubts with their meaning; a document."""

from fractions import Fraction
from html.parser import HTMLParser

import pytest

from ntm_analysis.language import Language
from ntm_analysis.model import Verdict
from ntm_analysis.publish.html import as_html, written
from ntm_analysis.say.palette import Bar
from ntm_analysis.say.words import (
    Column,
    Doubt,
    Group,
    Judged,
    Listing,
    Opening,
    Sentence,
    Shown,
    Side,
    Table,
    Tone,
    Weight,
    Words,
)

WORDS = Language.load("vi")
MARK = '<abbr class="mark" title="mức đạt chuẩn chưa đối chiếu với văn bản">*</abbr>'
OPEN = (Doubt.PROVISIONAL,)
STRIP = (
    '<ol class="criteria-strip" aria-label="Đầu &amp; đề"><li class="verdict met" title="9 Nhà ở: đạt">'
    f'<span aria-hidden="true"><span class="sign">✓</span> 9 Nhà ở{MARK}</span>'
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
            table("criteria-strip", ("9 Nhà ở", "9 Nhà ở: đạt", Judged(Verdict.MET, OPEN))),
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


def test_a_symbol_is_read_out():
    met, none = Judged(Verdict.MET, brief=True), Judged(Verdict.NO_DATA, brief=True)
    rows = tuple((name, met, none, WORDS.whole(1)) for name in ("An", "Bình"))
    columns = (Column("Xã"), Column("1"), Column("2"), Column("Cộng", Side.RIGHT))
    sums = (("Số xã", "2", "0", WORDS.whole(2)),)
    html = written(Shown((Table("matrix", "Đề", columns, rows, sums),), WORDS))
    cells = '<td><span class="verdict met" role="img" aria-label="đạt">✓</span></td>'
    cells += '<td><span class="verdict no_data" role="img" aria-label="chưa có số liệu">?</span></td>'
    for name in ("An", "Bình"):
        assert f'<th scope="row">{name}</th>{cells}<td class="num">1</td>' in html
    assert '<th scope="row">Số xã</th><td>2</td><td>0</td><td class="num">2</td>' in html


def test_a_cell_of_a_row_that_is_a_record_on_a_phone_knows_its_head():
    columns = (Column("Việc"), Column("Hạn"))
    html = written(Shown((Table("todo", "Đề", columns, (("Họp", "1/9"),)),), WORDS))
    assert '<table class="data todo stacked">' in html
    assert '<td data-head="Hạn">1/9</td>' in html


def test_what_was_registered_is_seen_and_read_out():
    row = ("An", Judged(Verdict.NOT_MET, brief=True, promised=True))
    html = written(Shown((table("matrix", row),), WORDS))
    assert (
        '<span class="verdict not_met promised" role="img" aria-label="chưa đạt, đã đăng ký">✗</span>' in html
    )


def test_a_way_shows_what_is_done_the_time_gone_and_what_is_expected():
    way = Bar("Y tế: 15/16 → 16/16", Fraction(1, 2), Fraction(3, 4), Fraction(1), "at_risk")
    html = written(Shown((table("progress", ("Y tế", way)),), WORDS))
    assert '<span class="way at_risk" role="img" aria-label="Y tế: 15/16 → 16/16">' in html
    assert '<i style="width:50%"></i><u style="left:75%"></u><em style="left:100%"></em></span>' in html


def test_of_a_way_of_which_nothing_is_known_nothing_is_drawn():
    html = written(Shown((table("progress", ("Y tế", Bar("Y tế", None))),), WORDS))
    assert '<span class="way " role="img" aria-label="Y tế"></span>' in html


def test_a_doubt_that_is_a_word_stands_in_brackets():
    html = written(Shown((Listing("", (Words("1/1", (Doubt.PRELIMINARY,)),)),), WORDS))
    assert '1/1 <abbr class="mark" title="số liệu sơ bộ' in html
    assert ">(sơ bộ)</abbr>" in html


class Seen(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_fetches_nothing_and_runs_nothing(document):
    seen = Seen(as_html(document).decode())
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "img", "iframe"}
    assert not [a for _, a in seen.tags if "src" in a or "href" in a]
    assert b"url(" not in as_html(document)


def test_texts_are_escaped(document):
    page = as_html(document).decode()
    assert "Kết quả &lt;thử&gt;" in page
    assert "<thử>" not in page


def test_marks_letterhead_parts_signature_and_sheets_are_all_there(document):
    text = "\n".join(Seen(as_html(document).decode()).text)
    for said in ("SỐ LIỆU MINH HỌA", "UBND HUYỆN THỬ", "I. KẾT QUẢ", "Đạt 14,19", "dòng 89", "Nơi nhận:"):
        assert said in text
    for said in ("TRƯỞNG BAN", "BIỂU SỐ 01", "BIỂU SỐ 02"):
        assert said in text


def test_what_is_to_be_filled_in_is_marked(document):
    assert "<mark>[bổ sung: lý do]</mark>" in as_html(document).decode()


def test_heads_of_columns_are_heads(document):
    seen = Seen(as_html(document).decode())
    assert [a["scope"] for tag, a in seen.tags if tag == "th"] == ["col"] * 6
    assert ("html", {"lang": "vi"}) in seen.tags
