"""What a user can get wrong, and the exit code that says so.

One family is shown as a sentence without a traceback; every other exception is a
bug and crashes. Error sentences are built beside the class that carries them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line, decided here and nowhere else."""

    OK = 0
    SOME_FAILED = 1
    BAD_INPUT = 2


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
        return f"{where}: {self.found}; {self.expected}" if self.expected else f"{where}: {self.found}"


class InputError(NtmError):
    """Carries every problem found in the inputs, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
