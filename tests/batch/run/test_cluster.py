"""Briefings on a Dask cluster: the same pages, no shared disk, and no briefing lost with a worker."""

import hashlib
import json
import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import psutil
import pytest

from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.plan.notebooks import find_notebooks
from ntm_analysis.batch.run import cluster
from ntm_analysis.batch.run.cluster import NoSchedulerError, NoWorkerError, OtherVersionError, scheduler_at
from ntm_analysis.batch.run.task import Built, Failed, FailureReason, Limits, Started

pytestmark = pytest.mark.slow


def run(edition, scheduler=None, watch=lambda _event: None, places=("06298",)):
    found = find_notebooks(edition.notebooks[0].path.parent).found
    wanted = Wanted(places, (), 2, Limits(60, 120), scheduler=scheduler)
    return {o.product.page: o for o in build(replace(edition, notebooks=found), wanted, watch)}


def published(edition):
    files = (path for path in edition.out.rglob("*") if path.suffix in {".html", ".run", ".json"})
    kept = (path for path in files if ".records" not in path.parts)
    return {p.relative_to(edition.out): hashlib.sha256(p.read_bytes()).hexdigest() for p in kept}


@contextmanager
def machines(tmp_path, workers=2):
    """Starts a scheduler and workers as on several machines: each in a folder of its own."""
    with ExitStack() as stack:

        def start(name, *arguments):
            folder = tmp_path / name
            folder.mkdir()
            command = [sys.executable, "-m", "distributed.cli.dask_" + name.split("-")[0], *arguments]
            process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
            stack.callback(process.wait, timeout=30)
            stack.callback(process.terminate)
            return process

        place = tmp_path / "scheduler.json"
        start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(place))
        deadline = time.monotonic() + 60
        while not place.exists():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        options = ["--scheduler-file", str(place), "--nthreads", "1", "--no-dashboard"]
        started = [start(f"worker-{number}", *options) for number in range(workers)]
        yield json.loads(place.read_text())["address"], started


def test_pages_from_a_cluster_are_the_local_ones_byte_for_byte(edition, tmp_path):
    local = run(edition)
    elsewhere = replace(edition, out=tmp_path / "elsewhere")
    with machines(tmp_path) as (address, _):
        events = []
        remote = run(elsewhere, address, events.append)
    assert all(isinstance(outcome, Built) for outcome in (*local.values(), *remote.values()))
    assert published(elsewhere) == published(edition)
    assert sum(isinstance(event, Started) for event in events) == len(remote)


def test_a_cluster_of_this_machine_is_started_and_ended(edition, monkeypatch, tmp_path):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    with scheduler_at("local", 2) as address:
        assert all(isinstance(outcome, Built) for outcome in run(edition, address).values())
    with pytest.raises(NoSchedulerError):
        run(replace(edition, out=tmp_path / "after"), address)


def test_a_failure_looks_as_it_does_on_one_machine(edition, tmp_path, write_notebook):
    write_notebook("broken", "show", "1 / 0", "summary")
    write_notebook("dies", "show", "import os; os._exit(1)", "summary")
    with machines(tmp_path, workers=1) as (address, _):
        outcomes = run(edition, address)
    failed = {
        outcome.product.notebook.name: outcome for outcome in outcomes.values() if isinstance(outcome, Failed)
    }
    assert {name: outcome.reason for name, outcome in failed.items()} == {
        "broken": FailureReason.CELL_ERROR,
        "dies": FailureReason.KERNEL_DIED,
    }
    assert failed["broken"].message == "ZeroDivisionError: division by zero"
    assert all((edition.out / outcome.product.executed_path).exists() for outcome in failed.values())


def test_a_worker_killed_in_the_middle_loses_no_briefing(edition, tmp_path, write_notebook):
    pids = tmp_path / "pids"
    tell = f"import os, time; open({str(pids)!r}, 'a').write('x'); time.sleep(1)"
    for name in ("one", "two", "three", "four"):
        write_notebook(name, tell, "show", "summary")
    with machines(tmp_path) as (address, workers):

        def kill_one(event):
            if isinstance(event, Built) and workers[0].poll() is None:
                for process in _tree(workers[0].pid):
                    os.kill(process, signal.SIGKILL)

        outcomes = run(edition, address, kill_one, places=())
    assert len(outcomes) == 18
    assert all(isinstance(outcome, Built) for outcome in outcomes.values())


def _tree(pid):
    return [child.pid for child in psutil.Process(pid).children(recursive=True)] + [pid]


def test_a_killed_process_between_worker_and_notebook_is_replaced(edition, tmp_path, write_notebook):
    flag = tmp_path / "flag"
    kill = f"""
import os, pathlib, signal, time
flag = pathlib.Path({str(flag)!r})
if not flag.exists():
    flag.touch()
    station = int(pathlib.Path(f"/proc/{{os.getppid()}}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(station, signal.SIGKILL)
    time.sleep(60)
"""
    write_notebook("kills", kill, "show", "summary")
    with machines(tmp_path, workers=1) as (address, _):
        outcomes = run(edition, address)
    assert flag.exists()
    assert all(isinstance(outcome, Built) for outcome in outcomes.values())


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nobody", "tcp:/x:1", "abc://h:1"])
def test_nobody_at_the_address_is_told_in_a_sentence(edition, monkeypatch, address):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    with pytest.raises(NoSchedulerError, match=f"không nối được bộ điều phối “{re.escape(address)}”"):
        run(edition, address)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n\r\n", bytes(64), b"\xff" * 64])
def test_something_else_that_answers_there_is_told_in_the_same_sentence(edition, monkeypatch, answer):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 2)

    class Answers(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.sendall(answer)
            self.request.recv(2**20)
            time.sleep(5)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answers) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(NoSchedulerError, match="không nối được bộ điều phối"):
            run(edition, f"tcp://127.0.0.1:{server.server_address[1]}")
        server.shutdown()


def test_a_scheduler_whose_last_worker_is_gone_is_told_in_a_sentence(
    edition, monkeypatch, tmp_path, write_notebook
):
    write_notebook("waits", "import time; time.sleep(600)", "summary")
    with machines(tmp_path, workers=1) as (address, workers):

        def leave(event):
            if isinstance(event, Started):
                monkeypatch.setattr(cluster, "_WORKER_SECONDS", 1)
                workers[0].terminate()

        with pytest.raises(NoWorkerError):
            run(edition, address, leave)


def test_a_scheduler_without_workers_is_told_in_a_sentence(edition, monkeypatch, tmp_path):
    monkeypatch.setattr(cluster, "_WORKER_SECONDS", 1)
    with (
        machines(tmp_path, workers=0) as (address, _),
        pytest.raises(NoWorkerError, match="chưa có máy tính toán"),
    ):
        run(edition, address)


def test_a_worker_with_other_software_stops_the_batch(edition, monkeypatch, tmp_path):
    class Other:
        running = "another"

    monkeypatch.setattr(cluster, "Code", Other)
    with (
        machines(tmp_path, workers=1) as (address, _),
        pytest.raises(OtherVersionError, match="cài cùng bản trên mọi máy"),
    ):
        run(edition, address)
