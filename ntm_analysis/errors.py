"""What a user can get wrong, and the exit code that says so.

One family is shown as a sentence without a traceback; every other exception is a
bug and crashes. Error sentences are built beside the class that carries them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line, decided here and nowhere else."""

    OK = 0
    SOME_FAILED = 1
    BAD_INPUT = 2


# What nobody sees: control characters, zero-width ones, those that turn the direction of reading.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]")
_LONGEST = 300


def spelled(text: str) -> str:
    """Writes a text for people and terminals, with what nobody sees spelled out."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


class NtmError(Exception):
    """Is shown to the user as one sentence and ends the command with ``exit_code``."""

    exit_code = ExitCode.BAD_INPUT


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in an input file: where, what was found, what would be right.

    ``line`` is the number an editor or Excel shows (the header is line 1), 0 where
    the problem concerns the whole file. ``column`` is the column or YAML key, or "".
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    warning: bool = False

    def __str__(self) -> str:
        where = self.file
        if self.line:
            where += f", dòng {self.line}"
        if self.column:
            where += f", {self.column}"
        found = spelled(self.found)
        if len(found) > _LONGEST:  # what is too long to be read goes without its middle
            found = f"{found[: _LONGEST // 2]} … {found[-_LONGEST // 4 :]}"
        return f"{where}: {found}; {self.expected}" if self.expected else f"{where}: {found}"


class InputError(NtmError):
    """Carries every problem found in the inputs, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(told(self.problems)))


_MOST_ALIKE = 5  # rows wrong in the same way that are named one by one
_PARTICULAR = re.compile(r"“[^”]*”|[0-9]+")


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """Writes a line a problem, those of whole files first as others follow from them; many alike fold."""
    whole_first = sorted(problems, key=lambda each: each.column != "" and not each.file.endswith(".yaml"))
    alike = Counter(map(_kind, whole_first))
    shown = Counter[tuple[str, str, str]]()
    for problem in whole_first:
        kind = _kind(problem)
        shown[kind] += 1
        if alike[kind] <= _MOST_ALIKE + 1 or shown[kind] <= _MOST_ALIKE:
            yield str(problem)
        elif shown[kind] == alike[kind]:
            yield f"{problem.file}, {problem.column}: và {alike[kind] - _MOST_ALIKE} dòng khác như vậy"


def _kind(problem: Problem) -> tuple[str, str, str]:
    """Names what a problem has in common with those like it: all but the row's own figures and words."""
    return problem.file, problem.column, _PARTICULAR.sub("", problem.found)
