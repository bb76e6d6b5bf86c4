"""The package as it is installed: from its wheel, in an environment of its own, away from the repository."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder of programs of an environment that has the wheel; other packages are this one's."""
    place = tmp_path_factory.mktemp("installed")
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place]
    subprocess.run(built, check=True, capture_output=True, cwd=ROOT)
    venv.create(place / "env", with_pip=False)
    programs = place / "env" / "bin"
    (wheel,) = place.glob("*.whl")
    target = subprocess.run(
        [programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", target, wheel]
    subprocess.run(install, check=True, capture_output=True)
    Path(target, "others.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return programs


OWN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def run(installed, folder, *command):
    program = [installed / "python", "-P", "-c", "from ntm_analysis.cli import main; main()", *command]
    # What other packages keep outside their modules lies where they were installed.
    others = {"JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter")}
    said = {"capture_output": True, "text": True, "env": OWN | others}
    return subprocess.run(program, check=False, cwd=folder, **said)


def test_a_district_is_laid_out_and_built_far_from_the_repository(installed, tmp_path):
    where = [installed / "python", "-P", "-c", "import ntm_analysis; print(ntm_analysis.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd=tmp_path, env=OWN).stdout
    assert Path(found.strip()).is_relative_to(installed.parent)
    ran = run(installed, tmp_path, "new", "du-an", "Bình Gia", "--period", "2022-10")
    assert ran.returncode == 0, ran.stderr
    project = tmp_path / "du-an"
    assert run(installed, project, "check").returncode == 0
    ran = run(installed, project, "build", "--place", "181", "--notebook", "overview", "--notebook", "health")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (project / "reports/binh-gia/2022-10/vi/181-binh-gia/overview.html").exists()


def test_an_analyst_s_first_lines_work_there(installed, tmp_path):
    assert run(installed, tmp_path, "new", "du-an", "Bình Gia", "--period", "2022-10").returncode == 0
    lines = "import ntm_analysis as ntm; d = ntm.open(); print(len(d.places), len(d.indicators('15.1')))"
    command = [installed / "python", "-P", "-c", lines]
    ran = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=tmp_path / "du-an", env=OWN
    )
    assert ran.stdout.split() == ["20", "18"], ran.stderr
