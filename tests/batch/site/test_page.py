import copy
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from ntm_analysis.batch.site import frame_of, frame_of_page
from ntm_analysis.batch.site.clean import UnfitPageError
from ntm_analysis.batch.site.page import NoSummaryError, publish, summary_of


@pytest.fixture
def frame(edition):
    return frame_of_page(frame_of(edition.data, "vi"), edition.briefings[3], edition.briefings)


@pytest.fixture
def page(frame):
    """Renders a notebook that was run with a copy of a dataset."""

    def render(notebook, copy=None):
        task = SimpleNamespace(
            product=SimpleNamespace(folder=Path("/data/small")), frame=frame, key="", copy=copy
        )
        return publish(notebook, task, 0)[1].decode()

    return render


def test_texts_and_what_cells_show_stand_in_their_order_without_code_prints_and_warnings(page, executed):
    html = page(executed("<p>Một</p>", " \n", "<p>Hai</p>"))
    assert html.index("Chữ của sổ tính") < html.index("<p>Một</p>") < html.index("<p>Hai</p>")
    for dropped in ("print(1)", "warning!", "vnd.ntm"):
        assert dropped not in html


def test_a_cell_for_those_who_work_with_the_notebook_is_on_no_page(page, executed):
    notebook = executed("<p>Một</p>", "<p>Hai</p>")
    for cell in notebook.cells[:2]:
        cell.metadata["tags"] = ["remove-cell"]
    html = page(notebook)
    assert "<p>Hai</p>" in html
    assert "Chữ của sổ tính" not in html
    assert "<p>Một</p>" not in html


def shown(notebook, data, **metadata):
    notebook.cells[1].outputs.append(new_output("display_data", data=data, metadata=metadata))
    return notebook


PNG = "iVBORw0KGgo="
SVG = '<?xml version="1.0"?>\n<svg><metadata>14:05</metadata><g id="a"></g></svg>'
FORMS = {
    "svg": ({"image/svg+xml": SVG}, '<svg><g id="a"></g></svg>'),
    "png": ({"image/png": PNG + "\n"}, f'<img src="data:image/png;base64,{PNG}" alt="Cột cao dần">'),
    "jpeg": ({"image/jpeg": PNG}, f'<img src="data:image/jpeg;base64,{PNG}"'),
    "markdown": ({"text/markdown": "**đậm**"}, "<p><strong>đậm</strong></p>"),
    "latex": ({"text/latex": "$a < b$"}, "<p><code>$a &lt; b$</code></p>"),
    "the form set first": ({"image/png": PNG, "text/html": "<p>bảng</p>"}, "<p>bảng</p>"),
    "lines": ({"text/html": ["<p>", "Một</p>"]}, "<p>Một</p>"),
}


@pytest.mark.parametrize(("data", "expected"), FORMS.values(), ids=FORMS)
def test_each_form_in_which_a_cell_shows_something_reaches_the_page(page, executed, data, expected):
    assert expected in page(shown(executed("<p>x</p>"), data | {"text/plain": "<x>"}, alt="Cột cao dần"))


def test_plain_text_alone_is_no_part_of_a_page(page, executed):
    assert "Axes: xlabel" not in page(shown(executed("<p>x</p>"), {"text/plain": "<Axes: xlabel='a'>"}))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "x"}, "widget-view"),
        ({"application/javascript": "1"}, "javascript"),
        ({"text/html": "<script>1</script>"}, "script"),
    ],
    ids=["widget", "program", "script"],
)
def test_what_cannot_be_kept_fails_the_page_and_names_the_cell(page, executed, data, named):
    notebook = executed("<p>x</p>", "<p>y</p>")
    notebook.cells.insert(1, new_code_cell("x = 1", metadata={"tags": ["injected-parameters"]}))
    notebook.cells[3].outputs.append(new_output("display_data", data=data))
    with pytest.raises(UnfitPageError, match=rf"^ô 3: .*{named}"):
        page(notebook)


def test_of_several_forms_one_that_can_be_kept_is_enough(page, executed):
    widget = {"application/vnd.jupyter.widget-view+json": {}, "image/png": PNG}
    assert PNG in page(shown(executed("<p>x</p>"), widget))


def test_an_image_beside_the_notebook_fails_the_page(page, executed):
    notebook = executed("<p>x</p>")
    notebook.cells[0].source = "![hình](bieu-do.png)"
    with pytest.raises(UnfitPageError, match=r"^ô 1: "):
        page(notebook)
    notebook.cells[0].source = "![hình](attachment:a.png)"
    notebook.cells[0]["attachments"] = {"a.png": {"image/png": PNG}}
    assert f'<img src="data:image/png;base64,{PNG}" alt="hình">' in page(notebook)


def test_a_path_of_this_machine_is_refused(page, executed):
    notebook = executed("<p>/private/data/observations.csv</p>")
    with pytest.raises(UnfitPageError, match=r"^ô 2: .*/private/data"):
        page(notebook, Path("/private/data"))
    assert page(notebook, Path("/elsewhere"))


def test_a_path_of_this_machine_in_the_summary_is_refused_too(page, executed, facts):
    with pytest.raises(UnfitPageError, match="/private/data"):
        page(executed("<p>Một</p>", summary={**facts, "title": "/private/data"}), Path("/private/data"))


def test_a_styled_table_has_the_same_bytes_in_each_build(page, executed):
    def styled(name):
        return page(executed(f'<style>#T_{name} td{{color:red}}</style><table id="T_{name}"></table>'))

    assert styled("1a2b3") == styled("c4d5e")


def test_the_frame_has_language_title_ways_and_version(page, executed):
    html = page(executed("<p>Một</p>"))
    assert html.startswith('<!doctype html>\n<html lang="vi">')
    assert "<title>Xã Bình Phúc – Y tế, tháng 9/2022</title>" in html
    assert '<a href="../index.html">' in html
    assert '<a href="../184-van-quan/health.html">Toàn huyện</a>' in html
    assert '<a href="overview.html">Tổng quan</a>' in html
    assert '<a href="health.html" aria-current="page">' in html
    assert re.search(r"<footer.*ntm-analysis \d+\.\d+", html, re.DOTALL)


@pytest.fixture
def of_sections(executed):
    """Makes an executed notebook of a title and sections, as ``ntm.section`` shows them."""

    def make(*titles):
        notebook = executed(
            "<h1>Y tế</h1>", *(f'<section><h2 id="s{n}">x</h2></section>' for n, _ in enumerate(titles))
        )
        notebook.cells[0].source = ""
        notebook.cells[1].outputs[1].metadata["ntm"] = {"heading": "Y tế"}
        for number, title in enumerate(titles):
            notebook.cells[number + 2].outputs[1].metadata["ntm"] = {"anchor": f"s{number}", "title": title}
        return notebook

    return make


def contents(html):
    start = html.index('<nav class="toc"')
    return re.findall(r'<a href="(.*?)">(.*?)</a>', html[start : html.index("</nav>", start)])


def test_sections_are_listed_once_after_the_first_of_them(page, of_sections):
    html = page(of_sections("Kết luận chính & lý do", "Nguồn"))
    assert contents(html) == [("#s0", "Kết luận chính &amp; lý do"), ("#s1", "Nguồn")]
    assert html.index("<h1>") < html.index("<h2") < html.index('<nav class="toc"') < html.rindex("<h2")


def test_headings_of_markdown_are_sections_and_never_a_second_title(page, of_sections):
    notebook = of_sections("Kết luận")
    notebook.cells.insert(3, new_markdown_cell("# Nhận xét của *văn phòng*\n\nchữ\n\n### Chi tiết"))
    html = page(notebook)
    assert contents(html) == [("#s0", "Kết luận"), ("#nhan-xet-cua-van-phong", "Nhận xét của văn phòng")]
    assert '<h2 id="nhan-xet-cua-van-phong">Nhận xét của <em>văn phòng</em></h2>' in html
    assert '<h3 id="chi-tiet">Chi tiết</h3>' in html


def test_a_page_of_one_section_has_no_contents(page, of_sections):
    assert 'class="toc"' not in page(of_sections("Một"))


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
    own = executed('<h1>Y tế</h1><p class="banner">SỐ LIỆU MINH HỌA</p>')
    own.cells[1].outputs[1].metadata["ntm"] = {"heading": "Y tế"}
    for html in (page(executed("<p>Một</p>")), page(own)):
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


def test_the_style_is_small_and_refers_to_nothing(frame):
    assert len(frame.style.encode()) <= 17_000
    assert "url(" not in frame.style
    assert "@import" not in frame.style


def test_the_summary_is_taken_out(executed, facts):
    assert summary_of(executed("<p>Một</p>")) == facts


def test_the_last_summary_counts(executed):
    notebook = executed("<p>Một</p>")
    notebook.cells.append(copy.deepcopy(notebook.cells[-1]))
    notebook.cells[-1].outputs[-1].data["application/vnd.ntm.summary+json"]["met"] = 13
    assert summary_of(notebook)["met"] == 13


@pytest.mark.parametrize(
    "summary",
    [
        None,
        "text",
        [],
        {"met": "12"},
        {"met": 12.5},
        {"title": None},
        {"provisional": "x"},
        {"draft": 1},
        {"targets": []},
        {"targets": {"reached": "1"}},
    ],
    ids=str,
)
def test_a_notebook_without_summary_is_refused(executed, summary):
    with pytest.raises(NoSummaryError):
        summary_of(executed("<p>Một</p>", summary=summary))
