"""Files of offices read against the tests' small district."""

import pytest

from ntm_analysis.model import Period
from ntm_analysis.read import read_dataset
from ntm_analysis.read.intake.intake import take_in
from tests.offices import Matrix, row_of


@pytest.fixture
def matrix():
    """Three communes with some marks, as a district sends them."""
    rows = [
        row_of(1, "Xã An Hòa", {1: "x", 2: "0", 15: "CBĐ"}, 1),
        row_of(2, "BÌNH YÊN", {1: "X", 15: "x"}, 2),
        row_of(3, "cao sơn", {3: 0, 19: "cbđ"}, 0),
    ]
    return Matrix(rows=rows)


@pytest.fixture(scope="session")
def small_district(new_tiny_dataset):
    return read_dataset(new_tiny_dataset().path)


@pytest.fixture
def read_in(small_district, tmp_path):
    """Reads a matrix, or a file, against the tests' small district; its own verdicts are of December 2021."""

    def run(given, period="2022-02", marks=None):
        path = given if hasattr(given, "suffix") else given.write(tmp_path / "bang.xlsx")
        return take_in(small_district, [path], Period.parse(period) if period else None, marks)

    return run
