import datetime as dt

import numpy as np
import pandas as pd
import pytest

from ntm_analysis.language import Language
from ntm_analysis.model import Verdict
from ntm_analysis.say.frames import shown
from ntm_analysis.say.words import Judged, Side

VI = Language.load("vi")


def rows(frame, **options):
    return shown(frame, VI, **options).parts[0].rows


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1234, "1.234"),
        (np.int64(7), "7"),
        (True, "có"),
        (np.False_, "không"),
        (dt.date(2022, 9, 5), "05/09/2022"),
        (pd.Timestamp("2022-09-05"), "05/09/2022"),
        (pd.Timestamp("2022-09-05 14:30"), "05/09/2022 14:30"),
        ("06286", "06286"),
        (None, "–"),
        (pd.NA, "–"),
        (pd.NaT, "–"),
        (float("nan"), "–"),
        (float("inf"), "inf"),
        ([1, 2], "[1, 2]"),
    ],
)
def test_each_kind_of_value_is_written_as_offices_do(value, said):
    assert rows(pd.DataFrame({"a": pd.Series([value], dtype=object)})) == ((said,),)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([87.5, 90.0], ["87,5", "90,0"]),
        ([87.0, 90.0], ["87", "90"]),
        ([14.1875, 2.0], ["14,19", "2,00"]),
        ([1234.5, None], ["1.234,5", "–"]),
        ([0.1 + 0.2, 1.0], ["0,3", "1,0"]),
    ],
)
def test_numbers_of_a_column_have_the_same_decimals_and_two_at_most(values, said):
    assert [row[0] for row in rows(pd.DataFrame({"a": values}))] == said


def test_a_column_of_verdicts_is_told_in_words():
    table = pd.DataFrame({"verdict": ["met", "not_met"], "other": ["met", "x"]})
    assert rows(table) == ((Judged(Verdict.MET), "met"), (Judged(Verdict.NOT_MET), "x"))
    assert rows(pd.DataFrame({"verdict": ["met", "something"]})) == (("met",), ("something",))


def test_an_index_that_counts_rows_is_left_out_and_any_other_heads_them():
    table = pd.DataFrame({"a": ["x", "y"]})
    assert rows(table[table["a"] == "y"]) == (("y",),)
    named = shown(table.set_index(pd.Index(["An Hòa", "Cao Sơn"], name="Xã")), VI).parts[0]
    assert [column.title for column in named.columns] == ["Xã", "a"]
    assert named.rows[0] == ("An Hòa", "x")


def test_numbers_stand_to_the_right_and_columns_of_several_levels_have_one_title():
    table = pd.DataFrame({("Nữ", "số"): [1], ("Nữ", ""): ["x"]})
    assert [(c.title, c.side) for c in shown(table, VI).parts[0].columns] == [
        ("Nữ · số", Side.RIGHT),
        ("Nữ", Side.LEFT),
    ]


@pytest.mark.parametrize(("most", "told"), [(2, "2 dòng đầu trong 3 dòng."), (3, None), (None, None)])
def test_of_a_long_table_the_first_rows_are_shown_and_how_many_there_are(most, told):
    parts = shown(pd.DataFrame({"a": ["x", "y", "z"]}), VI, most=most).parts
    assert len(parts[0].rows) == (most or 3)
    assert [part.text for part in parts[1:]] == ([told] if told else [])


def test_an_empty_table_has_its_heads():
    assert shown(pd.DataFrame({"a": []}), VI).parts[0].rows == ()
