import shutil
from pathlib import Path

import pytest

from ntm_analysis.errors import InputError
from ntm_analysis.read.criteria import read_criteria

SHIPPED = Path(__file__).parents[3] / "data" / "criteria"


@pytest.fixture(scope="session")
def shipped():
    return read_criteria(SHIPPED)


class Folder:
    """A copy of data/criteria to break."""

    def __init__(self, path):
        self.path = path

    def edit(self, name, old, new):
        file = self.path / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def problems(self):
        with pytest.raises(InputError) as raised:
            read_criteria(self.path)
        return raised.value.problems


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "criteria")
    return Folder(tmp_path / "criteria")
