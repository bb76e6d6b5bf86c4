"""What a page may show: nothing that a browser would fetch, run or follow by itself."""

import base64
import io
import re

import matplotlib.pyplot as plt
import pytest

from ntm_analysis.batch.site.clean import UnfitPageError, cleaned

PIXEL = "data:image/png;base64,iVBORw0KGgo="
EVIL = "https://evil.example/x"

RUNS = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
    "script after a slash": "<script/x>alert(1)</script>",
    "script left open": f"<script src={EVIL}",
    "script of SVG": "<svg><svg:script>alert(1)</svg:script></svg>",
    "iframe": "<iframe srcdoc='x'></iframe>",
    "frame": "<frameset><frame></frameset>",
    "object": "<object></object>",
    "embed": "<embed>",
    "applet": "<applet></applet>",
    "link": "<link rel=stylesheet>",
    "base": "<base target=_blank>",
    "meta": "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "form": "<form></form>",
    "handler": "<p onclick=alert(1)>x</p>",
    "handler after a slash": "<svg/onload=alert(1)>",
    "handler after a quote": '<p class="a"onclick="alert(1)">x</p>',
    "handler after another quote": "<p class='a'onclick='alert(1)'>x</p>",
    "handler in capitals": "<p ONCLICK=alert(1)>x</p>",
    "handler with room": "<p onclick = alert(1)>x</p>",
    "handler on a new line": "<p\nonmouseover\n=alert(1)>x</p>",
    "handler behind what looks like the end": '<p title=">" onclick=alert(1)>x</p>',
    "program": "<a href='javascript:alert(1)'>x</a>",
    "program in capitals": '<a href="JavaScript:alert(1)">x</a>',
    "program without quotes": "<a href=javascript:alert(1)>x</a>",
    "program with entities": "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "program with hexadecimal entities": "<a href='&#x6A;&#x61vascript:alert(1)'>x</a>",
    "program with a tab": "<a href='java\tscript:alert(1)'>x</a>",
    "program with a tab as entity": "<a href='java&Tab;scr&NewLine;ipt:alert(1)'>x</a>",
    "program after a control": "<a href='\x01 javascript:alert(1)'>x</a>",
    "program of SVG": "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "program of an animation": "<svg><a><set attributeName=href to='javascript:alert(1)'/></a></svg>",
    "old program": "<a href='vbscript:x'>x</a>",
}
FETCHES = {
    "img": f"<img src='{EVIL}'>",
    "img after a slash": f"<img/src={EVIL}>",
    "img with an entity": "<img src='https&#58;//evil.example/x'>",
    "img without a scheme": "<img src=//evil.example/x>",
    "img beside the page": "<img src=x.png>",
    "img from the disk": "<img src='file:///etc/hosts'>",
    "img of another kind of data": "<img src='data:text/html,x'>",
    "img in capitals": f"<IMG SRC='{EVIL}'>",
    "img after a quote": f"<img alt='x'src='{EVIL}'>",
    "img with nothing": "<img src=''>",
    "srcset": f"<img srcset='{EVIL} 2x'>",
    "poster": f"<video poster='{EVIL}'></video>",
    "video": f"<video src='{EVIL}'></video>",
    "source": f"<audio><source src='{EVIL}'></audio>",
    "background": f"<table background='{EVIL}'></table>",
    "formaction": f"<button formaction='{EVIL}'>x</button>",
    "image of SVG": f"<svg><image href='{EVIL}'/></svg>",
    "image of SVG as it was": f"<svg><image xlink:href='{EVIL}'/></svg>",
    "use of SVG": f"<svg><use href='{EVIL}#a'/></svg>",
    "area": f"<map><area href='{EVIL}'></map>",
    "url": f"<p style='background:url({EVIL})'>x</p>",
    "url in quotes": f"<p style='background:url(\"{EVIL}\")'>x</p>",
    "url with room": f"<p style='background:URL(  {EVIL})'>x</p>",
    "url with an entity": f"<p style='background:url&lpar;{EVIL})'>x</p>",
    "url in a style": f"<style>p{{background:url('{EVIL}')}}</style>",
    "url beside the page": "<style>p{background:url(x.png)}</style>",
    "url of SVG": f"<svg><rect fill='url({EVIL}#a)'/></svg>",
    "import": f"<style>@import '{EVIL}';</style>",
    "import of an address": f"<style>@IMPORT url({EVIL});</style>",
}
HOSTILE = RUNS | FETCHES


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_what_fetches_runs_or_leads_elsewhere_is_refused(html):
    for shown in (html, f"<h2>Y tế</h2>\n<p>{html}</p>"):
        with pytest.raises(UnfitPageError):
            cleaned(shown)


STANDS = {
    "nothing": "",
    "text": "<h2 id='a'>Y tế</h2><p class=\"b\">Đạt 12/19</p>",
    "a picture of its own": f'<img src="{PIXEL}" alt="x">',
    "a picture without quotes": f"<img src={PIXEL}>",
    "a way within the page": '<a href="#section">x</a>',
    "a way a reader may follow": '<a href="https://example.org/a?b=1&amp;c=2">x</a>',
    "a way to another page": '<a class="x" href="../index.html">x</a>',
    "a letter": "<a href='mailto:a@example.org'>x</a>",
    "a mark of SVG": '<svg><g clip-path="url(#clip)"></g></svg>',
    "a picture in a style": f"<p style='background:url({PIXEL})'>x</p>",
    "a use of what is there": '<svg><use xlink:href="#m" x="1"/><use href="#m"/></svg>',
    "a picture of its own in SVG": f'<svg><image xlink:href="{PIXEL}"/></svg>',
    "a text with an equals sign": "<p>on = 3, một onclick=1, src=x, javascript: là gì</p>",
    "a title with an equals sign": '<p title="tỷ lệ = 3">x</p>',
    "a name that begins alike": "<metadata></metadata><p data-on='1' data-src='x' contentx=1>x</p>",
    "less than": "<p>a < script, 3<5, x <- y</p>",
    "an escaped element": "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
}


@pytest.mark.parametrize("html", STANDS.values(), ids=STANDS)
def test_what_stands_alone_passes(html):
    assert cleaned(html) or not html


# Each is one that a browser fetches from or runs.
HIDDEN = {
    "img behind an apostrophe": f"<img title=it's src={EVIL}>",
    "img behind a quote": f'<img title=a"b src={EVIL}>',
    "handler behind an apostrophe": "<p title=it's onclick=alert(1)>x</p>",
    "script behind a style": '<style><a title="</style><script>alert(1)</script>"></style>',
    "script behind a comment": '<!--<a title="--><script>alert(1)</script>">-->',
    "script behind a textarea": '<textarea><a title="</textarea><script>alert(1)</script>"></textarea>',
    "img of an animation": f"<svg><image><set attributeName='href' to='{EVIL}'/></image></svg>",
    "second of srcset": f"<img srcset='{PIXEL} 1x, {EVIL} 2x'>",
    "image-set": f"<style>p{{background:image-set('{EVIL}' 1x)}}</style>",
    "url with an escape": f"<p style='background:u\\72l({EVIL})'>x</p>",
    "import with an escape": f"<style>@\\69mport '{EVIL}';</style>",
}


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_from_a_reader_of_patterns_is_refused_too(html):
    with pytest.raises(UnfitPageError):
        cleaned(html)


QUOTED = {
    "a mark of SVG in quotes": "<svg><g style='clip-path: url(\"#clip\")'></g></svg>",
    "a mark of SVG with room": "<svg><g style='clip-path: url( #clip)'></g></svg>",
    "a font in a style": "<style>@font-face{src:url('data:font/woff2;base64,AA')}</style>",
}


@pytest.mark.parametrize("html", QUOTED.values(), ids=QUOTED)
def test_an_address_in_quotes_that_stands_alone_passes(html):
    assert cleaned(html)


def drawn(kind):
    figure, axes = plt.subplots()
    axes.plot([0, 1, 2], [0, 5, 1], marker="o", label="Đạt")
    axes.imshow([[0, 1], [1, 0]], extent=(0, 1, 0, 1))
    axes.legend()
    content = io.BytesIO()
    figure.savefig(content, format=kind)
    plt.close(figure)
    return content.getvalue()


def test_a_chart_as_svg_passes():
    svg = drawn("svg").decode()
    svg = svg[svg.index("<svg") :].replace("<metadata>", "<!--").replace("</metadata>", "-->")
    for there in ("url(#", 'xlink:href="#', 'xlink:href="data:image/png'):
        assert there in cleaned(svg).replace("\n", "")
    with pytest.raises(UnfitPageError):
        cleaned(svg.replace('xlink:href="#', f'xlink:href="{EVIL}#', 1))


def test_a_chart_as_picture_passes():
    picture = f'<img src="data:image/png;base64,{base64.b64encode(drawn("png")).decode()}">'
    assert cleaned(picture) == picture


def test_a_styled_table_passes_with_its_style():
    style = '<style type="text/css">#T_1 td{color:red}</style>'
    table = f'{style}<table id="T_1"><tbody><tr><td>1</td></tr></tbody></table>'
    assert cleaned(table) == table


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<p>x</p><script></script><iframe>", "script"),
        ("<p onclick=x>x</p>", "onclick"),
        (f"<p>x</p><img src={EVIL}>", "src, href, url()"),
    ],
)
def test_what_does_not_fit_is_named(html, named):
    with pytest.raises(UnfitPageError, match=re.escape(named)):
        cleaned(html)


def test_what_is_left_out_of_a_text_was_never_seen():
    assert cleaned("<p unknown=1>x</p><!-- a remark -->") == "<p>x</p>"


def test_a_word_of_millions_of_letters_is_read_as_any_other():
    text = "<p>" + "x" * 3_000_000 + " a:b</p>"
    assert cleaned(text) == text
