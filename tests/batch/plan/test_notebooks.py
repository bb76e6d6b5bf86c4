import json

import pytest

from ntm_analysis.batch.plan.notebooks import Kernel, cells_key, cells_of, find_notebooks
from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.model import Text


def test_the_overview_leads_areas_follow_in_their_order_and_the_rest_by_name(notebooks, write_notebook):
    write_notebook("culture", "show")
    names = [
        notebook.name for notebook in find_notebooks(notebooks, {"health": Text("Y tế", "Health")}).found
    ]
    assert names == ["overview", "health", "culture"]


def test_a_notebook_without_parameters_is_left_out_with_a_warning(notebooks, write_notebook):
    write_notebook("scratch", tags=())
    read = find_notebooks(notebooks)
    assert [notebook.name for notebook in read.found] == ["overview", "health"]
    assert [(p.file, p.warning) for p in read.warnings] == [("notebooks/scratch.ipynb", True)]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ('dataset = "x"\nplace = "1"\nperiod = "2022-09"', "dataset, place, period"),
        ('dataset = place = period = language = ""\nmonth = 1', "month"),
        ("", "không gì cả"),
    ],
)
def test_other_parameters_than_the_agreed_ones_are_refused(notebooks, write_notebook, parameters, named):
    write_notebook("odd", parameters=parameters)
    with pytest.raises(InputError) as error:
        find_notebooks(notebooks)
    assert "notebooks/odd.ipynb" in str(error.value)
    assert named in str(error.value)
    assert "dataset, place, period, language" in str(error.value)


def of_kernel(path, word):
    content = json.loads(path.read_text("utf-8"))
    content["metadata"]["ntm"] = {"kernel": word}
    path.write_text(json.dumps(content), "utf-8")


def test_a_notebook_may_ask_for_an_ordinary_kernel_and_for_no_other(notebooks, write_notebook):
    of_kernel(write_notebook("asks"), "ordinary")
    found = find_notebooks(notebooks).found
    assert {each.name for each in found if each.kernel is Kernel.ORDINARY} == {"asks"}
    of_kernel(write_notebook("asks"), "julia")
    with pytest.raises(InputError, match="không có loại nhân “julia”; ghi “ordinary”") as error:
        find_notebooks(notebooks)
    assert "notebooks/asks.ipynb" in str(error.value)


def test_annotated_parameters_are_understood(notebooks, write_notebook):
    write_notebook(
        "typed", parameters='dataset: str = ""\nplace: str = ""\nperiod: str = ""\nlanguage: str = "vi"'
    )
    assert "typed" in [notebook.name for notebook in find_notebooks(notebooks).found]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 1}'])
def test_every_broken_notebook_is_named_at_once(notebooks, content):
    for name in ("a", "b"):
        (notebooks / f"{name}.ipynb").write_text(content, "utf-8")
    with pytest.raises(InputError) as error:
        find_notebooks(notebooks)
    assert [problem.file for problem in error.value.problems] == ["notebooks/a.ipynb", "notebooks/b.ipynb"]


def in_cell(**change):
    return lambda content: content["cells"][1].update(change)


ODD_SHAPES = {
    "a source that is a number": in_cell(source=1),
    "a source that is nothing": in_cell(source=None),
    "a source of numbers": in_cell(source=[1, 2]),
    "tags that are nothing": in_cell(metadata={"tags": None}),
    "tags that are a text": in_cell(metadata={"tags": "parameters"}),
    "a tag that is a number": in_cell(metadata={"tags": ["parameters", 1]}),
    "metadata that are a list": in_cell(metadata=[]),
    "cells that are an object": lambda content: content.update(cells={}),
    "cells that are a text": lambda content: content.update(cells="x"),
    "a cell that is a text": lambda content: content["cells"].append("x"),
    "a cell that is nothing": lambda content: content["cells"].append(None),
    "a cell without a source": lambda content: content["cells"][1].pop("source"),
    "a cell without a kind": lambda content: content["cells"][1].pop("cell_type"),
}


@pytest.mark.parametrize("change", ODD_SHAPES.values(), ids=ODD_SHAPES)
def test_a_notebook_of_another_shape_is_one_problem(notebooks, change):
    path = notebooks / "health.ipynb"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(InputError) as error:
        find_notebooks(notebooks)
    (problem,) = error.value.problems
    assert (problem.file, problem.warning) == ("notebooks/health.ipynb", False)
    assert "không đọc được sổ tính" in problem.found


def test_a_source_of_lines_and_a_cell_without_tags_are_understood(notebooks):
    path = notebooks / "health.ipynb"
    content = json.loads(path.read_text("utf-8"))
    content["cells"][1]["source"] = "".join(content["cells"][1]["source"]).splitlines(keepends=True)
    content["cells"][2].pop("metadata")
    path.write_text(json.dumps(content), "utf-8")
    assert [notebook.name for notebook in find_notebooks(notebooks).found] == ["overview", "health"]


def test_a_folder_without_notebooks_is_an_error(tmp_path):
    with pytest.raises(NtmError, match="--notebooks"):
        find_notebooks(tmp_path)


CHANGES = {
    "a text": (lambda cells: cells[0].update(source="# Tên khác"), True),
    "a code": (lambda cells: cells[2].update(source="1"), True),
    "a tag": (lambda cells: cells[1]["metadata"].update(tags=[]), True),
    "a cell": (lambda cells: cells.pop(), True),
    "an alternative text": (lambda cells: cells[2]["metadata"].update(alt="Cột"), True),
    "a file of a text": (lambda cells: cells[0].update(attachments={"a.png": {"image/png": "AA"}}), True),
    "an earlier output": (lambda cells: cells[2].update(outputs=[{"output_type": "stream"}]), False),
    "a number of execution": (lambda cells: cells[2].update(execution_count=7), False),
    "what JupyterLab remembers": (lambda cells: cells[2]["metadata"].update(collapsed=True), False),
}


@pytest.mark.parametrize(("change", "counts"), CHANGES.values(), ids=CHANGES)
def test_what_can_reach_a_page_counts_and_nothing_else(write_notebook, change, counts):
    path = write_notebook("told", "show", "summary")
    before, content = cells_of(path), json.loads(path.read_text("utf-8"))
    change(content["cells"])
    path.write_text(json.dumps(content), "utf-8")
    assert (cells_key(cells_of(path)) != cells_key(before)) == counts
