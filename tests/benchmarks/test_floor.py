"""The floor of the batch is the cells of our notebooks: they must run as plain functions."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_cells_of_every_page_run_as_plain_functions_and_show_something():
    command = [sys.executable, "-m", "benchmarks.floor", str(ROOT), "2022-09"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert float(ran.stdout) > 0
