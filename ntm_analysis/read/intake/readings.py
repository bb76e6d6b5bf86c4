"""What was read of a sheet: the rows it makes, what was left out and why, what is to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_analysis.errors import Problem


@dataclass(frozen=True)
class ReadRow:
    """A row for a table of the dataset, with the file and the cell it was read from."""

    file: str
    table: str
    row: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class Told:
    """Something to be known of a cell, a row or the sheet: what, and what was made of it."""

    place: str
    text: str


@dataclass
class Reading:
    """Everything of one sheet."""

    file: str
    sheet: str
    title: str = ""  # what it is: of what, of when, by whom
    entries: list[ReadRow] = field(default_factory=list)
    converted: list[Told] = field(default_factory=list)
    left_out: list[Told] = field(default_factory=list)
    questions: list[Told] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blank: int = 0  # cells that say nothing
