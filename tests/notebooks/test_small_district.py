"""Every notebook runs for a district that has next to nothing: no page fails for want of data."""

import json
from pathlib import Path

import pytest

import ntm_analysis as ntm

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.fixture
def bare(tiny_dataset):
    """Gives a dataset of one month with two values, without targets, verdicts or recognitions."""
    for name in ("targets.yaml", "verdicts.csv", "recognitions.csv"):
        (tiny_dataset.path / name).unlink()
    lines = (tiny_dataset.path / "observations.csv").read_text("utf-8").splitlines()
    health = [line for line in lines if line.startswith("2022-02,10001")]
    tiny_dataset.write("observations.csv", lines[0], *health)
    return tiny_dataset.path


@pytest.mark.parametrize("place", ["999", "10001"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_on_almost_no_data(bare, path, place):
    parameters = f"dataset, place, period, language = {str(bare)!r}, {place!r}, '2022-02', 'vi'"
    names = {}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            given = parameters if "parameters" in cell["metadata"].get("tags", []) else source
            exec(given, names)  # noqa: S102 - the notebook's own cells
    facts = ntm.summary(names["view"]).facts
    assert facts["headline"]
    assert facts["draft"] is True
