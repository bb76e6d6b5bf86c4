"""A copy opens as the dataset it was; translations.csv gives its texts in English, or says what is wrong."""

import os

import pytest
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from ntm_analysis.errors import NtmError
from ntm_analysis.read import read_dataset
from ntm_analysis.read.copies import PACKED, SUFFIX, write_copy
from ntm_analysis.read.schema import TABLES


@pytest.fixture(params=[SUFFIX, PACKED])
def copy(request, tiny_dataset, tmp_path):
    path = tmp_path / f"part{request.param}"
    write_copy(tiny_dataset.read(), path)
    return path


def test_a_copy_opens_as_what_was_read(tiny_dataset, copy):
    read, opened = tiny_dataset.read(), read_dataset(str(copy))
    for table in TABLES:
        one, other = (getattr(d, table, getattr(d.movement, table, None)) for d in (opened, read))
        if isinstance(other, DataFrame):
            assert_frame_equal(one, other)
    for name in ("folder", "places", "targets", "criteria", "files", "translations", "periods"):
        assert getattr(opened, name) == getattr(read, name)


def test_a_copy_is_for_its_owner_only(copy):
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_copy_that_others_could_have_written_is_not_opened(copy):
    copy.chmod(0o660)
    with pytest.raises(NtmError, match=copy.name):
        read_dataset(copy)


def test_a_packed_copy_is_small(tiny_dataset, tmp_path):
    files = [tmp_path / f"part{suffix}" for suffix in (SUFFIX, PACKED)]
    for file in files:
        write_copy(tiny_dataset.read(), file)
    quick, packed = (file.stat().st_size for file in files)
    assert packed < quick / 2


def test_a_copy_is_never_written_over_another_file(tiny_dataset, copy):
    with pytest.raises(FileExistsError):
        write_copy(tiny_dataset.read(), copy)


def test_a_folder_is_read_whatever_its_name(tiny_dataset, tmp_path):
    moved = tiny_dataset.path.rename(tmp_path / "data.typed")
    assert read_dataset(moved).name == "tiny"


@pytest.fixture
def told(tiny_dataset):
    """Gives the small district a body and a task, and translations of some texts."""
    tiny_dataset.fill("bodies", 'yt,Trạm y tế xã,"phòng, ban huyện",,,,có')
    task = "NV-1,Vận động người dân,10001,,,health,yt,2022-01-10,2022-02-10,,Kết luận giao ban,,,có"
    tiny_dataset.fill("tasks", task)
    return tiny_dataset


def test_texts_of_tables_and_targets_are_read_in_english(told):
    told.fill(
        "translations",
        "Vận động người dân,en,Mobilise residents",
        "phấn đấu 3/3 xã,en,strive for 3/3 communes",
        "Phát động phong trào,en,Launch of the movement",
    )
    data = told.read("en")
    assert list(data.movement.tasks["name"]) == ["Mobilise residents"]
    assert data.targets[0].quote == "strive for 3/3 communes"
    assert str(data.target_document) == "Launch of the movement. Kế hoạch số 01/KH-UBND"


def test_what_has_no_translation_stays_and_is_listed(told):
    told.fill("translations", "Vận động người dân,en,Mobilise residents")
    data = told.read("en")
    assert list(data.movement.bodies["name"]) == ["Trạm y tế xã"]
    assert {"Trạm y tế xã", "Kết luận giao ban", "BHXH huyện"} <= set(data.untranslated)
    assert not {"Vận động người dân", "GSO"} & set(data.untranslated)  # GSO is the same in every language


def test_the_vietnamese_dataset_is_as_written(told):
    told.fill("translations", "Vận động người dân,en,Mobilise residents")
    data = told.read()
    assert (list(data.movement.tasks["name"]), data.untranslated) == (["Vận động người dân"], ())


def test_a_translation_of_nothing_is_a_warning_that_names_the_nearest_text(told):
    told.fill("translations", "Vận động ngừơi dân,en,Mobilise residents", "Xyz,en,Xyz")
    near, far = told.read().warnings
    assert (near.file, near.line, near.column) == ("translations.csv", 2, "text")
    assert near.expected == "gần nhất: “Vận động người dân”"
    assert far.expected == "chép đúng nguyên văn, hoặc bỏ dòng này"


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("Trạm y tế xã,en,Clinic", "text", "bản dịch của chữ này đã có ở dòng 2"),
        ("Kết luận giao ban,fr,Conclusions", "language", "“fr”"),
        ("Kết luận giao ban,en,", "translation", "để trống"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(told, line, column, found):
    told.fill("translations", "Trạm y tế xã,en,Health station", line)
    (problem,) = told.problems()
    assert (problem.line, problem.column, problem.found) == (3, column, found)
