"""What the marks of a sheet mean: words by themselves, signs by a legend in the sheet or as they are told."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_analysis.errors import NtmError
from ntm_analysis.read.intake.grid import OfficeSheet
from ntm_analysis.read.intake.names import layouts

_VERDICTS = "cơ bản đạt|chưa đạt chuẩn|chưa đạt|không đạt|đạt chuẩn|đạt"
_SAID = re.compile(
    rf"(?:dấu|ký hiệu|chữ)?\s*[“\"'(\[]?(?P<sign>[^\s“”\"'()\[\],;:=]{{1,4}})[”\"')\]]?\s*(?:[:=–-]|là)\s*"
    rf"(?:xã\s+)?(?P<verdict>{_VERDICTS})\b",
    re.IGNORECASE,
)
_LONGEST = 3  # letters of a mark that nothing explains
_GIVEN = re.compile(r"\s*(?P<sign>[^=,]+?)\s*=\s*(?P<verdict>[^=,]+?)\s*")


def plain(text: str) -> str:
    """Gives a mark as it is compared: without blanks around, capitals do not matter."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


@dataclass(frozen=True)
class Marks:
    """The verdict, as files have it, of each mark; ``told`` says where the meaning of each sign is from."""

    meant: Mapping[str, str]
    told: Mapping[str, str]

    @classmethod
    def of(cls, grid: OfficeSheet, body: range, given: Mapping[str, str] | None = None) -> "Marks":
        """Gathers words, the legend beside the table's rows, and what was told, which decides."""
        words = {plain(word): verdict for word, verdict in layouts()["words"].items()}
        meant, told = dict(words), dict[str, str]()
        for number, cells in grid.numbered():
            if number in body:
                continue
            for column, text in enumerate(cells, start=1):
                for found in _SAID.finditer(text):
                    sign = plain(found["sign"])
                    meant.setdefault(sign, words[plain(found["verdict"])])
                    told.setdefault(sign, grid.place(number, column))
        for sign, verdict in (given or {}).items():
            meant[sign], told[sign] = verdict, "--marks"
        return cls(meant, told)

    def is_like(self, text: str) -> bool:
        """Tells whether a text may be a mark: a known one, or as short as marks are."""
        return bool(text) and (plain(text) in self.meant or len(text) <= _LONGEST)


def given_marks(text: str) -> dict[str, str]:
    """Reads ``x=đạt,0=chưa đạt``; raises NtmError for what is no such list."""
    words = {plain(word): verdict for word, verdict in layouts()["words"].items()}
    found = {}
    for part in text.split(","):
        match = _GIVEN.fullmatch(part)
        if match is None or plain(match["verdict"]) not in words:
            known = ", ".join(dict.fromkeys(layouts()["words"].values()))
            raise NtmError(
                f"--marks “{part.strip()}” không hợp lệ; viết như x=đạt,0=chưa đạt (kết quả: {known})"
            )
        found[plain(match["sign"])] = words[plain(match["verdict"])]
    return found


def unknown_signs(marks: Marks, texts: Iterable[str]) -> list[str]:
    """Lists the signs that nothing explains, each once."""
    return [*dict.fromkeys(text for text in texts if text and plain(text) not in marks.meant)]
