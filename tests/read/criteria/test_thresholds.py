from fractions import Fraction

import pandas as pd
import pytest

from ntm_analysis.errors import InputError
from ntm_analysis.read.criteria import Override, rules_table, thresholds_table

NTM, ADVANCED = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"


def rule(table, part, set_id=NTM):
    (row,) = table[(table["set"] == set_id) & (table["part"] == part)].to_dict("records")
    return row


def thresholds(table, part, set_id=NTM):
    chosen = table[(table["set"] == set_id) & (table["part"] == part)]
    return {
        int(row.year): (None if pd.isna(row.num) else Fraction(int(row.num), int(row.den)), row.confidence)
        for row in chosen.itertuples()
    }


def test_rules_have_one_row_for_each_part(shipped):
    table = rules_table(shipped, "TDMNPB", {})
    # 57 indicators, of which criterion 5 has four parts and 14.1 has five.
    assert (table["set"] == NTM).sum() == 57 - 2 + 4 + 5
    assert (table["set"] == ADVANCED).sum() == 75
    assert not table.duplicated(["set", "part"]).any()
    assert not table.isna().any(axis=None)


@pytest.mark.parametrize(
    ("region", "applying"),
    [
        ("TDMNPB", ["5a", "5b", "5c"]),
        ("DBSCL", ["5a", "5b", "5c"]),
        ("DBSH", ["5d"]),
        ("DNB", ["5d"]),
    ],
)
def test_criterion_5_depends_on_the_region(shipped, region, applying):
    table = rules_table(shipped, region, {})
    fifth = table[(table["set"] == NTM) & (table["criterion"] == "5") & table["applies"]]
    assert list(fifth["part"]) == applying
    levels = thresholds_table(shipped, region, [])
    assert [part for part in ("5a", "5b", "5c", "5d") if thresholds(levels, part)] == applying


def test_level_1_of_criterion_5_is_one_measure_judged_by_the_number_of_schools(shipped):
    table = rules_table(shipped, "TDMNPB", {})
    conditions = {
        part: (row["measure"], row["condition"], row["condition_value"])
        for part in ("5a", "5b", "5c", "5d")
        for row in [rule(table, part)]
    }
    assert conditions == {
        "5a": ("5a", "", 0),
        "5b": ("5b", "more_than", 3),
        "5c": ("5b", "at_most", 3),
        "5d": ("5b", "", 0),
    }


def test_components_are_due_with_their_indicator(shipped):
    table = rules_table(shipped, "TDMNPB", {})
    for part, frequency, due in [("5b", "school_year", 9), ("14.1c", "year", 12)]:
        row = rule(table, part)
        assert (row["frequency"], row["due_month"]) == (frequency, due)
    assert rule(table, "14.1c")["indicator"] == "14.1"
    assert rule(table, "14.1c")["rule"] == "level_at_least"


def test_a_formula_is_the_plain_one_unless_the_dataset_names_another(shipped):
    plain = rules_table(shipped, "TDMNPB", {})
    assert rule(plain, "11")["formula"] == "plain"
    assert rule(plain, "10")["formula"] == ""
    chosen = rules_table(shipped, "TDMNPB", {(NTM, "11"): "without_no_labour"})
    assert rule(chosen, "11")["formula"] == "without_no_labour"
    assert rule(chosen, "11", ADVANCED)["formula"] == "plain"


@pytest.mark.parametrize(
    ("key", "formula", "expected"),
    [((NTM, "11"), "plan", "plain, without_no_labour"), ((NTM, "10"), "plain", "không có công thức")],
)
def test_an_unknown_formula_names_those_there_are(shipped, key, formula, expected):
    with pytest.raises(InputError) as raised:
        rules_table(shipped, "TDMNPB", {key: formula})
    (problem,) = raised.value.problems
    assert expected in problem.expected


def test_thresholds_are_exact_by_region_and_year(shipped):
    north = thresholds_table(shipped, "TDMNPB", [])
    assert not north.duplicated(["set", "part", "year"]).any()
    assert thresholds(north, "15.3") == {0: (24, "verified")}
    assert thresholds(north, "16") == {0: (None, "unknown")}
    assert thresholds(north, "10")[2022] == (39, "unverified-medium")
    assert list(thresholds(north, "10")) == [2021, 2022, 2023, 2024, 2025]
    delta = thresholds_table(shipped, "DBSH", [])
    assert thresholds(delta, "15.3") == {0: (Fraction(33, 2), "verified")}
    assert thresholds(delta, "10") == dict.fromkeys(range(2021, 2026), (None, "unknown"))


def test_an_override_replaces_the_threshold_and_is_final(shipped):
    overrides = [
        Override(NTM, "16", Fraction(80), "QĐ 1/QĐ-UBND"),
        Override(NTM, "10", Fraction(77, 2), "QĐ 2/QĐ-UBND", 2022),
    ]
    table = thresholds_table(shipped, "TDMNPB", overrides)
    assert thresholds(table, "16") == {0: (80, "override")}
    assert thresholds(table, "10")[2022] == (Fraction(77, 2), "override")
    assert thresholds(table, "10")[2023] == (42, "unverified-medium")
    assert len(table) == len(thresholds_table(shipped, "TDMNPB", []))
    assert table.loc[table["confidence"] == "override", "source"].tolist() == ["QĐ 2/QĐ-UBND", "QĐ 1/QĐ-UBND"]


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        (Override(NTM, "15.9", Fraction(1), "QĐ"), "15."),
        (Override(NTM, "14.1", Fraction(1), "QĐ"), "14.1a"),
        (Override("xa_ntm", "15.1", Fraction(1), "QĐ"), "đã khai báo"),
        (Override(NTM, "5d", Fraction(90), "QĐ"), "cho vùng này"),
        (Override(NTM, "10", Fraction(40), "QĐ"), "ghi năm"),
        (Override(NTM, "15.1", Fraction(95), "QĐ", 2022), "bỏ year"),
    ],
)
def test_an_override_that_fits_nothing_is_refused(shipped, override, expected):
    with pytest.raises(InputError) as raised:
        thresholds_table(shipped, "TDMNPB", [override])
    (problem,) = raised.value.problems
    assert expected in problem.expected
