"""What an area's pages can read: all they show, and nothing of another area."""

import json
from pathlib import Path

import pytest

import ntm_analysis as ntm
from ntm_analysis.batch.notebooks import KEEPS_TO_ITS_AREA
from ntm_analysis.read.outline import WHOLE
from ntm_analysis.read.slices import digest, part_of

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
AREAS = ("education", "health", "culture", "poverty")
STANDARD = "xa_ntm_2021_2025"
INSURED = f"2022-02,10003,{STANDARD},15.4,chung,91,,,2022-02-20,2022,chính thức,,BHXH huyện,,có"
POOR = "2022-02,10003,statistics,poor_households,chung,41,,,2022-02-14,2022,chính thức,NĐ 07/2021,Rà soát,,có"
JUDGED = f"2022-02,10003,{STANDARD},{{}},chưa đạt,huyện rà soát,Biên bản,,có"


def digests(dataset):
    data = dataset.read()
    return {area: digest(part_of(data, area)) for area in (WHOLE, *AREAS)}


def insert(dataset, file, line):
    """Puts a line right under the header, so that every other line moves."""
    header, rest = (dataset.path / file).read_text("utf-8").split("\n", 1)
    (dataset.path / file).write_text(f"{header}\n{line}\n{rest}", "utf-8")


CHANGES = {
    "a share insured": (lambda d: d.append("observations.csv", INSURED), {"health"}),
    "a count of the poor": (lambda d: d.append("observations.csv", POOR), {"poverty"}),
    "a verdict on schools": (lambda d: d.append("verdicts.csv", JUDGED.format(5)), {"education"}),
    "a verdict on schools above the others": (
        lambda d: insert(d, "verdicts.csv", JUDGED.format(5)),
        {"education"},
    ),
    "a verdict on roads": (lambda d: d.append("verdicts.csv", JUDGED.format(2)), set()),
    "a share insured above the lines that pages name": (
        lambda d: insert(d, "observations.csv", INSURED),
        {"health", "poverty", "culture"},  # the household counts of culture stand in the same file
    ),
    "a recognition": (lambda d: d.replace("recognitions.csv", "12/QĐ-UBND", "13/QĐ-UBND"), set(AREAS)),
    "a commune": (lambda d: d.replace("communes.csv", "An Hòa", "An Hoà Mới"), set(AREAS)),
    "a target": (lambda d: d.replace("targets.yaml", "item 4", "item 5"), set(AREAS)),
    "the description": (
        lambda d: d.replace("dataset.yaml", "cut_off_day: 25", "cut_off_day: 24"),
        set(AREAS),
    ),
    "a new month": (
        lambda d: d.append("verdicts.csv", JUDGED.format(2).replace("2022-02", "2022-03")),
        set(AREAS),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reaches_the_parts_it_is_in(tiny_dataset, change):
    make, reached = CHANGES[change]
    before = digests(tiny_dataset)
    make(tiny_dataset)
    after = digests(tiny_dataset)
    assert {area for area in before if before[area] != after[area]} == reached | {WHOLE}


def test_a_folder_that_moved_keeps_its_digests(tiny_dataset, tmp_path):
    before = digests(tiny_dataset)
    tiny_dataset.path = tiny_dataset.path.rename(tmp_path / "moved")
    assert digests(tiny_dataset) == before


@pytest.mark.parametrize("area", AREAS)
def test_a_part_of_a_part_is_the_same_part(van_quan, area):
    part = part_of(van_quan.data, area)
    assert digest(part_of(part, area)) == digest(part)
    assert (part.periods, part.places) == (van_quan.data.periods, van_quan.data.places)


@pytest.mark.parametrize("area", AREAS)
def test_a_page_from_its_part_is_the_page_from_everything(view_of, area):
    whole = view_of("184", area).data
    part = part_of(whole, area)
    month = part.latest
    results = ntm.evaluate(part, until=month)
    followed = ntm.follow_targets(part, results, month)
    for place in ("184", "06298", "06286"):
        about = part.place(place), month, ntm.Language.load("vi"), part.criteria.areas[area]
        assert shown(ntm.View(part, results, followed, *about)) == shown(view_of(place, area))


def shown(view):
    """Gives what the cells of the area's notebook show, and all else that is said to keep to an area."""
    cells = json.loads((NOTEBOOKS / f"{view.notebook}.ipynb").read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    made = [eval(s, {"ntm": ntm, "view": view}) for s in sources if s.startswith("ntm.")]  # noqa: S307
    plain = sorted(KEEPS_TO_ITS_AREA - {"section", "statistics"})
    made += [getattr(ntm, name)(view) for name in plain]
    made += [ntm.statistics(view, *{known.group for known in view.data.criteria.statistics.values()})]
    return [getattr(part, "html", getattr(part, "facts", part)) for part in made]
