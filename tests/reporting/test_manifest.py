import json

import pytest

from ntm_analysis.reporting.cache import file_hash
from ntm_analysis.reporting.manifest import NAME, Manifest, read_manifest
from ntm_analysis.reporting.outcome import Built, Current, Failed, Page, Reason


@pytest.fixture
def manifest():
    return Manifest("small", "Huyện nhỏ", "2022-09", "vi", illustrative=True)


@pytest.fixture
def built(edition, facts):
    def make(briefing, key="key"):
        path = edition.out / briefing.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(briefing))
        return Built(briefing, Page(key, file_hash(path), 10, facts), 1.0)

    return make


def failed(briefing):
    return Failed(briefing, Reason.TIME_LIMIT, "quá 10 giây", 10.0, kept=True)


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
