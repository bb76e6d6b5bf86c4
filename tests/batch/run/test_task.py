"""What a notebook's process may tell the batch, and that nothing else is made of what it sends."""

import os
import pickle
from pathlib import Path

import pytest

from ntm_analysis.batch.plan import MonthWorkbook
from ntm_analysis.batch.run.task import (
    Begun,
    Ended,
    Failure,
    FailureReason,
    Output,
    PageOutput,
    encoded,
    understood,
)
from ntm_analysis.model import Period

# Whatever reading raises: the batch takes any of it for the end of a process.
REFUSED = (ValueError, TypeError)


@pytest.fixture
def page(edition):
    return edition.briefings[0]


@pytest.fixture
def workbook():
    return MonthWorkbook("small", Period(2022, 9), "vi")


@pytest.fixture
def built(facts):
    return Ended(PageOutput("key", "hash", 10, facts), 1.5, 0.5)


FILE = Ended(Output("key", "hash", 3), 1.0, 0.5)
FAILED = Ended(Failure(FailureReason.CELL_ERROR, "KeyError: 'ế'"), 2.0, 0.0)


def written(message):
    return encoded(message).encode()


def test_what_a_process_tells_is_understood(page, workbook, built):
    for message, of in (
        (Begun(3), page),
        (built, page),
        (FAILED, page),
        (FILE, workbook),
        (FAILED, workbook),
    ):
        assert understood(written(message), of) == message


def test_a_page_is_no_workbook_and_no_page_a_file(page, workbook, built):
    for message, of in ((FILE, page), (built, workbook)):
        with pytest.raises(REFUSED):
            understood(written(message), of)


class Calls:
    """Stands for something that calls a function when it is read as a pickle."""

    def __reduce__(self):
        return os.mkdir, ("ran",)


def test_what_would_run_a_program_is_refused_and_runs_nothing(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    content = pickle.dumps(Calls())
    with pytest.raises(REFUSED):
        understood(content, page)
    assert not Path("ran").exists()
    pickle.loads(content)  # noqa: S301 (written above): it would have
    assert Path("ran").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"\xff" * 100,
        b"null",
        b"1",
        b'"text"',
        b"[]",
        b"{}",
        b'{"cell": "1"}',
        b'{"end": null}',
        b'{"end": {"reason": "no such", "message": ""}, "seconds": 1, "core_seconds": 0}',
        b'{"end": {"reason": "print", "message": 1}, "seconds": 1, "core_seconds": 0}',
        b'{"end": {"reason": "print", "message": ""}, "seconds": "1", "core_seconds": 0}',
        written(FAILED)[:-2],
    ],
)
def test_what_is_no_message_is_refused(page, content):
    with pytest.raises(REFUSED):
        understood(content, page)
