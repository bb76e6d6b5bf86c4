"""What each command answers to right input, on the shipped data."""

import json

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell

from ntm_analysis.cli.evaluate import TABLES


@pytest.mark.usefixtures("project")
def test_check_counts_what_it_found(ntm):
    ran = ntm("check")
    assert ran.code == 0
    assert "van-quan: hợp lệ; 18 đơn vị" in ran.out
    assert "2 sổ tính" in ran.out


def test_check_prints_warnings_and_still_succeeds(project, ntm):
    scratch = project / "notebooks" / "scratch.ipynb"
    scratch.write_text(
        (project / "notebooks/health.ipynb").read_text("utf-8").replace("parameters", "other"), "utf-8"
    )
    ran = ntm("check", "--lang", "en")
    assert ran.code == 0
    assert "notebooks/scratch.ipynb" in ran.out
    assert "2 notebooks" in ran.out


def test_check_tells_an_area_a_notebook_asks_for_and_there_is_none_of(project, ntm):
    path = project / "notebooks" / "health.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells.append(new_code_cell('page = ntm.page(data, "heath", place, period)'))
    nbformat.write(notebook, path)
    ran = ntm("check")
    assert ran.code == 2
    assert "notebooks/health.ipynb, ô 3: không có “heath”; gần nhất: health" in ran.err


def test_the_dataset_is_found_from_a_folder_below(project, ntm, monkeypatch):
    monkeypatch.chdir(project / "notebooks")
    assert ntm("check").code == 0


@pytest.mark.usefixtures("project")
def test_status_lists_what_is_not_built(ntm):
    ran = ntm("status", "--period", "2022-09")
    assert ran.code == 0
    assert "van-quan/2022-09/vi/184-van-quan/overview.html: đã cũ" in ran.out
    assert "0 trang còn đúng, 34 trang đã cũ hoặc chưa lập, 0 trang chưa lập được" in ran.out


@pytest.mark.parametrize("table", TABLES)
def test_results_are_written_as_csv_that_excel_reads(project, ntm, table):
    ran = ntm("evaluate", "--out", "out/results.csv", "--table", table, "--period", "2022-09")
    assert ran.code == 0
    assert (project / "out/results.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(project / "out/results.csv", dtype=str)
    assert set(frame["period"]) == {"2022-09"}
    assert f"{len(frame)} dòng" in ran.out


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--out", "r.pdf"], ".csv, .parquet"), (["--out", "r.csv", "--table", "x"], "indicators")],
)
def test_an_unknown_format_or_table_names_those_there_are(project, ntm, options, said):
    ran = ntm("evaluate", *options)
    assert ran.code == 2
    assert said in ran.err
    assert not list(project.glob("r.*"))


@pytest.mark.usefixtures("project")
def test_targets_as_json_are_exact(ntm):
    told = json.loads(ntm("targets", "--json", "--period", "2021-12").out)
    assert {"id", "value", "goal", "status", "denominator"} <= set(told[0])
    assert "211/16" in {target["value"] for target in told}
