"""What is told of a wrong cell, by the quick look and by pandera."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_analysis.model import SourceFile
from ntm_analysis.read.cells import CellTexts
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.findings import described, wrong_cells
from ntm_analysis.read.schema import TABLES

VAN_QUAN = Path(__file__).parents[2] / "data" / "van-quan"

# Texts that some column of some table takes, and texts that none does.
TEXTS = ("", "06298", "2022-09", "2022-09-24", "2022-02-30", "2022", "5", "-5", "87,5", "1.234.567", "٣")
WORDS = ("có", "không", "chung", "đạt", "xã", "x")


def table(name, rows):
    cells = {
        column.name: CellTexts.of(texts)
        for column, texts in zip(TABLES[name], zip(*rows, strict=True), strict=True)
    }
    return TextTable(f"{name}.csv", cells, np.arange(2, len(rows) + 2), SourceFile("", "", len(rows)))


def rows_of(name):
    cell = st.sampled_from((*TEXTS, *WORDS))
    row = st.tuples(*(cell | st.sampled_from([*column.words, ""]) for column in TABLES[name]))
    return st.lists(row, min_size=1, max_size=4)


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_the_quick_look_and_pandera_find_the_same_wrong_cells(name, data):
    given_table = table(name, data.draw(rows_of(name)))
    quick, slow = wrong_cells(name, given_table), described(TABLES[name], given_table.rows)
    told = [
        sorted((cell["column"], cell["index"], cell["found"], cell["right"]) for cell in cells)
        for cells in (quick, slow)
    ]
    assert told[0] == told[1]


def test_pandera_is_not_loaded_for_a_dataset_without_a_wrong_cell():
    asked = f"from ntm_analysis.read import read_dataset; read_dataset({str(VAN_QUAN)!r})"
    command = [sys.executable, "-c", f"import sys; {asked}; print(*sys.modules)"]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert "ntm_analysis.read" in loaded
    assert "pandera" not in loaded
