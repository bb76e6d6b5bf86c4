"""What a reader can take in: the first screens, how far a thumb must go, how small the type on paper is."""

import pytest

pytestmark = pytest.mark.slow

PHONE = {"width": 360, "height": 800}
SMALLEST = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let least = Infinity;
  while (walker.nextNode()) {
    const text = walker.currentNode, holder = text.parentElement;
    if (!text.textContent.trim() || holder.closest("svg") || !holder.checkVisibility()) continue;
    least = Math.min(least, parseFloat(getComputedStyle(holder).fontSize));
  }
  return least * 72 / 96;
}"""
ROWS = """() => [...document.querySelectorAll(".stacked tr")]
  .map(row => row.getBoundingClientRect().height)"""


@pytest.fixture(scope="module")
def month(reports):
    return reports / "van-quan" / "2022-09" / "vi"


@pytest.fixture(scope="module")
def opened(browser):
    """Opens a page at a width, as a screen or as paper, and runs a script in it."""

    def run(path, script, *, viewport=PHONE, media="screen"):
        page = browser.new_page(viewport=viewport)
        page.emulate_media(media=media)
        page.goto(path.resolve().as_uri())
        found = page.evaluate(script)
        page.close()
        return found

    return run


@pytest.fixture(scope="module")
def measured(browser, month):
    """Measures every page of the month: on a phone, twice as large on a computer, on paper."""
    found = {}
    for path in sorted(month.glob("*/*.html")):
        page = browser.new_page(viewport=PHONE)
        page.goto(path.resolve().as_uri())
        facts = {"screens": page.evaluate("document.documentElement.scrollHeight") / PHONE["height"]}
        facts["words"] = page.evaluate("document.querySelector('main').innerText.trim().split(/\\s+/).length")
        page.set_viewport_size({"width": 640, "height": 400})
        facts["message"] = page.evaluate("document.querySelector('h1').getBoundingClientRect().bottom")
        page.emulate_media(media="print")
        facts["smallest"] = page.evaluate(SMALLEST)
        page.close()
        found[f"{path.parent.name[:3]}/{path.stem}/{path.parent.name}"] = facts
    assert len(found) == 102
    return found


def beyond(measured, pages, fact, most):
    """Names the pages of a kind of which a fact is more than that."""
    mine = {page: facts[fact] for page, facts in measured.items() if page.startswith(pages)}
    assert mine
    return {page: value for page, value in mine.items() if value > most}


@pytest.mark.parametrize(
    ("pages", "screens"),
    [("184/overview", 5), ("184", 8), *((f"06{n}/overview", 4) for n in (2, 3)), ("0", 8)],
)
def test_a_page_is_few_phone_screens_above_what_is_folded(measured, pages, screens):
    assert beyond(measured, pages, "screens", screens) == {}


@pytest.mark.parametrize(
    ("pages", "words"), [("184", 1300), *((f"06{n}/overview", 800) for n in (2, 3)), ("0", 900)]
)
def test_what_is_read_above_what_is_folded_is_short(measured, pages, words):
    assert beyond(measured, pages, "words", words) == {}


def test_twice_as_large_the_message_of_every_page_still_stands_on_the_first_screen(measured):
    assert beyond(measured, "", "message", 400) == {}


def test_on_paper_no_letter_of_any_page_is_smaller_than_eight_points_and_a_half(measured):
    assert {page for page, facts in measured.items() if facts["smallest"] < 8.5 - 0.01} == set()


def test_the_message_and_the_first_matter_stand_on_the_first_phone_screen(opened, month):
    (path,) = month.glob("184-*/overview.html")
    matter = "document.querySelector('.agenda li').getBoundingClientRect().top"
    assert opened(path, matter) < PHONE["height"] * 0.6


def test_the_first_screen_of_the_locality_is_one_screen_of_a_computer(opened, month):
    (path,) = month.glob("184-*/overview.html")
    both = "document.querySelector('.columns').getBoundingClientRect().bottom"
    assert opened(path, both, viewport={"width": 1280, "height": 800}) <= 800


def test_no_device_turns_the_colours_of_verdicts_dark(opened, month):
    (path,) = month.glob("184-*/overview.html")
    assert opened(path, "getComputedStyle(document.documentElement).colorScheme") == "light only"


def test_who_is_sent_a_page_sees_its_message_before_opening_it(opened, month):
    (path,) = month.glob("06298-*/overview.html")
    tag = "document.querySelector('meta[property=\"og:{}\"]').content"
    assert opened(path, tag.format("title")) == opened(path, "document.querySelector('h1').textContent")
    said = opened(path, tag.format("description"))
    assert said.startswith("SỐ LIỆU MINH HỌA")
    assert "tháng 9/2022" in said
    assert opened(path, tag.format("image")) == "overview.png"


def test_the_communes_of_a_month_are_sorted_by_what_is_pressed(browser, month):
    page = browser.new_page()
    page.goto((month / "index.html").as_uri())
    names = "() => [...document.querySelectorAll('tr[data-typed] th')].map(th => th.textContent)"
    before = page.evaluate(names)
    assert before[0] == "Trấn Ninh"  # one of those with 19 criteria
    head = page.get_by_role("button", name="Tiêu chí đạt")
    head.click()
    assert page.evaluate(names)[-1] in before[:5]
    head.click()
    met = page.eval_on_selector_all("td.num", "all => all.map(td => parseInt(td.textContent))")
    assert met == sorted(met, reverse=True)
    page.get_by_role("button", name="Xã", exact=True).click()
    assert page.evaluate(names)[0] == "An Sơn"
    page.close()


def test_every_page_of_a_month_is_headed_by_a_message_and_no_two_communes_by_the_same(opened, month):
    heads = [
        opened(path, "document.querySelector('h1').textContent") for path in month.glob("0*/overview.html")
    ]
    assert len(set(heads)) == len(heads) == 16
    assert max(map(len, heads)) <= 150


def test_a_target_s_value_stands_at_most_twice_in_what_is_seen(opened, month):
    (path,) = month.glob("184-*/overview.html")
    seen = opened(path, "document.querySelector('main').innerText")
    for value in ("06/16", "13,56", "15/16", "09/16", "02/07", "00/06"):
        assert 1 <= seen.count(value) <= 2, value


def test_a_row_that_is_a_record_on_a_phone_is_no_longer_than_a_third_of_a_screen(opened, month):
    rows = [height for path in month.glob("0*/overview.html") for height in opened(path, ROWS)]
    assert rows
    assert max(rows) <= PHONE["height"] / 3


@pytest.mark.parametrize("place", ["06298", "06301", "06286"])
def test_what_is_folded_on_a_phone_is_printed(print_page, month, place):
    (path,) = month.glob(f"{place}-*/overview.html")
    printed = print_page(path)
    assert any(word.text == "Nguồn" for sheet in printed.sheets for word in sheet.words)
