"""English pages speak English: nothing Vietnamese is left on them but names and numbers of decisions."""

import csv
import html
import re
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
DATA = NOTEBOOKS.parent / "data" / "van-quan"
LETTERS = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
MARKED = re.compile(r'<(span|tspan)[^>]* lang="vi"[^>]*>.*?</\1>', re.DOTALL)
SPOKEN = re.compile(r'<[^>]*?\b(?:alt|title|aria-label|content)="([^"]*)"[^>]*>')
# Decree 07/2021/NĐ-CP, QĐ 1491/QĐ-BGDĐT, NĐ 07/2021: what a document is called is the same in every language.
DECISION = re.compile(r"(?:[\d…]+/)*(?:QĐ|NĐ)(?:-[A-ZĐ]+)?")
# Besides the places of the dataset: other provinces, a person, a village, papers and sites.
NAMES = (
    "Lạng Sơn", "Hồ Chí Minh", "Nà Bung",
    "Bắc Giang", "Gia Lai", "Hà Giang", "Hậu Giang", "Lào Cai", "Thanh Hóa", "Vị Thanh", "Điện Biên",
    "Thư Viện Pháp Luật", "Thư Viện Nhà Đất", "Chất lượng và Cuộc sống", "Trí Thức VN", "Lao động Thủ đô",
)  # fmt: skip


@pytest.fixture(scope="module")
def names():
    """Gives the names of places and papers, the longest first; a picture may break one between its words."""
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        places = {row["name"] for row in csv.DictReader(file)}
    listed = {*places, *NAMES}
    return sorted(listed | {word for name in places for word in name.split()}, key=len, reverse=True)


@pytest.fixture
def shown(view_of, run_notebook):
    """Gives all that a notebook shows of a place as one text."""

    def show(notebook, place, language):
        area = notebook if notebook not in {"overview", "movement"} else None
        page = view_of(place, area, language=language, subject="movement" if notebook == "movement" else "")
        parts, _ = run_notebook(notebook, page)
        return "\n".join(part.html for part in parts if hasattr(part, "html"))

    return show


def vietnamese(page, names):
    """Lists the texts of a page, spoken ones too, that are Vietnamese without being marked so or a name."""
    page = MARKED.sub("", re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL))
    texts = [*re.split(r"<[^>]*>", page), *SPOKEN.findall(page)]
    found = []
    for text in dict.fromkeys(" ".join(html.unescape(text).split()) for text in texts):
        rest = DECISION.sub("", text)
        for name in names:
            rest = rest.replace(name, "")
        found += [text] if LETTERS.search(rest) else []
    return found


@pytest.mark.parametrize(
    ("notebook", "place"),
    [
        ("overview", "184"),
        ("overview", "06298"),
        ("movement", "184"),
        ("movement", "06286"),
        ("education", "06286"),
        ("health", "184"),
        ("culture", "06298"),
        ("poverty", "184"),
    ],
)
def test_an_english_page_has_no_vietnamese_but_names(shown, names, notebook, place):
    english = shown(notebook, place, "en")
    assert vietnamese(english, names) == []
    assert 'lang="vi"' not in english


def test_the_same_search_finds_what_a_vietnamese_page_says(shown, names):
    assert len(vietnamese(shown("movement", "06298", "vi"), names)) > 100


@pytest.mark.slow
def test_no_built_english_page_has_vietnamese_but_names(english_reports, names):
    found = {
        str(path.relative_to(english_reports)): vietnamese(path.read_text("utf-8"), names)
        for path in english_reports.rglob("van-quan/**/*.html")
    }
    assert len(found) == 14
    assert {path: texts for path, texts in found.items() if texts} == {}
