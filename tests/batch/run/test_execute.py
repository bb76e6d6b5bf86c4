"""Real kernels: one good notebook among those that go wrong in each way."""

import json
import time
from dataclasses import replace

import pytest

from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.keep import OutputError
from ntm_analysis.batch.keep.manifest import NAME
from ntm_analysis.batch.keep.record import FOLDER, last_record
from ntm_analysis.batch.plan import EXECUTED
from ntm_analysis.batch.plan.notebooks import find_notebooks
from ntm_analysis.batch.run.task import Built, Current, Failed, FailureReason, Limits

pytestmark = pytest.mark.slow

LIMITS = Limits(cell=60, briefing=120)


def run(edition, *, limits=LIMITS, places=("06298",), notebooks=(), **more):
    found = find_notebooks(edition.notebooks[0].path.parent).found
    edition = replace(edition, notebooks=found)
    wanted = Wanted(places, notebooks, workers=2, limits=limits, **more)
    return build(edition, wanted, lambda _event: None)


def of(outcomes, name):
    return next(outcome for outcome in outcomes if outcome.product.notebook.name == name)


def test_a_bad_notebook_costs_only_its_own_page(edition, write_notebook):
    write_notebook("broken", "show", "1 / 0", "summary")
    write_notebook("dies", "show", "import os; os._exit(1)", "summary")
    write_notebook("leaves", "show", "raise SystemExit(0)", "summary")
    write_notebook("silent", "show")
    write_notebook(
        "scripted", "HTML = __import__('IPython').display.HTML; HTML('<script>1</script>')", "summary"
    )
    outcomes = run(edition)
    assert {o.product.notebook.name: o.reason for o in outcomes if isinstance(o, Failed)} == {
        "broken": FailureReason.CELL_ERROR,
        "dies": FailureReason.KERNEL_DIED,
        "leaves": FailureReason.CELL_ERROR,
        "silent": FailureReason.NO_SUMMARY,
        "scripted": FailureReason.UNFIT,
    }
    assert of(outcomes, "broken").message == "ZeroDivisionError: division by zero"
    assert {o.product.notebook.name for o in outcomes if isinstance(o, Built)} == {"overview", "health"}
    for outcome in outcomes:
        assert (edition.out / outcome.product.executed_path).exists()
        assert (edition.out / outcome.product.path).exists() == isinstance(outcome, Built)
    executed = json.loads((edition.out / of(outcomes, "dies").product.executed_path).read_text("utf-8"))
    # It can be run again: the copy it was handed is gone, the dataset is not.
    assert edition.data.folder.as_posix() in str(executed)
    assert ".typed" not in str(executed)
    assert any(cell.get("outputs") for cell in executed["cells"])
    assert "Chưa lập được 5 trang:" in (edition.folder / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "limits", [Limits(cell=2, briefing=60), Limits(cell=60, briefing=4)], ids=["cell", "briefing"]
)
def test_a_hanging_notebook_ends_at_its_limit(edition, write_notebook, limits):
    write_notebook("hangs", "show", "import time", *["time.sleep(1.5)"] * 2, "time.sleep(600)", "summary")
    started = time.monotonic()
    outcome = of(run(edition, limits=limits, notebooks=["hangs"]), "hangs")
    assert outcome.reason is FailureReason.TIME_LIMIT
    assert outcome.kept
    assert time.monotonic() - started < 30


def published(edition):
    """Gives every file but the records of runs and executed notebooks, which tell when each was run."""
    files = (path for path in edition.out.rglob("*") if path.is_file())
    of_runs = {FOLDER, str(EXECUTED)}
    return {path: path.read_bytes() for path in files if not of_runs & set(path.parts)}


def test_a_second_build_does_nothing_and_force_gives_the_same_bytes(edition):
    first = run(edition, places=())
    assert all(isinstance(outcome, Built) for outcome in first)
    files = published(edition)
    again = run(edition, places=())
    assert all(isinstance(outcome, Current) for outcome in again)
    forced = run(edition, places=(), force=True)
    assert all(isinstance(outcome, Built) for outcome in forced)
    assert published(edition) == files


def test_a_failed_page_is_built_again_once_its_notebook_is_mended(edition, write_notebook):
    write_notebook("broken", "1 / 0", "summary")
    failed = of(run(edition), "broken")
    write_notebook("broken", "show", "summary")
    mended = of(run(edition), "broken")
    assert (type(failed), type(mended)) == (Failed, Built)
    executed = json.loads((edition.out / mended.product.executed_path).read_text("utf-8"))
    assert executed["metadata"]["ntm"]["run"]


def test_what_would_move_a_terminal_s_cursor_in_an_error_is_spelled_out(edition, write_notebook):
    write_notebook("hostile", r"raise ValueError('\x1b[31mđỏ\x1b]0;tên\x07 \x08[bold]x')", "summary")
    assert of(run(edition), "hostile").message == "ValueError: đỏ⟨U+001B⟩]0;tên⟨U+0007⟩ ⟨U+0008⟩[bold]x"


def test_another_template_runs_nothing(edition, write_notebook, monkeypatch):
    write_notebook("told", "show", "summary")
    first = of(run(edition, notebooks=["told"]), "told")
    # Another template: the page is made of the run that was kept.
    monkeypatch.setattr("ntm_analysis.batch.build.make_all", None)
    monkeypatch.setattr("ntm_analysis.batch.site.style", lambda: "p{color:red}")
    page = of(run(edition, notebooks=["told"]), "told")
    assert isinstance(page, Built)
    assert page.output.sha256 != first.output.sha256
    assert "p{color:red}" in (edition.out / page.product.path).read_text("utf-8")


def test_an_outdated_page_does_not_outlive_its_failure(edition, write_notebook):
    write_notebook("broken", "show", "summary")
    page = edition.out / of(run(edition), "broken").product.path
    assert page.exists()
    write_notebook("broken", "1 / 0", "summary")
    run(edition)
    assert not page.exists()


def test_a_part_of_a_month_keeps_the_rest(edition, changed):
    run(edition, places=())
    edition = changed(edition)
    outcomes = run(edition, places=["06313"], notebooks=["health"])
    assert [outcome.product.page for outcome in outcomes] == ["06313-diem-he/health.html"]
    stored = json.loads((edition.folder / NAME).read_text("utf-8"))
    assert len(stored["pages"]) == 6


def test_the_user_s_ipython_profile_reaches_no_page(edition, tmp_path, monkeypatch, write_notebook):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("leak = 1\n")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    write_notebook("clean", "assert 'leak' not in globals()", "show", "summary")
    assert isinstance(of(run(edition, notebooks=["clean"]), "clean"), Built)


def test_a_kernel_uses_one_thread_a_library(edition, write_notebook):
    write_notebook("threads", "import os; assert os.environ['OMP_NUM_THREADS'] == '1'", "summary")
    assert isinstance(of(run(edition, notebooks=["threads"]), "threads"), Built)


@pytest.mark.parametrize("asked_by", ["its notebook", "the command"])
def test_an_ordinary_kernel_runs_where_it_is_asked_for_and_the_log_says_so(edition, write_notebook, asked_by):
    # Only the process that asks the kernel has papermill loaded.
    path = write_notebook("tells", "import sys; assert 'papermill.execute' not in sys.modules", "summary")
    assert of(run(edition, notebooks=["tells"]), "tells").reason is FailureReason.CELL_ERROR
    asked = {"ordinary": True}
    if asked_by == "its notebook":
        content, asked = json.loads(path.read_text("utf-8")), {}
        content["metadata"]["ntm"] = {"kernel": "ordinary"}
        path.write_text(json.dumps(content), "utf-8")
    outcome = of(run(edition, notebooks=["tells"], **asked), "tells")
    assert isinstance(outcome, Built)
    record = last_record(edition.out, edition.data.name, "2022-09", "vi")
    assert record.products[str(outcome.product)]["kernel"] == "ordinary"


def test_an_output_that_cannot_be_written_stops_the_batch(edition):
    edition.folder.mkdir(parents=True)
    (edition.folder / "06298-binh-phuc").write_text("a file in the way")
    with pytest.raises(OutputError, match="là tệp, không phải thư mục"):
        run(edition)


def test_a_workbook_that_cannot_be_made_costs_only_itself(edition):
    # A maker that is found by its name in a worker and fails: divmod takes two arguments.
    outcomes = run(replace(edition, maker=divmod), notebooks=["health"])
    failed = next(outcome for outcome in outcomes if isinstance(outcome, Failed))
    assert (failed.product.page, failed.reason) == ("tong-hop.xlsx", FailureReason.INTERNAL)
    assert "TypeError" in failed.message
    assert isinstance(outcomes[-1], Built) or isinstance(outcomes[0], Built)
    assert len(outcomes) == 2
