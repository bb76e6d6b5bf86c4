"""A paper of the office as values: sentences, tables and headings within what is around every document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from ntm_analysis.language import Language
from ntm_analysis.say.words import Sentence, Table


@dataclass(frozen=True)
class Heading:
    """Opens a section: level 1 is numbered I, II, III; level 2 is numbered 1, 2, 3."""

    text: str
    level: int = 1


# What stands in square brackets in a sentence is to be filled in by hand.
Block: TypeAlias = Heading | Sentence | Table


@dataclass(frozen=True)
class Appendix:
    """A sheet after the signature, on its own page; ``wide`` is printed across."""

    number: str
    title: str
    attached: str
    parts: tuple[Block, ...]
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
class OfficialPaper:
    """A whole paper. ``marks`` are said first of all and on each sheet, ``draft`` once."""

    name: str
    subject: str
    marks: tuple[str, ...]
    letterhead: Letterhead
    parts: tuple[Block, ...]
    signature: Signature
    words: Language
    appendices: tuple[Appendix, ...] = ()
    draft: str = ""

    @property
    def all_parts(self) -> Iterator[Block]:
        """Walks over every part, those of the appendices last."""
        return chain(self.parts, *(appendix.parts for appendix in self.appendices))

    @property
    def texts(self) -> tuple[str, ...]:
        """Lists the sentences of the body and the appendices, tables left out."""
        return tuple(part.text for part in self.all_parts if not isinstance(part, Table))
