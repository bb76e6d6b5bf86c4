"""Golden pictures: how a page looked when somebody last approved of it, and what has changed since.

A page is photographed whole at 1280 px in one fixed font and kept at a quarter of its size. Compared
are the mean colours of its tiles of 16 × 16 px: one channel of one tile beyond TOLERANCE of 255 levels
is a change. What machines draw otherwise (letters a quarter of a pixel aside, bolder, set more finely)
alters a tile by 15 at most; a block gone or moved by 2 px, another colour of small text, or one cell
without its figure alter some tile by 22 and more. Not seen: a background changed by less than the
tolerance, a hairline somewhat paler.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser

FONT = "Noto Sans"
TOLERANCE = 16

_DESK = {"width": 1280, "height": 900}
_REDUCED = 4
_TILE = 4  # pixels of the kept picture, so 16 of the page
# Text in a font that is not there is as wide as text in the one that stands in for it.
_HAS_FONT = """(font) => {
    const pen = document.createElement("canvas").getContext("2d");
    const width = (family) => {
        pen.font = `72px ${family}`;
        return pen.measureText("Văn Quan, 2022").width;
    };
    return width(`"${font}", monospace`) !== width("monospace");
}"""


def has_font(browser: Browser) -> bool:
    """Tells whether the font of the pictures is installed."""
    tab = browser.new_page()
    has = tab.evaluate(_HAS_FONT, FONT)
    tab.close()
    return bool(has)


def photograph(browser: Browser, page: Path, change: str = "") -> Image.Image:
    """Takes the reduced picture of a page, as it is or with a change of its style."""
    tab = browser.new_page(viewport=_DESK)
    tab.goto(page.as_uri())
    tab.add_style_tag(content=f'*{{font-family:"{FONT}"!important}}{change}')
    taken = Image.open(io.BytesIO(tab.screenshot(full_page=True)))
    tab.close()
    return taken.convert("RGB").reduce(_REDUCED)


def save(picture: Image.Image, path: Path) -> None:
    """Writes a picture in 256 colours, each at most a few levels beside the true one."""
    path.parent.mkdir(exist_ok=True)
    few = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def changed(golden: Image.Image, now: Image.Image) -> list[str]:
    """Names the tiles that differ, in pixels of the page from its top left corner."""
    size = max(golden.width, now.width), max(golden.height, now.height)
    tiles = [_on_paper(picture, size).reduce(_TILE) for picture in (golden, now)]
    bands = ImageChops.difference(*tiles).split()
    strongest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    side = _TILE * _REDUCED
    return [
        f"{side * (number % strongest.width)}, {side * (number // strongest.width)}"
        for number, difference in enumerate(strongest.tobytes())
        if difference > TOLERANCE
    ]


def _on_paper(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    paper = Image.new("RGB", size, "white")
    paper.paste(picture)
    return paper
