"""Tidy tables: what each says is what was computed, and comes back as it was written."""

from fractions import Fraction

import pandas as pd
import pytest

import ntm_analysis as ntm
from ntm_analysis.cli.evaluate import TABLES as RESULTS
from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period
from ntm_analysis.say.frames import head
from ntm_analysis.workbench.schema import KIND_OF, TABLES, described, dictionary, dtype


@pytest.fixture(scope="session")
def every(district):
    return {name: district.table(name, "all") for name in RESULTS}


@pytest.mark.parametrize("name", RESULTS)
def test_a_table_has_the_columns_of_its_schema_and_its_keys_tell_the_rows_apart(every, name):
    keys, columns = TABLES[name]
    assert list(every[name].columns) == columns
    assert {c: str(t) for c, t in every[name].dtypes.items()} == {c: dtype(c) for c in columns}
    assert len(every[name])
    assert not every[name].duplicated(keys).any()


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize(("suffix", "step"), [("csv", 1), ("xlsx", 9)])
def test_what_is_read_back_equals_what_was_written(every, tmp_path, name, suffix, step):
    """Of a workbook every ninth row: Excel files are slow to write, and their rows alike."""
    path, table = tmp_path / f"table.{suffix}", every[name].iloc[::step].reset_index(drop=True)
    write = table.to_csv if suffix == "csv" else table.to_excel
    write(path, index=False)
    pd.testing.assert_frame_equal(ntm.read_table(path), table)


def test_codes_stay_texts_in_a_file(every, tmp_path):
    every["indicators"].to_csv(tmp_path / "t.csv", index=False)
    read = ntm.read_table(tmp_path / "t.csv")
    assert {"06298", "06301"} <= set(read["commune"])
    assert {"17.1", "17.10"} <= set(read["part"])


def test_a_file_of_another_kind_is_no_table(tmp_path):
    with pytest.raises(NtmError, match=r"không biết đọc tệp “a.txt”; cần .csv, .xlsx hoặc .parquet"):
        ntm.read_table(tmp_path / "a.txt")


def test_indicators_are_those_of_the_evaluation_with_their_exact_fractions(district):
    told = district.indicators(role="all").set_index(["commune", "set", "part"])
    now = district.view.now.indicators
    assert len(told) == len(now)
    for row in now.itertuples():
        mine = told.loc[(row.commune, row.set, row.indicator)]
        assert (mine["verdict"], mine["provisional"], mine["rows"]) == (
            row.verdict,
            row.provisional,
            row.rows,
        )
        if not pd.isna(row.num) and not row.stale:
            assert mine["value"] == pytest.approx(float(Fraction(int(row.num), int(row.den))))
        else:
            assert pd.isna(mine["value"])
        if not pd.isna(row.gap_count) and (row.sex != "total" or not pd.isna(row.gap_women)):
            assert mine["gap_women"] + mine["gap_men"] == mine["gap_count"] == row.gap_count
            assert row.sex != "female" or not pd.isna(row.gap_women) or mine["gap_men"] == 0


def test_what_is_two_due_dates_old_is_no_value_and_keeps_what_was_recorded(district):
    stale = district.indicators().query("stale")
    assert len(stale)
    assert stale["value"].isna().all()
    assert stale["num"].notna().any()
    assert set(stale["verdict"]) == {"no_data"}


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("15.1", {"15.1"}),
        ("14.1a", {"14.1a"}),
        ("15", {"15.1", "15.2", "15.3", "15.4"}),
        (["16", "15.1"], {"15.1", "16"}),
    ],
)
def test_indicators_are_asked_by_indicator_component_or_criterion(district, code, parts):
    assert set(district.indicators(code)["part"]) == parts


def test_a_number_of_the_advanced_set_is_another_indicator_and_is_asked_for_by_its_role(district):
    standard, advanced = (district.indicators("15.1", role=role) for role in ("standard", "advanced"))
    assert set(standard["title"]) & set(advanced["title"]) == set()
    assert len(district.indicators("15.1", role="all")) == len(standard) + len(advanced)
    assert 0 < len(district.counts(role="advanced")) < len(district.counts())


def test_indicators_of_an_area_are_those_of_its_criteria(district):
    found = district.indicators("health", role="all")
    asked = district.data.criteria.areas["health"].criteria
    assert {(row.set, row.criterion) for row in found.itertuples()} <= {
        (of, code) for of, codes in asked.items() for code in codes
    }
    assert len(found)


def test_places_are_asked_by_name_or_code(district):
    assert set(district.indicators("15.1", places=["Tràng Các", 6298])["name"]) == {
        "Tràng Các",
        "Bình Phúc",
    }
    assert set(district.poverty(places="huyện Văn Quan")["place"]) == {"184"}


def test_months_are_asked_one_several_or_all_up_to_the_one_that_is_opened(district):
    assert set(district.counts()["period"]) == {"2022-09"}
    assert set(district.counts("3/2022")["period"]) == {"2022-03"}
    assert set(district.counts(["3/2022", "2022-04"])["period"]) == {"2022-03", "2022-04"}
    assert district.at("5/2022").counts("all")["period"].nunique() == 6


def test_a_month_after_the_one_that_is_opened_is_refused(district):
    with pytest.raises(NtmError, match="kỳ 2022-09 sau kỳ đang mở"):
        district.at("8/2022").counts("9/2022")


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda d: d.indicators("15.9"), "không có chỉ tiêu hay lĩnh vực “15.9”; gần nhất: 15"),
        (lambda d: d.indicators("heath"), "gần nhất: health"),
        (lambda d: d.table("indicator"), "không có bảng “indicator”; gần nhất: indicators"),
        (lambda d: d.indicators(places="Tràng Cac x"), "gần nhất: 06301"),
        (
            lambda d: d.matrix("nâng cao"),
            "không có vai trò “nâng cao” của bộ tiêu chí; một trong: standard",
        ),
    ],
)
def test_what_there_is_not_is_refused_with_the_nearest(district, ask, told):
    with pytest.raises(NtmError, match=told):
        ask(district)


@pytest.mark.parametrize("month", ["2022-03", "2022-06", "2022-09"])
def test_a_month_says_the_same_whether_it_is_opened_or_asked_for_later(district, month):
    alone = district.at(month)
    for name in RESULTS:
        pd.testing.assert_frame_equal(alone.table(name), district.table(name, month))


def test_the_matrix_has_a_row_a_commune_the_most_met_first_and_ties_in_the_order_of_the_alphabet(
    district,
):
    wide = district.matrix()
    told = district.verdicts()
    assert list(wide.columns) == ["met", *(str(n) for n in range(1, 20))]
    assert wide["met"].is_monotonic_decreasing
    assert list(wide.index[:3]) == ["Điềm He", "Đồng Giáp", "Hữu Lễ"]
    for row in told.itertuples():
        assert wide.loc[row.name, row.criterion] == row.verdict


def test_the_poor_rate_is_the_movement_s_and_the_poverty_rate_criterion_eleven_s(district):
    whole = district.poverty(places="184").iloc[0]
    assert whole["poor_rate"] == pytest.approx(100 * whole["poor"] / whole["households"])
    eleven = district.indicators("11").set_index("commune")["value"]
    rates = district.poverty().set_index("place")["poverty_rate"]
    for code, value in eleven.dropna().items():
        assert rates[code] == pytest.approx(value)


def test_targets_are_those_of_the_pages(district):
    told = district.targets().set_index("target")
    for progress in district.view.targets:
        mine = told.loc[progress.target.id]
        assert mine["status"] == progress.status
        assert Fraction(int(mine["num"]), int(mine["den"])) == progress.value
        assert mine["goal"] == pytest.approx(float(progress.goal))
        outlook = progress.outlook
        assert pd.isna(mine["low"]) if outlook is None else mine["low"] == pytest.approx(float(outlook.low))


def test_every_column_is_headed_and_explained_in_both_languages():
    for words in (ntm.Language.load("vi"), ntm.Language.load("en")):
        for column in {column for _, columns in TABLES.values() for column in columns}:
            assert head(column, words) != column or words.code == "en"
            assert words.word(f"frame.about.{column}")
    assert set(KIND_OF) <= {column for _, columns in TABLES.values() for column in columns}


def test_the_docstring_of_a_table_and_the_dictionary_list_its_columns(district):
    assert type(district).counts.__doc__.endswith(f"{described('counts')}\n")
    told = dictionary(ntm.Language.load("vi"))
    assert all(f"- `{column}` (" in told for _, columns in TABLES.values() for column in columns)


def test_look_up_tables_name_what_there_is(district):
    assert set(district.places["name"]) >= {"Tràng Các", "Bình Phúc", "Văn Quan"}
    assert district.places["place"].is_unique
    assert list(district.periods["period"]) == [str(month) for month in district.data.periods]
    assert len(district.criteria.query("role == 'standard'")) == 19
    known = district.indicators_known
    # Components are not counted among the 57 indicators of the standard set.
    assert len(known.query("role == 'standard' and part == indicator")) == 57
    assert known.set_index(["role", "part"]).loc[("standard", "15.1"), "threshold"] == 90
    assert set(known["threshold_source"]) - {""} <= set(district.sources["source"])
    assert district.problems.empty


def test_a_workbench_is_shown_in_two_lines(district):
    assert repr(district).splitlines()[0] == "Dataset van-quan: Huyện Văn Quan, tỉnh Lạng Sơn, tháng 9/2022"
    assert len(repr(district).splitlines()) == 2


def test_a_page_is_that_of_its_notebook(district):
    page = district.page("health", "Tràng Các")
    assert (page.notebook, page.place.code, page.period) == ("health", "06301", Period(2022, 9))


def test_what_a_column_means_is_known_after_filter_join_and_group(district):
    income = district.indicators("10").query("verdict != 'no_data'")[["commune", "value"]]
    joined = district.poverty().merge(income, left_on="place", right_on="commune")
    grouped = joined.groupby("status", as_index=False)[["poor_rate", "value"]].mean().assign(own=1)
    told = ntm.about(grouped).set_index("column")
    words = ntm.Language.load("vi")
    assert told.loc["poor_rate", "meaning"] == words.word("frame.about.poor_rate")
    assert told.loc["value", ["title", "kind"]].tolist() == ["Số liệu", "số"]
    assert told.loc["own", "meaning"] == ""
    both = district.indicators("15.1").merge(district.indicators("15.4"), on="commune")
    assert ntm.about(both).set_index("column").loc["gap_count_x", "meaning"] == words.word(
        "frame.about.gap_count"
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda d: d.page("health", "184").values("15.1", "nang_cao"),
        lambda d: ntm.indicators(d.page("health", "06301"), "advance"),
    ],
)
def test_a_role_that_there_is_not_is_an_error_and_never_an_empty_table(district, ask):
    with pytest.raises(
        NtmError, match=r"không có vai trò “.*” của bộ tiêu chí; một trong: standard, advanced"
    ):
        ask(district)
