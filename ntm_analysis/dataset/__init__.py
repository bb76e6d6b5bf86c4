"""One folder of data about one district → checked, typed tables, or every problem at once."""

from ntm_analysis.dataset.dataset import Dataset
from ntm_analysis.dataset.find import find_dataset
from ntm_analysis.dataset.load import read_dataset

__all__ = ["Dataset", "find_dataset", "read_dataset"]
