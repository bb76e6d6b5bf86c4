"""Runs: never two in one folder, each with a record from its begin on, the last twenty kept."""

import errno
import json
import subprocess
import sys

import pytest

from ntm_analysis.batch.keep import OutputError
from ntm_analysis.batch.keep.record import FOLDER, End, alone_in, last_record, recording
from ntm_analysis.batch.plan.notebooks import Kernel
from ntm_analysis.batch.run.task import Built, Current, Failed, FailureReason, Output, Started
from ntm_analysis.errors import NtmError

HOLD = """
import sys
from pathlib import Path
from ntm_analysis.batch.keep.record import alone_in
with alone_in(Path(sys.argv[1]), ["small"]):
    print("held", flush=True)
    sys.stdin.readline()
"""
MONTH = ("small", "2022-09", "vi")


@pytest.fixture
def product(edition):
    return edition.briefings[0]


def test_a_run_is_told_with_its_versions_and_each_products_inputs(tmp_path, product):
    with recording(tmp_path, *MONTH) as record:
        record.hear(Started(product))
        record.hear(Built(product, Output("key", "hash", 3), 1.2345, 0.5))
    read = last_record(tmp_path, *MONTH)
    assert read.end is End.COMPLETE
    told = {"outcome": "built", "inputs": "key", "sha256": "hash", "seconds": 1.234, "core_seconds": 0.5}
    assert read.products == {str(product): told}
    assert {"python", "ntm_analysis", "papermill", "pandas"} <= read.software.keys()


def test_the_kernel_a_page_was_run_in_is_told(tmp_path, product):
    with recording(tmp_path, *MONTH) as record:
        record.hear(Built(product, Output("key", "hash", 3), 1, 0.5, Kernel.ORDINARY))
    assert last_record(tmp_path, *MONTH).products[str(product)]["kernel"] == "ordinary"


def test_a_failure_is_told_with_its_reason(tmp_path, product):
    with recording(tmp_path, *MONTH) as record:
        record.hear(Failed(product, FailureReason.CELL_ERROR, "KeyError: 'x'", 0.5, kept=True))
    told = last_record(tmp_path, *MONTH).products[str(product)]
    assert (told["outcome"], told["reason"], told["message"]) == ("failed", "cell_error", "KeyError: 'x'")


def test_products_are_counted_by_how_they_ended(tmp_path, edition):
    one, two, three = edition.briefings[:3]
    with recording(tmp_path, *MONTH) as record:
        record.hear(Current(one, Output("k", "h", 1)))
        record.hear(Current(two, Output("k", "h", 1)))
        record.hear(Failed(three, FailureReason.UNFIT, "", 0.5, kept=True))
    assert [record.count(kind) for kind in (Built, Current, Failed)] == [0, 2, 1]


def test_a_run_that_is_killed_stays_running(tmp_path):
    with recording(tmp_path, *MONTH):
        assert last_record(tmp_path, *MONTH).end is End.RUNNING


@pytest.mark.parametrize(
    ("error", "end", "message"),
    [(KeyboardInterrupt(), End.INTERRUPTED, ""), (OSError("đĩa đã đầy"), End.STOPPED, "đĩa đã đầy")],
    ids=["interrupted", "stopped"],
)
def test_a_run_that_is_broken_off_says_why(tmp_path, error, end, message):
    with pytest.raises(type(error)), recording(tmp_path, *MONTH):
        raise error
    read = last_record(tmp_path, *MONTH)
    assert (read.end, read.message) == (end, message)


def test_the_last_twenty_of_each_dataset_are_kept(tmp_path):
    with recording(tmp_path, "other", "2022-09", "vi"):
        pass
    for number in range(22):
        with recording(tmp_path, "small", f"2022-{number:02}", "vi"):
            pass
    files = sorted((tmp_path / FOLDER / "small").iterdir())
    kept = [json.loads(path.read_text())["period"] for path in files]
    assert kept == [f"2022-{number:02}" for number in range(2, 22)]
    assert last_record(tmp_path, "other", "2022-09", "vi").end is End.COMPLETE


def test_the_last_run_of_the_month_asked_for_is_found(tmp_path):
    for period in ("2022-08", "2022-09"):
        with recording(tmp_path, "small", period, "vi"):
            pass
    assert last_record(tmp_path, "small", "2022-08", "vi").period == "2022-08"
    assert last_record(tmp_path, "small", "2022-07", "vi") is None
    assert last_record(tmp_path, "small", "2022-08", "en") is None


def test_a_damaged_record_counts_for_nothing(tmp_path):
    with recording(tmp_path, *MONTH):
        pass
    (tmp_path / FOLDER / "small" / "99999999T000000-1.json").write_text('{"dataset": "sm')
    assert last_record(tmp_path, *MONTH).end is End.COMPLETE


@pytest.fixture
def left(tmp_path):
    """Leaves a later record than the one there is, with something changed."""
    with recording(tmp_path, *MONTH):
        pass
    (sound,) = (tmp_path / FOLDER / "small").iterdir()

    def leave(**change):
        content = json.loads(sound.read_text("utf-8")) | {"message": "later"} | change
        (sound.parent / "99999999T000000-1.json").write_text(json.dumps(content), "utf-8")
        return last_record(tmp_path, *MONTH).message

    return leave


@pytest.mark.parametrize(
    "change",
    [
        {"begun": "hôm qua"},
        {"begun": ""},
        {"begun": None},
        {"begun": 20220925},
        {"seconds": "3"},
        {"seconds": None},
        {"products": []},
        {"products": {"x": []}},
        {"software": None},
        {"software": {"python": 3}},
        {"end": "khác"},
        {"message": None},
        {"period": 202209},
    ],
    ids=str,
)
def test_a_record_of_other_types_counts_for_nothing_and_an_earlier_one_is_told(left, change):
    assert left() == "later"
    assert left(**change) == ""


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_a_record_that_is_something_else_counts_for_nothing(tmp_path, content):
    with recording(tmp_path, *MONTH):
        pass
    (tmp_path / FOLDER / "small" / "99999999T000000-1.json").write_bytes(content)
    assert last_record(tmp_path, *MONTH).end is End.COMPLETE


def test_where_every_record_is_damaged_there_is_none(tmp_path, left):
    left(begun="hôm qua")
    for path in (tmp_path / FOLDER / "small").iterdir():
        path.write_text("{", "utf-8")
    assert last_record(tmp_path, *MONTH) is None


@pytest.fixture
def other(tmp_path):
    """Runs another process that holds the folder until it is told to end or is killed."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_build_is_refused_with_a_sentence(tmp_path, other):
    with (
        pytest.raises(NtmError, match=r"một lần lập trang khác đang ghi vào .*chờ lần đó xong"),
        alone_in(tmp_path, ["small"]),
    ):
        pytest.fail("entered a folder that is held")
    assert other.poll() is None


def test_the_folder_is_free_once_the_other_has_ended(tmp_path, other):
    other.communicate("\n", timeout=30)
    with alone_in(tmp_path, ["small"]):
        pass


def test_the_folder_is_free_once_the_other_is_killed(tmp_path, other):
    other.kill()
    other.wait(timeout=30)
    with alone_in(tmp_path, ["small"]):
        pass


def test_what_a_killed_build_had_half_written_is_removed_and_nothing_else(tmp_path):
    left = [
        tmp_path / ".index.html.0011.half-written",
        tmp_path / "small/2022-09/vi/.manifest.json.0011.half-written",
        tmp_path / ".executed/small/.x.ipynb.0011.half-written",
    ]
    others = [tmp_path / "mine.half-written", tmp_path / "other/.page.html.0011.half-written"]
    for path in (*left, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    with alone_in(tmp_path, ["small"]):
        assert not any(path.exists() for path in left)
        assert all(path.exists() for path in others)


def test_a_folder_that_cannot_be_made_is_told_as_output(tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(OutputError, match="là tệp, không phải thư mục"), alone_in(file, ["small"]):
        pytest.fail("entered a file")


def test_what_the_folder_refuses_later_is_told_in_a_sentence(tmp_path):
    refused = PermissionError(errno.EACCES, "refused", str(tmp_path / "page.html"))
    with pytest.raises(OutputError, match=r"page\.html”: không có quyền"), alone_in(tmp_path, []):
        raise refused
    with alone_in(tmp_path, []):
        pass
