"""What papers were made from, and the codes that lead back to it."""

import pytest

from ntm_analysis.batch.keep.inputs import code_of, keep_inputs, kept_inputs, read_code
from ntm_analysis.batch.keep.keys import inputs_hash
from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period


@pytest.fixture
def dataset(tmp_path, dataset):  # noqa: ARG001 (writes the files)
    return tmp_path / "data" / "small"


def test_a_code_tells_its_month_and_the_state_of_the_files():
    code = code_of(Period(2022, 9), "3f9a07c2aa")
    assert code == "2209-3F9A07C2"
    assert read_code(code) == (Period(2022, 9), "3F9A07C2")
    assert read_code(" 2209-3f9a07c2 ") == read_code(code)


@pytest.mark.parametrize(
    "text", ["", "2209", "2213-3F9A07C2", "2200-3F9A07C2", "2209-3F9A07C", "2209-3F9A07CG", "r.docx"]
)
def test_anything_else_is_no_code(text):
    assert read_code(text) is None


def test_a_dataset_comes_back_as_it_was_with_its_criteria(dataset, tmp_path):
    then = inputs_hash(dataset)
    keep_inputs(dataset, tmp_path, "small", then)
    (dataset / "dataset.yaml").write_text(
        (dataset / "dataset.yaml").read_text("utf-8") + "\n# đã sửa\n", "utf-8"
    )
    assert inputs_hash(dataset) != then
    with kept_inputs(tmp_path, "small", then) as folder:
        assert inputs_hash(folder) == then
    with kept_inputs(tmp_path, "small", inputs_hash(dataset)) as folder:
        assert folder is None


def test_a_state_is_packed_once(dataset, tmp_path):
    keep_inputs(dataset, tmp_path, "small", inputs_hash(dataset))
    (file,) = (tmp_path / ".inputs" / "small").iterdir()
    before = file.stat().st_mtime_ns
    keep_inputs(dataset, tmp_path, "small", inputs_hash(dataset))
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("content", [b"", b"PK no archive"])
def test_a_damaged_pack_is_told_in_a_sentence(dataset, tmp_path, content):
    keep_inputs(dataset, tmp_path, "small", inputs_hash(dataset))
    (file,) = (tmp_path / ".inputs" / "small").iterdir()
    file.write_bytes(content)
    with pytest.raises(NtmError, match="hỏng"), kept_inputs(tmp_path, "small", inputs_hash(dataset)):
        pass
