"""HTML pieces: escaped, accessible, absent when empty."""

from markupsafe import Markup

from ntm_analysis.display import ChartColumn, element, table


def test_text_is_escaped_and_markup_is_kept() -> None:
    assert element("p", "a < b & c", title='"x"') == '<p title="&#34;x&#34;">a &lt; b &amp; c</p>'
    assert element("p", Markup("<b>1</b>"), class_="num") == '<p class="num"><b>1</b></p>'


def test_a_table_scopes_its_headers_and_escapes_its_cells() -> None:
    html = table(
        "Xã & thị trấn", [ChartColumn("Xã"), ChartColumn("Tỷ lệ", numeric=True)], [["<Điềm He>", "87,5%"]]
    )
    assert "<caption>Xã &amp; thị trấn</caption>" in html
    assert '<th scope="col" class="num">Tỷ lệ</th>' in html
    assert '<th scope="row">&lt;Điềm He&gt;</th>' in html
    assert '<td class="num">87,5%</td>' in html
