"""Views of the trial district with tables of the movement, and what a display says in plain text."""

import html
import re
from types import SimpleNamespace

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.language import Language
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Group, Listing, Opening, Sentence, Shown, Table, pieces, text_of

BODIES = (
    "body,name,level,commune,source,note,illustrative",
    'yt,Trung tâm Y tế,"phòng, ban huyện",,Danh sách,,có',
    "bql-10001,Ban Quản lý xã,ban quản lý xã,10001,Danh sách,,có",
    "bql-10009,Ban Quản lý,ban quản lý xã,10009,Danh sách,,có",
)


def _plain(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def _parts(shown):
    """Walks over all parts of what is shown, those of groups after the group."""
    for part in shown.parts:
        yield part
        if isinstance(part, Group):
            yield from _parts(part)


def _rows(display):
    """Gives the rows of every table of what is shown, each a list of texts."""
    if isinstance(display, Shown):
        tables = [part for part in _parts(display) if isinstance(part, Table)]
        rows = [row for table in tables for row in (*table.rows, *table.sums)]
        return [[text_of(display.words, cell) for cell in row] for row in rows]
    bodies = re.findall(r"<tbody>(.*?)</tbody>", display.html, re.DOTALL)
    rows = [row for body in bodies for row in body.split("</tr>") if "<t" in row]
    return [
        [_plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def _captions(display):
    if isinstance(display, Shown):
        return [part.caption for part in _parts(display) if isinstance(part, Table)]
    return [_plain(each) for each in re.findall(r"<caption>(.*?)</caption>", display.html)]


def _text(display):
    return " ".join(text for text in _texts(display) if text)


def _texts(display):
    if not isinstance(display, Shown):
        yield _plain(display.html)
        return
    for part in _parts(display):
        match part:
            case Sentence():
                yield part.text
            case Group():
                yield part.title
            case Listing():
                yield part.title
                yield from (text_of(display.words, item) for item in part.items)
            case Table():
                yield part.caption
                yield from (column.title for column in part.columns)
                cells = (cell for row in (*part.rows, *part.sums) for cell in row)
                yield from (text_of(display.words, cell) for cell in cells)


def _opened(shown):
    """Gives what the cells of a table open to, by their titles."""
    found = (cell for part in _parts(shown) if isinstance(part, Table) for row in part.rows for cell in row)
    return {
        text_of(shown.words, each): [text_of(shown.words, item) for item in each.items]
        for each in found
        if isinstance(each, Opening)
    }


def _lists(shown):
    """Gives the items of each list, or the sentence in its place, by the title above."""
    return {
        group.title: [
            text
            for part in group.parts
            for text in (
                [text_of(shown.words, item) for item in part.items]
                if isinstance(part, Listing)
                else [part.text]
            )
        ]
        for group in _parts(shown)
        if isinstance(group, Group) and group.title
    }


def _cells(shown):
    """Gives the rows of a table, each cell as the texts of its pieces."""
    (table,) = (part for part in _parts(shown) if isinstance(part, Table))
    return [
        [[text_of(shown.words, piece).strip() for piece in pieces(shown.words, cell)] for cell in row]
        for row in table.rows
    ]


@pytest.fixture(scope="session")
def told():
    """Reads a display: the rows of its tables, their captions, everything as one text."""
    return SimpleNamespace(
        rows=_rows,
        cells=_cells,
        captions=_captions,
        text=_text,
        plain=_plain,
        opened=_opened,
        lists=_lists,
    )


@pytest.fixture
def small(tiny_dataset):
    """Builds a view of the trial district, February 2022 unless told, with these tables of the movement."""
    tiny_dataset.write("bodies.csv", *BODIES)

    def build(place, period="2022-02", language="vi", **tables):
        for name, lines in tables.items():
            tiny_dataset.write(f"{name}.csv", *lines)
        data = tiny_dataset.read()
        month = data.period(period)
        results = evaluate(data, until=month)
        targets = follow_targets(data, results, month)
        return View(
            data, results, targets, data.place(place), month, Language.load(language), None, "movement"
        )

    return build
