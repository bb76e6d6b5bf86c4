"""Every notebook runs for a district that has next to nothing: no page fails for want of data."""

from pathlib import Path

import pytest

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
@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_a_notebook_runs_on_almost_no_data(bare, run_notebook, name, place):
    shown, _ = run_notebook(name, dataset=str(bare), place=place, period="2022-02", language="vi")
    facts = shown[-1].facts
    assert facts["headline"]
    assert facts["draft"] is True
