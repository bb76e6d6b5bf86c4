"""English pages speak English: of the software's own Vietnamese nothing is left on them, only the data's."""

import csv
import html
import json
import re
from pathlib import Path

import pytest
import yaml

import ntm_analysis as ntm
from ntm_analysis.language import Language

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
DATA = NOTEBOOKS.parent / "data"
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
LEAST = 12  # characters: what is shorter is a word that names of offices are made of


def phrases(code):
    """Gives what the pages of a language say literally, between the figures that are filled in."""
    words = Language.load(code)._words
    other = Language.load("en" if code == "vi" else "vi")._words
    said = {
        part for key, text in words.items() if text != other[key] for part in re.split(r"\{[^}]*\}", text)
    }
    stripped = {part.strip(" .:;,()|“”") for part in said}
    return {part for part in stripped if len(part) >= LEAST and VIETNAMESE.search(part)}


def leaves(tree):
    """Walks over the texts of a YAML file that stand in one language only."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key != "vi":
                yield from leaves(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from leaves(value)
    elif isinstance(tree, str):
        yield tree


@pytest.fixture(scope="module")
def data_texts():
    """Gives every text of the data, the longest first: names, tasks, quotes, documents, sources."""
    cells = set()
    for path in (DATA / "van-quan").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells |= {cell for row in csv.reader(file) for cell in row}
    for path in DATA.rglob("*.yaml"):
        cells |= set(leaves(yaml.safe_load(path.read_text("utf-8"))))
    return sorted((cell for cell in cells if VIETNAMESE.search(cell)), key=len, reverse=True)


def shown(view_of, notebook, place, language):
    """Runs the cells of a notebook that show something, and gives all they show as one text."""
    area = notebook if notebook not in {"overview", "movement"} else None
    view = view_of(place, area, language=language)
    cells = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    parts = [eval(s, {"ntm": ntm, "view": view}) for s in sources if s.startswith("ntm.")]  # noqa: S307
    return "\n".join(part.html for part in parts if hasattr(part, "html"))


@pytest.mark.parametrize("place", ["184", "06298"])
@pytest.mark.parametrize("notebook", ["overview", "health", "poverty", "movement"])
def test_no_phrase_of_the_vietnamese_pages_is_on_an_english_one(view_of, data_texts, notebook, place):
    english = " ".join(html.unescape(shown(view_of, notebook, place, "en")).split())
    for text in data_texts:
        english = english.replace(" ".join(text.split()), "")
    assert [phrase for phrase in sorted(phrases("vi")) if phrase in english] == []


def test_the_same_search_finds_them_on_a_vietnamese_page(view_of):
    vietnamese = shown(view_of, "overview", "06298", "vi")
    assert len([phrase for phrase in phrases("vi") if phrase in vietnamese]) > 20
