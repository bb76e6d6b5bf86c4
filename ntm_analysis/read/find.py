"""Finds the dataset to work on when none was named."""

from __future__ import annotations

from pathlib import Path

from ntm_analysis.errors import NtmError

_FILE = "dataset.yaml"


class NoDatasetError(NtmError):
    """Is raised where no dataset lies upward."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"không tìm thấy bộ số liệu nào (data/*/{_FILE}) từ {start} trở lên; dùng --data để chỉ thư mục"
        )


class SeveralDatasetsError(NtmError):
    """Is raised where the choice is not ours to make."""

    def __init__(self, found: list[Path]) -> None:
        named = ", ".join(str(folder) for folder in found)
        super().__init__(f"có nhiều bộ số liệu: {named}; dùng --data để chọn một")


def find_dataset(start: Path) -> Path:
    """Gives the dataset folder ``start`` lies in, or the only data/*/ with a dataset.yaml upward of it.

    Raises NtmError where there is none, or more than one to choose from.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / _FILE).is_file():
            return folder
        found = sorted(path.parent for path in folder.glob(f"data/*/{_FILE}"))
        if len(found) > 1:
            raise SeveralDatasetsError(found)
        if found:
            return found[0]
    raise NoDatasetError(start)
