"""Processes that run away, die or are ended: each costs its own page at most."""

import errno
import hashlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path

import pytest

from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.plan.notebooks import find_notebooks
from ntm_analysis.batch.run import process, system
from ntm_analysis.batch.run.task import Built, FailureReason, Limits, Started

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are told by /proc"),
]

RUNAWAYS = {
    "loops": ("while True: pass", FailureReason.TIME_LIMIT),
    "stops": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", FailureReason.TIME_LIMIT),
    "swells": ("taken = []\nwhile True: taken.append(bytearray(2**27))", FailureReason.CELL_ERROR),
    "floods": ("for _ in range(300): print('x' * 10**6)", None),
    "shows": ("from IPython.display import HTML\nHTML('x' * 10**8)", FailureReason.CELL_ERROR),
    "shows many": (
        "from IPython.display import HTML, display\nfor _ in range(300): display(HTML('x' * 10**6))",
        FailureReason.CELL_ERROR,
    ),
    "leaves": ("import os; os._exit(0)", FailureReason.KERNEL_DIED),
    "faults": ("import ctypes; ctypes.string_at(0)", FailureReason.KERNEL_DIED),
    "says and leaves": ("print('\\udcff')", None),
    "breaks JSON": ("import json; json.dumps = lambda *_, **__: 'x'", FailureReason.KERNEL_DIED),
    "threads": (
        "import threading, time; threading.Thread(target=time.sleep, args=(600,)).start()",
        None,
    ),
}

# The length of a message, and no message.
HALF_A_MESSAGE = """
import gc, os
from multiprocessing.connection import Connection
for found in gc.get_objects():
    if isinstance(found, Connection) and found.writable:
        os.write(found.fileno(), (1000).to_bytes(4, "big"))
"""


def run(edition, notebooks=(), *, seconds=60, workers_=2):
    return {o.product.notebook.name: o for o in run_of(edition, ("06298",), notebooks, seconds, workers_)}


def run_of(edition, places, notebooks=(), seconds=60, workers_=2):
    found = find_notebooks(edition.notebooks[0].path.parent).found
    wanted = Wanted(places, notebooks, workers_, Limits(seconds, 2 * seconds))
    return build(replace(edition, notebooks=found), wanted, _ignore)


def _ignore(_event):
    """Hears nothing."""


def processes(folder):
    """Lists the processes that work in a folder or in what a run has in its place."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            works = (entry / "cwd").resolve()
            if works == folder or (works.parent / "data").resolve() == folder.parent / "data":
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def test_a_runaway_notebook_costs_its_own_page_only(edition, notebooks, write_notebook):
    for name, (cell, _) in RUNAWAYS.items():
        write_notebook(name, "show", cell, "summary")
    outcomes = run(edition, seconds=5)
    assert reasons(outcomes) == {"overview": None, "health": None} | {n: r for n, (_, r) in RUNAWAYS.items()}
    assert "MemoryError" in outcomes["swells"].message
    for name in ("loops", "stops", "leaves", "faults"):
        kept = json.loads((edition.out / outcomes[name].product.executed_path).read_text("utf-8"))
        assert any("Kết quả của 06298" in str(cell.get("outputs")) for cell in kept["cells"])
    assert outcomes["floods"].output.size < 100_000
    assert processes(notebooks) == []


STARTS = {
    "child": "import subprocess; subprocess.Popen(['sleep', '600'])",
    "session": "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)",
    "orphan": "import subprocess; subprocess.run('setsid sleep 600 &', shell=True)",
}


def test_what_a_notebook_starts_ends_with_it(edition, notebooks, write_notebook):
    for name, cell in STARTS.items():
        write_notebook(name, cell, "import time; time.sleep(0.5)", "show", "summary")
    assert all(isinstance(outcome, Built) for outcome in run(edition, [*STARTS]).values())
    assert processes(notebooks) == []


DESCENDANTS = """
import os, sys, time
from pathlib import Path
from ntm_analysis.batch.run.system import confine, end_descendants

folder = Path(sys.argv[1])
confine(2**31, str(folder))


def leave_an_orphan():
    if os.fork():
        os._exit(0)


def start(name, *steps):
    if os.fork() == 0:
        for step in steps:
            step()
        (folder / name).write_text(str(os.getpid()))
        time.sleep(600)
        os._exit(0)


start("child")
start("session", os.setsid)
start("orphan", leave_an_orphan)
start("orphan of a session", os.setsid, leave_an_orphan)
start("session of an orphan", leave_an_orphan, os.setsid)
while sum(bool(path.read_text()) for path in folder.iterdir()) < 5:
    time.sleep(0.01)
if sys.argv[2] == "end":
    end_descendants(os.getpid())
os._exit(0)
"""


def lives(process):
    """Tells whether a process runs; one that only waits to be noticed does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


@pytest.mark.parametrize(("order", "living"), [("end", 0), ("leave", 5)])
def test_what_left_its_session_or_lost_its_parent_is_ended_too(tmp_path, order, living):
    try:
        subprocess.run([sys.executable, "-c", DESCENDANTS, tmp_path, order], check=True, timeout=60)
        started = [int(path.read_text()) for path in tmp_path.iterdir()]
        assert len(set(started)) == 5
        assert sum(map(lives, started)) == living
    finally:
        for path in tmp_path.iterdir():
            with suppress(OSError, ValueError):
                os.kill(int(path.read_text()), signal.SIGKILL)


def test_processes_of_others_are_left_alone(tmp_path):
    with subprocess.Popen(["sleep", "600"]) as other:
        try:
            subprocess.run([sys.executable, "-c", DESCENDANTS, tmp_path, "end"], check=True, timeout=60)
            assert other.poll() is None
        finally:
            other.kill()


def test_half_a_message_costs_its_own_page_only(edition, monkeypatch, write_notebook):
    monkeypatch.setattr(process, "_MESSAGE_SECONDS", 1)
    write_notebook("babbles", "show", HALF_A_MESSAGE, "import time; time.sleep(600)", "summary")
    outcomes = run(edition)
    assert outcomes["babbles"].reason is FailureReason.KERNEL_DIED
    assert isinstance(outcomes["overview"], Built)
    assert isinstance(outcomes["health"], Built)


def test_without_an_answer_from_the_process_all_come_from_ordinary_kernels_are_used(
    edition, monkeypatch, write_notebook
):
    monkeypatch.setattr(process, "_FORK_SECONDS", 2)
    monkeypatch.setattr(process, "_END_SECONDS", 1)
    stop = "import os, signal; os.kill(os.getppid(), signal.SIGSTOP)"
    write_notebook("stops", stop, "show", "summary")
    write_notebook("then", "show", "summary")
    try:
        outcomes = run(edition, ["stops", "then"], workers_=1)
        assert all(isinstance(outcome, Built) for outcome in outcomes.values())
    finally:
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)


def test_what_a_killed_notebook_left_for_a_while_is_removed(edition, tmp_path, write_notebook):
    where = repr(str(tmp_path / "where"))
    cell = f"import tempfile; open({where}, 'w').write(tempfile.mkdtemp())"
    write_notebook("leaves", cell, "import os; os._exit(0)", "summary")
    assert run(edition, ["leaves"])["leaves"].reason is FailureReason.KERNEL_DIED
    left = Path((tmp_path / "where").read_text())
    assert not left.exists()
    assert not left.parent.exists()


def test_a_notebook_that_ends_the_process_all_come_from_is_found_out_alone(edition, write_notebook):
    kill = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)"
    write_notebook("kills", kill, "summary")
    outcomes = run(edition)
    assert outcomes["kills"].reason is FailureReason.KERNEL_DIED
    assert {name for name, outcome in outcomes.items() if isinstance(outcome, Built)} == {
        "overview",
        "health",
    }


def test_a_death_before_the_first_cell_is_tried_once_more(edition, notebooks, tmp_path, write_notebook):
    tell = f"open({str(tmp_path / 'runs')!r}, 'a').write('x')"
    write_notebook("unlucky", "import time; time.sleep(1)", tell, "show", "summary")
    killed = []

    def kill_the_first(event):
        if isinstance(event, Started) and not killed:
            killed.extend(process.pid for process in multiprocessing.active_children())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    found = replace(edition, notebooks=find_notebooks(notebooks).found)
    wanted = Wanted(("06298",), ["unlucky"], 1, Limits(60, 120))
    (outcome,) = build(found, wanted, kill_the_first)
    assert killed
    assert isinstance(outcome, Built)
    assert (tmp_path / "runs").read_text() == "x"


def test_a_kernel_that_does_not_start_is_tried_once_more(edition, monkeypatch, tmp_path, write_notebook):
    (tmp_path / "fake" / "ipykernel").mkdir(parents=True)
    (tmp_path / "fake" / "ipykernel" / "__init__.py").write_text(f"""
import os, pathlib, sys
flag = pathlib.Path({str(tmp_path / "flag")!r})
if not flag.exists():
    flag.touch()
    os._exit(1)
sys.path.remove({str(tmp_path / "fake")!r})
del sys.modules["ipykernel"]
import ipykernel
""")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "fake"), prepend=os.pathsep)
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    write_notebook("one", "show", "summary")
    assert isinstance(run(edition, ["one"])["one"], Built)
    assert (tmp_path / "flag").exists()


def test_more_workers_than_files_may_be_open_are_not_started(tmp_path):
    build = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
from ntm_analysis.cli import main
main()
"""
    options = ["--notebook", "health", "--workers", "100", "--out", str(tmp_path / "out")]
    command = [sys.executable, "-c", build, "build", "--data", "data/van-quan", *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
    assert len(list((tmp_path / "out").rglob("health.html"))) == 17


def test_where_the_system_starts_no_process_each_product_fails(edition, monkeypatch):
    def start(*_arguments):
        raise BlockingIOError(errno.EAGAIN, "no process")

    monkeypatch.setattr(process.Starter, "start", start)
    outcomes = run(edition)
    assert reasons(outcomes) == {"overview": FailureReason.WORKER_DIED, "health": FailureReason.WORKER_DIED}
    assert "no process" in outcomes["health"].message


def test_a_notebook_that_is_edited_meanwhile_gives_no_page(edition, notebooks, write_notebook):
    write_notebook("one", "import time; time.sleep(1)", "show", "summary")
    write_notebook("two", "show", "summary")

    def edit(event):
        if isinstance(event, Started) and event.product.notebook.name == "one":
            write_notebook("two", "show", "1", "summary")

    found = replace(edition, notebooks=find_notebooks(notebooks).found)
    outcomes = build(found, Wanted(("06298",), ["one", "two"], 1, Limits(60, 120)), edit)
    assert {o.product.notebook.name: getattr(o, "reason", None) for o in outcomes} == {
        "one": None,
        "two": FailureReason.EDITED,
    }


def test_an_error_of_a_cell_is_never_tried_again(edition, tmp_path, write_notebook):
    count = f"open({str(tmp_path / 'runs')!r}, 'a').write('x')"
    write_notebook("broken", count, "1 / 0", "summary")
    assert run(edition, ["broken"])["broken"].reason is FailureReason.CELL_ERROR
    assert (tmp_path / "runs").read_text() == "x"


def test_each_notebook_has_a_process_of_its_own(edition, tmp_path, write_notebook):
    tell = f"import os; open({str(tmp_path / 'pids')!r}, 'a').write(f'{{os.getpid()}} ')"
    for name in ("one", "two", "three"):
        write_notebook(name, tell, "leak = 1", "summary")
    write_notebook("clean", "assert 'leak' not in globals()", tell, "summary")
    outcomes = run(edition, ["one", "two", "three", "clean"], workers_=1)
    assert all(isinstance(outcome, Built) for outcome in outcomes.values())
    assert len(set((tmp_path / "pids").read_text().split())) == 4


def test_forks_draw_random_numbers_of_their_own(edition, tmp_path, write_notebook):
    where = repr(str(tmp_path / "drawn"))
    draw = (
        f"import random, numpy; open({where}, 'a').write(f'{{random.random()}} {{numpy.random.random()}} ')"
    )
    for name in ("one", "two"):
        write_notebook(name, draw, "summary")
    run(edition, ["one", "two"])
    assert len(set((tmp_path / "drawn").read_text().split())) == 4


def test_the_process_all_come_from_holds_no_thread_and_no_data(edition, tmp_path, write_notebook):
    look = (
        f"import os; parent = f'/proc/{{os.getppid()}}'\n"
        f"threads = os.listdir(parent + '/task')\n"
        f"files = [os.readlink(f'{{parent}}/fd/{{fd}}') for fd in os.listdir(parent + '/fd')]\n"
        f"import json; open({str(tmp_path / 'seen')!r}, 'w').write(json.dumps([threads, files]))"
    )
    write_notebook("looks", look, "summary")
    assert isinstance(run(edition, ["looks"])["looks"], Built)
    threads, files = json.loads((tmp_path / "seen").read_text())
    assert len(threads) == 1
    assert not [file for file in files if file.startswith(str(edition.data.folder.parent))]
    assert sum(file.startswith("socket:") for file in files) == 1


def reasons(outcomes):
    return {name: getattr(outcome, "reason", None) for name, outcome in outcomes.items()}


def hashes(edition):
    pages = edition.out.rglob("*.html")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in pages}


# What a notebook may hold, and the reason it fails for, None where there is a page.
CONTENTS = {
    "misuses": (["show", "%nosuchmagic", "summary"], FailureReason.CELL_ERROR),
    "uses": (["%%capture said\nprint(1)", "show", "summary"], None),
    "awaits": (["import asyncio; await asyncio.sleep(0)", "show", "summary"], None),
    "replaces": (
        [
            "from IPython.display import HTML, display\nkept = display(HTML('<p>Cũ</p>'), display_id='x')",
            "display(HTML('<p>Mới</p>'), display_id='x', update=True)",
            "summary",
        ],
        None,
    ),
    "skips": (["show", "1 / 0  # skipped", "summary"], None),
    "leaves": (["show", "raise SystemExit(1)", "summary"], FailureReason.CELL_ERROR),
    "leaves late": (["show", "summary", "import sys; sys.exit(0)", "1 / 0"], FailureReason.CELL_ERROR),
    "draws inline": (["%matplotlib inline", "show", "summary"], None),
    "shows types": (
        [
            "import datetime, numpy\nfrom IPython.display import display",
            "display({'image/png': b'x', 'application/json': [numpy.int64(1), datetime.date.min]}, raw=True)",
            "show",
            "summary",
        ],
        None,
    ),
    "shows a wide table": (["import pandas\npandas.DataFrame([range(40)])", "summary"], None),
    "says what is no text": (["raise ValueError('\\udcff')", "summary"], FailureReason.CELL_ERROR),
    "clears": (
        [
            (
                "from IPython.display import HTML, clear_output, display\n"
                "display(HTML('<p>Cũ</p>'))\nclear_output(wait=True)"
            ),
            "show",
            "summary",
        ],
        None,
    ),
    "begins and awaits": (
        [
            "import asyncio\nasync def five(): return 5\ntask = asyncio.create_task(five())",
            "from IPython.display import HTML\nHTML(f'<p>{await task}</p>')",
            "summary",
        ],
        None,
    ),
    "runs a loop of its own": (
        ["import asyncio; asyncio.run(asyncio.sleep(0))", "show", "summary"],
        FailureReason.CELL_ERROR,
    ),
    "asks for the kernel": (["get_ipython().kernel", "show", "summary"], None),
    "shares work": (
        [
            (
                "import multiprocessing\nfrom IPython.display import HTML\ndef double(x): return 2 * x\n"
                "with multiprocessing.Pool(2) as pool: HTML(f'<p>{pool.map(double, [1, 2])}</p>')"
            ),
            "summary",
        ],
        None,
    ),
    "has others print": (
        ["import subprocess, sys; subprocess.run(['echo'], stdout=sys.stdout)", "show", "summary"],
        None,
    ),
    "stops without a word": (
        [
            "class Stop(Exception):\n    def _render_traceback_(self): pass\nraise Stop('lý do')",
            "show",
            "summary",
        ],
        FailureReason.CELL_ERROR,
    ),
    "records warnings": (
        [
            (
                "import warnings\nfrom IPython.display import HTML\n"
                "with warnings.catch_warnings(record=True) as told: warnings.warn('thiếu cột')"
            ),
            "HTML(f'<p>{len(told)} cảnh báo</p>')",
            "summary",
        ],
        None,
    ),
    "styles": (["import pandas\npandas.DataFrame({'a': [1, 2]}).style", "summary"], None),
    "imports": (["import beside", "show", "summary"], None),
    "draws": (["import matplotlib.pyplot as plt\nplt.plot([1, 2])", "summary"], None),
}


@pytest.fixture
def of_every_kind(notebooks, write_notebook):
    """Writes a notebook of each kind of content, with a module beside them."""
    for name, (cells, _) in CONTENTS.items():
        path = write_notebook(name, *cells)
        content = json.loads(path.read_text("utf-8"))
        for cell in content["cells"]:
            if "# skipped" in "".join(cell["source"]):
                cell["metadata"]["tags"] = ["skip-execution"]
        path.write_text(json.dumps(content), "utf-8")
    (notebooks / "beside.py").write_text("")


@pytest.mark.usefixtures("of_every_kind")
def test_ordinary_kernels_give_the_same_bytes(edition, monkeypatch, tmp_path, write_notebook):
    where = repr(str(tmp_path / "kernels"))
    tell = f"import sys; open({where}, 'a').write(f\"{{'papermill.execute' in sys.modules}} \")"
    write_notebook("tells", tell, "show", "summary")
    forked = reasons(run(edition))
    assert forked == {name: reason for name, (_, reason) in CONTENTS.items()} | {
        "overview": None,
        "health": None,
        "tells": None,
    }
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # with it a kernel's sys.stdout is no file
    ordinary = replace(edition, out=tmp_path / "other")
    assert reasons(run(ordinary)) == forked
    assert hashes(ordinary) == hashes(edition)
    assert (tmp_path / "kernels").read_text() == "True False "


def test_what_a_page_writes_beside_its_notebook_reaches_no_other(edition, notebooks, write_notebook):
    (notebooks / "figure.svg").write_text("<svg><text>cũ</text></svg>")
    (notebooks.parent / "extra.csv").write_text("a\n5\n")
    write_notebook(
        "draws",
        "import time; from pathlib import Path; from IPython.display import HTML\n"
        "Path('figure.svg').write_text(f'<svg><text>{place}</text></svg>'); time.sleep(0.3)\n"
        "HTML(Path('figure.svg').read_text() + Path('../extra.csv').read_text())",
        "summary",
    )
    for made in run_of(edition, ("06298", "06313"), ["draws"]):
        page = (edition.out / made.product.path).read_text("utf-8")
        assert f"<svg><text>{made.product.place.code}</text></svg>a\n5" in page
    assert (notebooks / "figure.svg").read_text() == "<svg><text>cũ</text></svg>"


def test_what_is_shown_under_a_name_is_shown_once_as_it_was_last(edition, write_notebook):
    write_notebook("replaces", *CONTENTS["replaces"][0])
    (page,) = (edition.out / outcome.product.path for outcome in run(edition, ["replaces"]).values())
    text = page.read_text("utf-8")
    assert (text.count("<p>Cũ</p>"), text.count("<p>Mới</p>")) == (0, 1)


def test_where_forks_fail_ordinary_kernels_are_used(edition, monkeypatch, write_notebook):
    broken = edition.notebooks[0].path.parent / "breaks_the_template.py"
    broken.write_text("import os; os._exit(1)\n")
    monkeypatch.syspath_prepend(str(broken.parent))
    monkeypatch.setattr(system, "_TEMPLATE", broken.stem)
    forkserver._forkserver._stop()
    write_notebook("one", "show", "summary")
    try:
        assert isinstance(run(edition, ["one"])["one"], Built)
    finally:
        forkserver._forkserver._stop()
