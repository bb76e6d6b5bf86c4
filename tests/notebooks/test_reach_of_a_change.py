"""A change of one row changes the pages it should and no other: what each page says, its source files apart.

Hashes and row counts of files are facts of the list of sources, which names whole files on every page made
from them.
"""

import re
from pathlib import Path

import pytest

from ntm_analysis.notebook import page as page_of
from ntm_analysis.read.schema import MOVEMENT

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
PLACES = ("999", "10001", "10002")
TASK = "NV-1,Vận động,10001,,,health,yt,2022-01-01,2022-02-10,,,Lộ trình,,có"
GIFT = "2022-02,10001,huy động,tiền,người dân,,{},triệu đồng,,,Đường thôn,Sổ,,có"


@pytest.fixture
def district(tiny_dataset):
    """Gives the small district with one body, one task and two gifts."""
    for table in MOVEMENT:
        tiny_dataset.fill(table)
    tiny_dataset.append("bodies.csv", 'yt,Trung tâm Y tế,"phòng, ban huyện",,Danh sách,,có')
    tiny_dataset.append("tasks.csv", TASK)
    tiny_dataset.append("contributions.csv", GIFT.format(10))
    # A second gift, so that taking one away does not leave the district without a table of gifts.
    tiny_dataset.append("contributions.csv", GIFT.format(3).replace("10001", "10002"))
    return tiny_dataset


@pytest.fixture
def pages(run_notebook):
    """Runs every notebook for three places and gives what the pages say."""

    def of(district):
        data = district.read()
        told = {}
        for path in NOTEBOOKS:
            for place in PLACES:
                page = page_of(data, path.stem, place, str(data.latest))
                shown, _ = run_notebook(path.stem, page)
                text = "\n".join(part.html for part in shown if hasattr(part, "html"))
                told[path.stem, place] = re.sub(
                    r'<table class="data files">.*?</table>', "", text, flags=re.DOTALL
                )
        return told

    return of


MOVED = {(notebook, place) for notebook in ("overview", "movement") for place in ("999", "10001")}
GIVEN = {("movement", "999"), ("movement", "10001")}
# A commune is shown among the others, so a verdict is on their overviews too.
JUDGED = MOVED | {("overview", "10002")}
VERDICT = "2021-12,10001,xa_ntm_2021_2025,13,{},huyện rà soát,Biên bản,,có\n"


def edited(file, old, new):
    return lambda district: district.replace(file, old, new)


CHANGES = {
    "task edited": (edited("tasks.csv", "2022-02-10", "2022-01-20"), MOVED),
    "task added": (lambda d: d.append("tasks.csv", TASK.replace("NV-1", "NV-2")), MOVED),
    "task removed": (edited("tasks.csv", f"{TASK}\n", ""), MOVED),
    "contribution edited": (edited("contributions.csv", GIFT.format(10), GIFT.format(11)), GIVEN),
    "contribution added": (lambda d: d.append("contributions.csv", GIFT.format(7)), GIVEN),
    "contribution removed": (edited("contributions.csv", GIFT.format(10) + "\n", ""), GIVEN),
    "verdict edited": (edited("verdicts.csv", VERDICT.format("đạt"), VERDICT.format("chưa đạt")), JUDGED),
    "verdict added": (
        lambda d: d.append("verdicts.csv", VERDICT.format("chưa đạt").replace("2021-12", "2022-02").strip()),
        JUDGED,
    ),
    "verdict removed": (edited("verdicts.csv", VERDICT.format("đạt"), ""), JUDGED),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reaches_exactly_its_pages(district, pages, change):
    make, reached = CHANGES[change]
    before = pages(district)
    make(district)
    after = pages(district)
    assert {page for page in before if before[page] != after[page]} == reached
