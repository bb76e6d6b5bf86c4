import ast
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import ntm_analysis
from ntm_analysis.batch.keep import keys
from ntm_analysis.batch.keep.keys import (
    Code,
    dataset_fingerprint,
    index_key,
    inputs_hash,
    page_key,
    run_key,
    workbook_key,
)
from ntm_analysis.batch.site import frame_of, frame_of_page
from ntm_analysis.model import Period

BATCH = Path(ntm_analysis.__file__).parent / "batch"
CODE = [{"source": "1 + 1", "parameters": False}]
LAYERS = (
    "errors.py",
    "languages/vi/general.yaml",
    "model/places.py",
    "read/criteria/read.py",
    "read/load.py",
    "judge/judge.py",
)
AROUND = ("batch/run/execute.py", "batch/site/index.py", "batch/site/template/style.css", "cli/build.py")


@pytest.fixture
def inputs(tmp_path, dataset):  # noqa: ARG001 (writes the files)
    for name in (*LAYERS, *AROUND):
        (tmp_path / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package" / name).write_text("met = 1\n")
    (tmp_path / "requirements.txt").write_text("pandas==3\n")
    return tmp_path


def software(root):
    return Code(root / "package", root / "requirements.txt")


def hashes(root):
    code = software(root)
    found = {
        "running": code.running,
        "rendering": code.rendering,
        "reading": code.reading,
        "words": code.words,
    }
    return found | {"dataset": dataset_fingerprint(inputs_hash(root / "data" / "small"), code)}


READING = {"running", "reading", "dataset"}
TOUCHED = {
    "data/small/observations.csv": {"dataset"},
    "data/small/dataset.yaml": {"dataset"},
    "data/small/new.csv": {"dataset"},
    "data/criteria/set.yaml": {"dataset"},
    "data/criteria/deeper/new.yaml": {"dataset"},
    "package/errors.py": READING,
    "package/languages/vi/general.yaml": {"running", "words"},
    "package/model/places.py": READING,
    "package/read/criteria/read.py": READING,
    "package/read/load.py": READING,
    "package/judge/judge.py": {"running"},
    "package/judge/new.py": {"running"},
    "package/batch/site/index.py": {"rendering"},
    "package/batch/site/template/style.css": {"rendering"},
    "package/batch/keep/new.py": {"rendering"},
    "package/batch/plan/new.py": {"rendering"},
    "package/batch/build.py": {"rendering"},
    "package/batch/run/execute.py": {"running", "rendering"},
    "package/batch/run/new.py": {"running", "rendering"},
    "package/cli/build.py": set(),
    "requirements.txt": READING | {"rendering"},
    "package/judge/__pycache__/x.pyc": set(),
    "data/small/~$observations.xlsx": set(),
    "data/small/.swp": set(),
}


@pytest.mark.parametrize("file", TOUCHED)
def test_each_kind_of_input_changes_the_hashes_it_concerns(inputs, file):
    before = hashes(inputs)
    path = inputs / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "# changed\n")
    after = hashes(inputs)
    assert {name for name in before if before[name] != after[name]} == TOUCHED[file]


def test_a_renamed_and_a_removed_file_are_changes(inputs):
    first = software(inputs).running
    file = inputs / "package" / "judge" / "judge.py"
    file.rename(file.with_name("other.py"))
    renamed = software(inputs).running
    file.with_name("other.py").unlink()
    assert len({first, renamed, software(inputs).running}) == 3


def test_another_python_or_another_library_changes_every_hash_but_that_of_the_words(inputs, monkeypatch):
    before = {name: found for name, found in hashes(inputs).items() if name != "words"}
    monkeypatch.setattr(keys.platform, "python_version", lambda: "3.99.0")
    python = hashes(inputs)
    (inputs / "site/pandas-9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(inputs / "site")
    library = hashes(inputs)
    assert all(len({before[name], python[name], library[name]}) == 3 for name in before)


@pytest.mark.parametrize(
    "text", ["", "name: small\n", "criteria: ../nowhere\n", "criteria: [\n", b"\xff\xfe"]
)
def test_a_description_that_names_no_criteria_has_no_fingerprint(inputs, text):
    path = inputs / "data" / "small" / "dataset.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert dataset_fingerprint(inputs_hash(path.parent), software(inputs)) == ""
    path.unlink()
    assert dataset_fingerprint(inputs_hash(path.parent), software(inputs)) == ""


def test_what_runs_notebooks_counts_as_what_computes():
    libraries = {"papermill", "nbclient", "jupyter_client", "ipykernel", "distributed"}
    found = [path for path in BATCH.rglob("*.py") if libraries & imported(path)]
    assert found
    assert {path.parent for path in found} == {BATCH / "run"}


def imported(path):
    nodes = [n for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.Import | ast.ImportFrom)]
    names = [[a.name for a in n.names] if isinstance(n, ast.Import) else [n.module or ""] for n in nodes]
    return {name.split(".")[0] for each in names for name in each}


def test_place_period_language_code_and_data_change_the_key_of_a_run(edition, inputs):
    code = software(inputs)
    briefing, other = edition.briefings[0], edition.briefings[2]
    keys = [
        run_key(briefing, CODE, "part", code),
        run_key(briefing, CODE, "another part", code),
        run_key(briefing, [{"source": "1 + 2", "parameters": False}], "part", code),
        run_key(briefing, [{"source": "1 + 1", "parameters": True}], "part", code),
        run_key(other, CODE, "part", code),
        run_key(replace(briefing, period=Period(2022, 8)), CODE, "part", code),
        run_key(replace(briefing, language="en"), CODE, "part", code),
        run_key(replace(briefing, dataset="another"), CODE, "part", code),
    ]
    assert len(set(keys)) == len(keys)


def test_a_page_depends_on_its_run_its_frame_and_what_renders(edition, inputs):
    code = software(inputs)
    frame = frame_of_page(frame_of(edition.data, "vi"), edition.briefings[0], edition.briefings)
    keys = [
        page_key(run, shown, code) for run in ("one", "two") for shown in (frame, replace(frame, title="x"))
    ]
    (inputs / "package/batch/site/template/style.css").write_text("p{}")
    keys.append(page_key("one", frame, software(inputs)))
    assert len(set(keys)) == len(keys)


def test_an_index_depends_on_its_pages_their_manifests_its_frame_and_the_words(edition, inputs):
    frame, manifest = frame_of(edition.data, "vi"), inputs / "manifest.json"
    manifest.write_text("{}")
    keys = [index_key(frame, ["a.html"], [manifest], software(inputs))]
    keys.append(index_key(frame, ["b.html"], [manifest], software(inputs)))
    keys.append(index_key(replace(frame, title="x"), ["a.html"], [manifest], software(inputs)))
    manifest.write_text("{ }")
    keys.append(index_key(frame, ["a.html"], [manifest], software(inputs)))
    (inputs / "package/languages/vi/general.yaml").write_text("index: Danh sách")
    keys.append(index_key(frame, ["a.html"], [manifest], software(inputs)))
    assert len(set(keys)) == len(keys)


def test_a_moved_dataset_keeps_its_keys(edition, inputs, tmp_path):
    code, briefing = software(inputs), edition.briefings[0]
    moved = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "data", moved)
    assert dataset_fingerprint(inputs_hash(moved / "small"), code) == dataset_fingerprint(
        inputs_hash(briefing.folder), code
    )
    there = replace(briefing, folder=moved / "small")
    assert run_key(there, CODE, "part", code) == run_key(briefing, CODE, "part", code)


def test_a_workbook_has_a_key_of_its_own_by_dataset_period_and_language(edition, inputs):
    code = software(inputs)
    book = replace(edition, maker=divmod).workbooks[0]
    others = [replace(book, period=Period(2022, 8)), replace(book, language="en"), replace(book, dataset="x")]
    keys = {workbook_key(each, "part", code) for each in (book, *others)} | {
        workbook_key(book, "other", code)
    }
    assert len(keys) == 5
