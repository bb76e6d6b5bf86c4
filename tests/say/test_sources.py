"""What a page names as its sources: every table that it used, and no other."""

import dataclasses

import pytest

from ntm_analysis.say.caveats import sources


def files(told, display):
    """Gives the number of rows of each file named."""
    return {row[0]: int(row[1].replace(".", "")) for row in told.rows(display)}


@pytest.mark.parametrize(
    "name", ["tasks", "task_states", "estimates", "submissions", "registrations", "bodies", "observations"]
)
def test_the_overview_names_every_table_it_reads(view_of, told, name):
    assert f"{name}.csv" in files(told, sources(view_of("184")))


def test_tables_that_the_movement_s_page_alone_reads_stand_there_alone(view_of, told):
    assert "contributions.csv" not in files(told, sources(view_of("184")))
    movement = dataclasses.replace(view_of("184"), subject="movement")
    assert "contributions.csv" in files(told, sources(movement))


def test_an_area_names_as_many_rows_as_it_used(view_of, told):
    whole, area = (
        files(told, sources(view_of("184", area)))["observations.csv"] for area in (None, "health")
    )
    assert 0 < area < whole
