"""What changed from one opened dataset to another, as a table."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.errors import NtmError
from ntm_analysis.judge.changes import Changes
from ntm_analysis.model import Change
from ntm_analysis.say.changes import name_of, place_of
from ntm_analysis.say.doubtful import doubts
from ntm_analysis.workbench.bench import Tables
from ntm_analysis.workbench.schema import conform


def compare(before: Tables, after: Tables) -> DataFrame:
    """Gives what changed from one opened dataset to another: two months, two states, two scenarios.

    Columns as in the column dictionary under ``changes``: values in the unit of the indicator or target,
    ``direction`` gained, lost, new, gone, merged or other. A change that comes of another set or of a merger
    says so and is never something gained or lost (rule 8). Raises NtmError for datasets of two localities.
    """
    if before.data.district.code != after.data.district.code:
        raise NtmError("hai bộ số liệu của hai địa bàn khác nhau; đặt cạnh nhau bằng ntm.open_all([…])")
    was = None if before.data is after.data else (before.data, before.view.results)
    months = (before.period, after.period)
    found = Changes(after.data, after.view.results, *months, was=was)
    return conform("changes", DataFrame(list(_rows(after, found)), columns=_OF_CHANGE))


_OF_CHANGE = [
    *("kind", "place", "set", "code", "name", "title", "was", "now", "value_before", "value_after", "unit"),
    *("direction", "reason", "doubts", "illustrative"),
]


def _rows(after: Tables, found: Changes) -> Iterator[list[Any]]:
    view = after.view

    def number(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    def row(change: Change) -> list[Any]:
        return [
            *(str(change.kind), change.place, change.set, change.code),
            *(place_of(view, change), name_of(view, change), change.was, change.now),
            *(number(change.was_value), number(change.now_value), change.unit),
            *(str(change.direction), str(change.reason), ", ".join(map(str, doubts(view, change)))),
            change.illustrative,
        ]

    return map(row, found)
