"""What the marks of a sheet mean: words by themselves, signs by a legend in the sheet or as they are told.

A legend is a clause of its own, ``x: đạt``; a sentence about marks, or one with more in it, explains nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_analysis.errors import NtmError
from ntm_analysis.read.intake.grid import OfficeSheet
from ntm_analysis.read.intake.names import layouts, plain
from ntm_analysis.read.intake.readings import Reading, Told

_CLAUSES = re.compile(r"[;,.()\n]")
_LEGEND = re.compile(
    r"(?:(?:ghi chú|chú thích|chú giải|ký hiệu|trong đó)\s*:?\s*)?(?:dấu|ký hiệu|chữ)?\s*"
    r"[“\"']?(?P<sign>[^\s“”\"':=]{1,4})[”\"']?\s*(?:[:=–-]|là)\s*(?:xã\s+)?(?P<verdict>[^:=]+)",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"(?:ô trống|để trống|bỏ trống|không ghi gì)\s*(?:[:=–-]|là)\s*(?P<verdict>[^;,.()]+)",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\s*(?P<sign>[^=,]+?)\s*=\s*(?P<verdict>[^=,]+?)\s*")
_LONGEST = 3  # letters of a mark that nothing explains


def _words() -> dict[str, str]:
    return {plain(word): verdict for word, verdict in layouts()["words"].items()}


@dataclass(frozen=True)
class Marks:
    """The verdict, as files have it, of each mark; ``told`` says where the meaning of each sign is from.

    A mark whose verdict is "" says that nothing is known.
    """

    meant: Mapping[str, str]
    told: Mapping[str, str]

    @classmethod
    def of(cls, grid: OfficeSheet, body: range, given: Mapping[str, str], reading: Reading) -> "Marks":
        """Gathers words, the legend beside the table's rows, and what was told, which decides.

        A sign that the sheet gives two meanings is a problem; a legend of blank cells, or one that was told
        otherwise, a question.
        """
        words, told = _words(), dict[str, str]()
        meant = dict(words)
        for number, column, text in _around(grid, body):
            place = grid.place(number, column)
            if blank := _BLANK.search(text):
                said = f"trang ghi ô trống là {blank['verdict'].strip()}; ô trống vẫn là chưa có số liệu"
                reading.questions.append(Told(place, said))
            for sign, verdict in _legend(text, words):
                if sign in told and meant[sign] != verdict:
                    found = f"dấu “{sign}” có hai nghĩa: {meant[sign]} ({told[sign]}) và {verdict}"
                    reading.problems.append(grid.problem(number, column, found, "giữ lại một chú thích"))
                if sign not in words:
                    meant[sign], told[sign] = verdict, place
        for sign, verdict in given.items():
            if sign in told and meant[sign] != verdict:
                said = f"trang ghi “{sign}” là {meant[sign]}, --marks ghi {verdict}; theo --marks"
                reading.questions.append(Told(told[sign], said))
            meant[sign], told[sign] = verdict, "--marks"
        return cls(meant, told)

    def is_like(self, text: str) -> bool:
        """Tells whether a text may be a mark: a known one, or as short as marks are."""
        return bool(text) and (plain(text) in self.meant or len(text) <= _LONGEST)


def _around(grid: OfficeSheet, body: range) -> Iterable[tuple[int, int, str]]:
    seen = set[str]()
    for number, cells in grid.numbered():
        for column, text in enumerate(cells, start=1):
            if number not in body and text and text not in seen:
                seen.add(text)
                yield number, column, text


def _legend(text: str, words: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for clause in _CLAUSES.split(text):
        found = _LEGEND.fullmatch(clause.strip())
        if found and plain(found["verdict"]) in words:
            yield plain(found["sign"]), words[plain(found["verdict"])]


def given_marks(text: str) -> dict[str, str]:
    """Reads ``x=đạt,0=chưa đạt``; raises NtmError for what is no such list."""
    words, found = _words(), {}
    for part in text.split(","):
        match = _GIVEN.fullmatch(part)
        if match is None or plain(match["verdict"]) not in words:
            known = ", ".join(dict.fromkeys(layouts()["words"]))
            raise NtmError(
                f"--marks “{part.strip()}” không hợp lệ; viết như x=đạt,0=chưa đạt (kết quả: {known})"
            )
        found[plain(match["sign"])] = words[plain(match["verdict"])]
    return found


def unknown_signs(marks: Marks, texts: Iterable[str]) -> list[str]:
    """Lists the signs that nothing explains, each once."""
    return [*dict.fromkeys(text for text in texts if text and plain(text) not in marks.meant)]
