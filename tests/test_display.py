"""HTML pieces: escaped, accessible, absent when empty."""

from markupsafe import Markup

from ntm_analysis.display import element


def test_text_is_escaped_and_markup_is_kept() -> None:
    assert element("p", "a < b & c", title='"x"') == '<p title="&#34;x&#34;">a &lt; b &amp; c</p>'
    assert element("p", Markup("<b>1</b>"), class_="num") == '<p class="num"><b>1</b></p>'
