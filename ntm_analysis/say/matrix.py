"""Every commune by every criterion, with the sums of both.

Those with most criteria come first. What a commune registered for the year and does not meet is marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pandas import DataFrame

from ntm_analysis.model import CriteriaSet, Criterion, Verdict
from ntm_analysis.say.doubtful import doubts, signs_told
from ntm_analysis.say.marks import no_value, records
from ntm_analysis.say.texts import verdict_key
from ntm_analysis.say.units import overdue, registered
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Judged, Sentence, Shown, Side, Table, Tone, heads

UNDECIDED = [Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]


@dataclass(frozen=True, eq=False)
class Matrix:
    """The official verdicts of one set in the month, of the criteria that are shown."""

    view: View
    of: CriteriaSet
    shown: tuple[Criterion, ...]

    @cached_property
    def rows(self) -> DataFrame:
        """Gives a row a commune and criterion."""
        rows = self.view.now.criteria
        return rows[(rows["set"] == self.of.id) & rows["criterion"].isin([c.code for c in self.shown])]

    @cached_property
    def communes(self) -> list[str]:
        """Lists the communes, those that meet most criteria first."""
        met = self.rows.groupby("commune", sort=False)["met"].sum()
        return [str(code) for code in met.sort_values(ascending=False, kind="stable").index]

    @cached_property
    def promised(self) -> frozenset[tuple[str, str]]:
        """Names commune and criterion of what was registered for the year and is not met."""
        rows = registered(self.view)
        rows = rows[(rows["set"] == self.of.id) & rows["state"].isin(["open", "late"])]
        return frozenset(zip(rows["commune"], rows["criterion"], strict=True))

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], Any]:
        """Maps commune and criterion to the row."""
        return {(row.commune, row.criterion): row for row in records(self.rows)}

    def of_commune(self, commune: str) -> list[Any]:
        """Lists the rows of a commune in the order of the criteria."""
        return [self.verdicts[commune, c.code] for c in self.shown]


def matrix_of(view: View, role: str) -> Matrix | None:
    """Takes the matrix of the set that plays a role; nothing where nobody is held against one."""
    criteria_set = view.set_in_force(role)
    if criteria_set is None:
        return None
    asked = view.criteria_of(criteria_set)
    found = Matrix(view, criteria_set, tuple(c for c in criteria_set.criteria if c.code in asked))
    return None if found.rows.empty else found


def matrix(view: View, role: str = "standard") -> Shown | None:
    """Shows every commune of the district by every criterion of the page, with symbols read out in words."""
    found = matrix_of(view, role) if view.is_district else None
    if found is None:
        return None
    words, title = view.words, view.words.text(found.of.title)
    caption = words.word("table.matrix_caption", set=title, communes=len(found.communes))
    # On the overview what moved since the year's first month and the tasks that are overdue stand beside.
    beside = _beside(view, found) if view.area is None and role == "standard" else {}
    commune, total = heads(words, "table", ("commune", "met_total"), {"met_total": Side.RIGHT})
    more = heads(words, "table", beside, dict.fromkeys(beside, Side.RIGHT))
    table = Table(
        "matrix",
        caption,
        (commune, *columns_of(found, named=True), total, *more),
        tuple((*row_of(found, code), *(cells[code] for cells in beside.values())) for code in found.communes),
        ((*sums_of(found), *("" for _ in beside)),),
    )
    registered_note = (words.word("table.registered_key"),) if found.promised else ()
    return Shown((table, Sentence(" · ".join((key_told(found), *registered_note)), Tone.KEY)), words)


def _beside(view: View, found: Matrix) -> dict[str, dict[str, Cell]]:
    """Gives by commune how its criteria moved since the first month, and how many tasks are overdue."""
    words, counts = view.words, view.results.counts
    counts = counts[(counts["set"] == found.of.id) & (counts["no_data"] < counts["total"])]
    first = counts.sort_values("month").drop_duplicates("commune").set_index("commune")
    now = counts[counts["month"] == view.period.number].set_index("commune")["met"]
    started = {str(code): int(month) for code, month in first["month"].items()}
    late = overdue(view)["commune"].value_counts()
    moved = {
        code: int(now[code]) - int(first["met"][code])
        for code in found.communes
        if code in now.index and started[code] < view.period.number
    }
    change: dict[str, Cell] = {
        code: words.word("table.moved", sign="+" if n > 0 else "−", n=words.number(abs(n)))
        if (n := moved.get(code, 0))
        else ""
        for code in found.communes
    }
    tasks: dict[str, Cell] = {
        code: words.whole(int(late[code])) if code in late else "" for code in found.communes
    }
    return {"moved_since": change, "overdue_tasks": tasks}


def columns_of(found: Matrix, *, named: bool) -> Iterator[Column]:
    """Heads the criteria of the matrix by number, and by short name where there is room."""
    for each in found.shown:
        name = f" {found.view.words.text(each.brief)}" if named else ""
        yield Column(f"{each.code}{name}", Side.CENTER, 5 if named else 5.6, upright=named)


def row_of(found: Matrix, commune: str) -> tuple[Cell, ...]:
    """Gives a commune's name, its verdicts by their symbols, and how many criteria it meets."""
    mine = found.of_commune(commune)
    verdicts = (
        Judged(
            Verdict(row.verdict),
            doubts(found.view, row),
            brief=True,
            promised=(commune, row.criterion) in found.promised,
        )
        for row in mine
    )
    known = any(row.verdict not in UNDECIDED for row in mine)
    total = found.view.words.whole(sum(bool(row.met) for row in mine)) if known else no_value(found.view)
    return found.view.communes[commune], *verdicts, total


def sums_of(found: Matrix) -> tuple[Cell, ...]:
    """Counts the communes that meet each criterion, as the office's own sheet ends."""
    view, known = found.view, met_by_criterion(found)
    counts = (view.words.whole(known[c.code]) if c.code in known else no_value(view) for c in found.shown)
    total = view.words.whole(sum(known.values())) if known else no_value(view)
    return view.words.word("table.communes_meeting"), *counts, total


def met_by_criterion(found: Matrix) -> dict[str, int]:
    """Counts the communes that meet each criterion of which anything is known."""
    known = found.rows[~found.rows["verdict"].isin(UNDECIDED)].groupby("criterion")["met"].sum()
    return {str(code): int(n) for code, n in known.items()}


def key_told(found: Matrix) -> str:
    """Explains the symbols of the verdicts, then the signs of doubt that stand at some of them."""
    return " · ".join([*verdict_key(found.view.words), *signs_told(found.view, records(found.rows))])


def names_told(found: Matrix, between: str = "; ", dot: str = "") -> str:
    """Names the criteria behind the codes."""
    return between.join(f"{c.code}{dot} {found.view.words.text(c.name)}" for c in found.shown)
