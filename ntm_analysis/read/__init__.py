"""One folder of data about one district → checked, typed tables, or every problem at once.

Each name is imported on first use: a command that finds all it needs in an outline starts without pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ntm_analysis.read.copies import read_dataset
    from ntm_analysis.read.dataset import Dataset
    from ntm_analysis.read.outline import find_dataset

__all__ = ["Dataset", "find_dataset", "read_dataset"]
_HOME = {"Dataset": "dataset", "find_dataset": "outline", "read_dataset": "copies"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
