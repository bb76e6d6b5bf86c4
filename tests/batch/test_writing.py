import errno
import os
import pickle
import stat
import tempfile

import pytest

from ntm_analysis.batch.writing import (
    OutputError,
    TemporaryFolderError,
    check_writable,
    remove,
    temporary_folder,
    write_whole,
)


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "deep" / "page.html"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["page.html"]


def test_others_may_read_what_was_written(tmp_path):
    write_whole(tmp_path / "page.html", b"x")
    (tmp_path / "plain").write_bytes(b"x")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("page.html", "plain")]
    assert modes[0] == modes[1]


def test_a_full_disk_leaves_the_earlier_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    write_whole(path, b"old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="đĩa đã đầy"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["page.html"]


def test_an_interruption_leaves_no_rest(tmp_path, monkeypatch):
    def interrupted(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "page.html", b"new")
    assert names(tmp_path) == []


def test_a_file_in_the_way_is_said_to_be_one(tmp_path):
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(OutputError, match="là tệp, không phải thư mục"):
        check_writable(tmp_path / "reports")


def test_trying_a_folder_creates_it_and_leaves_nothing(tmp_path):
    check_writable(tmp_path / "a" / "b")
    assert names(tmp_path / "a" / "b") == []


def test_a_missing_file_is_removed_without_complaint(tmp_path):
    remove(tmp_path / "nothing")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError):
        remove(tmp_path / "folder")


def test_the_error_survives_the_way_between_processes():
    error = OutputError("/somewhere/page.html", errno.ENOSPC)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 (our own)


def test_no_room_for_what_is_temporary_is_told_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(TemporaryFolderError, match=r"không tạo được thư mục tạm: .*TMPDIR"):
        temporary_folder()
    (tmp_path / "missing").mkdir()
    with temporary_folder() as folder:
        assert names(tmp_path / "missing") == [os.path.basename(folder)]  # noqa: PTH119 (a plain name)
    assert names(tmp_path / "missing") == []
