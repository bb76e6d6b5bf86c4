"""The record that spares reading a dataset, and the copies its kernels open."""

import json

import pytest
from pandas.testing import assert_frame_equal

from ntm_analysis.batch.keep import TemporaryFolderError
from ntm_analysis.batch.keep.keys import Code
from ntm_analysis.batch.keep.source import ChangedMeanwhileError, source_of
from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.judge import Results, evaluate
from ntm_analysis.read import copies, read_dataset


@pytest.fixture
def read(monkeypatch):
    """Lists the folders that were read."""
    folders = []

    def reading(folder):
        folders.append(folder)
        return read_dataset(folder)

    monkeypatch.setattr(copies, "read_dataset", reading)
    return folders


@pytest.fixture
def opened(tiny_dataset, tmp_path):
    """Opens the dataset as a command does that goes on."""

    def open_source():
        source = source_of(tiny_dataset.path, "tiny", tmp_path / "out", Code())
        source.record()
        return source

    return open_source


def test_a_dataset_is_read_once_and_then_known(opened, read):
    first = opened().outline
    assert len(read) == 1
    assert opened().outline == first
    assert len(read) == 1


def test_a_changed_file_is_read_again(opened, read, tiny_dataset):
    before = opened()
    judged = "2021-12,10001,xa_ntm_2021_2025,15,{}"
    tiny_dataset.replace("verdicts.csv", judged.format("đạt"), judged.format("chưa đạt"))
    after = opened()
    assert len(read) == 2
    assert after.outline == before.outline
    assert after.fingerprint != before.fingerprint


def test_a_note_beside_the_data_changes_nothing(opened, read, tiny_dataset):
    before = opened().fingerprint
    tiny_dataset.write("README.md", "Ghi chú")
    assert opened().fingerprint == before
    assert len(read) == 1


def test_a_dataset_edited_while_it_is_read_stops_the_command(opened, tiny_dataset, monkeypatch):
    def reading(folder):
        data = read_dataset(folder)
        tiny_dataset.replace("communes.csv", "An Hòa", "An Hoà Mới")
        return data

    monkeypatch.setattr(copies, "read_dataset", reading)
    with pytest.raises(ChangedMeanwhileError, match="tiny"):
        opened()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda _: "[]",
        lambda text: text.replace('"places"', '"sites"'),
        lambda text: text.replace('"month": 1', '"month": 13'),
        lambda text: json.dumps(json.loads(text) | {"outline": None}),
    ],
    ids=["empty", "no record", "another version", "no month", "nothing in it"],
)
def test_a_damaged_record_counts_as_absent(opened, read, tmp_path, damage):
    first = opened().outline
    record = tmp_path / "out" / ".cache" / "tiny.json"
    record.write_text(damage(record.read_text("utf-8")), "utf-8")
    assert opened().outline == first
    assert len(read) == 2
    assert opened().outline == first
    assert len(read) == 2


PLACE = {"code": "10001", "name": "An Hòa", "kind": "commune", "begun": None, "ended": None}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../x"},
        {"name": ""},
        {"name": "a/b"},
        {"name": 1},
        {"places": [PLACE | {"code": "10001/../.."}]},
        {"places": [PLACE | {"code": ""}]},
        {"places": [PLACE | {"kind": "planet"}]},
        {"places": [PLACE | {"begun": "2022"}]},
        {"places": [{"code": "10001", "name": "An Hòa"}]},
        {"places": "10001"},
        {"periods": []},
        {"periods": [{"year": "../2022", "month": 1}]},
        {"periods": [{"year": 2022, "month": 0}]},
        {"periods": [202201]},
        {"closed": None},
        {"areas": ["health"]},
        {"areas": {"../health": {"vi": "Y tế", "en": "Health"}}},
        {"title": "Huyện Thử Nghiệm"},
        {"illustrative": "có"},
    ],
    ids=str,
)
def test_a_record_of_what_no_dataset_can_be_counts_as_absent(opened, read, tmp_path, change):
    first = opened().outline
    record = tmp_path / "out" / ".cache" / "tiny.json"
    content = json.loads(record.read_text("utf-8"))
    assert content["outline"].keys() >= change.keys()
    content["outline"] |= change
    record.write_text(json.dumps(content), "utf-8")
    assert opened().outline == first
    assert len(read) == 2


@pytest.mark.parametrize(
    "change", [{"fingerprint": 1}, {"place": None}, {"outline": []}, {"outline": "x"}], ids=str
)
def test_a_record_of_other_types_counts_as_absent(opened, read, tmp_path, change):
    first = opened().outline
    record = tmp_path / "out" / ".cache" / "tiny.json"
    record.write_text(json.dumps(json.loads(record.read_text("utf-8")) | change), "utf-8")
    assert opened().outline == first
    assert len(read) == 2


@pytest.fixture
def open_from(tmp_path):
    """Opens a dataset in another folder for the same output."""

    def open_source(folder):
        source = source_of(folder, "tiny", tmp_path / "out", Code())
        source.record()
        return source.outline

    return open_source


OTHER_TITLE = ("dataset.yaml", "Huyện Thử Nghiệm", "Huyện Khác")


def test_another_dataset_of_the_same_name_is_refused(opened, open_from, tiny_dataset, tmp_path):
    opened()
    record = tmp_path / "out" / ".cache" / "tiny.json"
    before = record.read_bytes()
    other = type(tiny_dataset)(tmp_path / "elsewhere" / "tiny")
    other.replace(*OTHER_TITLE)
    with pytest.raises(NtmError, match="Huyện Thử Nghiệm"):
        open_from(other.path)
    assert record.read_bytes() == before
    assert opened().outline.title.vi == "Huyện Thử Nghiệm"


def test_a_dataset_that_was_given_another_title_is_the_same(opened, tiny_dataset):
    opened()
    tiny_dataset.replace(*OTHER_TITLE)
    assert opened().outline.title.vi == "Huyện Khác"


def test_a_dataset_that_was_moved_is_the_same(opened, open_from, tiny_dataset, tmp_path):
    before = opened().outline
    moved = tiny_dataset.path.rename(tmp_path / "moved")
    tiny_dataset.path = moved
    tiny_dataset.replace("communes.csv", "An Hòa", "An Hoà Mới")  # so that it is read, and not only known
    after = open_from(moved)
    assert after.title == before.title
    assert after.folder == moved.resolve()
    tiny_dataset.replace(*OTHER_TITLE)
    assert open_from(moved).title.vi == "Huyện Khác"


def test_another_dataset_of_the_same_name_has_its_own_output(opened, tiny_dataset, tmp_path):
    opened()
    other = type(tiny_dataset)(tmp_path / "elsewhere" / "tiny")
    other.replace(*OTHER_TITLE)
    assert source_of(other.path, "tiny", tmp_path / "out 2", Code()).outline.title.vi == "Huyện Khác"


def test_a_record_that_cannot_be_kept_stops_nothing(opened, read, tmp_path):
    (tmp_path / "out").write_text("a file in the way")
    assert opened().outline == opened().outline
    assert len(read) == 2


def test_a_command_that_stops_early_records_nothing(tiny_dataset, tmp_path):
    source_of(tiny_dataset.path, "tiny", tmp_path / "out", Code())
    assert not (tmp_path / "out").exists()


def test_a_dataset_with_problems_is_told_and_not_recorded(opened, tiny_dataset, tmp_path):
    tiny_dataset.append("verdicts.csv", "2021-13,10001,xa_ntm_2021_2025,15,đạt,huyện rà soát,Biên bản,,có")
    for _ in range(2):
        with pytest.raises(InputError, match="2021-13"):
            opened()
    assert not (tmp_path / "out").exists()


def test_kernels_get_the_dataset_with_what_was_evaluated_of_it(opened, read, tmp_path):
    known = []
    file = opened().copy(tmp_path, lambda data: known.append(evaluate(data, data.latest)))
    handed = read_dataset(file)
    (_, results), *_ = handed.remembered.values()
    assert evaluate(handed, handed.latest) is results
    for name in Results.names:
        assert_frame_equal(results.named(name), known[0].named(name))
    assert len(read) == 1


def test_a_dataset_edited_while_a_build_begins_stops_it(opened, tiny_dataset, tmp_path):
    opened()
    known = opened()
    tiny_dataset.replace("communes.csv", "An Hòa", "An Hoà Mới")
    with pytest.raises(ChangedMeanwhileError, match="tiny"):
        known.copy(tmp_path)


def test_tables_put_aside_are_those_that_were_checked(opened, read, tiny_dataset, tmp_path):
    source = opened().put_aside(tmp_path / "1")
    tiny_dataset.replace("communes.csv", "An Hòa", "An Hoà Mới")
    assert "An Hòa" in set(read_dataset(source.copy(tmp_path)).communes["name"])
    assert read.count(tiny_dataset.path) == 1


def test_of_a_known_dataset_nothing_is_put_aside(opened, tmp_path):
    opened()
    opened().put_aside(tmp_path / "1")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_tables_that_cannot_be_put_aside_are_told_of(opened, tmp_path):
    with pytest.raises(TemporaryFolderError, match="TMPDIR"):
        opened().put_aside(tmp_path / "missing" / "1")
