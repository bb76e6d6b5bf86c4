"""HTML pieces: escaped, accessible, absent when empty."""

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, in_language, lines, section, table


def test_text_is_escaped_and_markup_is_kept() -> None:
    assert element("p", "a < b & c", title='"x"') == '<p title="&#34;x&#34;">a &lt; b &amp; c</p>'
    assert element("p", Markup("<b>1</b>"), class_="num") == '<p class="num"><b>1</b></p>'


def test_a_table_scopes_its_headers_and_escapes_its_cells() -> None:
    html = table("Xã & thị trấn", [Column("Xã"), Column("Tỷ lệ", numeric=True)], [["<Điềm He>", "87,5%"]])
    assert "<caption>Xã &amp; thị trấn</caption>" in html
    assert '<th scope="col" class="num">Tỷ lệ</th>' in html
    assert '<th scope="row">&lt;Điềm He&gt;</th>' in html
    assert '<td class="num">87,5%</td>' in html


def test_a_section_without_parts_is_nothing() -> None:
    assert section("ket-luan", "Kết luận chính", None, None) is None


def test_a_section_keeps_the_parts_it_has_under_one_heading() -> None:
    shown = section("ket-luan", "Kết luận chính", None, Display("<p>a</p>"), Display("<p>b</p>"))
    assert shown is not None
    assert shown.html.count("<h2") == 1
    assert "<p>a</p>\n<p>b</p>" in shown.html


def test_lines_are_a_list() -> None:
    assert lines("ul", ["a", "<b>"]) == "<ul><li>a</li><li>&lt;b&gt;</li></ul>"


def test_texts_in_another_language_are_marked_for_a_voice_and_nothing_else_is() -> None:
    shown = Markup(
        '<p title="Công an">Công an &amp; Xã, Công an xã, Công antx</p><svg><text>Công an</text></svg>'
    )
    assert in_language(shown, ("Công an", "Công an & Xã"), "vi") == (
        '<p title="Công an"><span lang="vi">Công an &amp; Xã</span>, <span lang="vi">Công an</span> xã, '
        "Công antx</p><svg><text>Công an</text></svg>"
    )
    assert in_language(shown, (), "vi") == shown
