"""Stopping a batch: clean, quick, with what was finished kept."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# A shell that starts the tests in the background has them ignore SIGINT, and children inherit that.
HEED_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
NO_FORK = "import multiprocessing; multiprocessing.get_all_start_methods = lambda: ['spawn']"
COMMAND = "from ntm_analysis.cli import main; main()"


def build(*first):
    return [sys.executable, "-c", "; ".join((HEED_INTERRUPTS, *first, COMMAND)), "build", "--place", "184"]


def hang(root):
    path = root / "notebooks/overview.ipynb"
    path.write_text(
        path.read_text("utf-8").replace("from IPython", "import time; time.sleep(600)\\nfrom IPython"),
        "utf-8",
    )


def wait_for(condition, seconds=90):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def kernels(folder):
    """Finds the processes that work in a folder, or in what a run has in its place."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            works = (process / "cwd").resolve()
            if works == folder or (works.parent / "data").resolve() == folder.parent / "data":
                found.append(int(process.name))
        except OSError:
            continue
    return found


@pytest.fixture
def passing():
    """Gives a folder for what is temporary, with a path that sockets can have."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    ("sent", "command"),
    [(signal.SIGINT, build()), (signal.SIGTERM, build()), (signal.SIGTERM, build(NO_FORK))],
    ids=["ctrl-c", "scheduler", "ordinary-kernels"],
)
def test_a_stopped_batch_keeps_finished_pages_and_leaves_nothing(project, passing, sent, command):
    hang(project)
    page = project / "reports/van-quan/2022-09/vi/184-van-quan/health.html"
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(passing)}, **options) as batch:
        wait_for(page.exists)
        wait_for(lambda: kernels(project / "notebooks"))
        os.kill(batch.pid, sent)
        _, said = batch.communicate(timeout=60)
    assert batch.returncode == 130
    assert "Đã dừng theo yêu cầu" in said
    assert "Traceback" not in said
    manifest = json.loads((page.parents[1] / "manifest.json").read_text("utf-8"))
    assert list(manifest["pages"]) == ["184-van-quan/health.html"]
    wait_for(lambda: not kernels(project / "notebooks"), seconds=20)
    assert not list(project.glob("reports/**/*.half-written"))
    assert not list(passing.iterdir())


def test_workers_end_with_a_batch_that_is_killed(project):
    hang(project)
    with subprocess.Popen(build(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as batch:
        wait_for(lambda: kernels(project / "notebooks"))
        batch.kill()
    wait_for(lambda: not kernels(project / "notebooks"), seconds=30)
    assert batch.returncode == -signal.SIGKILL


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL], ids=["scheduler", "killed"])
def test_a_check_of_several_datasets_leaves_no_process(project, tiny_dataset, sent):
    tiny_dataset.path.rename(project / "data" / "tiny")
    command = [sys.executable, "-c", COMMAND, "check", "--data", "data", "--workers", "2"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as check:
        wait_for(lambda: len(working_in(project)) >= 4)  # itself, what it forks from, and two workers
        os.kill(check.pid, sent)
    assert check.returncode in {130, -signal.SIGKILL}
    wait_for(lambda: not working_in(project), seconds=20)


def working_in(folder):
    return [pid for pid in kernels(folder) if pid != os.getpid()]
