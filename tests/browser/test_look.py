"""Two pages look as somebody last approved of; `make goldens` takes the pictures anew."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).with_name("golden")
PAGES = {"commune": "06298-binh-phuc", "district": "184-van-quan"}


@pytest.fixture(scope="module")
def pictures(browser, need):
    """Gives the module that takes and compares pictures."""
    import pictures  # noqa: PLC0415 (needs playwright, which may be missing)

    need(pictures.has_font(browser), f"no font {pictures.FONT} on this machine")
    return pictures


@pytest.fixture(scope="module")
def page(reports):
    return lambda name: reports / "van-quan/2022-09/vi" / PAGES[name] / "overview.html"


@pytest.fixture(scope="module")
def commune(pictures, browser, page):
    return pictures.photograph(browser, page("commune"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_approved(pictures, browser, page, pytestconfig, tmp_path, name):
    now = pictures.photograph(browser, page(name))
    golden = GOLDEN / f"{name}.png"
    if pytestconfig.getoption("renew_goldens"):
        pictures.save(now, golden)
    now.save(tmp_path / golden.name)
    with pictures.Image.open(golden) as approved:
        tiles = pictures.changed(approved.convert("RGB"), now)
    assert tiles == [], f"the page looks otherwise, see {tmp_path / golden.name}; if meant: make goldens"


@pytest.mark.parametrize("name", PAGES)
def test_a_golden_picture_is_small(name):
    assert (GOLDEN / f"{name}.png").stat().st_size < 150_000


@pytest.mark.parametrize(
    "change",
    [
        "h1{position:relative;top:2px}",
        "h2{margin-top:3rem!important}",
        "main section:nth-of-type(2){visibility:hidden}",
        ".criteria-strip li:first-child{visibility:hidden}",
        ".chip{visibility:hidden}",
        "footer{visibility:hidden}",
        "tbody tr:first-child td:nth-child(2){visibility:hidden}",
        "a{color:#a1161b!important}",
        ".met{color:#a1161b!important}",
        "tbody th{font-style:italic}",
        "svg{visibility:hidden}",
    ],
)
def test_a_change_of_look_is_seen(pictures, browser, page, commune, change):
    assert pictures.changed(commune, pictures.photograph(browser, page("commune"), change))


@pytest.mark.parametrize(
    "softness",
    [
        "body{transform:translate(.25px,.25px)}",
        "*{-webkit-text-stroke:.15px}",
        "*{text-rendering:geometricPrecision}",
    ],
)
def test_what_machines_draw_otherwise_is_no_change(pictures, browser, page, commune, softness):
    again = pictures.photograph(browser, page("commune"), softness)
    assert again.tobytes() != commune.tobytes()
    assert pictures.changed(commune, again) == []
