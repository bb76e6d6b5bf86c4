"""The shipped district, opened once, and a folder that a test may break."""

from pathlib import Path

import pytest

import ntm_analysis as ntm

VAN_QUAN = Path(__file__).parents[2] / "data" / "van-quan"


@pytest.fixture(scope="session")
def district():
    """The shipped district in September 2022."""
    return ntm.open(VAN_QUAN, "9/2022")


@pytest.fixture
def tiny(tiny_dataset):
    return tiny_dataset


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to write into, in which the shipped district is found as in the repository's root."""
    (tmp_path / "data").mkdir()
    for name in ("van-quan", "criteria"):
        (tmp_path / "data" / name).symlink_to(VAN_QUAN.parent / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path
