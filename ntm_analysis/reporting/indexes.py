"""The indexes brought up to date after a build; what has not changed is not made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ntm_analysis.reporting.cache import index_key, page_hash
from ntm_analysis.reporting.edition import Edition
from ntm_analysis.reporting.frame import Frame
from ntm_analysis.reporting.manifest import NAME, Manifest
from ntm_analysis.reporting.months import link_months
from ntm_analysis.reporting.writing import write_changed, write_whole

_INDEX = "index.html"


def publish_indexes(edition: Edition, frame: Frame, manifest: Manifest) -> None:
    """Writes the index of the month and that of all months, and the ways between months."""

    def of_month() -> bytes:
        from ntm_analysis.reporting.index import period_index  # noqa: PLC0415 (loads the templates)

        return period_index(frame, edition.briefings, manifest)

    def of_all() -> bytes:
        from ntm_analysis.reporting.index import all_periods_index  # noqa: PLC0415 (the same)

        return all_periods_index(frame, edition.out)

    out, pages = edition.out, [briefing.page for briefing in edition.briefings]
    key = index_key(frame, pages, [edition.folder / NAME], edition.software)
    _keep_up(edition.folder / _INDEX, key, of_month, out)
    link_months(out, edition.data.name, edition.language, edition.period)
    key = index_key(frame, [], sorted(out.glob(f"*/*/*/{NAME}")), edition.software)
    _keep_up(out / _INDEX, key, of_all, out)


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
