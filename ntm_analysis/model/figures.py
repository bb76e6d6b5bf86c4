"""A number as it is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True)
class Figure:
    """A number as a language writes it: digits with so many ``decimals`` between words, ``text`` in all.

    ``decimals`` is None where words stand in the place of digits, as in "< 90%"; ``formal`` counts have at
    least two digits, ``signed`` ones a plus; of a ``percent`` the value is in percent. ``doubts`` names what
    is not sure of it.
    """

    value: Fraction | int
    text: str
    before: str = ""
    after: str = ""
    decimals: int | None = None
    formal: bool = False
    signed: bool = False
    percent: bool = False
    doubts: tuple[str, ...] = ()

    def within(self, phrase: str) -> Figure:
        """Puts it into a phrase, in the place of its ``{}``."""
        before, _, after = phrase.partition("{}")
        return replace(
            self,
            text=f"{before}{self.text}{after}",
            before=before + self.before,
            after=self.after + after,
        )
