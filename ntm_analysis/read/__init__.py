"""One folder of data about one district → checked, typed tables, or every problem at once.

Each name is imported on first use: a command that finds all it needs in an outline starts without pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ntm_analysis.model.dataset import Dataset
    from ntm_analysis.read.copies import read_dataset
    from ntm_analysis.read.outline import find_dataset

__all__ = ["Dataset", "find_dataset", "read_dataset"]
_HOME = {"Dataset": "model.dataset", "find_dataset": "read.outline", "read_dataset": "read.copies"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"ntm_analysis.{_HOME[name]}"), name)
