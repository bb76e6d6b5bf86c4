"""What a notebook's process may tell the batch, and that nothing else is made of what it sends."""

import os
import pickle
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest

from ntm_analysis.batch.plan import MonthWorkbook
from ntm_analysis.batch.run.task import (
    Begun,
    Built,
    Failed,
    FailureReason,
    Limits,
    Made,
    Output,
    PageOutput,
    WorkbookTask,
    understood,
    written,
)
from ntm_analysis.model import Period

# Whatever reading raises: the batch takes any of it for the end of a process.
REFUSED = (ValueError, TypeError)


@pytest.fixture
def task(edition):
    return SimpleNamespace(product=edition.briefings[0])


@pytest.fixture
def other(edition):
    return edition.briefings[1]


@pytest.fixture
def built(task, facts):
    return Built(task.product, PageOutput("key", "hash", 10, facts), 1.5, 0.5)


def test_a_cell_that_begins_is_understood(task):
    for begun in (Begun(0, notebook='{"cells": []}'), Begun(3, before=2, outputs='[{"x": "ế"}]')):
        assert understood(written(begun), task) == begun


def test_a_page_is_understood_with_its_files(task, built):
    product = task.product
    made = Made(built, ((product.path, b"page"), (product.executed_path, b"{}")))
    read = understood(written(made), task)
    assert read == made
    assert read.outcome.product is product


def test_a_failure_is_understood_with_the_notebook_that_was_kept(task):
    failed = Failed(task.product, FailureReason.CELL_ERROR, "KeyError: 'x'", 2.0, kept=True)
    made = Made(failed, ((task.product.executed_path, b"{}"),))
    read = understood(written(made), task)
    assert read == made
    assert read.outcome.reason is FailureReason.CELL_ERROR


def test_a_workbook_is_understood_with_its_file_only(task):
    workbook = MonthWorkbook("small", Path("/data"), Period(2022, 9), "vi", lambda *_: b"")
    mine = WorkbookTask(workbook, "key", Limits(1, 1))
    made = Made(Built(workbook, Output("key", "hash", 3), 1.0), ((workbook.path, b"book"),))
    assert understood(written(made), mine) == made
    page = Made(made.outcome, ((task.product.path, b"page"),))
    with pytest.raises(REFUSED):
        understood(written(page, mine))


class Calls:
    """Stands for something that calls a function when it is read as a pickle."""

    def __reduce__(self):
        return os.mkdir, ("ran",)


def test_what_would_run_a_program_is_refused_and_runs_nothing(task, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    content = pickle.dumps(Calls())
    with pytest.raises(REFUSED):
        understood(content, task)
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
        b'{"end": {"reason": "no such", "message": ""}, "seconds": 1, "core_seconds": 0, "files": {}}',
        b'{"end": {"reason": "print", "message": 1}, "seconds": 1, "core_seconds": 0, "files": {}}',
        b'{"end": {"reason": "print", "message": ""}, "seconds": "1", "core_seconds": 0, "files": {}}',
        b'{"end": {"reason": "print", "message": ""}, "seconds": 1, "core_seconds": 0, "files": {"a": 1}}',
    ],
)
def test_what_is_no_message_is_refused(task, content):
    with pytest.raises(REFUSED):
        understood(content, task)


def test_a_file_that_is_no_base64_is_refused(task, built):
    whole = written(Made(built, ((task.product.path, b"page"),)))
    assert b"cGFnZQ==" in whole
    with pytest.raises(REFUSED):
        understood(whole.replace(b"cGFnZQ==", b"c?FnZQ=="), task)


def test_a_message_that_is_cut_raises_an_error(task, built):
    whole = written(Made(built))
    assert understood(whole, task) == Made(built)
    with pytest.raises(REFUSED):
        understood(whole[:-2], task)


def test_a_file_that_is_not_the_products_own_is_refused(task, built, other):
    product = task.product
    for own in (product.path, product.executed_path):
        assert understood(written(Made(built, ((own, b"x"),))), task)
    for path in (
        PurePosixPath("../x"),
        PurePosixPath("/etc/hosts"),
        PurePosixPath("small/2022-09/vi/manifest.json"),
        product.path.with_suffix(".pdf"),
        PurePosixPath("x") / ".." / product.path,
        other.path,
        other.executed_path,
    ):
        for files in (((path, b"x"),), ((product.path, b"page"), (path, b"x"))):
            with pytest.raises(REFUSED):
                understood(written(Made(built, files)), task)


def test_what_a_product_is_not_is_refused(task, built):
    page, file = built, replace(built, output=Output("key", "hash", 10))
    workbook = MonthWorkbook("small", Path("/data"), Period(2022, 9), "vi", lambda *_: b"")
    mine = WorkbookTask(workbook, "key", Limits(1, 1))
    for wrong, of in ((file, task), (page, mine)):
        with pytest.raises(REFUSED):
            understood(written(Made(wrong)), of)
