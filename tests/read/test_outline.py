import json

import pytest

from ntm_analysis.batch.keep import read_as
from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period
from ntm_analysis.read import Outline, as_json, find_dataset, found_in, outline_of


@pytest.fixture(scope="module")
def data(tiny_dataset_of_module):
    return tiny_dataset_of_module.read()


def test_an_outline_answers_as_its_dataset(data):
    outline = outline_of(data)
    for name in ("name", "title", "office", "illustrative", "places", "periods", "closed", "latest"):
        assert getattr(outline, name) == getattr(data, name)
    assert outline.place("an-hoa") == data.place("an-hoa")
    assert outline.period("2022-01") == Period(2022, 1)
    assert outline.is_draft(Period(2022, 2))
    assert tuple(outline.areas) == tuple(data.criteria.areas)


@pytest.mark.parametrize("ask", [lambda o: o.place("An Hoá X"), lambda o: o.period("2022-03")])
def test_an_outline_refuses_in_the_words_of_its_dataset(data, ask):
    said = []
    for asked in (data, outline_of(data)):
        with pytest.raises(NtmError) as refused:
            ask(asked)
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_an_outline_comes_back_from_json(data):
    outline = outline_of(data)
    text = json.dumps(as_json(outline))
    assert str(data.folder) not in text
    assert found_in(data.folder, read_as(Outline, text)) == outline


@pytest.fixture
def project(tmp_path):
    def with_datasets(*names):
        for name in names:
            (tmp_path / "data" / name).mkdir(parents=True)
            (tmp_path / "data" / name / "dataset.yaml").touch()
        (tmp_path / "notebooks" / "deep").mkdir(parents=True)
        return tmp_path

    return with_datasets


@pytest.mark.parametrize("start", [".", "notebooks/deep", "data", "data/one"])
def test_the_only_dataset_is_found_from_anywhere_in_the_project(project, start):
    root = project("one")
    assert find_dataset(root / start) == (root / "data" / "one").resolve()


def test_two_datasets_are_named_and_none_is_chosen(project):
    root = project("one", "two")
    with pytest.raises(NtmError, match=r"có nhiều bộ số liệu: .*one, .*two"):
        find_dataset(root / "notebooks")


def test_inside_one_of_two_datasets_there_is_no_doubt(project):
    root = project("one", "two")
    assert find_dataset(root / "data" / "two").name == "two"


def test_a_folder_of_criteria_is_no_dataset(project):
    root = project("one")
    (root / "data" / "criteria").mkdir()
    assert find_dataset(root).name == "one"


def test_without_a_dataset_one_sentence_says_so(tmp_path):
    with pytest.raises(NtmError, match="không tìm thấy bộ số liệu nào"):
        find_dataset(tmp_path)
