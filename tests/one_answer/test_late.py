"""Who owes the month's figures is the same on the page, in Word and in the terminal, the town included."""

import pytest

from ntm_analysis.cli.documents import lines
from ntm_analysis.say.late import late, submissions

SUBMISSIONS = (
    "2021-12,10009,,2021-12-20,Sổ theo dõi,,có",
    "2022-01,10001,,2022-01-24,Sổ theo dõi,,có",
    "2022-01,10003,,2022-01-28,Sổ theo dõi,,có",
)


@pytest.fixture(scope="module")
def prepare():
    """Gives the district one commune in time, one late and, of those asked before, the town missing."""
    return lambda dataset: dataset.fill("submissions", *SUBMISSIONS)


def test_the_same_units_owe_figures_everywhere(said):
    owing = submissions(said.view)
    names = [owed.name for owed in owing]
    assert "Thị trấn Phố Mới" in names
    (table,) = late(said.view).parts
    assert [row[0] for row in table.rows] == names
    (told,) = [text for text in said.report if "nộp số liệu chậm hoặc chưa nộp" in text]
    printed = [line for line in lines(said.view, owing, ()) if line.startswith("- ")]
    for number, name in enumerate(names):
        assert name in told
        assert name in printed[number]
