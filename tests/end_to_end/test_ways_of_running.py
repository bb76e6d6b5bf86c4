"""Ordinary kernels and a cluster give, byte for byte, what forked processes give."""

import multiprocessing
import shutil
import sys
from pathlib import Path

import pytest

from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.cluster import scheduler_at
from ntm_analysis.batch.outcome import Built, Failed
from ntm_analysis.batch.plan import Briefing
from ntm_analysis.batch.record import FOLDER
from ntm_analysis.batch.task import Limits
from ntm_analysis.cli.project import open_projects

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLACES = ("999", "10001")
LIMITS = Limits(300, 600)


@pytest.fixture
def project(tiny_dataset, tmp_path):
    """Gives the small district with the notebooks of one area and of everything."""
    (tmp_path / "notebooks").mkdir()
    for name in ("health", "overview"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "notebooks")
    return tiny_dataset


def built(project, out, workers=2, scheduler=None):
    """Builds and gives the pages that were made anew, and every file but the records of runs."""
    (source,) = open_projects([project.path], project.path.parent / "notebooks", out)
    wanted = Wanted(PLACES, (), workers, LIMITS, scheduler=scheduler)
    outcomes = build(source.edition(None, "vi"), wanted, lambda _event: None)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    made = {o.product.page for o in outcomes if isinstance(o, Built) and isinstance(o.product, Briefing)}
    files = (path for path in out.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return made, {path.relative_to(out): path.read_bytes() for path in files}


def test_ordinary_kernels_give_the_bytes_that_forks_give(project, tmp_path, monkeypatch):
    for name in ("education", "culture", "poverty", "movement"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "notebooks")
    monkeypatch.setattr(sys.modules[__name__], "PLACES", ("10001",))
    _, forked = built(project, tmp_path / "forked")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    anew, ordinary = built(project, tmp_path / "ordinary")
    assert len(anew) == 6
    assert ordinary == forked


def test_a_cluster_gives_the_bytes_that_this_machine_gives(project, tmp_path):
    _, local = built(project, tmp_path / "local")
    with scheduler_at("local", 2) as address:
        anew, remote = built(project, tmp_path / "remote", scheduler=address)
    assert len(anew) == len(PLACES) * 2
    assert remote == local
