"""What an analyst asks of a page in pandas: its figures with their doubts, missing as missing."""

import pandas as pd
import pytest

from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.say.page import page_of

VALUES = ["commune", "name", "month", "value", "threshold", "verdict", "day", "doubts", "illustrative"]
RECORDED = [
    "commune",
    "name",
    "month",
    "sex",
    "value",
    "numerator",
    "denominator",
    "day",
    "status",
    "illustrative",
]


def test_values_are_those_of_the_evaluation_one_row_a_commune(view_of):
    page = view_of("184", "health")
    table = page.values("15.1").set_index("commune")
    rows = page.now.indicators.query("indicator == '15.1' and set == 'xa_ntm_2021_2025'").set_index("commune")
    assert list(page.values("15.1").columns) == VALUES
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
    assert list(table.columns) == RECORDED
    assert set(table["sex"]) == {"total", "male", "female"}
    assert table["month"].max() == pd.Timestamp(2022, 5, 1)
    share = table.dropna(subset=["numerator"])
    assert (100 * share["numerator"] / share["denominator"]).to_numpy("float64") == pytest.approx(
        share["value"].to_numpy()
    )


def test_of_what_is_known_and_never_recorded_the_table_is_empty(view_of):
    assert view_of("184", "health").recorded("1.2").empty


def test_a_text_is_told_in_the_page_s_language(view_of):
    assert view_of("184").text("xã", "commune") == "xã"
    assert view_of("184", language="en").text("xã", "commune") == "commune"
    assert view_of("184", language="en").text("xã") == "xã"


@pytest.mark.parametrize(
    ("notebook", "named", "area"),
    [("overview", "overview", None), ("health", "health", "health"), ("movement", "movement", None)],
)
def test_a_page_is_made_of_a_notebook_s_name_a_place_and_a_month(tiny_dataset, notebook, named, area):
    page = page_of(tiny_dataset.read(), notebook, "An Hòa", "2022-01", Language.load("vi"))
    assert (page.notebook, page.area.id if page.area else None) == (named, area)
    assert (page.place.code, page.period) == ("10001", Period(2022, 1))
    assert page.results.until == Period(2022, 1)


def test_a_place_is_found_by_a_code_that_lost_its_nought(van_quan):
    assert page_of(van_quan.data, "overview", 6298, "2022-09", Language.load("vi")).place.name == "Bình Phúc"


def test_an_area_that_does_not_exist_is_refused_with_those_that_do(tiny_dataset):
    with pytest.raises(NtmError, match=r"“enviroment”.*health"):
        page_of(tiny_dataset.read(), "enviroment", "999", "2022-01", Language.load("vi"))
