"""What an earlier command left is read by type, and its names never lead out of their folder."""

from dataclasses import dataclass, field

import pytest
from pydantic import ValidationError

from ntm_analysis.batch.outcome import Facts
from ntm_analysis.batch.stored import check_is, is_inside, read_as


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
    assert check_is(Facts, {"title": "Xã Bình Phúc", "met": 12}) == {"title": "Xã Bình Phúc", "met": 12}
    for wrong in ({"met": "12"}, {"title": None}, {"late": 1.5}, {"targets": {"a": "1"}}, [], None):
        with pytest.raises(ValidationError):
            check_is(Facts, wrong)


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
