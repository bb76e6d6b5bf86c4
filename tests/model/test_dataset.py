"""What was computed of a dataset is kept as long as its tables hold the same rows."""

import pickle
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_analysis.model.dataset import once


def table():
    """Gives a table as files are read: text, numbers that may be missing, days; of two parts."""
    part = pd.DataFrame(
        {"code": ["06298", "06301"], "num": pd.array([1, None], "Int64"), "met": [True, False]}
    )
    part["day"] = pd.to_datetime(["2022-09-01", None])
    return pd.concat([part, part], ignore_index=True)


def asked(of, *tables):
    """Asks once more; gives how often it was computed by now."""
    made = getattr(of, "made", [])
    of.made = made
    once(of, ("key",), tables, lambda: made.append(1))
    return len(made)


def test_it_is_computed_once_also_of_a_copy():
    of, rows = SimpleNamespace(remembered={}), table()
    assert asked(of, rows) == 1
    copied = pickle.loads(pickle.dumps(rows, protocol=5))  # noqa: S301 (its own)
    assert asked(of, copied) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [("code", "06304"), ("num", 2), ("num", None), ("met", True), ("day", pd.Timestamp(0))],
)
def test_it_is_computed_anew_where_a_cell_is_another_one(column, value):
    of, rows = SimpleNamespace(remembered={}), table()
    rows.loc[1, "num"] = 3
    asked(of, rows)
    rows.loc[1, column] = value
    assert asked(of, rows) == 2


def test_it_is_computed_anew_where_rows_are_in_another_order_or_fewer():
    of, rows = SimpleNamespace(remembered={}), table()
    asked(of, rows)
    assert asked(of, rows.iloc[::-1]) == 2
    assert asked(of, rows.head(0)) == 3
