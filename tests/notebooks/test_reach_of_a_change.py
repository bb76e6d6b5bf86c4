"""A change of one row changes the pages it should and no other: what each page says, source hashes apart."""

import json
import re
from pathlib import Path

import pytest

import ntm_analysis as ntm
from ntm_analysis.dataset.movement_schema import MOVEMENT
from ntm_analysis.dataset.schema import column_names

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
PLACES = ("999", "10001", "10002")
TASK = "NV-1,Vận động,10001,,,health,yt,2022-01-01,2022-02-10,,,Lộ trình,,có"
GIFT = "2022-02,10001,huy động,tiền,người dân,,{},triệu đồng,,,Đường thôn,Sổ,,có"


@pytest.fixture
def district(tiny_dataset):
    """Gives the small district with one body, one task and one gift."""
    for table in MOVEMENT:
        tiny_dataset.write(f"{table}.csv", ",".join(column_names(table)))
    tiny_dataset.append("bodies.csv", 'yt,Trung tâm Y tế,"phòng, ban huyện",,Danh sách,,có')
    tiny_dataset.append("tasks.csv", TASK)
    tiny_dataset.append("contributions.csv", GIFT.format(10))
    return tiny_dataset


def pages(district):
    """Runs every notebook for three places as JupyterLab would and gives what the pages say."""
    data = district.read()
    month = data.latest
    results = ntm.evaluate(data, until=month)
    targets = ntm.follow_targets(data, results, month)
    told = {}
    for path in NOTEBOOKS:
        area = data.criteria.areas.get(path.stem)
        subject = "movement" if path.stem == "movement" else ""
        for place in PLACES:
            view = ntm.View(
                data, results, targets, data.place(place), month, ntm.Language.load("vi"), area, subject
            )
            cells = json.loads(path.read_text("utf-8"))["cells"]
            sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
            shown = [eval(s, {"ntm": ntm, "view": view}) for s in sources if s.startswith("ntm.")]  # noqa: S307
            text = "\n".join(part.html for part in shown if hasattr(part, "html"))
            told[path.stem, place] = re.sub(r"<code>[0-9a-f]{16}</code>", "", text)
    return told


@pytest.mark.parametrize(
    ("file", "old", "new", "reached"),
    [
        ("tasks.csv", "2022-02-10", "2022-02-20", {("movement", "999"), ("movement", "10001")}),
        ("contributions.csv", GIFT.format(10), GIFT.format(11), {("movement", "999"), ("movement", "10001")}),
        (
            "verdicts.csv",
            "2021-12,10001,xa_ntm_2021_2025,13,đạt",
            "2021-12,10001,xa_ntm_2021_2025,13,chưa đạt",
            {
                *((notebook, place) for notebook in ("overview", "movement") for place in ("999", "10001")),
                ("overview", "10002"),  # a commune is shown among the others
            },
        ),
    ],
    ids=["task", "contribution", "verdict"],
)
def test_a_change_reaches_exactly_its_pages(district, file, old, new, reached):
    before = pages(district)
    district.replace(file, old, new)
    after = pages(district)
    assert {page for page in before if before[page] != after[page]} == reached
