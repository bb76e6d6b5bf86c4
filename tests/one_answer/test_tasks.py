"""What a task is, who does it and how late it is reads the same in Word and in the workbook."""

import pytest

from ntm_analysis.say.marks import records
from ntm_analysis.say.tasks import FACTS
from ntm_analysis.say.texts import text_of
from ntm_analysis.say.units import followed
from tests.spreadsheet import shown

# Where each medium has a fact, behind the number of the row.
WORD = {"name": 1, "place": 2, "body": 3, "due": 4, "days": 5, "state": 6, "cause": 7, "endangered": 8}
WORKBOOK = {"name": 2, "place": 3, "body": 4, "due": 5, "bare_state": 6, "done_on": 7, "days": 9, "cause": 10}
TASKS = (
    "T1,Vận động bảo hiểm,10003,xa_ntm_2021_2025,15,,health,2022-01-01,2022-01-10,2021-12,,Kế hoạch,,có",
    "T2,Lập hồ sơ,10001,,,health,an_hoa,2022-01-01,2022-01-20,2021-12,,Kế hoạch,,có",
    "T3,Tổng hợp,,xa_ntm_2021_2025,9,,health,2022-01-01,2022-02-10,2022-01,,Kế hoạch,,có",
    "T4,Rà soát,10003,xa_ntm_2021_2025,9,,health,2022-01-01,2022-01-15,2022-01,,Kế hoạch,,có",
)
STATES = (
    "2022-01,T1,đang thực hiện,,Chưa bố trí kinh phí,Báo cáo,,có",
    "2022-01,T4,hoàn thành,2022-01-14,,Báo cáo,,có",
)
BODIES = (
    'health,Phòng Y tế,"phòng, ban huyện",,Quyết định,,có',
    "an_hoa,Ban Chỉ đạo xã,ban chỉ đạo xã,10001,Quyết định,,có",
)


@pytest.fixture(scope="module")
def prepare():
    """Gives the district tasks: overdue with and without a cause, due soon, and done."""

    def write(dataset):
        for table, rows in (("bodies", BODIES), ("tasks", TASKS), ("task_states", STATES)):
            dataset.fill(table, *rows)

    return write


def expected(said, facts):
    """Gives each fact of each task, as text, by the task's name."""
    words = said.view.words
    rows = records(followed(said.view))
    return {row.name: [text_of(words, FACTS[fact](said.view, row)) for fact in facts] for row in rows}


def test_the_sheet_in_word_shows_the_facts_of_what_is_overdue(said):
    rows = said.in_word("Mục tiêu bị ảnh hưởng")
    found = {row[1]: [row[place] for place in WORD.values()] for row in rows}
    known = expected(said, WORD)
    assert found == {name: known[name] for name in ("Vận động bảo hiểm", "Lập hồ sơ")}


def test_the_workbook_shows_the_facts(said):
    sheet = next(s for s in said.book.sheets if any(g.name == "tasks" for g in s.grids))
    rows = ([shown(cell) for cell in row] for row in sheet.grids[0].rows)
    assert {row[2]: [row[place] for place in WORKBOOK.values()] for row in rows} == expected(said, WORKBOOK)
