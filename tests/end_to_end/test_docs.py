"""The documentation: every cell in it runs, every command in it works, and nothing in it is out of date."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ntm_analysis.cli.app import app
from ntm_analysis.workbench.schema import TABLES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the documentation, built with every warning an error."""
    out = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", DOCS, out]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return out


def test_every_cell_runs_and_what_it_shows_is_in_the_page(site):
    tutorial = (site / "tutorial.html").read_text("utf-8")
    assert "Khánh Khê" in tutorial
    assert "observations.csv:" in tutorial
    rules = (site / "rules.html").read_text("utf-8")
    assert [int(number) for number in re.findall(r"<h2>(\d+)\.", rules)] == list(range(1, 15))


def test_every_command_and_every_table_has_its_place(site):
    heads = {
        name: re.findall(r"<h2>(.*?)<a ", (site / f"{name}.html").read_text("utf-8"))
        for name in ("commands", "columns")
    }
    told = {name: {re.sub("<[^>]*>", "", head) for head in of} for name, of in heads.items()}
    assert told["commands"] == {f"ntm {command.name}" for command in app.registered_commands}
    assert told["columns"] == set(TABLES)


def test_the_commands_of_the_guides_work_in_their_order(tmp_path):
    where, guide = tmp_path, (DOCS / "howto.md").read_text("utf-8")
    blocks = re.findall(r"```bash\n(.*?)```", guide, re.DOTALL)
    for line in filter(None, "\n".join(blocks).splitlines()):
        words = shlex.split(line)
        if words[0] == "cd":
            where /= words[1]
            continue
        assert words[0] == "ntm"
        command = [sys.executable, "-m", "ntm_analysis", *words[1:]]
        ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=where)
        assert ran.returncode == 0, f"{line}: {ran.stdout}{ran.stderr}"
    assert (where / "reports/van-lang/2022-10/vi/182-van-lang/moi_truong.html").exists()
    assert (where / "ket-qua.xlsx").exists()


def test_the_lines_of_the_readme_run_as_they_stand():
    (lines,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    # Another district is the reader's own.
    command = [sys.executable, "-c", lines.replace("data/other", "data/van-quan")]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
