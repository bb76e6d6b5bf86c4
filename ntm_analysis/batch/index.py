"""The index of a month, from the Summaries of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ntm_analysis.batch.frame import Frame, Link, notebook_title, rendered, short_title
from ntm_analysis.batch.manifest import Manifest
from ntm_analysis.batch.months import month_ways
from ntm_analysis.batch.outcome import Facts
from ntm_analysis.batch.plan import WORKBOOK, Briefing
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Place, PlaceKind, Verdict

LEADING = "overview"  # the notebook whose page stands for the whole place
# The states of targets as they are told, the gravest first.
STATES = (
    "missed", "hard", "at_risk", "slow", "waiting", "no_grounds", "on_track", "held", "reached_late",
    "reached",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """How many targets of a page stand in one state: ``2 khó đạt``."""

    status: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One page as an index shows it; an empty ``href`` says that it is missing.

    The verdict is the criterion's where the page is about one, else the states of its targets.
    """

    title: str
    short: str
    href: str
    verdict: str
    word: str
    states: tuple[State, ...] = ()


@dataclass(frozen=True)
class Row:
    """One place with its pages; ``lead`` is the page that stands for the place."""

    name: str
    title: str
    typed: str  # what the place is found by: its code and its name without diacritics
    lead: Entry
    areas: tuple[Entry, ...]
    met: str
    recognised: str
    headline: str
    notes: str


def period_index(frame: Frame, briefings: Sequence[Briefing], manifest: Manifest) -> bytes:
    """Shows a month: the district first, then every commune with its verdicts at a glance."""
    words = Language.load(manifest.language)
    month = words.month(Period.parse(manifest.period))
    rows = [
        (place, _row(place, list(group), manifest, words))
        for place, group in groupby(briefings, key=lambda briefing: briefing.place)
    ]
    missing = [_page_title(words, b) for b in briefings if b.page in manifest.failures]
    return rendered(
        "period.html.j2",
        replace(
            frame,
            title=words.word("index.title", month=month),
            up=(Link(words.word("index.all_months"), "../../index.html"),),
            months=month_ways(words, Period.parse(manifest.period)),
        ),
        words,
        illustrative=manifest.illustrative,
        draft=manifest.draft,
        month=month,
        district=[row for place, row in rows if place.kind is PlaceKind.DISTRICT],
        communes=[row for place, row in rows if place.kind is not PlaceKind.DISTRICT],
        areas=[short_title(words, name) for name in _areas(briefings)],
        missing=missing,
        workbook=_workbook(manifest, words),
    )


def _row(place: Place, briefings: list[Briefing], manifest: Manifest, words: Language) -> Row:
    entries = {briefing.notebook.name: _entry(briefing, manifest, words) for briefing in briefings}
    pages = {b.notebook.name: manifest.pages.get(b.page) for b in briefings}
    lead = LEADING if LEADING in entries else next(iter(entries))
    page = pages[lead]
    summary = page.summary if page else Facts()
    return Row(
        str(summary.get("place") or place.name),
        str(summary.get("title") or place.name),
        f"{place.code} {place.slug.replace('-', ' ')}",
        entries[lead],
        tuple(entry for name, entry in entries.items() if name != lead),
        _met(summary, words),
        words.word("index.recognised" if summary.get("recognised") else "index.not_recognised")
        if summary
        else "",
        str(summary.get("headline") or ""),
        _notes([page.summary for page in pages.values() if page], words),
    )


def _entry(briefing: Briefing, manifest: Manifest, words: Language) -> Entry:
    name = briefing.notebook.name
    titles = notebook_title(words, name), short_title(words, name)
    page = manifest.pages.get(briefing.page)
    if page is None:
        return Entry(*titles, "", "", words.word("index.not_built"))
    verdict = str(page.summary.get("verdict") or "")
    if verdict in set(Verdict):
        word = f"{Verdict(verdict).symbol} {words.verdict(verdict)}"
        return Entry(*titles, briefing.page, verdict, word)
    return Entry(*titles, briefing.page, "", words.word("index.open"), _states(page.summary, words))


def _states(summary: Facts, words: Language) -> tuple[State, ...]:
    counts = summary.get("targets") or {}
    return tuple(
        State(status, f"{counts[status]} {words.word(f'target_status.{status}')}")
        for status in STATES
        if counts.get(status)
    )


def _workbook(manifest: Manifest, words: Language) -> Entry | None:
    """Leads to the month's workbook, or says that it could not be written."""
    name = words.word("workbook.name")
    if WORKBOOK in manifest.files:
        return Entry(name, name, WORKBOOK, "", "")
    return Entry(name, name, "", "", words.word("index.not_built")) if WORKBOOK in manifest.failures else None


def _met(summary: Facts, words: Language) -> str:
    met, total = summary.get("met"), summary.get("total")
    return "" if met is None or total is None else words.share(met, total)


def _notes(summaries: list[Facts], words: Language) -> str:
    """Says how much of a place's figures rests on something open: the most any of its pages names."""
    most = {
        "provisional": max((summary.get("provisional", 0) for summary in summaries), default=0),
        "discrepancies": max((summary.get("discrepancies", 0) for summary in summaries), default=0),
        "late": max((summary.get("late", 0) for summary in summaries), default=0),
        "stale": max((summary.get("stale", 0) for summary in summaries), default=0),
    }
    return "; ".join(words.plural(f"index.{name}", n) for name, n in most.items() if n)


def _page_title(words: Language, briefing: Briefing) -> str:
    return f"{briefing.place.name} – {notebook_title(words, briefing.notebook.name)}"


def _areas(briefings: Sequence[Briefing]) -> list[str]:
    names = list(dict.fromkeys(briefing.notebook.name for briefing in briefings))
    lead = LEADING if LEADING in names else names[0]
    return [name for name in names if name != lead]
