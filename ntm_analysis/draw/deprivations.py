"""The 12 deprivations of Nghị định 07/2021/NĐ-CP as bars on one scale, the most frequent first."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from pandas import DataFrame

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, WIDTH, Canvas
from ntm_analysis.draw.picture import of_view
from ntm_analysis.model import Period, Status
from ntm_analysis.say.palette import GRID, INK, QUIET, SHADE
from ntm_analysis.say.texts import capital
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Side, Table, heads

_PREFIX = "deprived_"
_HOUSEHOLDS = ("poor_households", "near_poor_households")
_BAR = 9
_ROW = LINE + _BAR + 8
_ABOVE = (LINE + _BAR) / 2 + 1  # from a bar up to its name
_LETTERS = 56
_STEP = 10  # the scale ends at a full ten per cent


@dataclass(frozen=True)
class _Deprivation:
    """Households deprived of one thing; a share is None where a count is missing."""

    name: str
    share: Fraction | None
    said: str
    district: Fraction | None
    by_unit: dict[str, Fraction]

    @classmethod
    def of_place(cls, view: View, latest: DataFrame) -> list[Self]:
        """Lists the deprivations of the place, the most frequent first, the district's with each unit's.

        Households are summed and rates never averaged; a unit that lacks a count is left out on both sides.
        """
        words, known = view.words, latest[latest["households"].notna()]
        mine, found = known if view.is_district else known[known["commune"] == view.place.code], []
        whole, own_rows = (dict[Any, DataFrame](tuple(each.groupby("indicator"))) for each in (known, mine))
        for code in (code for code in view.data.criteria.statistics if code.startswith(_PREFIX)):
            rows, own = whole.get(code, known.head(0)), own_rows.get(code, known.head(0))
            share, said = _share(own["num"].sum(), own["households"].sum()), words.verdict("no_data")
            if share is not None:
                said = f"{words.percent(share)} ({words.count(int(own['num'].sum()), 'households')})"
            columns = (own[name] if view.is_district else () for name in ("commune", "num", "households"))
            each = {str(unit): _share(num, all_of) for unit, num, all_of in zip(*columns, strict=True)}
            by_unit = {unit: share for unit, share in each.items() if share is not None}
            name = words.word(f"chart.deprivation.{code.removeprefix(_PREFIX)}")
            found.append(cls(name, share, said, _share(rows["num"].sum(), rows["households"].sum()), by_unit))
        return sorted(found, key=lambda row: (row.share is None, -(row.share or 0)))


def deprivations(view: View) -> Display | None:
    """Shows what poor and near-poor households lack; the district beside a commune, communes beside it."""
    if view.area is None or view.area.id != "poverty":
        return None
    words, latest = view.words, _counted(view)
    rows = _Deprivation.of_place(view, latest)
    if not any(row.share is not None for row in rows):
        return None
    names = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    cells = []
    for row in rows:
        beside = words.verdict("no_data")
        if not view.is_district and row.district is not None:
            beside = words.percent(row.district)
        elif row.by_unit:
            share, unit = max((share, unit) for unit, share in row.by_unit.items())
            beside = words.word("chart.place", place=names.get(unit, unit), standing=words.percent(share))
        cells.append((capital(row.name), row.said, beside))
    sides = dict.fromkeys(("share", "highest" if view.is_district else "district"), Side.RIGHT)
    columns = heads(words, "chart.deprivations", ("name", *sides), sides)
    most = ", ".join(f"{row.name} {row.said}" for row in rows[:3] if row.share is not None)
    # The months of the counts shown, the latest of each unit that has any (rule 4).
    shown = latest if view.is_district else latest[latest["commune"] == view.place.code]
    months = sorted(set(shown.groupby("commune")["month"].max()))
    said = ", ".join(words.month(Period.from_number(int(month))) for month in months)
    review = words.word("chart.deprivations.review", months=said)
    finding = words.word("chart.deprivations.finding", place=view.place.name, most=most, review=review)
    table = Table("", words.word("chart.deprivations.title"), columns, tuple(cells))
    return of_view(view, "deprivations", _drawn(view, rows), finding, table)


def _drawn(view: View, rows: list[_Deprivation]) -> Canvas:
    """Draws a bar each on one scale, which ends at the largest share rounded up to the next ten."""
    words = view.words
    shares = [v for row in rows for v in (row.share, row.district, *row.by_unit.values()) if v is not None]
    end = max(-(-max(shares) // _STEP) * _STEP, _STEP)
    key = "chart.deprivations.units_note" if view.is_district else "chart.deprivations.note"
    canvas = Canvas(2, WIDTH - 2, (0, end))
    canvas.paragraph(words.word(key, end=words.percent(end)), _LETTERS, colour=QUIET)
    canvas.y += 6
    for row in rows:
        middle = canvas.y + LINE + _BAR / 2
        canvas.y += _ROW
        known = row.share is not None
        said, colour = (row.said, INK) if known else (f"? {row.said}", QUIET)
        canvas.write(2, middle - _ABOVE, capital(row.name))
        canvas.write(WIDTH - 2, middle - _ABOVE, said, side="right", colour=colour, bold=known)
        if row.share is not None:
            canvas.bar(middle, _BAR, end, GRID)
            canvas.bar(middle, _BAR, row.share, SHADE)
        if row.by_unit:
            ends = [canvas.x(share) for share in (min(row.by_unit.values()), max(row.by_unit.values()))]
            canvas.line(ends, middle, linewidth=1.5, marker="|", markersize=7, markeredgewidth=1.5)
        elif row.district is not None and known:
            canvas.line(canvas.x(row.district), (middle - _BAR / 2 - 2, middle + _BAR / 2 + 2), linewidth=3)
    return canvas


def _counted(view: View) -> DataFrame:
    """Lists the latest count of each unit and deprivation with the ``households`` of the same review.

    A forecast is no count, and counts of another poverty line are counts of other households; a later count
    of households is not set against an earlier one of deprivations.
    """
    rows = view.data.observations
    wanted = rows["indicator"].str.startswith(_PREFIX) | rows["indicator"].isin(_HOUSEHOLDS)
    wanted &= (rows["set"] == "statistics") & (rows["month"] <= view.period.number)
    wanted &= rows["line"].isin(["", view.data.poverty_line])
    rows = rows[wanted & (rows["status"] != Status.ESTIMATE) & rows["num"].notna()]
    rows = rows.sort_values("month", kind="stable").drop_duplicates(
        ["commune", "indicator", "month"], keep="last"
    )
    counted = rows["indicator"].isin(_HOUSEHOLDS)
    households = rows[counted].groupby(["commune", "month"])["num"].sum(min_count=len(_HOUSEHOLDS))
    latest = rows[~counted].drop_duplicates(["commune", "indicator"], keep="last")
    return latest.join(households.rename("households"), on=["commune", "month"])


def _share(deprived: Any, households: Any) -> Fraction | None:
    return Fraction(100 * int(deprived), int(households)) if households else None
