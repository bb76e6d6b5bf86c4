"""What changed is the same on the page, in Word, in the workbook and in the terminal, doubts included."""

import re

from ntm_analysis.model import Direction
from ntm_analysis.say.changes import changes
from ntm_analysis.say.doubtful import doubts
from ntm_analysis.say.texts import signed, text_of
from ntm_analysis.say.units import apart
from ntm_analysis.say.words import Table

GAINED, LOST, OTHER = Direction.GAINED, Direction.LOST, Direction.OTHER
SIGNS = "*†⚠‡"


def expected(said, *directions):
    """Names commune and criterion, with its signs, of what changed so under the standard set."""
    view, standard = said.view, said.view.set_in_force("standard").id
    return {
        (view.data.place(change.place).name, signed(view.words, change.code, doubts(view, change)))
        for direction in directions
        for change in said.changes.moved(standard, direction)
    }


def on_the_page(said, column):
    found = set()
    for row in (row for part in changes(said.view).parts if isinstance(part, Table) for row in part.rows):
        named = re.findall(rf"(\d+) [^()]*\([^()]*?([{SIGNS}]*)\)", text_of(said.view.words, row[column]))
        found |= {(row[0], code + signs) for code, signs in named}
    return found


def in_word(said, word):
    told = next((text for text in said.report if re.match(rf"So với .*, {word} \d+ tiêu chí: ", text)), "")
    named = re.findall(r"(\w[\w ]*) \(tiêu chí ([^)]*)\)", told.partition(": ")[2])
    return {(commune, code) for commune, codes in named for code in codes.split(", ")}


def in_the_workbook(said, word):
    sheet = next(s for s in said.book.sheets if any(g.name == "matrix_standard" for g in s.grids))
    found = set()
    for row in sheet.grids[0].rows:
        told = re.search(rf"{word} tiêu chí ([^;]*)", str(row[-1].value))
        found |= {(row[1].value, code) for code in (told[1].split(", ") if told else [])}
    return found


def printed(said, word):
    lines = (re.match(r"- Xã (.+), tiêu chí (\d+) \(.*\): (.*)", line) for line in said.printed)
    found = set()
    for line in filter(None, lines):
        direction = next((each for each in ("tăng", "giảm") if line[3].endswith(f"({each})")), "")
        if direction == word:
            found.add((line[1], line[2] + "".join(re.findall(f"[{SIGNS}]", line[3]))))
    return found


def test_what_was_gained_is_one_answer(said):
    told = expected(said, GAINED)
    assert on_the_page(said, 1) == in_word(said, "tăng") == in_the_workbook(said, "tăng") == told
    assert printed(said, "tăng") == told


def test_what_was_lost_is_one_answer(said):
    told = expected(said, LOST)
    assert on_the_page(said, 2) == in_word(said, "giảm") == in_the_workbook(said, "giảm") == told
    assert printed(said, "giảm") == told


def test_other_changes_are_one_answer_with_their_doubts(said):
    assert on_the_page(said, 3) == printed(said, "") == expected(said, OTHER)


def test_what_is_not_compared_is_told_in_the_same_sentences(said):
    page = [getattr(part, "text", "") for part in changes(said.view).parts]
    for sentence in apart(said.view, said.changes):
        assert sentence in page
        assert sentence in said.report
        assert sentence in said.printed


def test_communes_that_are_not_compared_have_no_count_in_the_workbook(said):
    standard = said.view.set_in_force("standard").id
    sheet = next(s for s in said.book.sheets if any(g.name == "matrix_standard" for g in s.grids))
    counted = {row[1].value for row in sheet.grids[0].rows if isinstance(row[-2].value, int)}
    assert counted == {said.view.communes[code] for code in said.changes.comparable(standard)}


def test_each_state_is_what_its_name_says(said, request):
    state = request.node.callspec.id
    signs = {sign for _, code in expected(said, GAINED, LOST, OTHER) for sign in code if sign in SIGNS}
    assert bool(said.changes.reshaped) is (state == "merged")
    assert bool(said.changes.sets) is (state == "another_set")
    assert ("‡" in signs) is (state == "adjusted")
    if state in {"as_it_comes", "adjusted"}:
        assert {"†", "⚠"} <= signs
        assert expected(said, LOST)
        assert bool(expected(said, GAINED)) is (state == "as_it_comes")
