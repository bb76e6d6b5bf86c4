"""Which commune a sheet means: by its name however it is written, exactly one or none."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ntm_analysis.model import Period, Place, PlaceKind, slug_of

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CODE = re.compile(r"\d{4,5}")


@cache
def layouts() -> Mapping[str, Any]:
    """Reads the words by which the parts of a sheet are known."""
    text = files(__package__).joinpath("layouts.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def plain(text: str) -> str:
    """Gives a text as it is compared: composed, small letters, one blank between words."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def key_of(name: str) -> str:
    """Gives a name as it is compared: Hoà is Hòa, capitals and blanks do not matter, Ð is Đ."""
    spelled = unicodedata.normalize("NFD", name.replace("\u00d0", "Đ").casefold())
    syllables = []
    for syllable in spelled.split():
        tones = "".join(sorted(letter for letter in syllable if letter in _TONES))
        syllables.append("".join(letter for letter in syllable if letter not in _TONES) + tones)
    return unicodedata.normalize("NFC", " ".join(syllables))


def bare(name: str) -> str:
    """Leaves out what stands before the name: ``UBND xã``, ``X.``, ``TT.``."""
    text = " ".join(unicodedata.normalize("NFC", name).split())
    for kind in layouts()["kinds"]:
        if text.casefold().startswith(kind) and (kind.endswith(".") or text[len(kind) :][:1] == " "):
            return text[len(kind) :].strip()
    return text


class Places:
    """The communes and towns of a month, found by what a sheet calls them."""

    def __init__(self, places: Iterable[Place], month: Period) -> None:
        self.there = [p for p in places if p.kind is not PlaceKind.DISTRICT and p.exists_in(month)]

    def find(self, said: str) -> Place | None:
        """Finds the one place that is meant, by name or code; None where it is not exactly one."""
        named = [place for place in self.there if key_of(place.name) in {key_of(bare(said)), key_of(said)}]
        if _CODE.fullmatch(said.strip()):
            named = [place for place in self.there if place.code == said.strip().zfill(5)]
        is_town = slug_of(said).startswith(("thi-tran", "tt"))
        of_kind = [place for place in named if (place.kind is PlaceKind.TOWN) == is_town]
        found = of_kind if len(named) > 1 else named
        return found[0] if len(found) == 1 else None

    def near(self, said: str) -> str:
        """Names the places that may be meant, never decided here."""
        by_slug = {slug_of(place.name): place for place in self.there}
        close = get_close_matches(slug_of(bare(said)), by_slug, n=3, cutoff=0.5)
        return (
            ", ".join(f"{by_slug[each].name} ({by_slug[each].code})" for each in close) or "không xã nào gần"
        )
