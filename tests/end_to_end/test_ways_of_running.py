"""Ordinary kernels and a cluster give, byte for byte, what forked processes give."""

import multiprocessing
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.keep.record import FOLDER
from ntm_analysis.batch.plan import EXECUTED, Briefing
from ntm_analysis.batch.run.cluster import scheduler_at
from ntm_analysis.batch.run.task import Built, Failed, Limits
from ntm_analysis.cli.project import open_projects
from ntm_analysis.errors import NtmError

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLACES = ("999", "10001")
LIMITS = Limits(300, 600)


@pytest.fixture
def project(tiny_dataset, tmp_path):
    """Gives the small district with the notebooks of one area and of everything."""
    (tmp_path / "notebooks").mkdir()
    for name in ("health", "overview"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "notebooks")
    return tiny_dataset


def built(project, out, workers=2, scheduler=None):
    """Builds and gives the pages that were made anew, and every file but the records of runs."""
    (source,) = open_projects([project.path], project.path.parent / "notebooks", out)
    wanted = Wanted(PLACES, (), workers, LIMITS, scheduler=scheduler)
    outcomes = build(source.edition(None, "vi"), wanted, lambda _event: None)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    made = {o.product.page for o in outcomes if isinstance(o, Built) and isinstance(o.product, Briefing)}
    # Executed notebooks tell of their own run: when a cell began, by which kernel.
    files = (p for p in out.rglob("*") if p.is_file() and not {FOLDER, str(EXECUTED)} & set(p.parts))
    return made, {path.relative_to(out): path.read_bytes() for path in files}


def test_ordinary_kernels_give_the_bytes_that_forks_give(project, tmp_path, monkeypatch):
    for name in ("education", "culture", "poverty", "movement"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "notebooks")
    monkeypatch.setattr(sys.modules[__name__], "PLACES", ("10001",))
    _, forked = built(project, tmp_path / "forked")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    anew, ordinary = built(project, tmp_path / "ordinary")
    assert len(anew) == 6
    assert ordinary == forked


TABLE = """\
import pandas as pd
import seaborn as sns
names, rates, verdicts = ["An Hòa", "Cao Sơn"], [87.5, 91], ["not_met", "met"]
table = pd.DataFrame({"Xã": names, "Tỷ lệ": rates, "verdict": verdicts})
table"""
FIGURE = 'sns.barplot(table, x="Xã", y="Tỷ lệ").set_title("Bao phủ bảo hiểm")'
PICTURE = """\
axes = sns.scatterplot(table, x="Xã", y="Tỷ lệ")
ntm.picture(axes, title="Hai xã", finding="Cao Sơn hơn An Hòa 3,5 điểm.", data=table)"""
PRINTS = "print('nhật ký')\nimport warnings\nwarnings.warn('cảnh báo')"
HEADING = "ntm.section(page, 'Đầu đề tự đặt', ntm.sources(page))"
ANALYST = (TABLE, FIGURE, PICTURE, PRINTS, HEADING, "table.style.format(precision=1)")


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_what_an_analyst_adds_to_a_notebook_is_on_its_page(project, tmp_path, monkeypatch, way):
    path = tmp_path / "notebooks" / "health.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells[5:5] = [
        new_markdown_cell("## Nhận xét\n\nBảo hiểm **giảm**."),
        *map(new_code_cell, ANALYST),
    ]
    nbformat.write(notebook, path)
    monkeypatch.setattr(sys.modules[__name__], "PLACES", ("10001",))
    if way == "spawn":
        monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    _, files = built(project, tmp_path / way)
    (page,) = (content.decode() for name, content in files.items() if name.name == "health.html")
    in_order = ('<h2 id="nhan-xet">Nhận xét</h2>', '<td class="num">87,5</td>', "Bao phủ bảo hiểm")
    in_order += ("Cao Sơn hơn An Hòa 3,5 điểm.", "Đầu đề tự đặt</h2>", 'id="T_0"')
    places = [page.index(text) for text in in_order]
    assert places == sorted(places)
    assert "chưa đạt" in page[places[1] : places[2]]
    for read_out in ("Bao phủ bảo hiểm, Xã, Tỷ lệ", "Hai xã Cao Sơn hơn An Hòa 3,5 điểm."):
        assert f'aria-label="{read_out}"' in page
    for kept in ("nhật ký", "cảnh báo"):
        assert kept not in page
    (executed,) = (nbformat.read(path, 4) for path in (tmp_path / way / EXECUTED).rglob("health.ipynb"))
    printed = {o.name: o.text for cell in executed.cells for o in cell.get("outputs", []) if "text" in o}
    assert printed["stdout"] == "nhật ký\n"
    assert "UserWarning: cảnh báo" in printed["stderr"]


HELPER = "import helpers\nprint(helpers.TEXT)\nntm.section(page, helpers.TEXT, ntm.sources(page))"
EXTRA = "pd.read_csv('extra.csv')"


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_a_helper_and_a_file_beside_a_notebook_are_used_and_their_change_makes_its_pages_anew(
    project, tmp_path, monkeypatch, way
):
    folder, out = tmp_path / "notebooks", tmp_path / "out"
    (folder / "helpers.py").write_text("TEXT = 'Một'", "utf-8")
    (folder / "extra.csv").write_text("a\n1\n", "utf-8")
    notebook = nbformat.read(folder / "health.ipynb", 4)
    notebook.cells[5:5] = [new_code_cell(f"import pandas as pd\n{EXTRA}"), new_code_cell(HELPER)]
    nbformat.write(notebook, folder / "health.ipynb")
    monkeypatch.setattr(sys.modules[__name__], "PLACES", ("10001",))
    if way == "spawn":
        monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    first, files = built(project, out)
    (page,) = (content.decode() for name, content in files.items() if name.name == "health.html")
    assert "Một</h2>" in page
    again, _ = built(project, out)
    (folder / "helpers.py").write_text("TEXT = 'Hai'", "utf-8")
    with_helper, files = built(project, out)
    (folder / "extra.csv").write_text("a\n2\n", "utf-8")
    with_extra, _ = built(project, out)
    only = {"10001-an-hoa/health.html"}
    assert (len(first), again, with_helper, with_extra) == (2, set(), only, only)
    (page,) = (content.decode() for name, content in files.items() if name.name == "health.html")
    assert "Hai</h2>" in page


CHANGES = {
    "the dataset": ("*/observations.csv", "bộ số liệu “tiny” vừa được sửa"),
    "another page": ("out/**/10001-an-hoa/health.html", "health.html” bị xóa hoặc bị sửa"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_notebook_changed_of_the_dataset_or_of_a_page_is_told_at_the_end(project, tmp_path, what):
    pattern, told = CHANGES[what]
    out = tmp_path / "out"
    built(project, out)
    (changed,) = map(str, tmp_path.glob(pattern))
    notebook = nbformat.read(tmp_path / "notebooks" / "overview.ipynb", 4)
    notebook.cells.append(new_code_cell(f"with open({changed!r}, 'a') as file: file.write('\\n')"))
    nbformat.write(notebook, tmp_path / "notebooks" / "overview.ipynb")
    with pytest.raises(NtmError, match=told):
        built(project, out)


def test_a_cluster_gives_the_bytes_that_this_machine_gives(project, tmp_path):
    _, local = built(project, tmp_path / "local")
    with scheduler_at("local", 2) as address:
        anew, remote = built(project, tmp_path / "remote", scheduler=address)
    assert len(anew) == len(PLACES) * 2
    assert remote == local
