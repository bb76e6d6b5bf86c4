"""Criteria gained and lost since the month before and since the same month of last year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge import merged_in
from ntm_analysis.judge.movement import changes as compared
from ntm_analysis.model import Period
from ntm_analysis.say.marks import caveat_mark, records, verdict_mark
from ntm_analysis.say.view import View

_MOVED = (compared.GAINED, compared.LOST, compared.OTHER)


def changes(view: View) -> Display | None:
    """Shows what was gained and what was lost, in columns of their own, with verdicts before and now.

    A commune's page shows its own; nothing where there is no month to compare with.
    """
    if not (view.is_district or view.is_commune):
        return None
    months = [month for month in view.data.periods if month < view.period]
    if not months:
        return None
    parts = [_since(view, months[-1])]
    year_ago = Period(view.period.year - 1, view.period.month)
    if year_ago in months[:-1]:
        parts.append(_since(view, year_ago))
    elif view.is_district and year_ago not in months:
        none = view.words.word("change.no_year_ago", month=view.words.month(year_ago))
        parts.append(element("p", none, class_="note"))
    return Display(Markup("\n").join(parts))


def _since(view: View, before: Period) -> Markup:
    """Compares with one month: a table, or the sentence that nothing moved."""
    words = view.words
    changed = _changed(view, before)
    moved = changed[changed["change"].isin(_MOVED)]
    if not view.is_district:
        changed = changed[changed["commune"] == view.place.code]
        moved = moved[moved["commune"] == view.place.code]
    month = words.month(before)
    apart = Markup("").join(element("p", said, class_="note") for said in _apart(view, changed))
    if moved.empty:
        # Where nothing could be compared, nothing is said to have stayed.
        if len(changed):
            return apart
        key = "change.none" if view.is_district else "change.none_commune"
        return element("p", words.word(key, month=month))
    shown = _district(view, moved) if view.is_district else _commune(view, moved)
    return table(words.word("change.caption", month=month), *shown, kind="changes") + apart


def _changed(view: View, before: Period) -> DataFrame:
    """Lists the changes since a month; communes merged or split in between are not compared."""
    shaped = {code: merged_in(view.data.unit_changes, code, view.period) for code in view.communes}
    reshaped = [code for code, since in shaped.items() if since is not None and since > before]
    rows: DataFrame = compared.changes(view.results.criteria, before, view.period, view.data.sets, reshaped)
    return rows


def _district(view: View, moved: DataFrame) -> tuple[list[Column], list[list[object]]]:
    """Gives a row a commune and set, then the sums: gained and lost are never one figure."""
    words = view.words
    keys = ("commune", "gained", "lost", "other")
    columns = [Column(words.word(f"change.{key}")) for key in keys]
    rows: list[list[object]] = []
    for (commune, set_id), mine in moved.groupby(["commune", "set"], sort=False):
        cells = (_criteria(view, mine[mine["change"] == change]) for change in _MOVED)
        rows.append([_named(view, str(commune), str(set_id)), *cells])
    standard = view.set_in_force("standard")
    counted = moved[moved["set"] == standard.id] if standard else moved.head(0)
    sums = [words.number(int((counted["change"] == change).sum())) for change in _MOVED]
    return columns, [*rows, [words.word("change.total"), *sums]]


def _named(view: View, commune: str, set_id: str) -> str:
    """Names a commune, with the set where it is not the one every commune is held against."""
    standard, words = view.set_in_force("standard"), view.words
    if standard and set_id == standard.id:
        return view.communes[commune]
    title = words.text(view.data.criteria.sets[set_id].title)
    return words.word("change.of_set", commune=view.communes[commune], set=title)


def _criteria(view: View, rows: DataFrame) -> Markup:
    """Names criteria with what they were and are now."""
    listed = [
        Markup("{} ({} → {}{})").format(
            criterion_name(view, row.set, row.criterion),
            view.words.verdict(row.was),
            view.words.verdict(row.now),
            _marks(view, row),
        )
        for row in records(rows)
    ]
    return Markup("; ").join(listed) if listed else Markup("–")


def _marks(view: View, row: Any) -> Markup:
    """Puts at a verdict that its threshold is open."""
    return caveat_mark(view, "provisional") if row.provisional else Markup("")


def criterion_name(view: View, set_id: str, code: str) -> Markup:
    """Writes a criterion's number and name."""
    criteria = view.data.criteria.sets[set_id].criteria
    name = next((view.words.text(c.name) for c in criteria if c.code == code), "")
    return Markup("{} {}").format(element("b", code), name)


def _commune(view: View, moved: DataFrame) -> tuple[list[Column], list[list[object]]]:
    words = view.words
    columns = [Column(words.word(f"change.{key}")) for key in ("criterion", "change", "was", "now")]
    standard = view.set_in_force("standard")
    rows: list[list[object]] = []
    for row in records(moved):
        name = criterion_name(view, row.set, row.criterion)
        if standard is None or row.set != standard.id:
            name += element("small", words.text(view.data.criteria.sets[row.set].title), class_="ratio")
        now = verdict_mark(view, row.now) + _marks(view, row)
        rows.append([name, words.word(f"change.kind.{row.change}"), verdict_mark(view, row.was), now])
    return columns, rows


def _apart(view: View, changed: DataFrame) -> Iterator[str]:
    """Says which sets and which communes could not be compared."""
    words, sets = view.words, view.data.criteria.sets
    pairs = changed.loc[changed["change"] == compared.SET_CHANGED, ["was", "now"]].drop_duplicates()
    for row in records(pairs):
        was, now = (words.text(sets[set_id].title) for set_id in (row.was, row.now))
        yield words.word("change.set_changed", was=was, now=now)
    reshaped = changed.loc[changed["change"] == compared.UNIT_CHANGED, "commune"].drop_duplicates()
    if len(reshaped):
        communes = ", ".join(view.communes[code] for code in reshaped)
        yield words.word("change.unit_changed", communes=communes)
