import re
import subprocess
import sys

import pytest

from ntm_analysis.batch.frame import frame_of, frame_of_page
from ntm_analysis.batch.render import render
from ntm_analysis.batch.runs import UnfitPageError, run_of


@pytest.fixture
def frame(edition):
    return frame_of_page(frame_of(edition.data, "vi"), edition.briefings[3], edition.briefings)


@pytest.fixture
def page(frame):
    return lambda notebook: render(run_of(notebook), frame).decode()


def test_only_what_cells_show_as_html_is_kept(page, executed):
    html = page(executed("<p>Một</p>", " \n", "<p>Hai</p>"))
    assert "<p>Một</p>" in html
    assert "<p>Hai</p>" in html
    for dropped in ("Chữ của sổ tính", "print(1)", "warning!", "vnd.ntm"):
        assert dropped not in html


def test_the_frame_has_language_title_ways_and_version(page, executed):
    html = page(executed("<p>Một</p>"))
    assert html.startswith('<!doctype html>\n<html lang="vi">')
    assert "<title>Xã Bình Phúc – Y tế, tháng 9/2022</title>" in html
    assert '<a href="../index.html">' in html
    assert '<a href="../184-van-quan/health.html">Toàn huyện</a>' in html
    assert '<a href="overview.html">Tổng quan</a>' in html
    assert '<a href="health.html" aria-current="page">' in html
    assert re.search(r"<footer.*ntm-analysis \d+\.\d+", html, re.DOTALL)


def test_sections_are_listed_once_before_the_first_of_them(page, executed):
    first = '<section><h2 id="ket-luan">Kết luận <b>chính</b> &amp; lý do</h2></section>'
    html = page(executed("<h1>Y tế</h1>", first, '<section><h2 class="x" id="nguon">Nguồn</h2></section>'))
    contents = html[html.index('<nav class="toc"') : html.index("</nav>", html.index('<nav class="toc"'))]
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', contents) == [
        ("#ket-luan", "Kết luận chính &amp; lý do"),
        ("#nguon", "Nguồn"),
    ]
    assert html.index("<h1>") < html.index('<nav class="toc"') < html.index("<h2")


def test_a_page_of_one_section_has_no_contents(page, executed):
    assert 'class="toc"' not in page(executed('<h2 id="mot">Một</h2>'))


def test_each_sheet_names_place_month_reservations_and_its_number(page, executed, facts):
    html = page(executed("<p>Một</p>", summary={**facts, "illustrative": True, "draft": True}))
    assert '@top-left{content:"Xã Bình Phúc – Y tế, tháng 9/2022"}' in html
    assert '@top-right{content:"SỐ LIỆU MINH HỌA · DỰ THẢO"}' in html
    assert '@bottom-right{content:"Trang " counter(page) "/" counter(pages)}' in html
    real = page(executed("<p>Một</p>", summary={**facts, "illustrative": False, "draft": False}))
    assert '@top-right{content:""}' in real


def test_a_title_cannot_leave_the_string_of_a_sheet(page, executed, facts):
    html = page(executed("<p>Một</p>", summary={**facts, "title": '"}</style>\\'}))
    assert '@top-left{content:"\\22 }\\3c /style\\3e \\5c  – Y tế, tháng 9/2022"}' in html
    assert html.count("</style>") == 1


def test_title_and_banner_are_given_once(page, executed):
    given = page(executed("<p>Một</p>"))
    own = page(executed('<h1>Y tế</h1><p class="banner">SỐ LIỆU MINH HỌA</p>'))
    for html in (given, own):
        assert html.count("<h1") == 1
        assert html.count('class="banner"') == 1


def test_a_page_of_real_data_has_no_banner(page, executed, facts):
    assert 'class="banner"' not in page(executed("<p>Một</p>", summary={**facts, "illustrative": False}))


def test_texts_of_frame_and_summary_are_escaped(page, executed, facts):
    assert "<b>" not in page(executed("<p>Một</p>", summary={**facts, "title": "<b>đậm</b>"}))


def test_papermill_marks_and_ids_change_no_byte(page, executed):
    one, two = executed("<p>Một</p>"), executed("<p>Một</p>")
    two.metadata["papermill"] = {"start_time": "2022-10-01T00:00:00"}
    for cell in two.cells:
        cell.metadata["papermill"] = {"duration": 1.5}
        cell["id"] = "f00d"
    assert page(one) == page(two)


@pytest.mark.parametrize(
    "unfit",
    [
        "<script>1</script>",
        '<link rel="stylesheet" href="x.css">',
        '<img src="https://example.org/x.png" alt="">',
        "<img src=//example.org/x.png alt=''>",
        "<style>@import 'x.css'</style>",
        "<p style='background:url(https://example.org/x)'>x</p>",
        '<p onclick="x()">x</p>',
    ],
)
def test_a_page_that_would_not_stand_alone_is_refused(page, executed, unfit):
    with pytest.raises(UnfitPageError):
        page(executed(unfit))


@pytest.mark.parametrize(
    "fit",
    [
        '<a href="https://example.org/decision">Quyết định</a>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#a"/><g clip-path="url(#b)"/></svg>',
        '<img src="data:image/png;base64,AA//BB" alt="">',
        "<p>tỷ lệ < 90% onion=1</p>",
    ],
)
def test_links_and_own_references_are_fit(page, executed, fit):
    assert fit in page(executed(fit))


def test_the_style_is_small_and_refers_to_nothing(frame):
    assert len(frame.style.encode()) <= 14_000
    assert "url(" not in frame.style
    assert "@import" not in frame.style


CODE = """
import sys
from ntm_analysis.batch.render import import_jsonschema
{first}
import nbformat
nbformat.validate(nbformat.v4.new_notebook())
print("isoduration" in sys.modules, "jsonschema" in sys.modules)
"""


def loaded(first):
    command = [sys.executable, "-c", CODE.format(first=first)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_notebooks_are_checked_without_what_checks_formats_they_do_not_have():
    assert loaded("import_jsonschema()") == ["False", "True"]


def test_what_is_loaded_already_is_kept():
    assert loaded("import isoduration; import_jsonschema()") == ["True", "True"]
