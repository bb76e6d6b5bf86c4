"""All sheets of a month, in the order an office reads them."""

from __future__ import annotations

from ntm_analysis.publish.sheet import Sheet, Workbook
from ntm_analysis.say.view import View
from ntm_analysis.workbook.criteria import criteria, discrepancies
from ntm_analysis.workbook.frame import title_of
from ntm_analysis.workbook.indicators import gaps, indicators
from ntm_analysis.workbook.matrix import matrix
from ntm_analysis.workbook.movement import targets, tasks
from ntm_analysis.workbook.notes import cover, notes


def content(view: View) -> Workbook:
    """Puts the district's results of one month into sheets; a set that nobody is held against has none."""
    words, data = view.words, view.data
    made: tuple[Sheet | None, ...] = (
        matrix(view, "standard"),
        matrix(view, "advanced"),
        criteria(view),
        indicators(view),
        gaps(view),
        targets(view),
        tasks(view),
        discrepancies(view),
        notes(view),
    )
    sheets = tuple(sheet for sheet in made if sheet is not None)
    banners = {"illustrative": data.illustrative, "draft": data.is_draft(view.period)}
    cut_off = data.cut_off(view.period)
    return Workbook(
        title=title_of(view, "cover"),
        author=words.text(data.office),
        created=cut_off,
        banners=tuple(words.word(f"document.{kind}") for kind, holds in banners.items() if holds),
        foot=f"{words.text(data.title)} · {words.word('page.cut_off', date=words.date(cut_off))}",
        page=words.word("workbook.page"),
        date_format=words.word("workbook.date_format"),
        sheets=(cover(view, sheets), *sheets),
    )
