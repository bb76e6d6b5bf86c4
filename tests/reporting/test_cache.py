import shutil
from dataclasses import replace

import pytest

from ntm_analysis.model import Period
from ntm_analysis.reporting import cache


@pytest.fixture
def inputs(tmp_path, dataset):  # noqa: ARG001 (writes the files)
    package = tmp_path / "package"
    (package / "reporting" / "template").mkdir(parents=True)
    (package / "evaluate.py").write_text("met = 1\n")
    (package / "reporting" / "template" / "style.css").write_text("p{}")
    (tmp_path / "requirements.txt").write_text("pandas==3\n")
    return tmp_path


def shared(root):
    return cache.shared_fingerprint(root / "data" / "small", root / "package", root / "requirements.txt")


@pytest.mark.parametrize(
    "file",
    [
        "data/small/observations.csv",
        "data/small/dataset.yaml",
        "data/small/new.csv",
        "data/criteria/set.yaml",
        "data/criteria/deeper/new.yaml",
        "package/evaluate.py",
        "package/reporting/template/style.css",
        "requirements.txt",
    ],
)
def test_each_kind_of_input_changes_the_fingerprint(inputs, file):
    before = shared(inputs)
    path = inputs / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "# changed\n")
    assert shared(inputs) != before


def test_a_renamed_and_a_removed_file_change_the_fingerprint(inputs):
    first = shared(inputs)
    file = inputs / "package" / "evaluate.py"
    file.rename(inputs / "package" / "other.py")
    renamed = shared(inputs)
    (inputs / "package" / "other.py").unlink()
    assert len({first, renamed, shared(inputs)}) == 3


@pytest.mark.parametrize(
    "file", ["package/__pycache__/x.pyc", "data/small/~$observations.xlsx", "data/small/.swp"]
)
def test_what_no_page_reads_changes_nothing(inputs, file):
    before = shared(inputs)
    (inputs / file).parent.mkdir(exist_ok=True)
    (inputs / file).write_text("x")
    assert shared(inputs) == before


def test_another_python_or_another_library_changes_the_fingerprint(inputs, monkeypatch):
    before = shared(inputs)
    monkeypatch.setattr(cache.platform, "python_version", lambda: "3.99.0")
    python = shared(inputs)
    monkeypatch.setattr(cache, "_installed", lambda: iter(["pandas-9.dist-info"]))
    assert len({before, python, shared(inputs)}) == 3


def test_the_installed_libraries_are_seen():
    assert any(name.startswith("papermill-") for name in cache._installed())


def test_notebook_place_period_and_language_change_the_key(edition):
    briefing = edition.briefings[0]
    other = edition.briefings[2]
    keys = {
        cache.key(briefing, "shared"),
        cache.key(briefing, "other"),
        cache.key(other, "shared"),
        cache.key(replace(briefing, period=Period(2022, 8)), "shared"),
        cache.key(replace(briefing, language="en"), "shared"),
        cache.key(replace(briefing, dataset="another"), "shared"),
    }
    briefing.notebook.path.write_text(briefing.notebook.path.read_text("utf-8") + "\n", "utf-8")
    assert len(keys | {cache.key(briefing, "shared")}) == 7


def test_a_moved_dataset_keeps_its_keys(edition, tmp_path):
    briefing = edition.briefings[0]
    moved = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "data", moved)
    assert cache.shared_fingerprint(moved / "small") == cache.shared_fingerprint(briefing.folder)
    assert cache.key(replace(briefing, folder=moved / "small"), "s") == cache.key(briefing, "s")


def test_a_workbook_has_a_key_of_its_own_by_dataset_period_and_language(edition):
    book = replace(edition, maker=divmod).workbooks[0]
    others = [replace(book, period=Period(2022, 8)), replace(book, language="en"), replace(book, dataset="x")]
    keys = {cache.key(each, "shared") for each in (book, *others)} | {cache.key(book, "other")}
    assert len(keys) == 5
    assert cache.key(replace(book, folder=book.folder / "moved"), "shared") in keys
