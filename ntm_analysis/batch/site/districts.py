"""What lies above the index of a month: the months of a dataset, and the list of all districts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from ntm_analysis.batch.keep.keys import Code, index_key, keep_up
from ntm_analysis.batch.keep.manifest import NAME, Manifest, read_manifest
from ntm_analysis.batch.plan.notebooks import LEADING
from ntm_analysis.batch.site import Frame, Link, css_string, frame_of, rendered
from ntm_analysis.batch.site.index import INDEX
from ntm_analysis.language import Language
from ntm_analysis.model import Period, PlaceKind, in_alphabet, slug_of

_UNKNOWN = "–"
# What stands before the figures of a district where there is no room for a head of the table.
_LABELS = {
    "latest": "index.latest",
    "recognised": "index.recognised_communes",
    "mean": "index.mean",
    "pages": "index.pages_built",
}


def publish_above(out: Path, language: str, software: Code) -> None:
    """Writes what lies above the months: each dataset's list of them and, of several, the list of all.

    The months of a dataset that is alone are listed at the top as well.
    """
    frame = frame_of(None, language)
    paths = sorted(out.glob(f"*/*/*/{NAME}"))
    built = [list(group) for _, group in groupby(paths, key=lambda path: path.parents[2].name)]
    alone = len(built) == 1
    for manifests in built:
        dataset = manifests[0].relative_to(out).parts[0]
        for folder, above in ((dataset, ""), ("", f"{dataset}/"))[: 1 + alone]:
            key = index_key(frame, [above, f"alone: {alone}"], manifests, software)
            make = partial(months_index, frame, _read(manifests), above, alone=alone)
            keep_up(out / folder / INDEX, key, make, out)
    if not alone:
        # Each by its latest month, in the language of the list where there is one.
        latest = [max(of, key=lambda p: (p.parent.name == language, p.parents[1].name)) for of in built]
        key = index_key(frame, [], latest, software)
        keep_up(out / INDEX, key, lambda: districts_index(frame, _read(latest)), out)


def _read(manifests: Iterable[Path]) -> Iterator[Manifest]:
    """Reads one manifest after the other: of a country's, memory holds one."""
    for path in manifests:
        if (manifest := read_manifest(path.parent)) is not None:
            yield manifest


def months_index(frame: Frame, manifests: Iterable[Manifest], above: str = "", *, alone: bool) -> bytes:
    """Lists the months of one dataset, the latest first; ``above`` leads to its folder from the page.

    A dataset that is not alone has the list of all districts above it.
    """
    words, rows = Language.load(frame.language), []
    found = sorted(manifests, key=lambda one: (-Period.parse(one.period).number, one.language))
    for manifest in found:
        own, failed = Language.load(manifest.language), len(manifest.failed_pages)
        told = (p.summary for p in manifest.pages.values() if p.summary.get("notebook") == LEADING)
        rows.append(
            {
                "name": own.month(Period.parse(manifest.period)),
                "href": f"{above}{manifest.period}/{manifest.language}/{INDEX}",
                # The message of the district's leading page, where there is one.
                "headline": next(
                    (s.get("headline", "") for s in told if s.get("kind") == PlaceKind.DISTRICT), ""
                ),
                "pages": own.plural("index.pages", len(manifest.pages)),
                "failed": own.plural("index.failed", failed) if failed else "",
            }
        )
    up = () if alone else (Link(words.word("index.all_districts"), "../index.html"),)
    named = replace(frame, site=found[0].title, office=found[0].office) if found else frame
    return rendered(
        "months.html.j2",
        replace(named, title=words.word("index.title_all"), up=up),
        words,
        illustrative=any(manifest.illustrative for manifest in found),
        site=found[0].title if found else "",
        months=rows,
    )


def district(manifest: Manifest, words: Language) -> dict[str, Any]:
    """Tells one dataset among all by the manifest of its latest month."""
    # What the communes' own pages say, nothing where one is missing: a part is no district.
    pages = (page.summary for page in manifest.pages.values())
    told = [s for s in pages if s.get("notebook") == LEADING and s.get("kind") == PlaceKind.COMMUNE]
    communes = told if len(told) == manifest.communes else []
    recognised = sum(bool(commune.get("recognised")) for commune in communes)
    # No mean where a page does not count the criteria met.
    met = [int(commune["met"]) for commune in communes if "met" in commune]
    is_whole = met and len(met) == len(communes)
    marks = {"illustrative": manifest.illustrative, "draft": manifest.draft, "part": not communes}
    missing, title = len(manifest.failed_pages), slug_of(manifest.title)
    failed = [words.plural("index.failed", missing)] if missing else []
    others = (name for name in (slug_of(manifest.province), manifest.dataset) if name not in title)
    return {
        "title": manifest.title,
        "office": manifest.office,
        "province": manifest.province,
        "href": f"{manifest.dataset}/{INDEX}",
        # What it is found by: its names without diacritics.
        "typed": " ".join((title, *others)).replace("-", " "),
        "month": words.short_month(Period.parse(manifest.period)),
        "month_href": f"{manifest.dataset}/{manifest.period}/{manifest.language}/{INDEX}",
        "recognised": words.share(recognised, len(communes)) if communes else _UNKNOWN,
        "mean": words.number(Fraction(sum(met), len(met)), 2) if is_whole else _UNKNOWN,
        "pages": words.number(len(manifest.pages)),
        "marks": [words.word(f"index.mark_{name}") for name, holds in marks.items() if holds] + failed,
        "illustrative": manifest.illustrative,
    }


def districts_index(frame: Frame, manifests: Iterable[Manifest]) -> bytes:
    """Lists districts by province, each with the figures of its latest month, which ``manifests`` are of."""
    words = Language.load(frame.language)
    # One manifest after the other: of a country's, memory holds one.
    rows = [district(manifest, words) for manifest in manifests]
    rows.sort(
        key=lambda row: (
            not row["province"],
            *(in_alphabet(row[of]) for of in ("province", "title")),
            row["href"],
        )
    )
    provinces = [
        (name or words.word("index.no_province"), slug_of(name) or "-", list(group))
        for name, group in groupby(rows, key=itemgetter("province"))
    ]
    districts = words.plural("index.districts_n", len(rows))
    if all(names := {row["province"] for row in rows}):
        told = words.plural("index.provinces_n", len(names))
        count = words.word("index.districts_count", districts=districts, provinces=told)
    else:
        count = f"{districts}."
    return rendered(
        "districts.html.j2",
        replace(frame, title=words.word("index.title_districts")),
        words,
        illustrative=any(row["illustrative"] for row in rows),
        provinces=provinces,
        count=count,
        labels=";".join(f"--{name}:{css_string(words.word(key))}" for name, key in _LABELS.items()),
    )
