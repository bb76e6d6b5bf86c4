"""The few figures that support the conclusion, and the targets of the movement."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.model import CriteriaSet, Status
from ntm_analysis.tables import marks
from ntm_analysis.targets import Progress
from ntm_analysis.view import View


def figures(view: View) -> Display | None:
    """Shows the key figures of the place as a list of name and number."""
    pairs = _district(view) if view.is_district else _place(view)
    if not pairs:
        return None
    items = Markup("").join(
        element("div", element("dt", name) + element("dd", value)) for name, value in pairs
    )
    return Display(element("dl", items, class_="figures"))


def _district(view: View) -> list[tuple[str, object]]:
    """Counts over the communes: recognised, mean criteria, communes meeting each of the area's criteria."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return []
    pairs: list[tuple[str, object]] = []
    if view.area is None:
        counts = view.now.counts
        counts = counts[counts["set"] == criteria_set.id]
        met, unchecked = int(counts["met"].sum()), int(counts["met_unchecked"].sum())
        recognised = words.share(len(view.recognised), len(view.communes))
        mean = words.number(Fraction(met, len(view.communes)), decimals=2)
        pairs = [
            (words.word("figure.recognised"), recognised),
            (words.word("figure.mean_criteria"), mean),
            (words.word("figure.criteria_met"), words.number(met)),
        ]
        if unchecked:
            pairs.append((words.word("figure.unchecked"), words.number(unchecked)))
    else:
        pairs = [pair for s in view.sets for pair in _communes_meeting(view, s)]
    return pairs + _poverty(view)


def _communes_meeting(view: View, criteria_set: CriteriaSet) -> list[tuple[str, object]]:
    rows = view.now.criteria
    rows = rows[rows["set"] == criteria_set.id]
    names = {c.code: view.words.text(c.name) for c in criteria_set.criteria}
    pairs: list[tuple[str, object]] = []
    for code in view.criteria_of(criteria_set):
        mine = rows[rows["criterion"] == code]
        key = (
            "figure.communes_meeting"
            if criteria_set is view.set_in_force("standard")
            else "figure.advanced_meeting"
        )
        title = view.words.word(key, code=code, name=names[code])
        pairs.append((title, view.words.share(int(mine["met"].sum()), len(mine))))
    return pairs


def _place(view: View) -> list[tuple[str, object]]:
    """Counts for one commune; a town has no criteria and shows its poverty only."""
    if not view.is_commune:
        return _poverty(view)
    words = view.words
    pairs: list[tuple[str, object]] = []
    for criteria_set in view.sets:
        counts = view.now.counts
        mine = counts[(counts["set"] == criteria_set.id) & (counts["commune"] == view.place.code)]
        for row in marks.records(mine):
            if view.area is None:
                title = words.word("figure.set_met", set=words.text(criteria_set.title))
                pairs.append((title, words.share(int(row.met), int(row.total))))
                if row.met_unchecked:
                    pairs.append((words.word("figure.unchecked"), words.number(int(row.met_unchecked))))
    if view.area is not None:
        pairs += [pair for s in view.sets for pair in _verdicts(view, s)]
    return pairs + _poverty(view)


def _verdicts(view: View, criteria_set: CriteriaSet) -> list[tuple[str, object]]:
    rows = view.now.criteria
    mine = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    by_code = {row.criterion: row for row in marks.records(mine)}
    advanced = criteria_set is not view.set_in_force("standard")
    pairs: list[tuple[str, object]] = []
    for criterion in criteria_set.criteria:
        if criterion.code in view.criteria_of(criteria_set) and criterion.code in by_code:
            row = by_code[criterion.code]
            key = "figure.advanced_criterion" if advanced else "figure.criterion"
            title = view.words.word(key, code=criterion.code, name=view.words.text(criterion.name))
            pairs.append((title, marks.verdict_mark(view, row.verdict, provisional=bool(row.provisional))))
    return pairs


def _poverty(view: View) -> list[tuple[str, object]]:
    """Gives the poor and the near-poor rate of the place, summed over households (rule 13)."""
    if view.area is not None and view.area.id != "poverty":
        return []
    rows = view.now.poverty
    rows = rows[(rows["place"] == view.place.code) & (rows["line"] == view.data.poverty_line)]
    words = view.words
    pairs: list[tuple[str, object]] = []
    for row in marks.records(rows):
        if not row.complete:
            return [(words.word("figure.poor_rate"), words.word("figure.incomplete"))]
        date = marks.shown_date_of(view, row)
        if row.status == Status.PRELIMINARY:
            date += f" ({words.word('status.preliminary')})"
        for key, count in (("poor", row.poor), ("near_poor", row.near_poor)):
            rate = words.percent(Fraction(100 * int(count), int(row.households)))
            detail = words.word("figure.rate", count=words.count(int(count), "households"), date=date)
            shown = Markup("{}").format(rate) + element("small", detail, class_="ratio")
            pairs.append((words.word(f"figure.{key}_rate"), shown))
    return pairs


def targets_table(view: View) -> Display | None:
    """Shows the movement's targets that concern the page: value, target, status, outlook, paragraph."""
    shown = view.own_targets
    if not shown:
        return None
    words = view.words
    keys = ("target", "baseline", "now", "goal", "status", "outlook", "paragraph")
    columns = [Column(words.word(f"table.{key}"), numeric=key in {"baseline", "now", "goal"}) for key in keys]
    rows = [_target_row(view, progress) for progress in shown]
    return Display(table(words.word("table.targets_caption"), columns, rows, kind="targets"))


def _target_row(view: View, progress: Progress) -> list[object]:
    words, target = view.words, progress.target
    name = Markup("{}").format(words.text(target.name))
    if progress.provisional:
        name += marks.caveat_mark(view, "provisional")
    name += remarks(view, progress)
    outlook = ""
    if progress.outlook is not None:
        low, high = (words.target_figure(target, v) for v in (progress.outlook.low, progress.outlook.high))
        outlook = words.word("table.outlook_range", low=low, high=high)
    return [
        name,
        words.target_figure(target, progress.baseline),
        words.target_figure(target, progress.value),
        words.target_figure(target, progress.goal),
        element("span", words.word(f"target_status.{progress.status}"), class_=f"status {progress.status}"),
        outlook,
        target.paragraph,
    ]


def remarks(view: View, progress: Progress) -> Markup:
    """Says under a target that its real denominator has moved, and what the communes alone come to."""
    words, said = view.words, Markup("")
    if progress.denominator_note:
        said += element("small", words.word(progress.denominator_note), class_="ratio")
    if progress.beside is not None:
        beside = words.target_figure(progress.target, progress.beside)
        said += element("small", words.word("table.communes_alone", value=beside), class_="ratio")
    return said
