"""Who handed in the month's figures late or not at all."""

from __future__ import annotations

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.movement.late import late_submissions
from ntm_analysis.tables import marks
from ntm_analysis.tables.roadmap import body_name
from ntm_analysis.view import View


def late(view: View) -> Display | None:
    """Shows the communes and offices whose figures came after the cut-off or have not come."""
    data = view.data
    if view.is_district:
        bodies = data.movement.bodies["body"]
        units = dict(view.communes) | {code: body_name(view, code) for code in bodies}
    else:
        units = {view.place.code: view.place.name}
    rows = late_submissions(data.movement.submissions, units, view.period, data.cut_off(view.period))
    if rows.empty:
        return None
    words = view.words
    owing = rows[rows["missing"] | (rows["days_late"] > 0)].sort_values(
        ["missing", "days_late", "unit"], ascending=[False, False, True]
    )
    if owing.empty:
        key = "late.none" if view.is_district else "late.in_time"
        return Display(element("p", words.word(key, n=words.number(len(rows)))))
    columns = [Column(words.word(f"late.{key}")) for key in ("unit", "received")]
    body: list[list[object]] = []
    for row in marks.records(owing):
        said = words.word("late.missing")
        if not row.missing:
            day = words.date(row.received_on.date())
            said = words.word("late.days", day=day, days=words.number(int(row.days_late)))
        body.append([row.name, said])
    caption = words.word("late.caption", n=words.number(len(owing)), all=words.number(len(rows)))
    return Display(table(caption, columns, body, kind="late"))
