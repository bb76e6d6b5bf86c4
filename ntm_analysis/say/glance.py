"""A commune at a glance: its criteria as one strip, what it misses, what it promised, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Display, element, lines
from ntm_analysis.judge.movement.registrations import follow_registrations
from ntm_analysis.model import CriteriaSet, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.commitments import registered_criterion
from ntm_analysis.say.criteria import basis
from ntm_analysis.say.indicators import known_indicators
from ntm_analysis.say.names import body_name
from ntm_analysis.say.priorities import unmet
from ntm_analysis.say.tasks import followed
from ntm_analysis.say.view import View

_MOST = 4  # of each; the rest stands in the tables below


def criteria_strip(view: View) -> Display | None:
    """Shows every criterion of the standard set as number and sign, in the order of the decision."""
    criteria_set = view.set_in_force("standard")
    if not view.is_commune or criteria_set is None:
        return None
    rows = view.now.criteria
    mine = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    by_code = {row.criterion: row for row in marks.records(mine)}
    names = {c.code: view.words.text(c.name) for c in criteria_set.criteria}
    cells = [_cell(view, by_code[code], name) for code, name in names.items() if code in by_code]
    label = view.words.word("glance.strip", set=view.words.text(criteria_set.title))
    strip = element("ol", Markup("").join(cells), class_="criteria-strip", aria_label=label)
    return Display(strip + element("p", " · ".join(_signs(view, mine)), class_="key"))


def _cell(view: View, row: Any, name: str) -> Markup:
    """Shows one criterion; its name and verdict are read out and stand in the hint."""
    verdict = Verdict(row.verdict)
    told = {"code": row.criterion, "name": name, "verdict": view.words.verdict(verdict)}
    said = view.words.word("glance.criterion", **told)
    signs = element("b", row.criterion) + element("span", verdict.symbol, class_="sign")
    seen = element("span", signs + marks.criterion_marks(view, row), aria_hidden="true")
    return element(
        "li", seen + element("span", said, class_="unseen"), class_=f"verdict {verdict}", title=said
    )


def _signs(view: View, rows: DataFrame) -> Iterator[str]:
    """Explains the signs the strip has, and no others."""
    present = set(rows["verdict"])
    yield from (f"{v.symbol} {view.words.verdict(v)}" for v in Verdict if v.value in present)
    yield from marks.signs_at_criteria(view, rows)


def glance(view: View) -> Display | None:
    """Lists what the commune misses and by how many, what it registered for the year, its overdue tasks."""
    if not view.is_commune:
        return None
    blocks = (_missing(view), _registered(view), _overdue(view))
    return Display(element("div", Markup("").join(blocks), class_="glance"))


def _block(view: View, key: str, items: list[Markup], **figures: str) -> Markup:
    """Heads a list; an empty one says so, and a long one how many are left out."""
    words = view.words
    title = element("h3", words.word(f"glance.{key}", **figures))
    if not items:
        return element("div", title + element("p", words.word(f"glance.no_{key}")))
    shown = items[:_MOST]
    if len(items) > _MOST:
        shown.append(Markup("{}").format(words.word("glance.more", n=words.number(len(items) - _MOST))))
    return element("div", title + lines("ul", shown))


def _missing(view: View) -> Markup:
    """Lists measured gaps, then criteria judged as not met of which no figure says what is missing."""
    criteria_set = view.set_in_force("standard")
    if criteria_set is None:
        return _block(view, "missing", [])
    gaps, known = unmet(view, "standard"), known_indicators(criteria_set)
    rows = view.now.criteria
    mine = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    disputed = dict(zip(mine["criterion"], mine["discrepancy"], strict=True))
    items = [
        Markup("{} {}: {}{}{}").format(
            element("b", row.part),
            view.words.text(known[row.part].name),
            element("strong", marks.shown_gap(view, row)),
            marks.caveat_mark(view, disputed[row.criterion]) if disputed[row.criterion] else "",
            element("small", _against(view, row), class_="ratio"),
        )
        for row in marks.records(gaps)
    ]
    above = unmet(view, "advanced") if len(view.sets) > 1 else gaps.head(0)
    items += [*_judged(view, criteria_set, set(gaps["criterion"])), *_above(view, above)]
    return _block(view, "missing", items)


def _above(view: View, rows: DataFrame) -> Iterator[Markup]:
    """Sums up the gaps of a recognised commune to the advanced set; tables below say how large they are."""
    if not rows.empty:
        words = view.words
        codes = ", ".join(dict.fromkeys(rows["part"]))
        yield Markup("{}").format(
            words.word("glance.above", n=words.count(len(rows), "indicators"), codes=codes)
        )


def _judged(view: View, criteria_set: CriteriaSet, measured: set[str]) -> Iterator[Markup]:
    """Names criteria that an authority judged as not met, with who did and when."""
    names = {c.code: view.words.text(c.name) for c in criteria_set.criteria}
    rows = view.now.criteria
    mine = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    open_ones = mine["verdict"].isin([Verdict.NOT_MET.value, Verdict.NEARLY_MET.value])
    for row in marks.records(mine[open_ones & ~mine["criterion"].isin(measured)]):
        yield Markup("{} {}: {}{}").format(
            element("b", row.criterion),
            names[row.criterion],
            marks.verdict_mark(view, row.verdict) + marks.criterion_marks(view, row),
            element("small", basis(view, row), class_="ratio"),
        )


def _against(view: View, row: Any) -> Markup:
    """Writes the value against its threshold, with its date and what is not sure about it."""
    shown = Markup("{} / {}").format(marks.shown_value(view, row), marks.shown_threshold(view, row))
    date = marks.shown_date(view, row)
    return Markup("{}, {}").format(shown, date) if date else shown


def _registered(view: View) -> Markup:
    registered, criteria = view.data.movement.registrations, view.now.criteria
    rows = follow_registrations(registered, criteria, view.period, list(view.communes))
    mine = rows[rows["commune"] == view.place.code]
    items = [
        Markup("{}: {}").format(registered_criterion(view, row), _became(view, row))
        for row in marks.records(mine)
    ]
    return _block(view, "registered", items, year=str(view.period.year))


def _became(view: View, row: Any) -> Markup:
    word = view.words.word(f"registration.state_{row.state}")
    shown = element("span", word, class_=f"state {row.state}")
    if row.state not in {"met", "ended"}:
        shown += Markup(" (") + marks.verdict_mark(view, row.verdict) + Markup(")")
    if row.met and row.provisional:
        shown += marks.caveat_mark(view, "provisional")
    return shown + marks.caveat_mark(view, "unchecked") if row.unchecked else shown


def _overdue(view: View) -> Markup:
    rows = followed(view)
    late = rows[rows["overdue"]].sort_values(["days_overdue", "task"], ascending=[False, True])
    items = [
        Markup("{}{}").format(task.name, element("small", _when(view, task), class_="ratio"))
        for task in marks.records(late)
    ]
    return _block(view, "overdue", items)


def _when(view: View, task: Any) -> str:
    words = view.words
    due, days = words.date(task.due.date()), words.number(int(task.days_overdue))
    return words.word("glance.task", body=body_name(view, task.body), due=due, days=days)
