import pytest

from ntm_analysis.errors import NtmError
from ntm_analysis.read import find_dataset


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
