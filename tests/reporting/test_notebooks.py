import pytest

from ntm_analysis.errors import InputError
from ntm_analysis.reporting.notebooks import NoNotebooksError, find_notebooks


def test_the_notebooks_named_first_lead_and_the_rest_follow_by_name(notebooks, write_notebook):
    write_notebook("culture", "show")
    names = [notebook.name for notebook in find_notebooks(notebooks, ("overview", "health")).found]
    assert names == ["overview", "health", "culture"]


def test_a_notebook_without_parameters_is_left_out_with_a_warning(notebooks, write_notebook):
    write_notebook("scratch", tags=())
    read = find_notebooks(notebooks)
    assert [notebook.name for notebook in read.found] == ["health", "overview"]
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


def test_a_folder_without_notebooks_is_an_error(tmp_path):
    with pytest.raises(NoNotebooksError, match="--notebooks"):
        find_notebooks(tmp_path)
