"""Who handed in the month's figures late or not at all."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, lines, table
from ntm_analysis.judge.movement.late import late_submissions
from ntm_analysis.model import PlaceKind
from ntm_analysis.say.caveats import late_figures
from ntm_analysis.say.marks import records
from ntm_analysis.say.names import body_name
from ntm_analysis.say.view import View


def late(view: View) -> Display | None:
    """Shows whose figures came after the cut-off or have not come, and which figures are past their due."""
    data = view.data
    rows = late_submissions(data.movement.submissions, _units(view), view.period, data.cut_off(view.period))
    if view.is_district:
        shown = None if rows.empty else _district(view, rows)
    else:
        shown = next((_own(view, row) for row in records(rows) if row.unit == view.place.code), None)
    figures = late_figures(view)
    if shown is None or not figures:
        return shown
    return Display(Markup("{}{}").format(Markup(shown.html), lines("ul", figures)))  # noqa: S704 (built escaped)


def _units(view: View) -> dict[str, str]:
    """Names who is asked: communes alive in the month, offices, and the town once it has handed in."""
    submissions = view.data.movement.submissions
    known = set(submissions.loc[submissions["month"] <= view.period.number, "commune"])
    towns = [place for place in view.data.places if place.kind is PlaceKind.TOWN and place.code in known]
    bodies = view.data.movement.bodies["body"]
    names = dict(view.communes) | {town.code: town.name for town in towns}
    return names | {code: body_name(view, code) for code in bodies}


def _own(view: View, row: Any) -> Display:
    """Says in a sentence when the place's own figures came."""
    words = view.words
    if row.missing:
        due = words.date(view.data.cut_off(view.period))
        return Display(element("p", words.word("late.own_missing", due=due)))
    day, days = words.date(row.received_on.date()), words.number(int(row.days_late))
    key = "late.own_late" if row.days_late else "late.own_in_time"
    return Display(element("p", words.word(key, day=day, days=days)))


def _district(view: View, rows: DataFrame) -> Display:
    """Lists what is missing first, then what came late, the latest first."""
    words = view.words
    owing = rows[rows["missing"] | (rows["days_late"] > 0)].sort_values(
        ["missing", "days_late", "unit"], ascending=[False, False, True]
    )
    if owing.empty:
        return Display(element("p", words.word("late.none", n=words.number(len(rows)))))
    columns = [Column(words.word(f"late.{key}")) for key in ("unit", "received")]
    body = [[row.name, _received(view, row)] for row in records(owing)]
    caption = words.word(
        "late.caption",
        n=words.number(len(owing)),
        all=words.number(len(rows)),
        due=words.date(view.data.cut_off(view.period)),
    )
    return Display(table(caption, columns, body, kind="late"))


def _received(view: View, row: Any) -> Markup:
    words = view.words
    said = words.word("late.missing")
    if not row.missing:
        day = words.date(row.received_on.date())
        said = words.word("late.days", day=day, days=words.number(int(row.days_late)))
    source = element("small", f"submissions.csv:{row.row}", class_="ratio") if row.row else ""
    return Markup("{}{}").format(said, source)
