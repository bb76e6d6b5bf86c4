import pytest

from ntm_analysis.batch.plan.asked_for import unexplained, unknown_names

AREAS, CODES = ("health", "education"), ("15.1", "15.4", "schools")


@pytest.fixture
def told(write_notebook):
    """Tells what is unknown in a notebook of these cells."""

    def of(*cells):
        return [str(problem) for problem in unknown_names(write_notebook("health", *cells), AREAS, CODES)]

    return of


@pytest.mark.parametrize(
    "cell",
    [
        "page = ntm.page(data, 'health', place, period)",
        "page = ntm.page(data, 'overview', place, period)",
        "page = ntm.page(data, name, place, period)",
        "page.values('15.1'); page.recorded('schools'); page.values(code)",
        "ntm.section(page, 'Đầu đề tự đặt', ntm.picture(axes))",
        "other.values('x'); ntm_values.page(1, 'y')",
        "%matplotlib inline\nntm.no_such_thing",
    ],
)
def test_what_exists_or_is_computed_is_no_problem(told, cell):
    assert told(cell) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("page = ntm.page(data, 'heath', place, period)", "không có “heath”; gần nhất: health"),
        ("x = page.values('15.9')", "không có “15.9”; gần nhất: 15.4"),
        ("x = page.recorded('school')", "không có “school”; gần nhất: schools"),
        ("x = page.latest('schools', 'schol')", "không có “schol”; gần nhất: schools"),
        ("ntm.pictures(axes)", "không có “pictures”; gần nhất: picture"),
    ],
)
def test_what_does_not_exist_is_told_with_its_cell_and_the_nearest(told, cell, said):
    (problem,) = told("x = 1", cell)
    assert problem.startswith(f"notebooks/health.ipynb, ô 4: {said}")


def test_a_remark_is_no_code(told):
    assert told("# page.values('15.9')") == []


@pytest.mark.parametrize(
    "cell",
    [
        "axes = sns.barplot(rows)",
        "sns.heatmap(grid)",
        "ntm.picture(axes)",
        "ntm.picture(axes, 'Đầu đề')",
        "ntm.section(page, 'Đầu đề', ntm.picture(axes, title='Đầu đề', data=rows))",
    ],
)
def test_a_picture_without_a_finding_is_warned_of(write_notebook, cell):
    (problem,) = unexplained(write_notebook("health", "x = 1", cell))
    assert problem.warning
    assert str(problem).startswith("notebooks/health.ipynb, ô 4: hình không có câu kết luận")


@pytest.mark.parametrize(
    "cell",
    [
        "axes = sns.barplot(rows)\nntm.question(page, heading, finding, axes, rows)",
        "ntm.picture(sns.barplot(rows), 'Đầu đề', 'Câu kết luận.')",
        "ntm.picture(axes, finding='Câu kết luận.')",
        "ntm.picture(axes, **told)",
        "sns.set_theme()",
        "%matplotlib inline",
    ],
)
def test_a_picture_with_its_finding_and_no_picture_are_no_cause(write_notebook, cell):
    assert list(unexplained(write_notebook("health", cell))) == []
