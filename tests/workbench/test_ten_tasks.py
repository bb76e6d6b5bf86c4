"""Ten things an analyst asks, each in few lines; a page of an area of its own is in tests/cli/test_new.py."""

import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import seaborn as sns

import ntm_analysis as ntm

ROOT = Path(__file__).parents[2]


@pytest.fixture
def command(request):
    """Runs the command line; the name ntm is the package's here."""
    return request.getfixturevalue("ntm")


@pytest.mark.usefixtures("here")
def test_who_is_below_the_insurance_threshold_and_by_how_many_people():
    below = ntm.open(period="9/2022").indicators("15.1").query("verdict == 'not_met'")
    below = below[["name", "value", "gap_count", "gap_women", "gap_men"]]
    assert below.set_index("name").loc["Khánh Khê", ["gap_count", "gap_women", "gap_men"]].tolist() == [
        13,
        11,
        2,
    ]


@pytest.mark.usefixtures("here")
def test_communes_by_their_gap_in_an_indicator_go_to_excel():
    gaps = ntm.open(period="9/2022").indicators("12.1").sort_values("gap", ascending=False)
    gaps.to_excel("thieu.xlsx", index=False)
    assert ntm.read_table("thieu.xlsx")["gap"].dropna().is_monotonic_decreasing


@pytest.mark.usefixtures("here")
def test_poverty_against_income():
    d = ntm.open(period="9/2022")
    income = d.indicators("10").set_index("commune")["value"].rename("income")
    axes = sns.scatterplot(d.poverty().join(income, on="place", how="inner"), x="income", y="poverty_rate")
    assert len(axes.collections[0].get_offsets()) == 16


OWN_CHART = """\
books = page.values("15.4").sort_values("value")
axes = sns.barplot(books, x="value", y="name")
finding = page.text("{n} xã có sổ điện tử dưới một nửa dân số", n=(books["value"] < 50).sum())
ntm.picture(axes, "Sổ khám chữa bệnh điện tử", finding, books)
"""


@pytest.mark.slow
def test_an_own_chart_is_on_the_page_with_its_alternative_text(here, command):
    shutil.copytree(ROOT / "notebooks", here / "notebooks")
    path = here / "notebooks" / "health.ipynb"
    content = nbformat.read(path, 4)
    content.cells.insert(-1, nbformat.v4.new_code_cell(OWN_CHART))
    nbformat.write(content, path)
    options = ("--data", here / "data/van-quan", "--notebooks", here / "notebooks", "--out", here / "reports")
    assert command("build", "--place", "184", "--notebook", "health", *options).returncode == 0
    page = (here / "reports/van-quan/2022-09/vi/184-van-quan/health.html").read_text("utf-8")
    assert re.search(
        r'<svg role="img" aria-label="Sổ khám chữa bệnh điện tử \d+ xã có sổ điện tử dưới một nửa dân số"',
        page,
    )


@pytest.mark.usefixtures("here")
def test_what_if():
    d = ntm.open(period="9/2022")
    assert set(d.what_if(("Bình Phúc", "15.1", "89%")).changes()["code"]) >= {"15.1"}


@pytest.mark.usefixtures("here")
def test_explain():
    shown = ntm.open(period="9/2022").explain("Hữu Lễ", 15)
    assert "observations.csv:" in shown.html


@pytest.mark.usefixtures("here")
def test_two_months_compared():
    assert set(ntm.compare("7/2022", "9/2022")["direction"]) >= {"gained", "other"}


@pytest.mark.usefixtures("here")
def test_two_districts_together(tiny):
    both = ntm.open_all(["data/van-quan", tiny.path])
    assert both.table("counts").groupby("dataset")["commune"].nunique().to_dict() == {
        "tiny": 3,
        "van-quan": 16,
    }


def test_a_folder_with_mistakes_is_read_as_far_as_it_goes(tiny):
    text = (tiny.path / "observations.csv").read_text("utf-8")
    (tiny.path / "observations.csv").write_text(
        text.replace(",910,1000,2022-02", ",9l0,1000,2022-02"), "utf-8"
    )
    d = ntm.open(tiny.path, tolerant=True)
    problems = d.problems
    assert problems.query("not warning")[["file", "column"]].drop_duplicates().to_numpy().tolist() == [
        ["observations.csv", "numerator"]
    ]
    assert len(problems.query("not warning")) == 3
    assert set(d.indicators("15.1")["rows"].str.contains("observations")) == {True}


def test_a_folder_whose_files_are_wrong_is_refused_with_every_mistake(tiny):
    (tiny.path / "communes.csv").unlink()
    with pytest.raises(ntm.InputError if hasattr(ntm, "InputError") else Exception, match="communes"):
        ntm.open(tiny.path, tolerant=True)


def test_a_row_that_only_makes_sense_with_one_left_out_is_left_out_and_told(tiny):
    lines = (tiny.path / "communes.csv").read_text("utf-8").replace("20.5,2000,500", "x,2000,500", 1)
    (tiny.path / "communes.csv").write_text(lines, "utf-8")
    d = ntm.open(tiny.path, tolerant=True)
    told = d.problems.query("not warning")
    assert {"communes.csv", "observations.csv", "verdicts.csv"} <= set(told["file"])
    assert set(d.places["name"]) == {"Thử Nghiệm", "Bình Yên", "Cao Sơn", "Phố Mới"}
    assert isinstance(told, pd.DataFrame)
