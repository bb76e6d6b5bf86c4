"""Who handed in the month's figures late or not at all, on a page."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, lines, table
from ntm_analysis.say.caveats import late_figures
from ntm_analysis.say.marks import records
from ntm_analysis.say.owed import Debt, Owed, last_told, sent, submissions
from ntm_analysis.say.view import View


def late(view: View) -> Display | None:
    """Shows whose figures came after the cut-off or have not come, and which figures are past their due."""
    rows = sent(view)
    if view.is_district:
        shown = None if rows.empty else _district(view, len(rows))
    else:
        shown = next((_own(view, row) for row in records(rows) if row.unit == view.place.code), None)
    figures = late_figures(view)
    if shown is None or not figures:
        return shown
    return Display(Markup("{}{}").format(Markup(shown.html), lines("ul", figures)))  # noqa: S704 (built escaped)


def _own(view: View, row: Any) -> Display:
    """Says in a sentence when the place's own figures came."""
    words = view.words
    if row.missing:
        due = words.date(view.data.cut_off(view.period))
        return Display(element("p", words.word("late.own_missing", due=due)))
    day, days = words.date(row.received_on.date()), words.number(int(row.days_late))
    key = "late.own_late" if row.days_late else "late.own_in_time"
    return Display(element("p", words.word(key, day=day, days=days)))


def _district(view: View, asked: int) -> Display:
    """Lists what is missing first, then what came late, the latest first."""
    words, owing = view.words, submissions(view)
    if not owing:
        return Display(element("p", words.word("late.none", n=words.number(asked))))
    columns = [Column(words.word(f"late.{key}")) for key in ("unit", "received")]
    caption = words.word(
        "late.caption",
        n=words.number(len(owing)),
        all=words.number(asked),
        due=words.date(view.data.cut_off(view.period)),
    )
    body = [[owed.name, _received(view, owed)] for owed in owing]
    return Display(table(caption, columns, body, kind="late"))


def _received(view: View, owed: Owed) -> Markup:
    words, said = view.words, view.words.word("late.missing")
    if owed.kind is Debt.LATE and owed.last is not None:
        day, days = last_told(view, owed), words.number(owed.days or 0)
        said = words.word("late.days", day=day, days=days)
    source = element("small", f"submissions.csv:{owed.row}", class_="ratio") if owed.row else ""
    return Markup("{}{}").format(said, source)
