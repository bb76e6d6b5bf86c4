"""The 12 deprivations of Nghị định 07/2021/NĐ-CP as small multiples on one scale, the most frequent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.display import Column, Display
from ntm_analysis.draw.drawing import Drawing
from ntm_analysis.draw.fitting import scale, shorten, wrap
from ntm_analysis.draw.reviews import Counts, households, latest_months, share_of, shares_by_unit
from ntm_analysis.draw.style import LEFT, LINE, RIGHT
from ntm_analysis.draw.svg import Caption, show
from ntm_analysis.draw.wording import capital
from ntm_analysis.model import Period
from ntm_analysis.say.palette import ACCENT, GRID, QUIET, SHADE

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_PREFIX = "deprived_"
_SIDE_BY_SIDE = 2
_BETWEEN = 16
_PANEL = (RIGHT - LEFT - _BETWEEN) / _SIDE_BY_SIDE
_BAR = 9
_GAP = 14
_STEP = 10  # the scale ends at a full ten per cent


@dataclass(frozen=True)
class _Deprivation:
    """Households deprived of one thing; a share is None where a count is missing."""

    name: str
    share: Fraction | None
    count: int | None
    district: Fraction | None
    by_unit: dict[str, Fraction]


def deprivations(view: View) -> Display | None:
    """Shows what poor and near-poor households lack; the district beside a commune, communes beside it."""
    if view.area is None or view.area.id != "poverty":
        return None
    counts = households(view, _PREFIX)
    rows = _deprivations(view, counts)
    if not any(row.share is not None for row in rows):
        return None
    words = view.words
    end = _scale_end(rows)
    key = "units_note" if view.is_district else "note"
    note = words.word(f"chart.deprivations.{key}", end=words.percent(end))
    tiers = [_Tier.of(rows[i : i + _SIDE_BY_SIDE]) for i in range(0, len(rows), _SIDE_BY_SIDE)]
    lines = wrap(note)
    height = sum(tier.height for tier in tiers) + len(lines) * LINE
    drawing = Drawing("deprivations", height, words, illustrative=view.data.illustrative)
    top = 0.0
    for tier in tiers:
        for number, (row, name) in enumerate(zip(tier.rows, tier.names, strict=True)):
            _draw(view, drawing, row, name, (LEFT + number * (_PANEL + _BETWEEN), top + tier.above, end))
        top += tier.height
    drawing.lines(top, lines, colour=QUIET)
    return show(drawing, _caption(view, rows, counts), words)


@dataclass(frozen=True)
class _Tier:
    """Panels side by side; ``above`` is how much room their names take."""

    rows: Sequence[_Deprivation]
    names: list[list[str]]
    above: float

    @classmethod
    def of(cls, rows: Sequence[_Deprivation]) -> _Tier:
        names = [shorten(wrap(capital(row.name), _PANEL), 2) for row in rows]
        return cls(rows, names, LINE * max(map(len, names)))

    @property
    def height(self) -> float:
        return self.above + LINE + _BAR + _GAP


def _deprivations(view: View, counts: Counts) -> list[_Deprivation]:
    units = {unit for unit, _ in counts}
    mine = units if view.is_district else {view.place.code}
    rows = []
    for code in view.data.criteria.statistics:
        if code.startswith(_PREFIX):
            share, count = share_of(counts, mine, code)
            district, _ = share_of(counts, units, code)
            by_unit = shares_by_unit(counts, code) if view.is_district else {}
            name = view.words.word(f"chart.deprivation.{code.removeprefix(_PREFIX)}")
            rows.append(_Deprivation(name, share, count, district, by_unit))
    return sorted(rows, key=lambda row: (row.share is None, -(row.share or 0)))


def _scale_end(rows: list[_Deprivation]) -> int:
    """Rounds the largest share up to the next ten; one scale for all panels."""
    shown = [v for row in rows for v in (row.share, row.district, *row.by_unit.values()) if v is not None]
    return max(-(-max(shown) // _STEP) * _STEP, _STEP)


def _draw(
    view: View,
    drawing: Drawing,
    row: _Deprivation,
    name: list[str],
    place: tuple[float, float, int],
) -> None:
    """Draws a panel whose bar's label begins at ``place``: x, y and the end of the scale."""
    left, top, end = place
    drawing.lines(top - len(name) * LINE, name, left)
    bar = top + LINE + 1
    if row.share is None:
        missing = f"? {view.words.verdict('no_data')}"
        drawing.text(left, top + LINE / 2, missing, colour=QUIET)
        drawing.missing_box(left, bar, _PANEL, _BAR)
        return
    x = scale(0, float(end), left, left + _PANEL)
    drawing.text(left, top + LINE / 2, _written(view, row), bold=True)
    drawing.box(left, bar, _PANEL, _BAR, fill=GRID)
    drawing.box(left, bar, x(row.share) - left, _BAR, fill=SHADE)
    for share in sorted(row.by_unit.values()):
        drawing.dot(x(share), bar + _BAR / 2, fill="#fff", stroke=ACCENT, radius=2.6)
    if row.district is not None and not view.is_district:
        drawing.line(x(row.district), bar - 3, x(row.district), bar + _BAR + 3, colour=ACCENT, width=2.5)


def _written(view: View, row: _Deprivation) -> str:
    if row.share is None or row.count is None:
        return view.words.verdict("no_data")
    return f"{view.words.percent(row.share)} ({view.words.count(row.count, 'households')})"


def _review(view: View, counts: Counts) -> str:
    """Says of which months the counts are, the latest of each unit that has any (rule 4)."""
    words = view.words
    of = None if view.is_district else view.place.code
    months = [words.month(Period.from_number(month)) for month in latest_months(counts, _PREFIX, of)]
    return words.word("chart.deprivations.review", months=", ".join(months))


def _caption(view: View, rows: list[_Deprivation], counts: Counts) -> Caption:
    words = view.words
    beside = "highest" if view.is_district else "district"
    columns = [
        Column(words.word("chart.deprivations.name")),
        Column(words.word("chart.deprivations.share"), numeric=True),
        Column(words.word(f"chart.deprivations.{beside}"), numeric=True),
    ]
    cells = [[capital(row.name), _written(view, row), _beside(view, row)] for row in rows]
    most = ", ".join(f"{row.name} {_written(view, row)}" for row in rows[:3] if row.share is not None)
    finding = words.word(
        "chart.deprivations.finding", place=view.place.name, most=most, review=_review(view, counts)
    )
    return Caption(words.word("chart.deprivations.title"), finding, columns, cells)


def _beside(view: View, row: _Deprivation) -> str:
    """Writes the district's share beside a commune's, and the highest unit's beside the district's."""
    words = view.words
    if not view.is_district:
        return words.verdict("no_data") if row.district is None else words.percent(row.district)
    if not row.by_unit:
        return words.verdict("no_data")
    names = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    unit, share = max(row.by_unit.items(), key=lambda pair: (pair[1], pair[0]))
    return words.word("chart.place", place=names.get(unit, unit), standing=words.percent(share))
