"""A document as plain values: what stands in it, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain


class Align(StrEnum):
    """On which side a column's text stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Style(StrEnum):
    """How a paragraph is set."""

    BODY = "body"  # justified, first line indented
    NOTE = "note"  # small and italic, under a table
    LEAD = "lead"  # the sentence a reader must not miss


@dataclass(frozen=True)
class Heading:
    """Opens a section: level 1 is numbered I, II, III; level 2 is numbered 1, 2, 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; what stands in square brackets is to be filled in by hand."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True)
class GridColumn:
    """Heads a column; ``share`` is its part of the width."""

    title: str
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Grid:
    """A table of texts; an empty cell is left blank."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    dense: bool = False  # many narrow columns: smaller letters


Part = Heading | Paragraph | Grid


@dataclass(frozen=True)
class Appendix:
    """A sheet after the signature, on its own page; ``wide`` is printed across."""

    number: str
    title: str
    attached: str
    parts: tuple[Part, ...]
    wide: bool = False


@dataclass(frozen=True)
class Letterhead:
    """The first lines: issuing bodies to the left, the state's name and motto to the right."""

    superior: str
    issuer: str
    state: str
    motto: str
    number: str
    place_and_date: str


@dataclass(frozen=True)
class Signature:
    """Who signs, by authority and post, and who receives; the name is left blank."""

    authority: str
    post: str
    recipients_title: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A whole document. ``marks`` are said first of all and on each sheet, ``draft`` once."""

    name: str
    subject: str
    marks: tuple[str, ...]
    letterhead: Letterhead
    parts: tuple[Part, ...]
    signature: Signature
    appendices: tuple[Appendix, ...] = ()
    language: str = "vi"
    draft: str = ""

    @property
    def all_parts(self) -> Iterator[Part]:
        """Walks over every part, those of the appendices last."""
        return chain(self.parts, *(appendix.parts for appendix in self.appendices))

    @property
    def texts(self) -> tuple[str, ...]:
        """Lists the sentences of the body and the appendices, tables left out."""
        return tuple(part.text for part in self.all_parts if not isinstance(part, Grid))
