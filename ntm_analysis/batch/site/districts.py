"""What lies above the index of a month: the months of a dataset, and the list of all districts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path, PurePosixPath

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

    @classmethod
    def of(cls, manifest: Manifest, words: Language) -> District:
        """Tells a dataset by the manifest of its latest month."""
        # What the communes' own pages say, nothing where one is missing: a part is no district.
        pages = (page.summary for page in manifest.pages.values())
        told = [s for s in pages if s.get("notebook") == LEADING and s.get("kind") == PlaceKind.COMMUNE]
        communes = told if len(told) == manifest.communes else []
        recognised = sum(bool(commune.get("recognised")) for commune in communes)
        # No mean where a page does not count the criteria met.
        met = [int(commune["met"]) for commune in communes if "met" in commune]
        mean = (
            words.number(Fraction(sum(met), len(met)), 2) if met and len(met) == len(communes) else _UNKNOWN
        )
        marks = (("illustrative", manifest.illustrative), ("draft", manifest.draft), ("part", not communes))
        missing = len(manifest.failed_pages)
        failed = (words.plural("index.failed", missing),) if missing else ()
        title = slug_of(manifest.title)
        others = (name for name in (slug_of(manifest.province), manifest.dataset) if name not in title)
        return cls(
            manifest.title,
            manifest.office,
            manifest.province,
            f"{manifest.dataset}/{INDEX}",
            " ".join((title, *others)).replace("-", " "),
            words.short_month(Period.parse(manifest.period)),
            f"{manifest.dataset}/{manifest.period}/{manifest.language}/{INDEX}",
            words.share(recognised, len(communes)) if communes else _UNKNOWN,
            mean,
            words.number(len(manifest.pages)),
            tuple(words.word(f"index.mark_{name}") for name, holds in marks if holds) + failed,
        )


def publish_above(out: Path, language: str, software: Code) -> None:
    """Writes what lies above the months: each dataset's list of them and, of several, the list of all.

    The months of a dataset that is alone are listed at the top as well.
    """
    frame = frame_of(None, language)
    paths = sorted(out.glob(f"*/*/*/{NAME}"))
    built = [list(group) for _, group in groupby(paths, key=lambda path: path.parents[2].name)]
    alone = len(built) == 1
    for manifests in built:
        _publish_months(out, manifests, frame, software, at_top=False, alone=alone)
        if alone:
            _publish_months(out, manifests, frame, software, at_top=True, alone=True)
    if not alone:
        # Each by its latest month, in the language of the list where there is one.
        latest = [max(of, key=lambda p: (p.parent.name == language, p.parents[1].name)) for of in built]
        key = index_key(frame, [], latest, software)
        keep_up(out / INDEX, key, lambda: districts_index(frame, _read(latest)), out)


def _publish_months(  # noqa: PLR0913 (what every index needs)
    out: Path, manifests: list[Path], frame: Frame, software: Code, *, at_top: bool, alone: bool
) -> None:
    dataset = manifests[0].relative_to(out).parts[0]
    folder, above = (PurePosixPath(), f"{dataset}/") if at_top else (PurePosixPath(dataset), "")
    key = index_key(frame, [above, f"alone: {alone}"], manifests, software)
    keep_up(out / folder / INDEX, key, lambda: months_index(frame, _read(manifests), above, alone=alone), out)


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
        rows.append(
            {
                "name": own.month(Period.parse(manifest.period)),
                "href": f"{above}{manifest.period}/{manifest.language}/{INDEX}",
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


def districts_index(frame: Frame, manifests: Iterable[Manifest]) -> bytes:
    """Lists districts by province, each with the figures of its latest month, which ``manifests`` are of."""
    words = Language.load(frame.language)
    # One manifest after the other: of a country's, memory holds one.
    marked = [(manifest.illustrative, District.of(manifest, words)) for manifest in manifests]
    rows = [row for _, row in marked]
    rows.sort(key=lambda row: (not row.province, in_alphabet(row.province), in_alphabet(row.title), row.href))
    provinces = [
        (name or words.word("index.no_province"), slug_of(name) or "-", list(group))
        for name, group in groupby(rows, key=lambda row: row.province)
    ]
    districts = words.plural("index.districts_n", len(rows))
    if all(row.province for row in rows):
        told = words.plural("index.provinces_n", len({row.province for row in rows}))
        count = words.word("index.districts_count", districts=districts, provinces=told)
    else:
        count = f"{districts}."
    return rendered(
        "districts.html.j2",
        replace(frame, title=words.word("index.title_districts")),
        words,
        illustrative=any(illustrative for illustrative, _ in marked),
        provinces=provinces,
        count=count,
        labels=";".join(f"--{name}:{css_string(words.word(key))}" for name, key in _LABELS.items()),
    )
