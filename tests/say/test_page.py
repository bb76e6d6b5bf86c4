"""What an analyst asks of a page in pandas: its figures with their doubts, missing as missing."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Verdict
from ntm_analysis.notebook import page as page_of
from ntm_analysis.say.frames import shown
from ntm_analysis.say.words import Judged, Side

VI = Language.load("vi")
VALUES = "commune name month sex value numerator denominator threshold verdict day doubts illustrative"
RECORDED = "commune name month code sex value numerator denominator day status line illustrative"


def test_values_are_those_of_the_evaluation_one_row_a_commune(view_of):
    page = view_of("184", "health")
    table = page.values("15.1").set_index("commune")
    rows = page.now.indicators.query("indicator == '15.1' and set == 'xa_ntm_2021_2025'").set_index("commune")
    assert " ".join(page.values("15.1").columns) == VALUES
    assert set(table.index) == set(page.communes)
    for code, row in rows.iterrows():
        told = table.loc[code]
        assert (told["name"], told["verdict"], told["month"]) == (
            page.communes[code],
            row["verdict"],
            pd.Timestamp(2022, 9, 1),
        )
        assert told["threshold"] == 90
        if not row["stale"]:
            assert told["value"] == pytest.approx(int(row["num"]) / int(row["den"]))


def test_a_value_two_due_dates_old_is_missing_and_never_nought(view_of):
    page = view_of("184", "health")
    stale = set(page.now.indicators.query("indicator == '15.1' and stale")["commune"])
    table = page.values("15.1")
    assert stale
    assert set(table.loc[table["value"].isna(), "commune"]) == stale
    assert set(table.loc[table["value"].isna(), "verdict"]) == {"no_data"}


def test_a_component_and_an_indicator_of_the_advanced_set_are_found(view_of):
    page = view_of("184", "health")
    assert len(page.values("14.1a")) == len(page.communes)
    assert 0 < len(page.values("14.2", "advanced")) < len(page.communes)


def test_every_month_gives_the_course_up_to_the_page_s_month(view_of):
    table = view_of("184", "health", period="2022-05").values("15.1", every_month=True)
    assert table["month"].max() == pd.Timestamp(2022, 5, 1)
    assert table["month"].nunique() == 6
    assert not table.duplicated(["commune", "month"]).any()


def test_doubts_are_named(view_of):
    page = view_of("184", "poverty")
    assert "provisional" in set(page.values("10")["doubts"])
    assert set(page.values("11")["doubts"]) == {"provisional, preliminary"}


@pytest.mark.parametrize("ask", [lambda p: p.values("15.9"), lambda p: p.recorded("school")])
def test_an_unknown_code_is_refused_with_the_nearest(view_of, ask):
    with pytest.raises(NtmError, match=r"không có chỉ tiêu “.*”; gần nhất: .*(15\.|schools)"):
        ask(view_of("184", "health"))


def test_recorded_values_come_with_their_sex_and_what_they_are_a_share_of(view_of):
    table = view_of("184", "health", period="2022-05").recorded("15.1")
    assert " ".join(table.columns) == RECORDED
    assert set(table["sex"]) == {"total", "male", "female"}
    assert table["month"].max() == pd.Timestamp(2022, 5, 1)
    share = table.dropna(subset=["numerator"])
    assert (100 * share["numerator"] / share["denominator"]).to_numpy("float64") == pytest.approx(
        share["value"].to_numpy()
    )


def test_of_what_is_known_and_never_recorded_the_table_is_empty(view_of):
    assert view_of("184", "health").recorded("1.2").empty


def test_recorded_values_are_of_the_set_asked_for(view_of):
    page = view_of("184", "education")
    standard, advanced = page.recorded("14.2"), page.recorded("14.2", role="advanced")
    assert set(standard["month"]) == {pd.Timestamp(2021, 12, 1)}
    assert len(set(advanced["month"])) > 1


def test_the_newest_that_was_recorded_is_what_counts(view_of):
    page = view_of("184", "health")
    newest = page.recorded("15.1", newest=True)
    stale = set(page.now.indicators.query("indicator == '15.1' and stale")["commune"])
    assert not newest.duplicated(["commune", "sex"]).any()
    assert set(newest["commune"]) == set(page.communes) - stale


def test_statistics_stand_side_by_side_with_their_days_and_doubts(view_of):
    page = view_of("184", "poverty")
    table = page.latest("households", "poor_households")
    assert list(table.columns) == [
        *("commune", "name", "households", "poor_households", "oldest", "day", "doubts", "illustrative")
    ]
    assert int(table["poor_households"].sum()) == 3289
    assert set(table["doubts"]) == {"preliminary"}


def test_a_share_is_of_the_same_month(view_of):
    page = view_of("184", "poverty")
    table = page.latest("poor_households", "poor_no_labour", same_month=True)
    assert int(table["poor_households"].sum()) == 3640
    assert set(table["doubts"]) == {""}


def test_a_place_that_lacks_one_of_the_statistics_is_left_out(view_of):
    page = view_of("184", "culture")
    table = page.latest("cultural_families", "households", same_month=True)
    assert len(table) == 15
    assert page.where(table) == "15/16 xã có số liệu"


def test_counts_and_criteria_are_those_of_the_evaluation(view_of):
    page = view_of("184")
    now = page.counts().query("month == month.max()").set_index("commune")
    expected = page.now.counts.query("set == 'xa_ntm_2021_2025'").set_index("commune")
    assert now["met"].to_dict() == expected["met"].to_dict()
    criteria = page.criteria()
    assert criteria.groupby("commune")["met"].sum().to_dict() == now["met"].to_dict()
    doubtful = criteria.query("name == 'Bình Phúc' and code == '11'").iloc[0]
    assert (doubtful["verdict"], doubtful["doubts"]) == ("not_met", "check_threshold")


@pytest.mark.parametrize(("place", "states"), [("184", [9, 8, 6, 2]), ("06298", [2, 2, 0, 1])])
def test_tasks_are_overdue_done_due_soon_or_running(view_of, place, states):
    found = view_of(place, subject="movement").tasks()["state"].value_counts()
    assert [found.get(state, 0) for state in ("overdue", "done", "due_soon", "running")] == states


def test_money_is_in_millions_and_of_the_place(view_of):
    money = view_of("184", subject="movement").money()
    assert money.query("account == 'planned'")["amount"].sum() == 33640
    assert set(view_of("06298", subject="movement").money()["account"]) == {"mobilised"}


def test_own_rows_are_the_place_s_and_all_of_the_locality(view_of):
    district, commune = view_of("184", "health"), view_of("06298", "health")
    assert len(district.own(district.values("15.1"))) == 16
    assert list(commune.own(commune.values("15.1"))["name"]) == ["Bình Phúc"]


def test_a_table_tells_where_it_is_from(view_of):
    page = view_of("184", "poverty")
    everyone = page.latest("poor_households")
    assert page.where(page.values("11")) == "Cả 16 xã"
    assert page.where(everyone) == "Cả 17 xã, thị trấn"
    assert page.where(everyone.iloc[1:]) == "Cả 16 xã"
    assert page.where(everyone.iloc[:5]) == "05/17 xã, thị trấn có số liệu"
    assert view_of("06298").where(everyone) == "Xã Bình Phúc"


def sums(**amounts):
    return pd.DataFrame({"name": amounts.keys(), "n": amounts.values()})


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({"A": 1, "B": 4, "C": 2, "D": 0.5}, " Nhiều nhất: B (4), C (2), A (1)."),
        ({"A": 1, "B": 1, "C": 1, "D": 1, "E": 1}, " Nhiều nhất: A (1), B (1), C (1), D (1) và 1 xã khác."),
        ({"A": 2, "B": 0, "C": 0}, " Nhiều nhất: A (2)."),
        ({"A": 0, "B": 0}, ""),
        ({"A": 3}, ""),
        ({}, ""),
    ],
)
def test_the_most_are_named_with_their_numbers(view_of, amounts, said):
    assert view_of("184").most(sums(**amounts), "n") == said


def test_the_least_are_named_too(view_of):
    assert (
        view_of("184").most(sums(A=3, B=1, C=2, D=4), "n", least=True) == " Thấp nhất: B (1), C (2), A (3)."
    )


def test_verdicts_are_told_with_who_has_no_data_and_what_is_not_sure(view_of):
    page = view_of("184", "health")
    assert page.judged(page.values("15.1")) == " Chưa đạt: Khánh Khê, Hữu Lễ; chưa có số liệu: An Sơn."
    assert page.judged(page.values("15.3")) == " Chưa đạt: không xã nào."
    own = view_of("06298", "poverty")
    assert (
        own.judged(own.own(own.values("10"))) == " Kết quả: đạt (mức đạt chuẩn chưa đối chiếu với văn bản)."
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2022-09-02", "2022-09-20"], ""),
        (["2021-12-02", "2021-12-20"], "Số liệu tháng 12/2021."),
        (["2021-12-02", "2022-09-20"], "Số liệu tháng 12/2021 – 9/2022."),
        ([None, None], ""),
    ],
)
def test_older_figures_are_dated(view_of, days, said):
    assert view_of("184").dated(pd.DataFrame({"day": pd.to_datetime(days)})) == said


@pytest.mark.parametrize(
    ("template", "value", "said"),
    [
        ("{v}", 1234.0, "1.234"),
        ("{v}", np.int64(7), "7"),
        ("{v}", 84.1897, "84,19"),
        ("{v:1}", 84.1897, "84,2"),
        ("{v:1}", 41, "41,0"),
        ("{v}", [], "không xã nào"),
        ("{v}", pd.Series(list("abcdef")), "a, b, c, d và 2 xã khác"),
        ("{v}", dt.date(2022, 9, 5), "05/09/2022"),
        ("{v:month}", pd.Timestamp(2022, 9, 5), "tháng 9/2022"),
        ("{v}", Period(2022, 9), "tháng 9/2022"),
    ],
)
def test_a_text_is_filled_as_offices_write(view_of, template, value, said):
    assert view_of("184").text(template, v=value) == said


def test_a_text_is_told_in_the_page_s_language(view_of):
    assert view_of("184").text("xã", "commune") == "xã"
    assert view_of("184", language="en").text("xã", "commune") == "commune"
    assert view_of("184", language="en").text("xã") == "xã"


@pytest.fixture
def merged(tiny_dataset):
    """Gives the district's page of the month in which An Hòa took Bình Yên in."""
    tiny_dataset.merge("2022-02")
    return page_of(tiny_dataset.read(), "overview", "999", "2022-02")


def test_what_a_merged_commune_was_before_is_no_month_of_its_course(merged):
    months = merged.counts().groupby("commune")["month"].min()
    assert "10002" not in months  # which is no more
    assert months["10001"] == pd.Timestamp(2022, 2, 1)
    assert months["10003"] < pd.Timestamp(2022, 2, 1)  # whom nothing befell


def test_of_what_was_recorded_a_merged_commune_has_what_is_its_own(merged):
    every = merged.data.observations
    codes = {*every["indicator"]} & {*merged.data.rules["part"], *merged.data.criteria.statistics}
    assert {"10001", "10002"} <= {*every.loc[every["month"] < Period(2022, 2).number, "commune"]}
    rows = merged.recorded(*codes)
    assert "10002" not in {*rows["commune"]}
    assert (rows.loc[rows["commune"] == "10001", "month"] >= pd.Timestamp(2022, 2, 1)).all()
    assert (rows.loc[rows["commune"] == "10003", "month"] < pd.Timestamp(2022, 2, 1)).any()


def test_before_the_merger_each_has_its_course(tiny_dataset):
    tiny_dataset.merge("2022-02")
    page = page_of(tiny_dataset.read(), "overview", "999", "2022-01")
    assert {"10001", "10002", "10003"} <= {*page.counts()["commune"]}


@pytest.mark.parametrize(
    ("notebook", "named", "area"),
    [("overview", "overview", None), ("health", "health", "health"), ("movement", "movement", None)],
)
def test_a_page_is_made_of_a_notebook_s_name_a_place_and_a_month(tiny_dataset, notebook, named, area):
    page = page_of(tiny_dataset.read(), notebook, "An Hòa", "2022-01")
    assert (page.notebook, page.area.id if page.area else None) == (named, area)
    assert (page.place.code, page.period) == ("10001", Period(2022, 1))
    assert page.results.until == Period(2022, 1)


def test_a_place_is_found_by_a_code_that_lost_its_nought(van_quan):
    assert page_of(van_quan.data, "overview", 6298, "2022-09").place.name == "Bình Phúc"


def test_an_area_that_does_not_exist_is_refused_with_those_that_do(tiny_dataset):
    with pytest.raises(NtmError, match=r"“enviroment”.*health"):
        page_of(tiny_dataset.read(), "enviroment", "999", "2022-01")


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
    assert rows(pd.DataFrame({"verdict": ["met", "something"]})) == (("đạt",), ("something",))
    assert rows(pd.DataFrame({"verdict_poor": ["not_met"]})) == ((Judged(Verdict.NOT_MET),),)


@pytest.mark.parametrize(
    ("value", "threshold", "said"),
    [(89.9964, 90.0, "89,996"), (90.0, 90.0, "90"), (13.0001, 13.0, "13,0001"), (87.5, 90.0, "87,5")],
)
def test_a_value_is_never_shown_on_the_other_side_of_its_threshold(value, threshold, said):
    for more in ("", "_10"):
        table = pd.DataFrame({f"value{more}": [value], f"threshold{more}": [threshold]})
        assert rows(table)[0][0] == said


@pytest.mark.parametrize(
    ("column", "value", "head", "said"),
    [
        ("name", "An Hòa", "Xã", "An Hòa"),
        ("doubts", "check_threshold", "Dấu hiệu cần lưu ý", "khác kết quả tính; cần đối chiếu mức đạt chuẩn"),
        ("doubts_10", "late, x", "Dấu hiệu cần lưu ý (10)", "đã quá hạn cập nhật số liệu; x"),
        ("sex", "female", "Giới", "nữ"),
        ("status", "preliminary", "Loại số liệu", "sơ bộ"),
        ("month", pd.Timestamp(2022, 9, 1), "Tháng", "9/2022"),
        ("my_own", "met", "my_own", "met"),
    ],
)
def test_what_page_gives_is_headed_and_told_in_words(column, value, head, said):
    table = shown(pd.DataFrame({column: [value]}), VI).parts[0]
    assert ([each.title for each in table.columns], table.rows) == ([head], ((said,),))


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
