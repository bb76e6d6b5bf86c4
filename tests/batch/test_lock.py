"""Two builds never write into one folder at once."""

import errno
import subprocess
import sys

import pytest

from ntm_analysis.batch.files import OutputError
from ntm_analysis.batch.lock import BusyError, alone_in

HOLD = """
import sys
from pathlib import Path
from ntm_analysis.batch.lock import alone_in
with alone_in(Path(sys.argv[1]), ["small"]):
    print("held", flush=True)
    sys.stdin.readline()
"""


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
        pytest.raises(BusyError, match=r"một lần lập trang khác đang ghi vào .*chờ lần đó xong"),
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
        tmp_path / ".failed/small/.x.ipynb.0011.half-written",
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
