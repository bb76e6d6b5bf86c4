"""Which notebooks are handed an area's part only: those whose code shows that they need no more."""

from pathlib import Path

import pytest

import ntm_analysis
from ntm_analysis.batch.reach import KEEPS_TO_ITS_AREA, OF_ONE_AREA, area_of, code_of
from ntm_analysis.read.outline import WHOLE

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
HEALTH = [cell["source"] for cell in code_of(NOTEBOOKS / "health.ipynb")]


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_notebooks_of_areas_read_their_part_and_the_others_everything(path):
    area = area_of(cell["source"] for cell in code_of(path))
    assert area == (WHOLE if path.stem in {"overview", "movement"} else path.stem)


@pytest.mark.parametrize(
    "more",
    [
        "ntm.groups(view)",  # counts over all criteria
        "ntm.glance(view)",
        "ntm.deprivations(view)",  # of another area
        "results.counts",
        "view.now.criteria",
        "data.observations",
        "len(view.targets)",
        "import pandas",
        "from ntm_analysis.say import groups",
        "[place for place in data.places]",
        "getattr(results, 'counts')",
        "ntm.View(data, results, targets, data.place(place), month, ntm.Language.load(language))",
        "data.criteria.areas['culture']",
        "%matplotlib inline",
        "(lambda: view)()",
        "f'{results}'",
    ],
)
def test_code_that_may_look_beyond_the_area_gets_everything(more):
    assert area_of(HEALTH) == "health"
    assert area_of([*HEALTH, more]) == WHOLE


def test_an_area_named_beside_the_view_is_not_the_view_s():
    moved = [source.replace('    data.criteria.areas["health"],\n', "    None,\n") for source in HEALTH]
    assert moved != HEALTH
    assert area_of([*moved, 'data.criteria.areas["health"]']) == WHOLE


def test_only_names_that_are_offered_keep_to_their_area():
    assert KEEPS_TO_ITS_AREA | OF_ONE_AREA.keys() <= set(ntm_analysis.__all__)


def test_only_code_and_the_mark_of_parameters_count(write_notebook):
    path = write_notebook("told", "show", "summary")
    before = code_of(path)
    path.write_text(path.read_text("utf-8").replace("# Tiêu đề", "# Tên khác"), "utf-8")
    assert code_of(path) == before
    assert [cell["parameters"] for cell in before] == [True, False, False]
    assert code_of(write_notebook("told", "summary")) != before
