"""What a command imports before it must: reading tables and running notebooks is loaded for nothing else."""

import subprocess
import sys

import pytest

HEAVY = {"pandas", "numpy", "pyarrow", "papermill", "nbclient", "nbformat", "matplotlib", "jinja2"}
CODE = """\
import sys
from ntm_analysis.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def imported(*arguments):
    """Runs a command in a process of its own and gives the modules it loaded and what it said."""
    command = [sys.executable, "-c", CODE, *arguments]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return set(ran.stderr.split()), ran.stdout


@pytest.mark.usefixtures("project")
def test_a_second_status_reads_no_table():
    first, _ = imported("status")
    again, said = imported("status")
    assert "pandas" in first
    assert not again & HEAVY
    assert "34 trang đã cũ hoặc chưa lập" in said


@pytest.mark.slow
@pytest.mark.usefixtures("project")
def test_a_build_with_nothing_to_do_runs_and_reads_nothing():
    options = ("build", "--place", "06298", "--notebook", "health")
    imported(*options)
    again, said = imported(*options)
    assert not again & HEAVY
    assert "0 trang đã lập, 1 trang còn đúng" in said


@pytest.mark.parametrize("options", [("--help",), ("build", "--help")])
def test_the_help_comes_at_once(options):
    loaded, _ = imported(*options)
    assert not loaded & HEAVY
