"""The 12 deprivations of Nghị định 07/2021/NĐ-CP as bars on one scale, the most frequent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import seaborn as sns

from ntm_analysis.display import Display
from ntm_analysis.draw.picture import LINE, WIDTH, line, picture, plot, wrapped, write
from ntm_analysis.draw.wording import capital
from ntm_analysis.model import Period, Status
from ntm_analysis.say.palette import GRID, QUIET, SHADE
from ntm_analysis.say.words import Side, Table, heads

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ntm_analysis.say.view import View

# (unit, code of the statistic) → households by month.
Counts = dict[tuple[str, str], dict[int, int]]

_PREFIX = "deprived_"
_HOUSEHOLDS = ("poor_households", "near_poor_households")
_BAR = 9
_ROW = LINE + _BAR + 8
_STEP = 10  # the scale ends at a full ten per cent


@dataclass(frozen=True)
class _Deprivation:
    """Households deprived of one thing; a share is None where a count is missing."""

    name: str
    share: Fraction | None
    count: int | None
    district: Fraction | None
    by_unit: dict[str, Fraction]

    def written(self, view: View) -> str:
        """Writes the share with the households it stands for."""
        if self.share is None or self.count is None:
            return view.words.verdict("no_data")
        return f"{view.words.percent(self.share)} ({view.words.count(self.count, 'households')})"


def deprivations(view: View) -> Display | None:
    """Shows what poor and near-poor households lack; the district beside a commune, communes beside it."""
    if view.area is None or view.area.id != "poverty":
        return None
    rows, counts = _deprivations(view)
    if not any(row.share is not None for row in rows):
        return None
    words = view.words
    # One scale for all bars, up to the largest share rounded up to the next ten.
    shown = [v for row in rows for v in (row.share, row.district, *row.by_unit.values()) if v is not None]
    end = max(-(-max(shown) // _STEP) * _STEP, _STEP)
    key = "units_note" if view.is_district else "note"
    note = wrapped(words.word(f"chart.deprivations.{key}", end=words.percent(end)), 56)
    top = LINE * (note.count("\n") + 1) + 6
    axes = plot(top + _ROW * len(rows), 2, WIDTH - 2)
    axes.set_xlim(0, float(end))
    write(axes, 2, LINE / 2, note, color=QUIET)
    bars = [(top + _ROW * number + LINE + _BAR / 2, row) for number, row in enumerate(rows)]
    known = {middle: float(row.share) for middle, row in bars if row.share is not None}
    axes.barh([*known], [float(end)] * len(known), _BAR, color=GRID, clip_on=False)
    looks = {
        "orient": "h",
        "native_scale": True,
        "errorbar": None,
        "saturation": 1,
        "color": SHADE,
        "clip_on": False,
    }
    sns.barplot(x=[*known.values()], y=[*known], width=_BAR / _ROW, ax=axes, **looks)
    axes.set(xlim=(0, float(end)), ylim=(top + _ROW * len(rows), 0))
    for middle, row in bars:
        write(axes, 2, middle - LINE / 2 - _BAR / 2 - 1, capital(row.name))
        looks = {"color": QUIET} if row.share is None else {"weight": "bold"}
        said = f"? {row.written(view)}" if row.share is None else row.written(view)
        write(axes, WIDTH - 2, middle - LINE / 2 - _BAR / 2 - 1, said, side="right", **looks)
        if row.by_unit:
            ends = min(row.by_unit.values()), max(row.by_unit.values())
            line(axes, ends, [middle] * 2, linewidth=1.5, marker="|", markersize=7, markeredgewidth=1.5)
        elif row.district is not None and row.share is not None:
            line(axes, [row.district] * 2, [middle - _BAR / 2 - 2, middle + _BAR / 2 + 2], linewidth=3)
    return _shown(view, axes, rows, counts)


def _share_of(counts: Counts, units: Iterable[str], code: str) -> tuple[Fraction | None, int | None]:
    """Sums over the units the latest count of each and the households of the same review.

    Rates are never averaged, and a later count of households is not set against an earlier
    one of deprivations. A unit that lacks one of them is left out on both sides.
    """
    deprived, all_households = 0, 0
    for unit in units:
        by_month = counts.get((unit, code))
        if not by_month:
            continue
        month = max(by_month)
        of_month = [counts.get((unit, name), {}).get(month) for name in _HOUSEHOLDS]
        known = [count for count in of_month if count is not None]
        if len(known) == len(of_month):
            deprived += by_month[month]
            all_households += sum(known)
    return (Fraction(100 * deprived, all_households), deprived) if all_households else (None, None)


def _deprivations(view: View) -> tuple[list[_Deprivation], Counts]:
    """Lists the deprivations of the place, the most frequent first; the district's with each unit's share.

    Beside them are the counted households up to the period; a forecast is no count.
    """
    rows = view.data.observations
    wanted = rows["indicator"].str.startswith(_PREFIX) | rows["indicator"].isin(_HOUSEHOLDS)
    wanted &= (rows["set"] == "statistics") & (rows["month"] <= view.period.number)
    # Counts of another poverty line are counts of other households.
    wanted &= rows["line"].isin(["", view.data.poverty_line])
    rows = rows[wanted & (rows["status"] != Status.ESTIMATE) & rows["num"].notna()]
    counts: Counts = defaultdict(dict)
    columns = (rows[name] for name in ("commune", "indicator", "month", "num"))
    for unit, code, month, count in zip(*columns, strict=True):
        counts[str(unit), str(code)][int(month)] = int(count)
    units = sorted({unit for unit, _ in counts})
    found = []
    for code in view.data.criteria.statistics:
        if code.startswith(_PREFIX):
            share, count = _share_of(counts, units if view.is_district else [view.place.code], code)
            district, _ = _share_of(counts, units, code)
            each = {unit: _share_of(counts, [unit], code)[0] for unit in units if view.is_district}
            by_unit = {unit: known for unit, known in each.items() if known is not None}
            name = view.words.word(f"chart.deprivation.{code.removeprefix(_PREFIX)}")
            found.append(_Deprivation(name, share, count, district, by_unit))
    return sorted(found, key=lambda row: (row.share is None, -(row.share or 0))), counts


def _shown(view: View, axes: Axes, rows: list[_Deprivation], counts: Counts) -> Display:
    words = view.words
    names = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    cells = []
    for row in rows:
        beside = words.verdict("no_data")
        if not view.is_district and row.district is not None:
            beside = words.percent(row.district)
        elif row.by_unit:
            unit, share = max(row.by_unit.items(), key=lambda pair: (pair[1], pair[0]))
            beside = words.word("chart.place", place=names.get(unit, unit), standing=words.percent(share))
        cells.append((capital(row.name), row.written(view), beside))
    sides = dict.fromkeys(("share", "highest" if view.is_district else "district"), Side.RIGHT)
    columns = heads(words, "chart.deprivations", ("name", *sides), sides)
    most = ", ".join(f"{row.name} {row.written(view)}" for row in rows[:3] if row.share is not None)
    # The months of the counts shown, the latest of each unit that has any (rule 4).
    latest: dict[str, int] = {}
    for (unit, code), by_month in counts.items():
        if code.startswith(_PREFIX) and (view.is_district or unit == view.place.code):
            latest[unit] = max(latest.get(unit, 0), *by_month)
    months = ", ".join(words.month(Period.from_number(month)) for month in sorted(set(latest.values())))
    review = words.word("chart.deprivations.review", months=months)
    finding = words.word("chart.deprivations.finding", place=view.place.name, most=most, review=review)
    table = Table("", words.word("chart.deprivations.title"), columns, tuple(cells))
    return picture(
        axes, table.caption, finding, table, words, illustrative=view.data.illustrative, name="deprivations"
    )
