import copy
import hashlib
from dataclasses import replace

import pytest

from ntm_analysis.batch.keep import write_whole
from ntm_analysis.batch.keep.manifest import tasks_of
from ntm_analysis.batch.run.executed import NoSummaryError, kept, signed, summary_of


@pytest.fixture
def keep(edition, executed):
    """Keeps an executed notebook of a briefing under the key of a run."""

    def write(briefing, key, *shown, read=None):
        (task,) = tasks_of(edition, [briefing], None)
        write_whole(
            edition.out / briefing.executed_path, signed(executed(*shown), replace(task, run=key), read or {})
        )

    return write


def test_the_summary_is_taken_out(executed, facts):
    assert summary_of(executed("<p>Một</p>")) == facts


def test_the_last_summary_counts(executed):
    notebook = executed("<p>Một</p>")
    notebook.cells.append(copy.deepcopy(notebook.cells[-1]))
    notebook.cells[-1].outputs[-1].data["application/vnd.ntm.summary+json"]["met"] = 13
    assert summary_of(notebook)["met"] == 13


@pytest.mark.parametrize(
    "summary",
    [
        None,
        "text",
        [],
        {"met": "12"},
        {"met": 12.5},
        {"title": None},
        {"provisional": "x"},
        {"draft": 1},
        {"targets": []},
        {"targets": {"reached": "1"}},
    ],
    ids=str,
)
def test_a_notebook_without_summary_is_refused(executed, summary):
    with pytest.raises(NoSummaryError):
        summary_of(executed("<p>Một</p>", summary=summary))


def test_an_executed_notebook_is_given_back_for_its_key_only(edition, keep):
    briefing, other = edition.briefings[:2]
    keep(briefing, "key", "<p>Một</p>")
    assert kept(briefing, "key", edition.out).cells[1].outputs[1].data["text/html"] == "<p>Một</p>"
    assert kept(briefing, "another key", edition.out) is None
    assert kept(other, "key", edition.out) is None
    keep(briefing, "another key")
    assert kept(briefing, "key", edition.out) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda old: old[:-1],
        lambda old: old.replace(b"print(1)", b"print(2)"),
        lambda old: old.replace("Một".encode(), b"Hai"),
        lambda _: b"[]",
        lambda _: b"null",
        lambda _: b'{"metadata": {"ntm": {"run": "key", "sha256": ""}}}',
        lambda _: b'{"metadata": {"ntm": {"run": "key", "sha256": 1}}, "cells": []}',
        lambda _: b"\xff",
        lambda _: b"[" * 100_000,
    ],
    ids=[
        "empty",
        "cut",
        "another code",
        "another output",
        "list",
        "null",
        "unsigned",
        "number",
        "bytes",
        "deep",
    ],
)
def test_a_damaged_one_counts_as_absent(edition, keep, damage):
    briefing = edition.briefings[0]
    keep(briefing, "key", "<p>Một</p>")
    assert kept(briefing, "key", edition.out)
    file = edition.out / briefing.executed_path
    file.write_bytes(damage(file.read_bytes()))
    assert kept(briefing, "key", edition.out) is None


def test_one_that_read_what_has_changed_since_counts_as_absent(edition, keep, tmp_path):
    extra = tmp_path / "notebooks" / "extra.csv"
    extra.write_text("1")
    briefing = edition.briefings[0]
    keep(briefing, "key", read={"extra.csv": hashlib.sha256(b"1").hexdigest()})
    assert kept(briefing, "key", edition.out)
    extra.write_text("2")
    assert kept(briefing, "key", edition.out) is None
