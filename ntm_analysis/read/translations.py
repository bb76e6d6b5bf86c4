"""translations.csv: the dataset's own texts in another language; the Vietnamese ones stay authoritative."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from typing import Any

from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.model import FoundingDocument, Target
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.dataset import Dataset
from ntm_analysis.read.description import Description
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.schema import PROSE, TABLES

TABLE = "translations"
ORIGINAL = "vi"
_OF_DATASET = ("communes", "observations", "verdicts", "recognitions")
_PROSE = {
    name: [column.name for column in columns if column.kind is PROSE] for name, columns in TABLES.items()
}
# A text without such a letter is a number, an abbreviation or a link, the same in every language.
_VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)


def read_translations(
    texts: Mapping[str, TextTable],
    description: Description,
    targets: tuple[Target, ...],
    document: FoundingDocument,
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Gives the translations by language and text; warns of those whose text the dataset does not have."""
    if TABLE not in texts or texts[TABLE].rows.empty:
        return {}, []
    findings = Findings(TABLE, texts[TABLE])
    findings.add_duplicates(["language", "text"], "bản dịch của chữ này")
    written = {
        text
        for name, table in texts.items()
        for column in _PROSE[name]
        for text in table.rows[column].unique()
    }
    written |= {override.source for override in description.overrides}
    written |= {text for target in targets for text in (target.quote, target.note, target.baseline.note)}
    written |= {document.title, document.citation}
    rows = findings.rows

    def nearest_text(row: Series) -> str:
        close = get_close_matches(row["text"], sorted(written), n=1, cutoff=0.6)
        return f"gần nhất: “{close[0]}”" if close else "chép đúng nguyên văn, hoặc bỏ dòng này"

    findings.add(
        findings.sound("text") & ~rows["text"].isin(list(written)),
        "text",
        lambda row: f"bộ số liệu không có chữ “{row['text']}”",
        nearest_text,
        warning=True,
    )
    known = {
        str(language): dict(zip(mine["text"], mine["translation"], strict=True))
        for language, mine in rows.groupby("language")
    }
    return known, findings.problems


def in_language(data: Dataset, language: str) -> Dataset:
    """Gives the dataset with its texts in a language; what has no translation stays and is listed."""
    if language == ORIGINAL:
        return data
    say = _Translator(data.translations.get(language, {}))
    movement = data.movement
    of_movement: dict[str, Any] = {
        field.name: say.table(field.name, getattr(movement, field.name))
        for field in fields(movement)
        if field.name in TABLES
    }
    told: dict[str, Any] = {name: say.table(name, getattr(data, name)) for name in _OF_DATASET}
    document = data.target_document
    return replace(
        data,
        **told,
        movement=replace(movement, **of_movement),
        thresholds=data.thresholds.assign(source=say.column(data.thresholds["source"])),
        targets=tuple(say.target(target) for target in data.targets),
        target_document=FoundingDocument(say.text(document.title), say.text(document.citation)),
        untranslated=tuple(sorted(say.missing)),
    )


class _Translator:
    """Puts texts into one language and keeps those it has no translation of."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self.missing: set[str] = set()

    def text(self, text: str) -> str:
        if text in self._known:
            return self._known[text]
        if _VIETNAMESE.search(text):
            self.missing.add(text)
        return text

    def column(self, cells: Series[str]) -> Series[str]:
        told = {text: self.text(text) for text in cells.dropna().unique()}
        return cells.map(told).astype(cells.dtype)

    def table(self, name: str, frame: DataFrame) -> DataFrame:
        return frame.assign(
            **{column: self.column(frame[column]) for column in _PROSE[name] if column in frame.columns}
        )

    def target(self, target: Target) -> Target:
        baseline = replace(target.baseline, note=self.text(target.baseline.note))
        return replace(target, quote=self.text(target.quote), note=self.text(target.note), baseline=baseline)
