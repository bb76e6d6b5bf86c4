"""What a notebook's process may tell the batch, and that nothing else is made of what it sends."""

import os
import pickle
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest

from ntm_analysis.batch.plan import MonthWorkbook
from ntm_analysis.batch.plan.outcome import (
    Begun,
    Built,
    Failed,
    FailureReason,
    Made,
    Output,
    Page,
    understood,
    written,
)
from ntm_analysis.batch.run.task import Limits, WorkbookTask
from ntm_analysis.model import Period


@pytest.fixture
def task(edition):
    return SimpleNamespace(product=edition.briefings[0])


@pytest.fixture
def other(edition):
    return edition.briefings[1]


@pytest.fixture
def built(task, facts):
    return Built(task.product, Page("key", "hash", 10, facts), 1.5, 0.5)


def test_a_cell_that_begins_is_understood(task):
    for begun in (Begun(0, notebook='{"cells": []}'), Begun(3, before=2, outputs='[{"x": "ế"}]')):
        assert understood(written(begun, task), task) == begun


def test_a_page_is_understood_with_its_files(task, built):
    product = task.product
    made = Made(built, ((product.path, b"page"), (product.executed_path, b"{}")))
    read = understood(written(made, task), task)
    assert read == made
    assert read.outcome.product is product


def test_a_failure_is_understood_with_the_notebook_that_was_kept(task):
    failed = Failed(task.product, FailureReason.CELL_ERROR, "KeyError: 'x'", 2.0, kept=True)
    made = Made(failed, ((task.product.executed_path, b"{}"),))
    read = understood(written(made, task), task)
    assert read == made
    assert read.outcome.reason is FailureReason.CELL_ERROR


def test_a_workbook_is_understood_with_its_file_only(task):
    workbook = MonthWorkbook("small", Path("/data"), Period(2022, 9), "vi", lambda *_: b"")
    mine = WorkbookTask(workbook, "key", Limits(1, 1))
    made = Made(Built(workbook, Output("key", "hash", 3), 1.0), ((workbook.path, b"book"),))
    assert understood(written(made, mine), mine) == made
    page = Made(made.outcome, ((task.product.path, b"page"),))
    with pytest.raises(pickle.UnpicklingError):
        understood(written(page, mine), mine)


class Calls:
    """Stands for something that calls a function when it is read as an ordinary pickle."""

    def __init__(self, function, *arguments):
        self.called = (function, arguments)

    def __reduce__(self):
        return self.called


def test_what_would_run_a_program_is_refused_and_runs_nothing(task, tmp_path):
    content = pickle.dumps(Calls(os.system, f"touch '{tmp_path / 'ran'}'"))
    with pytest.raises(pickle.UnpicklingError):
        understood(content, task)
    assert not (tmp_path / "ran").exists()
    pickle.loads(content)  # noqa: S301 (written above): it would have
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "content",
    [
        Calls(eval, "1"),
        Calls(getattr, "x", "upper"),
        Calls(__import__, "os"),
        SimpleNamespace(cell=1),
        Limits(1, 1),
        PurePosixPath,
        print,
    ],
    ids=["eval", "getattr", "import", "a namespace", "another class of ours", "a path's class", "print"],
)
def test_what_is_no_message_is_refused(task, content):
    with pytest.raises(pickle.UnpicklingError):
        understood(pickle.dumps(content), task)


@pytest.mark.parametrize(
    "name", [b"outcome", b"dataclass", b"StrEnum", b"Product", b"__builtins__", b"dataclass.x"]
)
def test_of_the_known_modules_nothing_else_is_taken(task, name):
    with pytest.raises(pickle.UnpicklingError):
        understood(b"cntm_analysis.reporting.outcome\n" + name + b"\n.", task)


@pytest.mark.parametrize("content", [None, 1, "text", b"bytes", [], {}, ("Made",)], ids=str)
def test_plain_values_are_no_message(task, content):
    with pytest.raises(pickle.UnpicklingError):
        understood(pickle.dumps(content), task)


@pytest.mark.parametrize("content", [b"", b"x", b"\x80\x05", b"\xff" * 100, b"\x80\x05."])
def test_bytes_that_are_no_pickle_raise_an_error(task, content):
    with pytest.raises((pickle.UnpicklingError, EOFError, ValueError, IndexError)):
        understood(content, task)


def test_a_message_that_is_cut_raises_an_error(task, built):
    whole = written(Made(built), task)
    assert understood(whole, task) == Made(built)
    with pytest.raises((pickle.UnpicklingError, EOFError)):
        understood(whole[:-1], task)


def test_a_file_that_is_not_the_products_own_is_refused(task, built, other):
    product = task.product
    for own in (product.path, product.executed_path):
        assert understood(written(Made(built, ((own, b"x"),)), task), task)
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
            with pytest.raises(pickle.UnpicklingError):
                understood(written(Made(built, files), task), task)


def test_an_outcome_of_another_product_is_refused(task, built, other):
    for product in (other, str(task.product), None):
        with pytest.raises(pickle.UnpicklingError):
            understood(written(Made(replace(built, product=product)), task), task)
