"""Pages on A4: few sheets, tagged, nothing cut off, and each sheet says whose it is."""

import re
from collections import Counter

import pytest

pytestmark = pytest.mark.slow

NOTEBOOKS = ("overview", "movement", "education", "health", "culture", "poverty")
SAMPLE = [f"{place}/{name}" for place in ("184-van-quan", "06298-binh-phuc") for name in NOTEBOOKS]
PLACES = {"184-van-quan": "Huyện Văn Quan", "06298-binh-phuc": "Xã Bình Phúc"}
PERIOD = "9/2022"


@pytest.fixture(scope="module")
def month(reports):
    return reports / "van-quan" / "2022-09" / "vi"


def longest(month, name):
    """Picks the commune whose page holds most."""
    return max(month.glob(f"0*/{name}.html"), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize(
    ("page", "sheets"),
    [("184-van-quan/overview", 4), ("06298-binh-phuc/overview", 2), ("06298-binh-phuc/movement", 2)],
)
def test_a_page_takes_no_more_sheets_than_a_meeting_hands_out(print_page, month, page, sheets):
    assert len(print_page(month / f"{page}.html").sheets) <= sheets


@pytest.mark.parametrize("name", ["overview", "movement"])
def test_the_longest_page_of_a_commune_takes_two_sheets_as_well(print_page, month, name):
    page = longest(month, name)
    assert len(print_page(page).sheets) <= 2, page


def test_no_sheet_of_any_page_is_less_than_a_fifth_full(print_page, month):
    pages, empty = [*month.glob("*/*.html")], []
    assert len(pages) == 102
    for path in pages:
        for number, sheet in enumerate(print_page(path).sheets, 1):
            box = sheet.content
            last = max((w.bottom for w in sheet.words if w not in sheet.running), default=box.top)
            if last - box.top < (box.bottom - box.top) / 5:
                empty.append(f"{path.parent.name}/{path.name}, {number}")
    assert empty == []


@pytest.mark.parametrize("page", SAMPLE)
def test_a_printed_page_is_a4_tagged_and_titled(print_page, month, page):
    facts = print_page(month / f"{page}.html").facts
    assert facts["Page size"].endswith("(A4)")
    assert facts["Tagged"] == "yes"
    assert facts["Title"].startswith(PLACES[page.split("/")[0]])


@pytest.mark.parametrize("page", SAMPLE)
def test_a_printed_page_holds_every_letter_within_its_margins(print_page, month, page):
    printed = print_page(month / f"{page}.html")
    assert printed.lost == Counter()
    assert [sheet.outside for sheet in printed.sheets] == [[] for _ in printed.sheets]


@pytest.mark.parametrize("page", SAMPLE)
def test_each_sheet_says_place_period_and_number(print_page, month, page):
    sheets = print_page(month / f"{page}.html").sheets
    running = [" ".join(word.text for word in sheet.running) for sheet in sheets]
    for number, text in enumerate(running, 1):
        assert PLACES[page.split("/")[0]] in text
        assert PERIOD in text
        assert f"{number}/{len(sheets)}" in text.split()
    # What is the same on every sheet is no content that strayed there.
    assert len({re.sub(r"\d+/\d+$", "", text) for text in running}) == 1


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        ("", False),
        ("position:relative;left:-15mm", True),
        ("position:relative;top:-18mm", True),
        ("position:absolute;left:-99mm", True),
        ("white-space:nowrap;width:400mm", True),
        ("overflow:hidden;height:0", True),
    ],
)
def test_a_cut_or_misplaced_text_is_seen(print_page, tmp_path, style, seen):
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><title>Thử</title><style>@page{size:A4;margin:20mm}body{margin:0}</style>"
        f'<p style="margin:0;{style}">{"Xã An Hòa có số liệu. " * 8}</p>',
        encoding="utf-8",
    )
    printed = print_page(page)
    assert bool(printed.lost or any(sheet.outside for sheet in printed.sheets)) is seen
