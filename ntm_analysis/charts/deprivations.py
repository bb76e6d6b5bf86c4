"""The 12 deprivations of Nghị định 07/2021/NĐ-CP among poor and near-poor households."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from pandas import DataFrame

from ntm_analysis.charts.style import (
    BAD,
    GRID,
    HATCH,
    INK,
    LEFT,
    LINE,
    QUIET,
    RIGHT,
    SMALL,
    THRESHOLD,
    canvas,
    wrap,
    write,
    write_lines,
)
from ntm_analysis.charts.svg import Caption, show
from ntm_analysis.display import Column, Display
from ntm_analysis.model import Status

if TYPE_CHECKING:
    from ntm_analysis.view import View

_PREFIX = "deprived_"
_HOUSEHOLDS = ("poor_households", "near_poor_households")
_ROW = 2 * LINE + 8


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
    latest = _latest(view)
    units = set(latest.index.get_level_values("commune"))
    mine = units if view.is_district else {view.place.code}
    rows = []
    for code in view.data.criteria.statistics:
        if code.startswith(_PREFIX):
            share, count = _share(latest, mine, code)
            district, _ = _share(latest, units, code)
            name = view.words.word(f"chart.deprivation.{code.removeprefix(_PREFIX)}")
            rows.append(_Deprivation(name, share, count, district))
    return sorted(rows, key=lambda row: (row.share is None, -(row.share or 0)))


def _latest(view: View) -> DataFrame:
    """Gives each unit's latest counted statistics by unit and code; a forecast is no count."""
    rows = view.data.observations
    wanted = rows["indicator"].str.startswith(_PREFIX) | rows["indicator"].isin(_HOUSEHOLDS)
    wanted &= (rows["set"] == "statistics") & (rows["month"] <= view.period.number)
    # Counts of another poverty line are counts of other households.
    wanted &= rows["line"].isin(["", view.data.poverty_line])
    rows = rows[wanted & (rows["status"] != Status.ESTIMATE) & rows["num"].notna()]
    rows = rows.sort_values("month", kind="stable").drop_duplicates(["commune", "indicator"], keep="last")
    return rows.set_index(["commune", "indicator"])[["month", "num"]]


def _share(latest: DataFrame, units: set[str], code: str) -> tuple[Fraction | None, int | None]:
    """Sums counts and households over the units, of the same review; rates are never averaged.

    A unit that lacks one of the counts is left out on both sides.
    """
    counts = {key: (int(row.month), int(row.num)) for key, row in zip(latest.index, latest.itertuples(), strict=True)}
    deprived, households = 0, 0
    for unit in units:
        needed = [counts.get((unit, name)) for name in (code, *_HOUSEHOLDS)]
        known = [pair for pair in needed if pair is not None]
        if len(known) == len(needed) and len({month for month, _ in known}) == 1:
            deprived += known[0][1]
            households += known[1][1] + known[2][1]
    return (Fraction(100 * deprived, households), deprived) if households else (None, None)


def _draw(view: View, axes: Axes, row: _Deprivation, top: float) -> None:
    words = view.words
    write(axes, LEFT, top + LINE / 2, row.name, size=SMALL)
    y, width = top + LINE + 1, RIGHT - LEFT
    if row.share is None:
        write(axes, RIGHT, top + LINE / 2, f"? {words.verdict('no_data')}", size=SMALL, colour=QUIET, align="right")
        axes.add_patch(Rectangle((LEFT, y), width, 10, fill=False, edgecolor=QUIET, hatch=HATCH, linewidth=0.5))
        return
    write(axes, RIGHT, top + LINE / 2, _written(view, row), bold=True, colour=INK, align="right")
    axes.add_patch(Rectangle((LEFT, y), width, 10, facecolor=GRID, linewidth=0))
    axes.add_patch(Rectangle((LEFT, y), width * float(row.share) / 100, 10, facecolor=BAD, linewidth=0))
    if row.district is not None and not view.is_district:
        x = LEFT + width * float(row.district) / 100
        axes.plot([x, x], [y - 3, y + 13], color=THRESHOLD, lw=2.5)


def _written(view: View, row: _Deprivation) -> str:
    if row.share is None or row.count is None:
        return view.words.verdict("no_data")
    return f"{view.words.percent(row.share)} ({view.words.count(row.count, 'households')})"


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
        cells.append([row.name, _written(view, row), *([] if view.is_district else [district])])
    most = ", ".join(f"{row.name} {_written(view, row)}" for row in rows[:3] if row.share is not None)
    finding = words.word("chart.deprivations.finding", place=view.place.name, most=most)
    return Caption("deprivations", words.word("chart.deprivations.title"), finding, columns, cells)
