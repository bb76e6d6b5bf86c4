"""A Word paper held against what the data give now: its figures are found again by the words around them."""

import io
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from ntm_analysis.errors import NtmError
from ntm_analysis.publish.docx import TITLES

# A number with its points, commas and strokes, or the sign of a verdict.
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*|[✓✗≈]")
_TOKEN = re.compile(rf"{_FIGURE.pattern}|\w+|[^\w\s]")
_HOLDER, _CELL = "\x00", "\x1f"  # stand for any figure, and between the cells of a row
_ALIKE = 0.5  # of their words, and two lines are taken for the same one


@dataclass(frozen=True)
class PaperLine:
    """A paragraph, or the row of a table: the title of the table, the heads of its columns."""

    text: str
    table: str = ""
    columns: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """Gives the words by which the line is found again: of a row its first that are no number."""
        cells = self.text.split(_CELL)
        return next((cell for cell in cells if not _FIGURE.fullmatch(cell)), cells[0])

    @property
    def key(self) -> tuple[str, str]:
        """Tells which row of which table it is."""
        return self.table, self.head if self.columns else self.text

    @property
    def shape(self) -> list[str]:
        """Gives its words and signs, and where a figure stands."""
        return _shape(_TOKEN.findall(self.text))


@dataclass(frozen=True)
class Held:
    """A figure of a paper; ``now`` is what the data give, None where the paper as made has no such figure."""

    line: PaperLine
    column: str
    found: str
    now: str | None


def lines_of(paper: bytes) -> list[PaperLine]:
    """Reads the paragraphs and rows of a paper in their order; raises NtmError for what is no .docx."""
    try:
        file = docx.Document(io.BytesIO(paper))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise NtmError("không đọc được tệp; hãy lưu lại thành tệp .docx trong Word") from error
    found, above = list[PaperLine](), ""
    for part in file.iter_inner_content():
        if isinstance(part, Table):
            rows = [tuple(" ".join(cell.text.split()) for cell in row.cells) for row in part.rows]
            found += [PaperLine(_CELL.join(row), above, rows[0]) for row in rows if any(row)]
        elif text := " ".join(part.text.split()):
            above = text if part.style is not None and part.style.name in TITLES else above
            found.append(PaperLine(text))
    return found


def origin_of(paper: bytes) -> str:
    """Gives what a paper was made by, as its properties tell."""
    return str(docx.Document(io.BytesIO(paper)).core_properties.keywords)


def held(theirs: list[PaperLine], ours: list[PaperLine], decimal: str) -> Iterator[Held]:
    """Holds every figure of a paper against the same paper made now; ``decimal`` is the sign of a decimal.

    Lines and figures are paired by the words that stand around them, so that wording changed by hand, and
    lines added or left out, make no figure wrong.
    """
    order = {id(line): number for number, line in enumerate(theirs)}
    for line, other in sorted(_paired(theirs, ours), key=lambda pair: order[id(pair[0])]):
        cells, made = line.text.split(_CELL), other.text.split(_CELL) if other else []
        if len(cells) != len(made):  # a column more or less: the row is read as one text
            cells, made = [" ".join(cells)], [" ".join(made)]
        heads = line.columns if len(line.columns) == len(cells) else [""] * len(cells)
        for head, mine, now in zip(heads, map(_TOKEN.findall, cells), map(_TOKEN.findall, made), strict=True):
            place = dict[int, str]()
            for at, to, size in _matched(_shape(mine), _shape(now)).get_matching_blocks():
                place |= {at + n: now[to + n] for n in range(size)}
            for number, token in enumerate(mine):
                if _FIGURE.fullmatch(token):
                    right = place.get(number)
                    same = right is not None and _value(right, decimal) == _value(token, decimal)
                    yield Held(line, head, token, token if same else right)


def _shape(tokens: list[str]) -> list[str]:
    """Gives a text's words and signs without what its figures are."""
    return [_HOLDER if _FIGURE.fullmatch(token) else token for token in tokens]


def _paired(theirs: list[PaperLine], ours: list[PaperLine]) -> Iterator[tuple[PaperLine, PaperLine | None]]:
    """Pairs each line with the one that was made in its place, None for one that was added.

    A row is found by its table and its first words, wherever it stands: what is sorted moves.
    """
    named = [{each.key: each for each in of if each.columns} for of in (theirs, ours)]
    counts = [Counter(each.key for each in of) for of in (theirs, ours)]
    moved = {key for key in named[0].keys() & named[1].keys() if counts[0][key] == counts[1][key] == 1}
    yield from ((named[0][key], named[1][key]) for key in named[0] if key in moved)
    theirs, ours = ([each for each in of if each.key not in moved] for of in (theirs, ours))
    mine, made = ([tuple(line.shape) for line in of] for of in (theirs, ours))
    for kind, start, end, first, last in _matched(mine, made).get_opcodes():
        if kind == "equal":
            yield from zip(theirs[start:end], ours[first:last], strict=True)
            continue
        yield from _likest(theirs[start:end], ours[first:last])


def _likest(theirs: list[PaperLine], ours: list[PaperLine]) -> Iterator[tuple[PaperLine, PaperLine | None]]:
    """Pairs lines that follow each other, so that together they have the most words in common."""
    like = [[_likeness(line, other) for other in ours] for line in theirs]
    best = [[0.0] * (len(ours) + 1) for _ in range(len(theirs) + 1)]
    for n in reversed(range(len(theirs))):
        for m in reversed(range(len(ours))):
            paired = like[n][m] + best[n + 1][m + 1] if like[n][m] >= _ALIKE else 0
            best[n][m] = max(best[n + 1][m], best[n][m + 1], paired)
    m = 0
    for n, line in enumerate(theirs):
        while m < len(ours) and best[n][m] == best[n][m + 1]:
            m += 1
        is_pair = m < len(ours) and best[n][m] > best[n + 1][m]
        yield line, ours[m] if is_pair else None
        m += is_pair


def _likeness(line: PaperLine, other: PaperLine) -> float:
    """Tells how many of their words two lines share, of lines without words how many of their signs."""
    words = [[token for token in of.shape if token.isalpha()] for of in (line, other)]
    return _matched(*(words if all(words) else (line.shape, other.shape))).ratio()


def _matched(mine: Sequence[Hashable], made: Sequence[Hashable]) -> SequenceMatcher[Any]:
    """Matches without leaving out what occurs often, as figures do."""
    return SequenceMatcher(None, mine, made, autojunk=False)


def _value(figure: str, decimal: str) -> tuple[Decimal | str, ...]:
    """Reads a figure as what it counts: 06/16 as 6/16, 1.234 as 1234; a sign as itself."""
    group = "." if decimal == "," else ","
    plain = figure.replace(group, "").replace(decimal, ".")
    return tuple(Decimal(part) if re.fullmatch(r"\d+(\.\d+)?", part) else part for part in plain.split("/"))
