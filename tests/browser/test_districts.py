"""The list of districts in a real browser: for everybody, on a phone, found by typing."""

import pytest

from ntm_analysis.batch.keep.keys import Code
from ntm_analysis.batch.keep.manifest import Manifest
from ntm_analysis.batch.run.task import PageOutput
from ntm_analysis.batch.site.districts import publish_above

pytestmark = pytest.mark.slow

DISTRICTS = (("Văn Quan", "Lạng Sơn"), ("Bắc Sơn", "Lạng Sơn"), ("Đầm Dơi", "Cà Mau"))
SUMMARY = {"notebook": "overview", "kind": "commune", "met": 12, "total": 19, "recognised": True}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for number, (name, province) in enumerate(DISTRICTS):
        made = Manifest(f"d{number}", name, "2022-09", "vi", illustrative=True, province=province, communes=1)
        made.office = "Văn phòng điều phối nông thôn mới"
        made.pages["06298/overview.html"] = PageOutput("key", "hash", 10, SUMMARY)
        made.write(folder / made.dataset / "2022-09" / "vi")
    publish_above(folder, "vi", Code())
    return folder


@pytest.fixture
def tab(browser, out):
    opened = browser.new_page(viewport={"width": 360, "height": 800})
    opened.goto((out / "index.html").as_uri())
    yield opened
    opened.close()


def shown(tab):
    return [row.inner_text() for row in tab.locator("tbody tr:visible th").all()]


def test_nothing_is_wrong_with_the_lists(visit, out):
    visits = visit((out, "vi"))
    assert len(visits) == 4
    assert [str(fault) for visited in visits for fault in visited.faults] == []


def test_typing_keeps_the_district_and_the_heading_of_its_province(tab):
    assert len(shown(tab)) == 5
    tab.fill("#find", "vanquan")
    assert shown(tab) == ["Lạng Sơn (2)", "Văn Quan"]
    assert tab.inner_text("#found") == "Tìm thấy 1/3 huyện."
    tab.fill("#find", "cà mau")
    assert shown(tab) == ["Cà Mau (1)", "Đầm Dơi"]


def test_enter_opens_the_months_of_the_only_one_found(tab):
    tab.fill("#find", "dam doi")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/d2/index.html")
    assert tab.inner_text("h2") == "Đầm Dơi"


def test_on_a_phone_figures_stand_behind_their_labels(tab):
    before = "e => getComputedStyle(e, '::before').content"
    cells = tab.locator("tr[data-typed]").first.locator("td").all()
    labels = [cell.evaluate(before).replace('" "', "").strip('"') for cell in cells]
    assert labels[1:5] == ["Kỳ mới nhất: ", "Xã đã công nhận: ", "Tiêu chí bình quân: ", "Số trang: "]
