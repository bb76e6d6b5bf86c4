import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from ntm_analysis.batch.keep import write_whole
from ntm_analysis.batch.keep.manifest import tasks_of
from ntm_analysis.batch.run.executed import kept, read_of, signed, still_as_read


@pytest.fixture
def keep(edition, executed):
    """Keeps an executed notebook of a briefing under the key of a run."""

    def write(briefing, key, *shown, read=None):
        (task,) = tasks_of(edition, [briefing], None)
        write_whole(
            edition.out / briefing.executed_path, signed(executed(*shown), replace(task, run=key), read or {})
        )

    return write


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


@pytest.fixture
def folder(tmp_path):
    """Makes the folder of a notebook, and one that a run sees in its place."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "temp" / "run" / "notebooks").mkdir(parents=True)
    return tmp_path / "notebooks"


@pytest.fixture
def read(folder, tmp_path, monkeypatch):
    """Gives what counts among files that a run opened, by the names they have in the folder it saw."""
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temp"))

    def of(*opened):
        own = tmp_path / "temp" / "run" / "notebooks"
        return read_of(
            [str(own / name) for name in opened], own, folder / "health.ipynb", tmp_path / "0.typed"
        )

    return of


def test_a_file_beside_the_notebook_counts_with_its_hash(folder, read):
    (folder / "extra.csv").write_text("1")
    assert read("extra.csv") == {"extra.csv": sha256(b"1").hexdigest()}


def test_what_lies_around_the_folder_and_elsewhere_counts_by_its_way_from_the_notebook(read, tmp_path):
    elsewhere = tmp_path / "office" / "x.csv"
    elsewhere.parent.mkdir()
    for path in (tmp_path / "more.csv", elsewhere):
        path.write_text("1")
    assert list(read("../more.csv", str(elsewhere))) == ["../more.csv", "../office/x.csv"]


def test_a_module_that_was_taken_compiled_counts_by_its_source(folder, read):
    (folder / "helpers.py").write_text("x = 1")
    assert read(f"__pycache__/helpers.{sys.implementation.cache_tag}.pyc") == read("helpers.py") != {}


def test_a_file_that_is_not_there_is_remembered_as_missing(read):
    assert read("missing.csv") == {"missing.csv": "-"}


def test_the_notebook_and_what_libraries_and_the_system_read_do_not_count(read, tmp_path):
    own = (
        pd.__file__,
        os.__file__,
        "/etc/hosts",
        str(tmp_path / "temp" / "x"),
        "health.ipynb",
        str(tmp_path / "0.typed"),
    )
    assert read(*own) == {}


@pytest.mark.parametrize(
    ("change", "still"),
    [
        (lambda _path: None, True),
        (lambda path: path.write_text("2"), False),
        (lambda path: path.unlink(), False),
        (lambda path: path.with_name("b.csv").write_text("new"), False),
    ],
    ids=["nothing", "changed", "gone", "appeared"],
)
def test_what_was_read_is_held_against_what_there_is(folder, read, tmp_path, change, still):
    (folder / "a.csv").write_text("1")
    executed = tmp_path / "health.ipynb"
    executed.write_text(json.dumps({"metadata": {"ntm": {"read": read("a.csv", "b.csv")}}}))
    change(folder / "a.csv")
    assert still_as_read(executed, folder) == still


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"metadata": {"ntm": {"read": [1]}}}', "[" * 100_000])
def test_of_an_executed_notebook_that_says_nothing_it_is_not_true(folder, tmp_path, content):
    executed = tmp_path / "health.ipynb"
    executed.write_text(content)
    assert not still_as_read(executed, folder)
    assert not still_as_read(tmp_path / "none.ipynb", folder)


CODE = """
from pathlib import Path
from ntm_analysis.batch.run.executed import list_into
list_into(Path("opened.txt"))
Path("a.csv").read_text(); Path("a.csv").read_bytes()
open(b"b.csv").close()
import pandas as pd
pd.read_csv("c.csv")
Path("written.csv").write_text("1")
try:
    open("missing.csv")
except OSError:
    pass
import helpers
"""


def test_each_file_that_is_opened_to_read_is_listed_once(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.csv").write_text("x\n1\n")
    (tmp_path / "helpers.py").write_text("x = 1")
    subprocess.run([sys.executable, "-c", CODE], cwd=tmp_path, check=True)
    opened = (tmp_path / "opened.txt").read_text("utf-8").splitlines()
    here = [Path(path).name for path in opened if Path(path).parent == tmp_path]
    assert here == ["a.csv", "b.csv", "c.csv", "missing.csv", "helpers.py"]


VALIDATING = """
import sys
from ntm_analysis.batch.run.executed import import_jsonschema
{first}
import nbformat
nbformat.validate(nbformat.v4.new_notebook())
print("isoduration" in sys.modules, "jsonschema" in sys.modules)
"""


def loaded(first):
    command = [sys.executable, "-c", VALIDATING.format(first=first)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_notebooks_are_checked_without_what_checks_formats_they_do_not_have():
    assert loaded("import_jsonschema()") == ["False", "True"]


def test_what_is_loaded_already_is_kept():
    assert loaded("import isoduration; import_jsonschema()") == ["True", "True"]
