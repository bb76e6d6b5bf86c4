"""What lies above the index of a month: the months of a dataset, and the list of all districts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from ntm_analysis.batch.frame import Frame, Link, css_string, rendered
from ntm_analysis.batch.manifest import Manifest
from ntm_analysis.batch.outcome import Facts
from ntm_analysis.language import Language
from ntm_analysis.model import Period, PlaceKind, in_alphabet, slug_of

LEADING = "overview"  # the notebook whose Summary tells of the whole place

_UNKNOWN = "–"
# What stands before the figures of a district where there is no room for a head of the table.
_LABELS = {
    "latest": "index.latest",
    "recognised": "index.recognised_communes",
    "mean": "index.mean",
    "pages": "index.pages_built",
}


@dataclass(frozen=True)
class Month:
    """One month in the list of a dataset's."""

    name: str
    href: str
    pages: str
    failed: str


@dataclass(frozen=True)
class District:
    """One dataset among all, told by the latest month there is of it."""

    title: str
    office: str
    province: str
    href: str
    typed: str  # what it is found by: its names without diacritics
    month: str
    month_href: str
    recognised: str
    mean: str
    pages: str
    marks: tuple[str, ...]


def months_index(frame: Frame, manifests: Iterable[Manifest], above: str = "", *, alone: bool) -> bytes:
    """Lists the months of one dataset, the latest first; ``above`` leads to its folder from the page.

    A dataset that is not alone has the list of all districts above it.
    """
    words = Language.load(frame.language)
    found = sorted(manifests, key=_newest_first)
    up = () if alone else (Link(words.word("index.all_districts"), "../index.html"),)
    named = _named(frame, found[0]) if found else frame
    return rendered(
        "months.html.j2",
        replace(named, title=words.word("index.title_all"), up=up),
        words,
        illustrative=any(manifest.illustrative for manifest in found),
        site=found[0].title if found else "",
        months=[_month(manifest, above) for manifest in found],
    )


def districts_index(frame: Frame, manifests: Iterable[Manifest]) -> bytes:
    """Lists districts by province, each with the figures of its latest month, which ``manifests`` are of."""
    words = Language.load(frame.language)
    illustrative, rows = False, []
    for manifest in manifests:
        illustrative |= manifest.illustrative
        rows.append(_district(manifest, words))
    rows.sort(key=lambda row: (not row.province, in_alphabet(row.province), in_alphabet(row.title), row.href))
    provinces = [
        (name or words.word("index.no_province"), slug_of(name) or "-", list(group))
        for name, group in groupby(rows, key=lambda row: row.province)
    ]
    return rendered(
        "districts.html.j2",
        replace(frame, title=words.word("index.title_districts")),
        words,
        illustrative=illustrative,
        provinces=provinces,
        count=_counted(rows, words),
        labels=";".join(f"--{name}:{css_string(words.word(key))}" for name, key in _LABELS.items()),
    )


def _counted(rows: Sequence[District], words: Language) -> str:
    districts = words.plural("index.districts_n", len(rows))
    if not all(row.province for row in rows):
        return f"{districts}."
    provinces = words.plural("index.provinces_n", len({row.province for row in rows}))
    return words.word("index.districts_count", districts=districts, provinces=provinces)


def _named(frame: Frame, manifest: Manifest) -> Frame:
    return replace(frame, site=manifest.title, office=manifest.office)


def _newest_first(manifest: Manifest) -> tuple[int, str]:
    return -Period.parse(manifest.period).number, manifest.language


def _month(manifest: Manifest, above: str) -> Month:
    words = Language.load(manifest.language)
    failed = len(manifest.failed_pages)
    return Month(
        words.month(Period.parse(manifest.period)),
        f"{above}{manifest.period}/{manifest.language}/index.html",
        words.plural("index.pages", len(manifest.pages)),
        words.plural("index.failed", failed) if failed else "",
    )


def _district(manifest: Manifest, words: Language) -> District:
    communes = list(_communes(manifest))
    title = slug_of(manifest.title)
    others = (name for name in (slug_of(manifest.province), manifest.dataset) if name not in title)
    return District(
        manifest.title,
        manifest.office,
        manifest.province,
        f"{manifest.dataset}/index.html",
        " ".join((title, *others)).replace("-", " "),
        words.short_month(Period.parse(manifest.period)),
        f"{manifest.dataset}/{manifest.period}/{manifest.language}/index.html",
        _recognised(communes, words),
        _mean(communes, words),
        words.number(len(manifest.pages)),
        tuple(_marks(manifest, words, part=not communes)),
    )


def _communes(manifest: Manifest) -> Sequence[Facts]:
    """Gives what the communes' own pages say, nothing where one is missing: a part is no district."""
    pages = (page.summary for page in manifest.pages.values())
    told = [s for s in pages if s.get("notebook") == LEADING and s.get("kind") == PlaceKind.COMMUNE]
    return told if len(told) == manifest.communes else []


def _recognised(communes: Sequence[Facts], words: Language) -> str:
    recognised = sum(bool(told.get("recognised")) for told in communes)
    return words.share(recognised, len(communes)) if communes else _UNKNOWN


def _mean(communes: Sequence[Facts], words: Language) -> str:
    """Gives the criteria met per commune; nothing where a page does not count them."""
    met = [int(told["met"]) for told in communes if "met" in told]
    if not met or len(met) < len(communes):
        return _UNKNOWN
    return words.number(Fraction(sum(met), len(met)), 2)


def _marks(manifest: Manifest, words: Language, *, part: bool) -> Iterator[str]:
    if manifest.illustrative:
        yield words.word("index.mark_illustrative")
    if manifest.draft:
        yield words.word("index.mark_draft")
    if part:
        yield words.word("index.mark_part")
    if failed := len(manifest.failed_pages):
        yield words.plural("index.failed", failed)
