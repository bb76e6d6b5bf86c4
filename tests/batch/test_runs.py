import copy
import hashlib
import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from ntm_analysis.batch.files import write_whole
from ntm_analysis.batch.plan import RUNS
from ntm_analysis.batch.runs import (
    NoSummaryError,
    Run,
    UnfitPageError,
    check_private,
    drop_unused,
    kept,
    packed,
    run_of,
)

RUN = Run(("<h1>Y tế</h1>", "<p>Đạt</p>"), {"title": "Xã Bình Phúc", "met": 12})


def keep(run, briefing, key, out):
    write_whole(out / briefing.run_path, packed(run, key))


def test_the_summary_is_taken_out(executed, facts):
    assert run_of(executed("<p>Một</p>")) == Run(("<p>Một</p>",), facts)


def test_the_last_summary_counts(executed):
    notebook = executed("<p>Một</p>")
    notebook.cells.append(copy.deepcopy(notebook.cells[-1]))
    notebook.cells[-1].outputs[-1].data["application/vnd.ntm.summary+json"]["met"] = 13
    assert run_of(notebook).summary["met"] == 13


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
        run_of(executed("<p>Một</p>", summary=summary))


def test_html_given_as_lines_is_joined(executed):
    notebook = executed("<p>Một</p>")
    notebook.cells[1].outputs[1].data["text/html"] = ["<p>", "Một</p>"]
    assert run_of(notebook).shown == ("<p>Một</p>",)


def test_a_path_of_this_machine_is_refused(executed):
    run = run_of(executed("<p>/private/data/observations.csv</p>"))
    with pytest.raises(UnfitPageError, match="/private/data"):
        check_private(run, Path("/elsewhere"), Path("/private/data"))
    check_private(run, Path("/elsewhere"))


def test_a_path_of_this_machine_in_the_summary_is_refused_too():
    with pytest.raises(UnfitPageError, match="/private/data"):
        check_private(Run(("<p>Một</p>",), {"title": "/private/data"}), Path("/private/data"))


def test_a_kept_run_is_given_back_for_its_key_only(edition):
    briefing, other = edition.briefings[:2]
    keep(RUN, briefing, "key", edition.out)
    assert kept(briefing, "key", edition.out) == RUN
    assert kept(briefing, "another key", edition.out) is None
    assert kept(other, "key", edition.out) is None
    keep(replace(RUN, shown=()), briefing, "another key", edition.out)
    assert kept(briefing, "key", edition.out) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda old: old[:-1],
        lambda old: b"0" * 64 + old[64:],
        lambda old: old[:80] + b"x" + old[81:],
    ],
    ids=["empty", "cut", "another hash", "another byte"],
)
def test_a_damaged_run_counts_as_absent(edition, damage):
    briefing = edition.briefings[0]
    keep(RUN, briefing, "key", edition.out)
    file = next((edition.out / RUNS).rglob("*.run"))
    file.write_bytes(damage(file.read_bytes()))
    assert kept(briefing, "key", edition.out) is None


SOUND = {"key": "key", "shown": ["<p>Đạt</p>"], "summary": {"title": "Xã Bình Phúc", "met": 12}}


@pytest.fixture
def left(edition):
    """Leaves a run with a right hash and any content, and gives what is made of it."""
    briefing = edition.briefings[0]

    def leave(text):
        compressed = zlib.compress(text)
        content = hashlib.sha256(compressed).hexdigest().encode() + b"\n" + compressed
        write_whole(edition.out / briefing.run_path, content)
        return kept(briefing, "key", edition.out)

    return leave


@pytest.mark.parametrize(
    "change",
    [
        {"summary": None},
        {"summary": []},
        {"summary": {"met": "12"}},
        {"summary": {"title": 1}},
        {"shown": [1, 2]},
        {"shown": ["<p>Đạt</p>", None]},
        {"shown": "<p>Đạt</p>"},
        {"shown": None},
        {"key": 1},
        {"key": None},
    ],
    ids=str,
)
def test_a_run_of_other_types_counts_as_absent(left, change):
    assert left(json.dumps(SOUND).encode()) == Run(("<p>Đạt</p>",), SOUND["summary"])
    assert left(json.dumps(SOUND | change).encode()) is None


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b'{"key": "key"}', b"\xff", b"[" * 100_000])
def test_a_run_that_is_something_else_counts_as_absent(left, text):
    assert left(text) is None


def test_runs_go_with_their_pages(edition):
    for briefing in edition.briefings:
        keep(RUN, briefing, "key", edition.out)
    page = edition.out / edition.briefings[0].path
    page.parent.mkdir(parents=True)
    page.write_text("a page")
    drop_unused(edition.out, "another")
    assert all(kept(briefing, "key", edition.out) for briefing in edition.briefings)
    drop_unused(edition.out, "small")
    assert [bool(kept(briefing, "key", edition.out)) for briefing in edition.briefings] == [True] + [
        False
    ] * 5
