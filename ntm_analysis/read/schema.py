"""Every table of a dataset with its columns: what their cells may hold, and what stands in them as values.

The tables of the movement say who promised, does, gives, receives and reports what; the numbers of items are
those of the founding document (targets.yaml names it).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pandas import DataFrame

from ntm_analysis.read import cells as texts
from ntm_analysis.read import words
from ntm_analysis.read.cells import CellTexts, whole_numbers
from ntm_analysis.read.csv_files import TextTable


@dataclass(frozen=True)
class CellKind:
    """What the cells of a column are; ``name`` is the word of the data dictionary.

    ``typed`` gives the values of a column; one that stands for none becomes a missing value.
    """

    name: str
    right: str
    fits: Callable[[str], bool]
    typed: Callable[[CellTexts], Any] = CellTexts.column


def _like(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda text: whole.fullmatch(text) is not None


TEXT = CellKind("chữ", "một dòng chữ", lambda _text: True)
PROSE = CellKind("chữ", "một dòng chữ", lambda _text: True)  # shown on pages: other languages translate it
CODE = CellKind("mã xã", "mã xã gồm 5 chữ số của Tổng cục Thống kê, ví dụ 06298", _like(r"[0-9]{5}"))
PERIOD = CellKind("kỳ", "năm-tháng, ví dụ 2022-09", _like(r"[0-9]{4}-(?:0[1-9]|1[0-2])"))
DATE = CellKind(
    "ngày",
    f"năm-tháng-ngày từ {texts.FIRST_YEAR} đến {texts.LAST_YEAR}, ví dụ 2022-09-24",
    texts.is_date,
    texts.days,
)
YEAR = CellKind("năm", "năm gồm bốn chữ số, ví dụ 2022", _like(r"(?:19|20)[0-9]{2}"), whole_numbers)
COUNTED = CellKind(
    "số nguyên",
    "một số nguyên không âm, viết liền các chữ số, không có dấu ngăn cách hàng nghìn",
    _like(texts.COUNT),
    whole_numbers,
)
MEASURED = CellKind(
    "số",
    "một số như 87.5, không có dấu ngăn cách hàng nghìn, tối đa 6 chữ số thập phân (trong Excel: hàm ROUND)",
    _like(texts.NUMBER),
    texts.decimals,
)
AMOUNT = CellKind(
    "số tiền",
    "số đồng viết liền các chữ số, không âm, ví dụ 12500000",
    _like(texts.AMOUNT),
    lambda cells: whole_numbers(cells, texts.AMOUNT),
)
WORD = CellKind("từ", "", lambda _text: True)


@dataclass(frozen=True)
class DataColumn:
    """One column. ``words`` are the only words allowed (an empty one: the cell may be blank)."""

    name: str
    kind: CellKind = TEXT
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def right(self) -> str:
        """Says what would be right in a cell."""
        if self.words:
            return "một trong: " + ", ".join(word or "(để trống)" for word in self.words)
        return self.kind.right if self.required else f"{self.kind.right}, hoặc để trống"

    def admits(self, text: str) -> bool:
        """Tells whether a cell may hold a text."""
        if self.words:
            return text in self.words
        return not self.required if text == "" else self.kind.fits(text)

    def typed(self, cells: CellTexts) -> Any:
        """Gives a column's values: words as their codes, có and không as true and false."""
        if self.words is words.YES_NO:
            return cells.are(lambda text: self.words.get(text) == "yes")
        if self.words:
            return cells.cleaned(lambda text: str(self.words.get(text, ""))).column()
        return self.kind.typed(cells)


# Columns that hold the same wherever they stand; all others are text.
_ALIKE = {
    PERIOD: "period meeting",
    DATE: "valid_from valid_to census_date measured_on decision_date start due done_on confirmed_on given_on "
    "registered_on recognised_on commended_on received_on effective_date",
    YEAR: "reference_year credited_year year",
    COUNTED: "population households numerator denominator satisfied asked planned",
    MEASURED: "area_km2 area_share pop_share",
    PROSE: "source note decision document post cause unit price_source use village item recipient merit "
    "legal_basis",
}
_KINDS = {name: kind for kind, names in _ALIKE.items() for name in names.split()}
_ENDING = "source note illustrative"


def _table(names: str, **own: CellKind | Mapping[str, str]) -> tuple[DataColumn, ...]:
    """Gives the columns named; those with an exclamation mark are required, ``own`` are as in no other."""
    columns = []
    for written in names.split():
        name = written.removesuffix("!")
        kind = own.get(name) or (words.YES_NO if name == "illustrative" else _KINDS.get(name, TEXT))
        if isinstance(kind, CellKind):
            columns.append(DataColumn(name, kind, written != name))
        else:
            columns.append(DataColumn(name, WORD, words=kind))
    return tuple(columns)


MOVEMENT: dict[str, tuple[DataColumn, ...]] = {
    "registrations": _table(
        f"year! commune! set! criterion! quarter document {_ENDING}", quarter=words.QUARTERS
    ),
    "bodies": _table(f"body! name! level commune {_ENDING}", name=PROSE, level=words.BODY_LEVELS),
    "responsibilities": _table(f"set criterion commune body! post {_ENDING}"),
    "tasks": _table(
        f"task! name! commune set criterion target body! start! due! meeting document {_ENDING}", name=PROSE
    ),
    "task_states": _table(f"period! task! state done_on cause {_ENDING}", state=words.TASK_STATES),
    "confirmations": _table(
        f"confirmed_on! commune! condition verdict satisfied asked body! document {_ENDING}",
        condition=words.RECOGNITION_CONDITIONS,
        verdict=words.ITEM_VERDICTS,
    ),
    "estimates": _table(f"period! commune target! value! {_ENDING}", value=MEASURED),
    "contributions": _table(
        f"period! commune account kind fund given_on quantity! unit! value price_source use {_ENDING}",
        account=words.ACCOUNTS,
        kind=words.CONTRIBUTION_KINDS,
        fund=words.FUNDS,
        quantity=MEASURED,
        value=AMOUNT,
    ),
    "model_areas": _table(f"commune! village! registered_on document recognised_on decision {_ENDING}"),
    "model_area_items": _table(
        f"period! commune! village! item! verdict {_ENDING}", verdict=words.ITEM_VERDICTS
    ),
    "commendations": _table(
        f"commended_on! commune kind quantity! recipient merit! decision {_ENDING}",
        kind=words.COMMENDED,
        quantity=COUNTED,
    ),
    "activities": _table(f"period! commune kind! quantity! planned body {_ENDING}", quantity=COUNTED),
    "submissions": _table(f"period! commune body received_on {_ENDING}"),
    "unit_changes": _table(
        "effective_date! from_code! from_name! to_code! to_name! area_share! pop_share! villages legal_basis "
        "confidence source"
    ),
}

TABLES: dict[str, tuple[DataColumn, ...]] = {
    "communes": _table(
        "code! name! type valid_from! valid_to area_km2 population households census_date villages "
        "predecessors successors source note",
        code=CODE,
        type=words.COMMUNE_TYPES,
        villages=COUNTED,
    ),
    "observations": _table(
        "period! commune! set! indicator! sex value numerator denominator measured_on reference_year status "
        f"line {_ENDING}",
        sex=words.SEXES,
        status=words.STATUSES,
        line=words.POVERTY_LINES,
    ),
    "verdicts": _table(
        f"period! commune! set! criterion! verdict level {_ENDING}",
        verdict=words.VERDICTS,
        level=words.LEVELS,
    ),
    "recognitions": _table(
        "commune! level credited_year! decision decision_date dossier_stage basis source illustrative",
        level=words.RECOGNITION_LEVELS,
        dossier_stage=words.DOSSIER_STAGES,
        basis=words.BASES,
    ),
    **MOVEMENT,
    "translations": _table("text! language translation!", language=words.TRANSLATED_INTO),
}


def column_names(table: str) -> tuple[str, ...]:
    """Names the columns of a table in the order they are documented."""
    return tuple(column.name for column in TABLES[table])


def typed_columns(name: str, table: TextTable) -> dict[str, Any]:
    """Gives a table's columns as dates, whole numbers, codes for words and true or false for có and không.

    A cell that is not what it should be becomes a missing value: it is reported elsewhere and stops the
    reading; here it must only not get in the way of the other checks.
    """
    return {column.name: column.typed(table.cells[column.name]) for column in TABLES[name]}


def typed(name: str, table: TextTable) -> DataFrame:
    """Gives the typed table, with the line of each row in column ``row``."""
    return DataFrame({"row": table.lines, **typed_columns(name, table)})
