"""What is drawn in rows, and the colours of what is judged, one set for pages, pictures and workbooks.

Signs and words tell it without them.
"""

from dataclasses import dataclass
from fractions import Fraction

from ntm_analysis.model import Verdict

INK = "#1d2a33"
QUIET = "#56636c"  # contrast 5.9 on white: still text
FAINT = "#b9c2c8"
GRID = "#e3e8eb"
ACCENT = "#26436b"  # thresholds and goals
SHADE = "#7f97b5"  # the accent as an area: quantities that are not judged
GOOD = "#11553f"  # darker than BAD, also in grey print
WARN = "#8a6100"
WARN_SOFT = "#fcf5e3"
BAD = "#bd5230"


@dataclass(frozen=True)
class Mark:
    """How a verdict looks: a sign in text, a shape among dots, a colour, a light fill for areas."""

    symbol: str
    shape: str
    colour: str
    fill: str
    hatched: bool = False


# The fills differ in lightness, the signs and shapes in form: nothing rests on hue.
MARKS = {
    Verdict.MET: Mark("✓", "o", GOOD, "#d5e9e0"),
    Verdict.NOT_MET: Mark("✗", "X", BAD, "#dfa48b"),
    Verdict.NEARLY_MET: Mark("≈", "D", WARN, "#f3e3ad"),
    Verdict.NO_DATA: Mark("?", "s", QUIET, "#ffffff", hatched=True),
    Verdict.NO_THRESHOLD: Mark("–", "s", QUIET, "#eef1f3"),
    Verdict.NOT_APPLICABLE: Mark("∅", "s", QUIET, "#f7f8f9"),
}


@dataclass(frozen=True)
class Bar:
    """How much of a way is done, of its time gone, expected at its end: shares of one; ``text`` says it."""

    text: str
    done: Fraction | None
    gone: Fraction | None = None
    expected: Fraction | None = None
    kind: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dots:
    """Points of a small picture in shares of its width and height; ``own`` stands out, ``line`` is upright.

    ``text`` says what it shows.
    """

    text: str
    points: tuple[tuple[Fraction, Fraction], ...]
    own: tuple[Fraction, Fraction]
    line: Fraction | None = None
    doubts: tuple[str, ...] = ()
