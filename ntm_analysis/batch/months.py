"""The ways between months, written when it is known which months are there.

What a page depends on does not name the months beside it, or every new month would run the
notebooks of the one before. A page is therefore rendered with its own month only; after each
build the pages of that month and of the two beside it are given the ways that lead somewhere.
The hash in a manifest leaves them out. Equal months side by side give equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from ntm_analysis.batch.cache import WAYS
from ntm_analysis.batch.manifest import NAME, Manifest, read_manifest
from ntm_analysis.batch.writing import write_whole
from ntm_analysis.language import Language
from ntm_analysis.model import Period

_INDEX = "index.html"


@dataclass(frozen=True)
class Way:
    """The same page in another month."""

    period: Period
    href: str


@dataclass(frozen=True)
class Month:
    """One month that was built, in its folder ``…/2022-09/vi``."""

    period: Period
    folder: Path
    manifest: Manifest

    def way(self, name: str) -> Way | None:
        """Leads to a page from the same page of another month; nowhere when the month lacks it."""
        known = name == _INDEX or name in self.manifest.pages
        if not known or not (self.folder / name).is_file():
            return None
        up = "../" * (name.count("/") + 2)
        return Way(self.period, f"{up}{self.period}/{self.folder.name}/{name}")


def month_ways(words: Language, period: Period, before: Way | None = None, after: Way | None = None) -> str:
    """Lists a page's month between the ways to the months beside it."""
    items = [
        _item("‹ {}", words, "page.previous", before) if before else "",
        Markup('<li aria-current="true">{}</li>').format(words.month(period)),
        _item("{} ›", words, "page.next", after) if after else "",
    ]
    return Markup('<ul class="months">{}</ul>').format(Markup("").join(items))


def link_months(out: Path, dataset: str, language: str, period: Period) -> None:
    """Gives the pages of a month, and of the built months beside it, the ways to each other."""
    built = sorted(_built(out / dataset, language), key=lambda month: month.period)
    words = Language.load(language)
    for place, month in enumerate(built):
        before = built[place - 1] if place else None
        after = built[place + 1] if place + 1 < len(built) else None
        if period in {m.period for m in (before, month, after) if m}:
            _link(month, before, after, words)


def _built(folder: Path, language: str) -> list[Month]:
    found = [(path.parent, read_manifest(path.parent)) for path in folder.glob(f"*/{language}/{NAME}")]
    return [Month(Period.parse(manifest.period), path, manifest) for path, manifest in found if manifest]


def _link(month: Month, before: Month | None, after: Month | None, words: Language) -> None:
    for name in (*month.manifest.pages, _INDEX):
        file = month.folder / name
        if not file.is_file():
            continue
        ways = (beside.way(name) if beside else None for beside in (before, after))
        old = file.read_bytes()
        new = WAYS.sub(month_ways(words, month.period, *ways).encode(), old, count=1)
        if new != old:
            write_whole(file, new)


def _item(text: str, words: Language, key: str, way: Way) -> Markup:
    label = words.word(key, month=words.month(way.period))
    return Markup('<li><a href="{}" aria-label="{}">{}</a></li>').format(
        way.href, label, text.format(words.short_month(way.period))
    )
