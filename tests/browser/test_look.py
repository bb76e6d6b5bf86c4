"""Two pages look as somebody last approved of, and as README.md shows them; `make goldens` renews both."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from ntm_analysis.batch.plan import Form
from ntm_analysis.batch.site.printing import find_browser, printed
from ntm_analysis.model import Period

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
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
def test_the_first_screens_in_the_readme_are_those_of_today(pictures, page, pytestconfig, name):
    make = partial(printed, browser=find_browser(), form=Form.PICTURE)
    with ThreadPoolExecutor() as pool:  # the browser of the other tests runs in this thread
        sent = pool.submit(make, page(name), Period(2022, 9), "vi").result()
    now = pictures.Image.open(io.BytesIO(sent)).convert("RGB")
    (shown,) = re.findall(
        rf"\]\((tests/[\w/]*/{name}-to-send\.png)\)", (ROOT / "README.md").read_text("utf-8")
    )
    if pytestconfig.getoption("renew_goldens"):
        pictures.save(now, ROOT / shown)
    with pictures.Image.open(ROOT / shown) as approved:
        assert pictures.changed(*(each.reduce(4) for each in (approved.convert("RGB"), now))) == []


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
