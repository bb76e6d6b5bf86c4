"""The 12 deprivations of Nghị định 07/2021/NĐ-CP among poor and near-poor households."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from ntm_analysis.charts.style import (
    BAD,
    GRID,
    INK,
    LEFT,
    LINE,
    QUIET,
    RIGHT,
    SMALL,
    THRESHOLD,
    box,
    canvas,
    line,
    missing_box,
    wrap,
    write,
    write_lines,
)
from ntm_analysis.charts.svg import Caption, show
from ntm_analysis.charts.wording import capital
from ntm_analysis.display import Column, Display
from ntm_analysis.model import Period, Status

if TYPE_CHECKING:
    from ntm_analysis.view import View

_PREFIX = "deprived_"
_HOUSEHOLDS = ("poor_households", "near_poor_households")
_ROW = 2 * LINE + 8

# Households by unit, code of the statistic and month.
_Counts = dict[tuple[str, str, int], int]


@dataclass(frozen=True)
class _Deprivation:
    """Households deprived of one thing; a share is None where a count is missing."""

    name: str
    share: Fraction | None
    count: int | None
    district: Fraction | None


def deprivations(view: View) -> Display | None:
    """Shows what poor and near-poor households lack, the most frequent first, the district beside."""
    if view.area is None or view.area.id != "poverty":
        return None
    rows = _deprivations(view)
    if not any(row.share is not None for row in rows):
        return None
    words = view.words
    note = [] if view.is_district else wrap(words.word("chart.deprivations.note"), size=SMALL)
    height = len(rows) * _ROW + len(note) * LINE
    figure, axes = canvas(height, words, illustrative=view.data.illustrative)
    for number, row in enumerate(rows):
        _draw(view, axes, row, number * _ROW)
    write_lines(axes, len(rows) * _ROW, note, size=SMALL, colour=THRESHOLD)
    return show(figure, _caption(view, rows), words)


def _deprivations(view: View) -> list[_Deprivation]:
    counts = _counts(view)
    units = {unit for unit, _, _ in counts}
    mine = units if view.is_district else {view.place.code}
    rows = []
    for code in view.data.criteria.statistics:
        if code.startswith(_PREFIX):
            share, count = _share(counts, mine, code)
            district, _ = _share(counts, units, code)
            name = view.words.word(f"chart.deprivation.{code.removeprefix(_PREFIX)}")
            rows.append(_Deprivation(name, share, count, district))
    return sorted(rows, key=lambda row: (row.share is None, -(row.share or 0)))


def _counts(view: View) -> _Counts:
    """Gives counted households by unit, code and month up to the period; a forecast is no count."""
    rows = view.data.observations
    wanted = rows["indicator"].str.startswith(_PREFIX) | rows["indicator"].isin(_HOUSEHOLDS)
    wanted &= (rows["set"] == "statistics") & (rows["month"] <= view.period.number)
    # Counts of another poverty line are counts of other households.
    wanted &= rows["line"].isin(["", view.data.poverty_line])
    rows = rows[wanted & (rows["status"] != Status.ESTIMATE) & rows["num"].notna()]
    keys = zip(rows["commune"], rows["indicator"], rows["month"], strict=True)
    return {(str(c), str(i), int(m)): int(n) for (c, i, m), n in zip(keys, rows["num"], strict=True)}


def _share(counts: _Counts, units: set[str], code: str) -> tuple[Fraction | None, int | None]:
    """Sums over the units the latest count of each and the households of the same review.

    Rates are never averaged, and a later count of households is not set against an earlier
    one of deprivations. A unit that lacks one of them is left out on both sides.
    """
    deprived, households = 0, 0
    for unit in units:
        months = [m for u, c, m in counts if (u, c) == (unit, code)]
        of_month = [counts.get((unit, name, max(months, default=0))) for name in (code, *_HOUSEHOLDS)]
        known = [count for count in of_month if count is not None]
        if len(known) == len(of_month):
            deprived += known[0]
            households += known[1] + known[2]
    return (Fraction(100 * deprived, households), deprived) if households else (None, None)


def _draw(view: View, axes: Axes, row: _Deprivation, top: float) -> None:
    words = view.words
    write(axes, LEFT, top + LINE / 2, capital(row.name), size=SMALL)
    y, width = top + LINE + 1, RIGHT - LEFT
    if row.share is None:
        write(
            axes,
            RIGHT,
            top + LINE / 2,
            f"? {words.verdict('no_data')}",
            size=SMALL,
            colour=QUIET,
            align="right",
        )
        missing_box(axes, LEFT, y, width, 10)
        return
    write(axes, RIGHT, top + LINE / 2, _written(view, row), bold=True, colour=INK, align="right")
    box(axes, LEFT, y, width, 10, facecolor=GRID)
    box(axes, LEFT, y, width * float(row.share) / 100, 10, facecolor=BAD)
    if row.district is not None and not view.is_district:
        x = LEFT + width * float(row.district) / 100
        line(axes, [x, x], [y - 3, y + 13], color=THRESHOLD, lw=2.5)


def _written(view: View, row: _Deprivation) -> str:
    if row.share is None or row.count is None:
        return view.words.verdict("no_data")
    return f"{view.words.percent(row.share)} ({view.words.count(row.count, 'households')})"


def _review(view: View, counts: _Counts) -> str:
    """Says of which months the counts are, the latest of each unit that has any (rule 4)."""
    words = view.words
    latest: dict[str, int] = {}
    for unit, code, month in counts:
        if code.startswith(_PREFIX) and (view.is_district or unit == view.place.code):
            latest[unit] = max(month, latest.get(unit, month))
    months = [words.month(Period.from_number(month)) for month in sorted(set(latest.values()))]
    return words.word("chart.deprivations.review", months=", ".join(months))


def _caption(view: View, rows: list[_Deprivation]) -> Caption:
    words = view.words
    columns = [
        Column(words.word("chart.deprivations.name")),
        Column(words.word("chart.deprivations.share"), numeric=True),
    ]
    if not view.is_district:
        columns.append(Column(words.word("chart.deprivations.district"), numeric=True))
    cells = []
    for row in rows:
        district = words.verdict("no_data") if row.district is None else words.percent(row.district)
        cells.append([capital(row.name), _written(view, row), *([] if view.is_district else [district])])
    most = ", ".join(f"{row.name} {_written(view, row)}" for row in rows[:3] if row.share is not None)
    finding = words.word(
        "chart.deprivations.finding", place=view.place.name, most=most, review=_review(view, _counts(view))
    )
    return Caption("deprivations", words.word("chart.deprivations.title"), finding, columns, cells)
