import os

import pytest

from ntm_analysis.read import read_dataset
from ntm_analysis.read.copies import PACKED, SUFFIX, ForeignCopyError, write_copy
from ntm_analysis.read.slices import digest


@pytest.fixture(params=[SUFFIX, PACKED])
def copy(request, tiny_dataset, tmp_path):
    path = tmp_path / f"part{request.param}"
    write_copy(tiny_dataset.read(), path)
    return path


def test_a_copy_opens_as_what_was_read(tiny_dataset, copy):
    read, opened = tiny_dataset.read(), read_dataset(str(copy))
    assert digest(opened) == digest(read)
    assert (opened.folder, opened.places) == (read.folder, read.places)
    assert opened.observations.dtypes.equals(read.observations.dtypes)


def test_a_copy_is_for_its_owner_only(copy):
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_copy_that_others_could_have_written_is_not_opened(copy):
    copy.chmod(0o660)
    with pytest.raises(ForeignCopyError, match=copy.name):
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
