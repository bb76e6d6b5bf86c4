import json

import pytest

from ntm_analysis.batch.keep.keys import file_hash
from ntm_analysis.batch.keep.manifest import NAME, Manifest, drop_unused, is_damaged, read_manifest
from ntm_analysis.batch.run.task import Built, Current, Failed, FailureReason, Output, PageOutput


@pytest.fixture
def manifest():
    return Manifest("small", "Huyện nhỏ", "2022-09", "vi", illustrative=True)


@pytest.fixture
def built(edition, facts):
    def make(briefing, key="key"):
        path = edition.out / briefing.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(briefing))
        return Built(briefing, PageOutput(key, file_hash(path), 10, facts), 1.0)

    return make


def failed(briefing):
    return Failed(briefing, FailureReason.TIME_LIMIT, "quá 10 giây", 10.0, kept=True)


def test_what_is_written_is_read_again(manifest, built, edition, tmp_path):
    manifest.record(built(edition.briefings[0]))
    manifest.record(failed(edition.briefings[1]))
    manifest.write(tmp_path)
    assert read_manifest(tmp_path) == manifest


def test_the_order_of_outcomes_changes_no_byte(manifest, built, edition, tmp_path):
    outcomes = [built(briefing) for briefing in edition.briefings]
    texts = []
    for order in (outcomes, reversed(outcomes)):
        for outcome in order:
            manifest.record(outcome)
        manifest.write(tmp_path)
        texts.append((tmp_path / NAME).read_bytes())
    assert texts[0] == texts[1]


def test_the_latest_outcome_replaces_the_earlier(manifest, built, edition):
    briefing = edition.briefings[0]
    manifest.record(built(briefing))
    manifest.record(failed(briefing))
    assert (list(manifest.pages), list(manifest.failures)) == ([], [briefing.page])
    manifest.record(Current(briefing, built(briefing).output))
    assert (list(manifest.pages), list(manifest.failures)) == ([briefing.page], [])


def test_a_page_is_current_only_with_its_key_and_its_bytes(manifest, built, edition):
    briefing = edition.briefings[0]
    outcome = built(briefing)
    assert manifest.current(briefing, "key", edition.out) is None
    manifest.record(outcome)
    assert manifest.current(briefing, "key", edition.out) == outcome.output
    assert manifest.current(briefing, "another", edition.out) is None
    (edition.out / briefing.path).write_text("edited by hand")
    assert manifest.current(briefing, "key", edition.out) is None
    (edition.out / briefing.path).unlink()
    assert manifest.current(briefing, "key", edition.out) is None


def test_pages_of_notebooks_that_are_gone_go_too(manifest, built, edition):
    for briefing in edition.briefings[:-1]:
        manifest.record(built(briefing))
    manifest.record(failed(edition.briefings[-1]))
    kept = edition.briefings[:1]
    manifest.forget_all_but(kept, edition.folder)
    assert (list(manifest.pages), list(manifest.failures)) == ([kept[0].page], [])
    assert [path.name for path in edition.folder.rglob("*.html")] == ["overview.html"]


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", '{"pages": {}}', '{"pages": {"a": 1}, "failures": {}}']
)
def test_an_unreadable_manifest_counts_as_none(tmp_path, content):
    if content is not None:
        (tmp_path / NAME).write_text(content)
    assert read_manifest(tmp_path) is None


def test_a_month_written_before_there_were_other_files_is_still_known(manifest, built, edition, tmp_path):
    manifest.record(built(edition.briefings[0]))
    manifest.write(tmp_path)
    stored = json.loads((tmp_path / NAME).read_text("utf-8"))
    del stored["files"]
    (tmp_path / NAME).write_text(json.dumps(stored), "utf-8")
    assert read_manifest(tmp_path) == manifest


@pytest.fixture
def stored(manifest, built, edition, tmp_path):
    """Gives a manifest as it is written, and what writes it anew with something changed."""
    manifest.record(built(edition.briefings[0]))
    manifest.files["tong-hop.xlsx"] = Output("key", "hash", 3)
    manifest.record(failed(edition.briefings[1]))
    manifest.write(tmp_path)
    text = (tmp_path / NAME).read_text("utf-8")

    def write(change):
        content = json.loads(text)
        change(content)
        (tmp_path / NAME).write_text(json.dumps(content), "utf-8")

    write(lambda _content: None)
    assert read_manifest(tmp_path) == manifest
    return write


def first(content):
    return next(iter(content["pages"].values()))


DAMAGES = {
    "no size": lambda content: first(content).update(size=None),
    "a size in words": lambda content: first(content).update(size="10"),
    "no summary": lambda content: first(content).update(summary=None),
    "a summary that is a list": lambda content: first(content).update(summary=[]),
    "a number in words": lambda content: first(content)["summary"].update(provisional="x"),
    "a title that is none": lambda content: first(content)["summary"].update(title=None),
    "a page that is a number": lambda content: content["pages"].update({"a.html": 1}),
    "pages as a list": lambda content: content.update(pages=[]),
    "a key that is a number": lambda content: content["files"]["tong-hop.xlsx"].update(key=1),
    "no dataset": lambda content: content.pop("dataset"),
    "a draft in words": lambda content: content.update(draft="false"),
    "an unknown reason": lambda content: next(iter(content["failures"].values())).update(reason="x"),
    "a month that is none": lambda content: content.update(period="2022-13"),
    "a month of one digit": lambda content: content.update(period="2022-9"),
    "a month that is a path": lambda content: content.update(period="../2022-09"),
    "no month": lambda content: content.update(period=""),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_manifest_of_other_types_counts_as_none(stored, tmp_path, damage):
    stored(damage)
    assert read_manifest(tmp_path) is None
    assert is_damaged(tmp_path)


OUTSIDE = (
    "../x.html",
    "../../../../data/small/observations.csv",
    "/etc/hosts",
    "a/../../x",
    "..\\x",
    "a\0b",
    "",
)


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("part", ["pages", "files", "failures"])
def test_a_manifest_that_names_what_lies_elsewhere_counts_as_none(stored, tmp_path, part, name):
    def add(content):
        content[part][name] = next(iter(content[part].values()))

    stored(add)
    assert read_manifest(tmp_path) is None
    stored(lambda content: content[part].update({"x.html": next(iter(content[part].values()))}))
    assert read_manifest(tmp_path) is not None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda old: old[:-20],
        lambda old: b"[" + old + b"]",
        lambda old: old.replace(b'"small"', b'"\xff"'),
        lambda old: old.decode().encode("utf-16"),
        lambda _: b"[" * 100_000,
        lambda _: b'{"pages":' * 50_000,
    ],
    ids=["cut", "a list", "no UTF-8", "UTF-16", "deep lists", "deep objects"],
)
@pytest.mark.usefixtures("stored")
def test_a_manifest_that_is_no_json_of_ours_counts_as_none(tmp_path, spoil):
    file = tmp_path / NAME
    file.write_bytes(spoil(file.read_bytes()))
    assert read_manifest(tmp_path) is None
    assert is_damaged(tmp_path)


@pytest.mark.usefixtures("stored")
def test_neither_a_sound_manifest_nor_a_missing_one_is_damaged(tmp_path):
    assert not is_damaged(tmp_path)
    (tmp_path / NAME).unlink()
    assert not is_damaged(tmp_path)


def test_cells_that_lack_a_finding_are_remembered_with_their_page(manifest, edition, facts, tmp_path):
    page = PageOutput("key", "0" * 64, 10, facts, (3, 5))
    manifest.record(Built(edition.briefings[0], page, 1.0))
    manifest.write(tmp_path)
    assert read_manifest(tmp_path).pages[edition.briefings[0].page].unexplained == (3, 5)


def test_executed_notebooks_go_with_their_pages_and_stay_with_their_failures(manifest, built, edition):
    for briefing in edition.briefings:
        path = edition.out / briefing.executed_path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    manifest.record(built(edition.briefings[0]))
    manifest.record(failed(edition.briefings[1]))
    manifest.write(edition.folder)
    drop_unused(edition.out, "another")
    assert all((edition.out / briefing.executed_path).exists() for briefing in edition.briefings)
    drop_unused(edition.out, "small")
    left = [(edition.out / briefing.executed_path).exists() for briefing in edition.briefings]
    assert left == [True, True, False, False, False, False]
