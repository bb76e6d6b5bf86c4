"""A page with one fault is told by that fault and no other: a check that sees nothing proves nothing."""

import pytest

pytestmark = pytest.mark.slow

SOUND = """\
<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trang thử</title>
<style>body{color:#111;background:#fff}a{color:#0b57a4}li{margin:1rem}</style></head>
<body>
<a href="#main">Đến nội dung</a>
<header><nav aria-label="Trang"><ul>
<li><a href="#b">Một</a></li><li><a href="#c">Hai</a></li></ul></nav></header>
<main id="main" tabindex="-1">
<h1>Xã An Hòa</h1>
<h2 id="b">Kết quả</h2>
<p>Chữ thường.</p>
<h2 id="c">Số liệu</h2>
<table><caption>Bảng</caption><thead><tr><th scope="col">Xã</th><th scope="col">Số</th></tr></thead>
<tbody><tr><th scope="row">An Hòa</th><td>1</td></tr></tbody></table>
<svg role="img" aria-label="Hình" width="200" height="40" viewBox="0 0 200 40">
<rect width="200" height="40" fill="#123"/><text x="10" y="25" fill="#fff">Chữ trong hình</text></svg>
<p id="search" hidden><label for="find">Tìm</label> <input id="find"></p>
<script>document.getElementById("search").hidden = false</script>
</main>
<footer><p>Cuối trang</p></footer>
</body>
</html>
"""
DETAILS = '<details><summary>Thêm</summary><p style="{}">Chữ</p></details><p>'
CASES = [
    ("axe color-contrast", "<p>Chữ thường.", '<p style="color:#999">Chữ thường.'),
    ("axe color-contrast", "<td>1", '<td style="color:#999;background:linear-gradient(#fff,#fff)">✓'),
    ("axe color-contrast", "<p>Chữ thường.", DETAILS.format("color:#999")),
    ("axe image-alt", "<p>Chữ", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>Chữ'),
    ("axe target-size", "li{margin:1rem}", "li{font-size:8px;line-height:8px}"),
    ("request", "<p>Chữ", '<img alt="" src="https://example.invalid/a.png"><p>Chữ'),
    ("request", "li{margin", "@font-face{font-family:F;src:url(f.woff2)}p{font-family:F}li{margin"),
    ("console", "hidden = false", 'hidden = false;console.log("đã chạy")'),
    ("console", "hidden = false", "hidden = false;missing()"),
    ("only with scripts", "hidden = false", 'hidden = false;document.querySelector("h1").append("!")'),
    ("only without scripts", "hidden = false", 'hidden = false;document.querySelector("p").remove()'),
    ("wider than a phone", "<p>Chữ", '<p style="width:400px">Chữ'),
    ("wider than a phone", "<p>Chữ thường.", DETAILS.format("width:400px")),
    ("lang", 'lang="vi"', 'lang="en"'),
    ("title", "<title>Trang thử", "<title>"),
    ("heading order", '<h2 id="b">Kết quả</h2>', '<h3 id="b">Kết quả</h3>'),
    ("empty heading", "<p>Chữ thường.</p>", "<h2></h2>"),
    ("one h1", "<p>Chữ thường.</p>", "<h1>Xã khác</h1>"),
    ("landmarks", "<footer><p>Cuối trang</p></footer>", ""),
    ("landmarks", '<nav aria-label="Trang">', "<div>"),
    ("table caption", "<caption>Bảng</caption>", ""),
    ("row without header", '<th scope="row">An Hòa</th>', "<td>An Hòa</td>"),
    ("th scope", '<th scope="row">', "<th>"),
    ("id twice", "<p>Chữ", '<p id="c">Chữ'),
    ("reference to no id", "<p>Chữ", '<p aria-describedby="d">Chữ'),
    ("picture without text", 'role="img" aria-label="Hình"', ""),
    ("text cut in a drawing", 'y="25"', 'y="42"'),
    ("contrast in a drawing", 'fill="#fff"', 'fill="#456"'),
    ("contrast in a drawing", 'fill="#123"', 'fill="none"'),
]
# One fault is told twice where axe-core and a check of ours look at the same thing.
BOTH = {
    "title": {"axe document-title"},
    "picture without text": {"axe svg-img-alt"},
    "reference to no id": {"axe aria-valid-attr-value undecided"},
    "axe image-alt": {"picture without text"},
    "request": {"console"},
}


@pytest.fixture(scope="module")
def rules(visit, tmp_path_factory):
    """Visits the sound page and one page for each case, and gives the rules broken by each."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "month").mkdir()
    pages = [SOUND, *(SOUND.replace(old, new, 1) for _, old, new in CASES)]
    for number, text in enumerate(pages):
        (folder / "month" / f"{number:03}.html").write_text(text, encoding="utf-8")
    return {
        int(visited.page.path.stem): {fault.rule for fault in visited.faults}
        for visited in visit((folder, "vi"))
    }


def test_a_sound_page_has_no_fault(rules):
    assert rules[0] == set()


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES, 1)), ids=[case[0] for case in CASES])
def test_a_page_with_one_fault_is_told_by_it(rules, number, case):
    rule, old, _ = case
    assert old in SOUND
    assert rule in rules[number]
    assert rules[number] <= {rule} | BOTH.get(rule, set())
