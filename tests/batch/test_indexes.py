"""Which indexes are written, and when they are written again."""

import pytest

from ntm_analysis.batch.cache import Code
from ntm_analysis.batch.indexes import publish_above
from ntm_analysis.batch.manifest import Manifest


@pytest.fixture
def built(tmp_path):
    """Writes the manifest of a dataset's month below the output folder."""

    def write(name, period="2022-09", language="vi"):
        made = Manifest(name, f"Huyện {name}", period, language, illustrative=True, province="Lạng Sơn")
        made.write(tmp_path / name / period / language)

    return write


@pytest.fixture
def publish(tmp_path):
    """Writes what lies above the months and gives the pages by name."""

    def written(language="vi"):
        publish_above(tmp_path, language, Code())
        pages = tmp_path.glob("**/index.html")
        return {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in pages}

    return written


def test_one_dataset_has_its_months_at_the_top_and_in_its_folder(built, publish):
    built("one")
    pages = publish()
    assert 'href="one/2022-09/vi/index.html"' in pages["index.html"]
    assert 'href="2022-09/vi/index.html"' in pages["one/index.html"]
    assert "Tìm huyện" not in pages["index.html"]
    assert "../index.html" not in pages["one/index.html"]


def test_several_have_the_list_of_districts_at_the_top(built, publish):
    for name in ("one", "two"):
        built(name)
    pages = publish()
    assert set(pages) == {"index.html", "one/index.html", "two/index.html"}
    assert 'href="one/index.html"' in pages["index.html"]
    assert 'href="../index.html"' in pages["two/index.html"]


def test_a_second_dataset_changes_the_way_up_from_the_first(built, publish):
    built("one")
    publish()
    built("two")
    assert 'href="../index.html"' in publish()["one/index.html"]


def test_the_latest_month_in_the_language_of_the_list_is_told(built, publish):
    built("one", "2022-08")
    built("one", "2022-09")
    built("one", "2022-10", "en")
    built("two", "2022-07", "en")
    top = publish()["index.html"]
    assert 'href="one/2022-09/vi/index.html"' in top
    assert 'href="two/2022-07/en/index.html"' in top
    assert "2022-10" not in top


def test_what_has_not_changed_is_not_written_again(built, publish, tmp_path):
    for name in ("one", "two"):
        built(name)
    publish()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("**/index.html")}
    built("two", "2022-10")
    publish()
    changed = {p.relative_to(tmp_path).as_posix() for p, was in before.items() if p.stat().st_mtime_ns != was}
    assert changed == {"index.html", "two/index.html"}


def test_a_manifest_that_cannot_be_read_hides_its_own_month_only(built, publish, tmp_path):
    for name in ("one", "two"):
        built(name)
    (tmp_path / "one/2022-09/vi/manifest.json").write_text("{")
    pages = publish()
    assert 'href="two/index.html"' in pages["index.html"]
    assert 'href="one/index.html"' not in pages["index.html"]
