"""Whatever process is killed at whatever moment, the same command again ends where an unharmed one would."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to end"),
]

COMMAND = [sys.executable, "-c", "from ntm_analysis.cli import main; main()", "build", "--workers", "2"]
KILLS = 20
LOG = "with open({log!r}, 'a') as log: log.write(f\"run {{place}}/{name}\\n\")"


@pytest.fixture
def logged(project):
    """Has each notebook take a while and note that it was run, in which run of the command."""
    log = project / "executions.txt"
    log.touch()
    for path in (project / "notebooks").glob("*.ipynb"):
        notebook = json.loads(path.read_text("utf-8"))
        note = ["import os, time\n", LOG.format(log=str(log), name=path.stem), "\ntime.sleep(0.2)\n"]
        notebook["cells"][1]["source"] = [*note, *notebook["cells"][1]["source"]]
        path.write_text(json.dumps(notebook), "utf-8")
    return log


def start(*options):
    """Starts the command in a session of its own, as a scheduler would."""
    return subprocess.Popen(
        [*COMMAND, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def published(folder):
    """Maps what readers find below the output folder to its bytes."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path: (folder / path).read_bytes() for path in files if not path.parts[0].startswith(".")}


def left_running(project):
    """Lists the processes that still work in the project."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            works = Path(process.cwd())
            beside = (works.parent / "data").resolve()  # a run has a folder in the place of its notebook's
            mine = any(path.is_relative_to(project) for path in (works, beside))
            if mine and process.pid != os.getpid():
                found.append(process.cmdline())
    return found


def kill_one(batch, chance, *, below):
    """Kills the command itself, or any process below it; tells whether there was one."""
    command = psutil.Process(batch.pid)
    with suppress(psutil.NoSuchProcess):
        victims = command.children(recursive=True) if below else [command]
        if victims:
            chance.choice(victims).kill()
            return True
    return False


def finished_pages(said):
    """Names place and notebook of each page the command said it had built."""
    pages = [line.split()[1] for line in said.splitlines() if line.startswith("✓ ") and ".html" in line]
    return {f"{Path(page).parent.name[:5]}/{Path(page).stem}" for page in pages}


def finished_workbooks(said):
    """Names the workbooks the command said it had made."""
    return {line.split()[1] for line in said.splitlines() if line.startswith("✓ ") and ".xlsx" in line}


@pytest.fixture
def temporary(monkeypatch):
    """Gives the system's temporary folder, which is this test's own and has a short path."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.mark.usefixtures("project")
def test_a_build_that_is_killed_leaves_nothing_in_the_systems_temporary_folder(logged, temporary):
    with start() as batch:
        while not logged.read_text():  # the copy of the dataset and a page's own folder are there
            time.sleep(0.05)
        assert any(path.suffix == ".typed" for path in temporary.rglob("*"))
        batch.kill()
    until = time.monotonic() + 20
    while list(temporary.iterdir()) and time.monotonic() < until:
        time.sleep(0.1)
    assert list(temporary.iterdir()) == []


def test_a_build_survives_the_kill_of_any_process_at_any_moment(project, logged):
    with start("--out", "unharmed") as unharmed:
        unharmed.communicate(timeout=300)
    assert unharmed.returncode == 0
    expected = published(project / "unharmed")
    chance = random.Random(2022)  # noqa: S311 (no secret)
    killed, finished, workbooks = [], set(), set()
    while len(killed) < KILLS:
        logged.write_text("")
        with start() as batch:
            time.sleep(chance.uniform(0, 5))
            below = len(killed) % 2 == 1
            if batch.poll() is None and kill_one(batch, chance, below=below):
                killed.append("another" if below else "batch")
            said, _ = batch.communicate(timeout=300)
        again = {line.split()[1] for line in logged.read_text().splitlines()} & finished
        assert not again, f"run again after they were finished: {again}"
        finished |= finished_pages(said)
        made = finished_workbooks(said)
        assert not made & workbooks, f"made again after they were finished: {made & workbooks}"
        workbooks |= made
        if batch.returncode == 0:  # nothing is left to kill: from the beginning
            assert published(project / "reports") == expected
            shutil.rmtree(project / "reports")
            finished, workbooks = set(), set()
    with start() as last:
        last.communicate(timeout=300)
    assert last.returncode == 0
    assert published(project / "reports") == expected
    wait_until_gone = time.monotonic() + 20
    while left_running(project) and time.monotonic() < wait_until_gone:
        time.sleep(0.5)
    assert left_running(project) == []
