import errno
import os
import pickle
import stat
import tempfile
from dataclasses import dataclass, field

import pytest
from pydantic import ValidationError

from ntm_analysis.batch.keep import (
    OutputError,
    TemporaryFolderError,
    check_is,
    check_writable,
    is_inside,
    read_as,
    remove,
    temporary_folder,
    write_whole,
)
from ntm_analysis.batch.plan.notebooks import PageFacts


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


@dataclass(frozen=True)
class Left:
    name: str
    size: int
    marks: dict[str, int] = field(default_factory=dict)


def test_what_has_the_right_types_is_read():
    assert read_as(Left, '{"name": "x", "size": 3, "marks": {"a": 1}}') == Left("x", 3, {"a": 1})
    assert read_as(Left, b'{"name": "x", "size": 3}') == Left("x", 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'["x", 3]',
        b'{"name": "x"}',
        b'{"name": "x", "size": null}',
        b'{"name": "x", "size": "3"}',
        b'{"name": "x", "size": 3.5}',
        b'{"name": "x", "size": true}',
        b'{"name": 3, "size": 3}',
        b'{"name": "x", "size": 3, "marks": []}',
        b'{"name": "x", "size": 3, "marks": {"a": "1"}}',
        b'{"name": "\xff", "size": 3}',
        b'{"name": "x", "size": 3} {}',
        b"[" * 100_000,
    ],
)
def test_what_has_other_types_is_refused(data):
    assert issubclass(ValidationError, ValueError)  # by which those who read what was left know it
    with pytest.raises(ValidationError):
        read_as(Left, data)


def test_a_value_is_held_against_its_type():
    assert check_is(PageFacts, {"title": "Xã Bình Phúc", "met": 12}) == {"title": "Xã Bình Phúc", "met": 12}
    for wrong in ({"met": "12"}, {"title": None}, {"late": 1.5}, {"targets": {"a": "1"}}, [], None):
        with pytest.raises(ValidationError):
            check_is(PageFacts, wrong)


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "06298-binh-phuc/health.html",
        "a/b/c.pdf",
        "..a",
        "a..",
        "a/...",
        ".hidden",
        "tổng hợp.xlsx",
    ],
)
def test_a_file_of_the_folder_is_inside(name):
    assert is_inside(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "/",
        "../x",
        "a/../x",
        "a/..",
        "a/../../x",
        "./x",
        "a/./x",
        "/etc/passwd",
        "//x/y",
        "..\\x",
        "a\\b",
        "C:x",
        "C:/x",
        "x:stream",
        "a\0b",
        "a\nb",
        "a\x1b[2Jb",
        "a\x7fb",
        "a\udcffb",
        "a*",
        "a?",
    ],
)
def test_what_leads_elsewhere_or_is_no_name_is_not_inside(name):
    assert not is_inside(name)
