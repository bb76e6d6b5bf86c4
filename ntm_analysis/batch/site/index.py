"""The index of a month, from the Summaries of its pages, and the ways from month to month.

What a page depends on does not name the months beside it, or every new month would run the notebooks of the
one before. A page is therefore rendered with its own month only; after each build the pages of that month and
of the two beside it are given the ways that lead somewhere. The hash in a manifest leaves them out. Equal
months side by side give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, get_args

from ntm_analysis.batch.keep import write_whole
from ntm_analysis.batch.keep.keys import WAYS, index_key, keep_up
from ntm_analysis.batch.keep.manifest import NAME, Manifest, read_manifest
from ntm_analysis.batch.plan import WORKBOOK, Briefing, Edition, Print
from ntm_analysis.batch.plan.notebooks import LEADING, PageFacts
from ntm_analysis.batch.site import Frame, Link, Way, month_ways, notebook_title, rendered
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Place, PlaceKind, Verdict

INDEX = "index.html"
# The states of targets as they are told, the gravest first.
STATES = """
    missed hard at_risk slow waiting no_grounds on_track held reached_late reached
""".split()  # noqa: SIM905 (names are read more easily so)
# What of a place's figures rests on something open.
_Open = Literal["provisional", "discrepancies", "late", "stale"]
_OPEN: tuple[_Open, ...] = get_args(_Open)


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
    states: dict[str, str] = field(default_factory=dict)  # how many stand so: “2 khó đạt”
    prints: tuple[Link, ...] = ()  # what a browser made of it

    @classmethod
    def of(cls, briefing: Briefing, manifest: Manifest, words: Language) -> Entry:
        """Shows what a month has of a briefing."""
        notebook = briefing.notebook
        titles = notebook_title(words, notebook), notebook_title(words, notebook, short=True)
        page = manifest.pages.get(briefing.page)
        if page is None:
            return cls(*titles, "", "", words.word("index.not_built"))
        prints = tuple(
            Link(words.word(f"index.print.{each.form.name.lower()}"), each.page)
            for each in Print.all_of(briefing)
            if each.page in manifest.files
        )
        verdict = str(page.summary.get("verdict") or "")
        if verdict in set(Verdict):
            word = f"{Verdict(verdict).symbol} {words.verdict(verdict)}"
            return cls(*titles, briefing.page, verdict, word, prints=prints)
        counts = page.summary.get("targets") or {}
        states = {
            status: f"{counts[status]} {words.word(f'target_status.{status}')}"
            for status in STATES
            if counts.get(status)
        }
        return cls(*titles, briefing.page, "", words.word("index.open"), states, prints)


def row(place: Place, briefings: list[Briefing], manifest: Manifest, words: Language) -> dict[str, Any]:
    """Shows what a month has of a place's briefings; ``lead`` is the page that stands for the place."""
    entries = {briefing.notebook.name: Entry.of(briefing, manifest, words) for briefing in briefings}
    pages = {b.notebook.name: manifest.pages.get(b.page) for b in briefings}
    lead = LEADING if LEADING in entries else next(iter(entries))
    page = pages[lead]
    summary = page.summary if page else PageFacts()
    met, total = summary.get("met"), summary.get("total")
    recognised = "index.recognised" if summary.get("recognised") else "index.not_recognised"
    # The most any of the place's pages names.
    told = [page.summary for page in pages.values() if page]
    most = {name: max((each.get(name, 0) for each in told), default=0) for name in _OPEN}
    return {
        "name": summary.get("place") or place.name,
        "title": summary.get("title") or place.name,
        "typed": f"{place.code} {place.slug.replace('-', ' ')}",  # what it is found by
        "lead": entries[lead],
        "areas": tuple(entry for name, entry in entries.items() if name != lead),
        "met": "" if met is None or total is None else words.share(met, total),
        "rank": -1 if met is None else met,
        "recognised": words.word(recognised) if summary else "",
        "headline": summary.get("headline", ""),
        "notes": "; ".join(words.plural(f"index.{name}", n) for name, n in most.items() if n),
    }


def publish_index(edition: Edition, frame: Frame, manifest: Manifest) -> None:
    """Writes the index of the month and the ways between months."""
    pages = [briefing.page for briefing in edition.briefings]
    key = index_key(frame, pages, [edition.folder / NAME], edition.software)
    make = partial(period_index, frame, edition.briefings, manifest)
    keep_up(edition.folder / INDEX, key, make, edition.out)
    link_months(edition.out, edition.data.name, edition.language, edition.period)


def period_index(frame: Frame, briefings: Sequence[Briefing], manifest: Manifest) -> bytes:
    """Shows a month: the district first, then every commune by rank with its verdicts at a glance."""
    words, period = Language.load(manifest.language), Period.parse(manifest.period)
    month = words.month(period)
    rows = [
        (place, row(place, list(group), manifest, words))
        for place, group in groupby(briefings, key=lambda briefing: briefing.place)
    ]
    # The most criteria met first; equal ones keep the order of the dataset, and who has no page is last.
    rows.sort(key=lambda one: -one[1]["rank"])
    notebooks = list(dict.fromkeys(briefing.notebook for briefing in briefings))
    lead = next((each for each in notebooks if each.name == LEADING), notebooks[0])
    workbook, name = None, words.word("workbook.name")
    if WORKBOOK in manifest.files:
        workbook = Entry(name, name, WORKBOOK, "", "")
    elif WORKBOOK in manifest.failures:
        workbook = Entry(name, name, "", "", words.word("index.not_built"))
    up = (Link(words.word("index.all_months"), "../../index.html"),)
    title = words.word("index.title", month=month)
    return rendered(
        "period.html.j2",
        replace(frame, title=title, up=up, months=month_ways(words, period)),
        words,
        illustrative=manifest.illustrative,
        draft=manifest.draft,
        month=month,
        district=[told for place, told in rows if place.kind is PlaceKind.DISTRICT],
        communes=[told for place, told in rows if place.kind is not PlaceKind.DISTRICT],
        areas=[notebook_title(words, each, short=True) for each in notebooks if each != lead],
        missing=[
            f"{briefing.place.name} – {notebook_title(words, briefing.notebook)}"
            for briefing in briefings
            if briefing.page in manifest.failures
        ],
        workbook=workbook,
    )


def link_months(out: Path, dataset: str, language: str, period: Period) -> None:
    """Gives the pages of a month, and of the built months beside it, the ways to each other."""
    found = {path.parent: read_manifest(path.parent) for path in (out / dataset).glob(f"*/{language}/{NAME}")}
    months = sorted(
        (Period.parse(of.period), folder, (*of.pages, INDEX)) for folder, of in found.items() if of
    )
    words = Language.load(language)

    def way(name: str, month: tuple[Period, Path, Sequence[str]] | None) -> Way | None:
        # It leads nowhere where the other month lacks the page.
        if month is None or name not in month[2] or not (month[1] / name).is_file():
            return None
        return Way(month[0], f"{'../' * (name.count('/') + 2)}{month[0]}/{language}/{name}")

    for before, month, after in zip([None, *months], months, [*months[1:], None], strict=False):
        here, folder, names = month
        if period not in {beside[0] for beside in (before, month, after) if beside}:
            continue
        for file in filter(Path.is_file, (folder / name for name in names)):
            ways = (way(file.relative_to(folder).as_posix(), beside) for beside in (before, after))
            old = file.read_bytes()
            new = WAYS.sub(month_ways(words, here, *ways).encode(), old, count=1)
            if new != old:
                write_whole(file, new)
