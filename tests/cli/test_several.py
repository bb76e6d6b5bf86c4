"""Several datasets in one command: a small country of three districts, made by the benchmark's generator."""

import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest

from benchmarks.country import pieces, write_country
from ntm_analysis.cli.evaluate import TABLES
from ntm_analysis.cli.several import datasets_in
from ntm_analysis.language import Language
from ntm_analysis.read import read_dataset
from ntm_analysis.workbench.bench import Tables

MONTHS = 4


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    write_country(folder, pieces(communes=3)[:3], months=MONTHS)
    return folder


@pytest.fixture
def country(made, tmp_path):
    """Gives a copy that a test may break."""
    return shutil.copytree(made, tmp_path / "country")


@pytest.fixture
def names(made):
    return [folder.name for folder in datasets_in([made])]


def test_a_folder_of_datasets_stands_for_all_of_them_and_each_counts_once(made, names):
    found = datasets_in([made / names[1], made])
    assert [folder.name for folder in found] == [names[1], names[0], names[2]]


@pytest.mark.usefixtures("project")
def test_check_counts_the_datasets_it_found_right(ntm, made):
    ran = ntm("check", "--data", made, "--workers", 2)
    assert ran.code == 0
    assert "3 bộ số liệu: hợp lệ" in ran.out


@pytest.mark.usefixtures("project")
def test_check_tells_the_problems_of_every_dataset_under_its_name(ntm, country, names):
    for name in names[1:]:
        path = country / name / "verdicts.csv"
        path.write_text(path.read_text("utf-8").replace(",đạt,", ",tốt,", 1), "utf-8")
    ran = ntm(
        "check", "--data", country / names[0], "--data", country / names[1], "--data", country / names[2]
    )
    assert ran.code == 2
    blocks = ran.err.rstrip().split("\n")
    assert [line for line in blocks if not line.startswith("  ")] == [f"{name}:" for name in names[1:]]
    assert sum("verdicts.csv, dòng 2, verdict: “tốt”" in line for line in blocks) == 2


@pytest.mark.usefixtures("project")
# The country of the tests has no tasks.
@pytest.mark.parametrize("table", [name for name in TABLES if name != "tasks"])
def test_results_of_several_are_those_of_each_with_its_name_before(ntm, made, names, table):
    assert ntm("evaluate", "--data", made, "--out", "all.parquet", "--table", table).code == 0
    together = pd.read_parquet("all.parquet")
    assert list(together["dataset"].unique()) == names
    for name in names:
        data = read_dataset(made / name)
        alone = Tables(data, data.latest, Language.load("vi")).table(table, "all")
        mine = together[together["dataset"] == name].drop(columns="dataset").reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, alone)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("several", [False, True], ids=["of one", "of several"])
@pytest.mark.parametrize("month", [(), ("--period", "2022-02")], ids=["every month", "a month"])
def test_the_formats_hold_the_same_rows(ntm, made, names, several, month):
    data = made if several else made / names[0]
    for suffix in ("csv", "parquet", "xlsx"):
        options = ("--out", f"all.{suffix}", "--table", "counts", *month)
        assert ntm("evaluate", "--data", data, *options).code == 0
    csv = pd.read_csv("all.csv", dtype={"commune": str})
    parquet = pd.read_parquet("all.parquet")
    sheet = pd.read_excel(
        "all.xlsx", engine="openpyxl", sheet_name="counts", header=1, dtype={"commune": str}
    )
    assert list(csv.columns) == list(parquet.columns) == list(sheet.columns)
    assert list(csv["met"]) == list(parquet["met"]) == list(sheet["met"])
    assert list(csv["commune"]) == list(parquet["commune"])
    assert len(set(csv["period"])) == (1 if month else MONTHS)
    assert pd.read_excel("all.xlsx", engine="openpyxl", header=None, nrows=1).iloc[0, 0] == "SỐ LIỆU MINH HỌA"


@pytest.mark.usefixtures("project")
def test_a_broken_dataset_leaves_the_file_of_results_as_it_was(ntm, country, names, tmp_path):
    (country / names[1] / "observations.csv").write_text("x\n", "utf-8")
    out = tmp_path / "out" / "all.parquet"
    out.parent.mkdir()
    out.write_bytes(b"before")
    ran = ntm("evaluate", "--data", country, "--out", out)
    assert ran.code == 2
    assert f"{names[1]}:\n  observations.csv" in ran.err
    assert [path.read_bytes() for path in out.parent.iterdir()] == [b"before"]


@pytest.mark.usefixtures("project")
def test_a_month_that_no_dataset_has_is_told_for_each(ntm, made, names):
    ran = ntm("evaluate", "--data", made, "--out", "all.csv", "--period", "2019-01")
    assert ran.code == 2
    assert all(f"{name}:\n  không có số liệu kỳ 2019-01" in ran.err for name in names)


@pytest.mark.usefixtures("project")
def test_more_rows_than_a_sheet_holds_are_refused_and_other_formats_named(ntm, made, monkeypatch, tmp_path):
    monkeypatch.setattr("ntm_analysis.cli.evaluate._ROWS_OF_A_SHEET", 40)
    out = tmp_path / "out" / "all.xlsx"
    ran = ntm("evaluate", "--data", made, "--out", out, "--table", "counts")
    assert ran.code == 2
    assert ran.err == "kết quả dài hơn 40 dòng của Excel; ghi .parquet hoặc .csv\n"
    assert not list(out.parent.iterdir())


@pytest.mark.usefixtures("project")
def test_a_parquet_of_several_has_groups_of_rows_and_all_of_them(ntm, made, monkeypatch):
    frames = []
    for rows, groups in ((20, 3), (60, 1)):
        monkeypatch.setattr("ntm_analysis.cli.evaluate._ROWS_OF_A_GROUP", rows)
        assert ntm("evaluate", "--data", made, "--out", "all.parquet", "--table", "counts").code == 0
        assert pq.ParquetFile("all.parquet").num_row_groups == groups
        frames.append(pd.read_parquet("all.parquet"))
    pd.testing.assert_frame_equal(*frames)
    assert len(frames[0]) == 60
