"""Views of the trial district with tables of the movement, and what a display says in plain text."""

from types import SimpleNamespace

import pytest

from ntm_analysis.say.texts import pieces, signed, text_of
from ntm_analysis.say.words import Group, Listing, Opening, Sentence, Table

BODIES = (
    'yt,Trung tâm Y tế,"phòng, ban huyện",,Danh sách,,có',
    "bql-10001,Ban Quản lý xã,ban quản lý xã,10001,Danh sách,,có",
    "bql-10009,Ban Quản lý,ban quản lý xã,10009,Danh sách,,có",
)


def _parts(parts):
    for part in parts:
        if isinstance(part, Group):
            yield Sentence(part.title)
            yield from _parts(part.parts)
        else:
            yield part


def _tables(shown):
    return [part for part in _parts(shown.parts) if isinstance(part, Table)]


def _rows(shown):
    """Gives the rows of every table of what is shown, each a list of texts."""
    rows = [row for table in _tables(shown) for row in (*table.rows, *table.sums)]
    return [[" ".join(text_of(shown.words, cell).split()) for cell in row] for row in rows]


def _by_caption(shown):
    """Gives the rows of each table under its caption up to the first comma."""
    return {
        table.caption.partition(",")[0]: [[text_of(shown.words, cell) for cell in row] for row in table.rows]
        for table in _tables(shown)
    }


def _captions(shown):
    return [table.caption for table in _tables(shown)]


def _text(shown):
    """Gives everything that is shown as one text."""
    said = []
    for part in _parts(shown.parts):
        match part:
            case Sentence():
                said.append(signed(shown.words, part.text, part.doubts))
            case Listing():
                said += [part.title, *_opened(shown, part.items)]
            case Table():
                said += [part.caption, *(column.title for column in part.columns)]
                said += [each for row in (*part.rows, *part.sums) for each in _opened(shown, row)]
    return " ".join(" ".join(said).split())


def _opened(shown, cells):
    for cell in cells:
        yield text_of(shown.words, cell)
        for piece in pieces(shown.words, cell):
            if isinstance(piece, Opening):
                yield from _opened(shown, piece.items)


def _behind(shown):
    """Gives what the cells of a table open to, by their titles."""
    found = (cell for table in _tables(shown) for row in table.rows for cell in row)
    return {
        text_of(shown.words, each): [text_of(shown.words, item) for item in each.items]
        for each in found
        if isinstance(each, Opening)
    }


def _lists(shown):
    """Gives the items of each list, or the sentence in its place, by the title above."""
    titled = (part for group in shown.parts for part in group.parts)
    return {group.title: list(_items(shown.words, group.parts)) for group in titled}


def _items(words, parts):
    for part in parts:
        yield from (text_of(words, item) for item in getattr(part, "items", (getattr(part, "text", ""),)))


def _cells(shown):
    """Gives the rows of a table, each cell as the texts of its pieces."""
    (table,) = (part for part in shown.parts if isinstance(part, Table))
    return [
        [[text_of(shown.words, piece).strip() for piece in pieces(shown.words, cell)] for cell in row]
        for row in table.rows
    ]


@pytest.fixture(scope="session")
def told():
    """Reads what is shown: the rows of its tables, their captions, everything as one text."""
    return SimpleNamespace(
        rows=_rows,
        tables=_by_caption,
        cells=_cells,
        captions=_captions,
        text=_text,
        opened=_behind,
        lists=_lists,
    )


@pytest.fixture
def small(tiny_dataset, view_now):
    """Builds a view of the trial district, February 2022 unless told, with rows in tables of the movement."""
    tiny_dataset.fill("bodies", *BODIES)

    def build(place, period="2022-02", language="vi", **tables):
        for name, lines in tables.items():
            tiny_dataset.fill(name, *lines)
        return view_now(place, period, language, subject="movement")

    return build
