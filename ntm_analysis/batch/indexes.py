"""The indexes brought up to date after a build; what has not changed is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath

from ntm_analysis.batch.cache import Code, index_key, page_hash
from ntm_analysis.batch.edition import Edition
from ntm_analysis.batch.frame import Frame, frame_above
from ntm_analysis.batch.manifest import NAME, Manifest, read_manifest
from ntm_analysis.batch.months import link_months
from ntm_analysis.batch.writing import write_changed, write_whole

_INDEX = "index.html"


def publish_index(edition: Edition, frame: Frame, manifest: Manifest) -> None:
    """Writes the index of the month and the ways between months."""

    def of_month() -> bytes:
        from ntm_analysis.batch.index import period_index  # noqa: PLC0415 (loads the templates)

        return period_index(frame, edition.briefings, manifest)

    pages = [briefing.page for briefing in edition.briefings]
    key = index_key(frame, pages, [edition.folder / NAME], edition.software)
    _keep_up(edition.folder / _INDEX, key, of_month, edition.out)
    link_months(edition.out, edition.data.name, edition.language, edition.period)


def publish_above(out: Path, language: str, software: Code) -> None:
    """Writes what lies above the months: each dataset's list of them and, of several, the list of all.

    The months of a dataset that is alone are listed at the top as well.
    """
    frame, built = frame_above(language), _built(out)
    alone = len(built) == 1
    for dataset, manifests in built.items():
        _publish_months(out, PurePosixPath(dataset), manifests, frame, software, alone=alone)
        if alone:
            _publish_months(out, PurePosixPath(), manifests, frame, software, alone=True)
    if not alone:
        latest = [_latest(manifests, language) for manifests in built.values()]
        _publish_districts(out, latest, frame, software)


def _publish_months(  # noqa: PLR0913 (what every index needs)
    out: Path, folder: PurePosixPath, manifests: list[Path], frame: Frame, software: Code, *, alone: bool
) -> None:
    dataset = manifests[0].relative_to(out).parts[0]
    above = "" if folder.name else f"{dataset}/"

    def make() -> bytes:
        from ntm_analysis.batch.districts import months_index  # noqa: PLC0415 (loads the templates)

        return months_index(frame, _read(manifests), above, alone=alone)

    key = index_key(frame, [above, f"alone: {alone}"], manifests, software)
    _keep_up(out / folder / _INDEX, key, make, out)


def _publish_districts(out: Path, latest: list[Path], frame: Frame, software: Code) -> None:
    def make() -> bytes:
        from ntm_analysis.batch.districts import districts_index  # noqa: PLC0415 (loads the templates)

        return districts_index(frame, _read(latest))

    _keep_up(out / _INDEX, index_key(frame, [], latest, software), make, out)


def _built(out: Path) -> dict[str, list[Path]]:
    """Gives the manifests there are of each dataset."""
    paths = sorted(out.glob(f"*/*/*/{NAME}"))
    return {name: list(group) for name, group in groupby(paths, key=lambda path: path.parents[2].name)}


def _latest(manifests: list[Path], language: str) -> Path:
    """Gives the manifest of the latest month, in the language of the list where there is one."""
    return max(manifests, key=lambda path: (path.parent.name == language, path.parents[1].name))


def _read(manifests: Iterable[Path]) -> Iterator[Manifest]:
    """Reads one manifest after the other: of a country's, memory holds one."""
    for path in manifests:
        if (manifest := read_manifest(path.parent)) is not None:
            yield manifest


def _keep_up(file: Path, key: str, make: Callable[[], bytes], out: Path) -> None:
    """Makes an index again where what it is made of has changed, or the file.

    The ways to other months are written afterwards and count neither here nor there.
    """
    record = out / ".cache" / file.relative_to(out).with_suffix(".key")
    if not _is_kept(file, record, key):
        content = make()
        write_whole(file, content)
        write_changed(record, f"{key} {page_hash(content)}\n".encode())


def _is_kept(file: Path, record: Path, key: str) -> bool:
    try:
        return record.read_text("utf-8") == f"{key} {page_hash(file.read_bytes())}\n"
    except (OSError, ValueError):
        return False
