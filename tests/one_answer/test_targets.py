"""Where a target stands is the same on the page, in Word, in the workbook and in the terminal."""

import pytest

from ntm_analysis.cli.followup import show
from ntm_analysis.say.targets import FACTS, goals
from ntm_analysis.say.texts import pieces, text_of
from tests.spreadsheet import shown

# Where each medium has a fact: the place of its column, the row's number first where rows are numbered.
PAGE = {"goal": 2, "now": 3, "missing": 4, "estimate": 5, "status": 6}
WORD = {"name": 1, "paragraph": 2, "baseline": 3, "goal": 4, "now": 5, "missing": 6, "estimate": 7}
WORKBOOK = WORD | {"status": 10, "day": 11, "quote": 14}
WORD |= {"status": 9}
TERMINAL = {"name": 0, "now": 1, "goal": 2, "status": 3, "day": 4}


def expected(said, facts):
    words = said.view.words
    return [[text_of(words, FACTS[fact](said.view, p)) for fact in facts] for p in said.view.targets]


def picked(rows, places):
    return [[row[place] for place in places.values()] for row in rows]


def on_the_page(said):
    words, (table, *_) = said.view.words, goals(said.view).parts
    for row in table.rows:
        # The notes under a figure are the page's own.
        yield [text_of(words, pieces(words, cell)[0]) for cell in row]


@pytest.fixture
def printed(said, capsys):
    show(said.view)
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line]
    return picked(rows, TERMINAL)


def test_the_page_shows_the_facts(said):
    assert picked(on_the_page(said), PAGE) == expected(said, PAGE)


def test_the_sheet_in_word_shows_the_facts(said):
    assert picked(said.in_word("Văn bản giao"), WORD) == expected(said, WORD)


def test_the_workbook_shows_the_facts_as_numbers(said):
    sheet = next(s for s in said.book.sheets if any(g.name == "targets" for g in s.grids))
    rows = [[shown(cell) for cell in row] for row in sheet.grids[0].rows]
    assert picked(rows, WORKBOOK) == expected(said, WORKBOOK)
    values = [row[WORKBOOK["now"]].value for row in sheet.grids[0].rows]
    assert values == ["chưa có" if p.value is None else p.value for p in said.view.targets]


def test_the_terminal_shows_the_facts(said, printed):
    assert printed == expected(said, TERMINAL)
