"""dataset.yaml: whose data these are, which sets hold in which periods, what the office changes."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pandas import DataFrame
from pydantic import Field, StringConstraints

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Criteria, Period, Place, PlaceKind, SetInForce
from ntm_analysis.model.dataset import Province
from ntm_analysis.read.closing import Closing
from ntm_analysis.read.criteria import Override
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.schema import DATE, PERIOD, TABLES, YEAR
from ntm_analysis.read.shapes import (
    BothLanguages,
    Keys,
    PeriodText,
    Shape,
    Written,
    matching,
    one_of,
    or_else,
    shaped,
)
from ntm_analysis.read.words import POVERTY_LINES, REGIONS
from ntm_analysis.read.yaml_files import YamlFile, read_yaml, repeated

FILE = "dataset.yaml"
_NAME = matching("[a-z0-9][a-z0-9-]{0,59}", "chữ thường không dấu, chữ số và dấu nối, ví dụ van-quan")
_CODE = matching("[0-9]{1,5}", "mã gồm tối đa 5 chữ số, đặt trong nháy kép")
_GAP_MONTHS = 3  # figures come monthly; a longer silence is told once
_FEW = 10  # percent of what the months before have: a month of so few rows may be mistyped
_YEARS_BEFORE, _YEARS_AFTER = 12, 1
# Where a day far from the months of the dataset is nothing unusual: units lived before and will after, and
# what is planned may lie some years ahead.
_LONG = {"valid_from", "valid_to", "census_date", "effective_date"}
_AHEAD = {"due": 5}
_CUT_OFF = matching("[1-9]|[12][0-9]|3[01]", "ngày trong tháng, từ 1 đến 31")


_Unit = Annotated[
    Province, Keys(code=Annotated[str, _CODE], name=Annotated[Written, StringConstraints(max_length=60)])
]
_SetInForce = Annotated[
    SetInForce,
    Keys(
        role=Annotated[str, one_of("standard", "advanced")],
        start=Annotated[PeriodText, Field(alias="from")],
        end=Annotated[PeriodText | None, Field(default=None, alias="to")],
    ),
]


class Description(Shape):
    """What dataset.yaml says, each key as documented in data/README.md."""

    name: Annotated[str, _NAME]
    title: BothLanguages
    office: BothLanguages
    province: _Unit
    district: _Unit
    region: Annotated[str, one_of(*REGIONS)]
    cut_off_day: Annotated[int, _CUT_OFF]
    criteria: Written
    illustrative: bool
    sets: tuple[_SetInForce, ...]
    formulas: dict[str, dict[str, Written]] = Field(default_factory=dict)
    threshold_overrides: tuple[Override, ...] = ()
    poverty_line: Annotated[str, one_of(*(line for line in POVERTY_LINES if line))]
    closed: tuple[Closing, ...] = ()
    scenario: Annotated[Written, or_else("")] = ""  # what is only assumed, by its name

    @property
    def said(self) -> dict[str, Any]:
        """Gives what is said here alone, by the names of Dataset's fields."""
        same = (
            "name",
            "title",
            "office",
            "province",
            "region",
            "cut_off_day",
            "illustrative",
            "sets",
            "scenario",
        )
        district = Place(self.district.code, self.district.name, PlaceKind.DISTRICT)
        return {name: getattr(self, name) for name in (*same, "poverty_line")} | {"district": district}

    @property
    def chosen_formulas(self) -> dict[tuple[str, str], str]:
        """Gives the formula chosen by (set, indicator), where it is not the default."""
        return {(s, code): formula for s, codes in self.formulas.items() for code, formula in codes.items()}

    def check(self, document: YamlFile) -> None:
        """Reports sets that hold at the same time, months closed twice, and want of a standard set."""
        entries, last = list(enumerate(self.sets)), Period(9999, 12)
        for index, entry in entries:
            if entry.end and entry.end < entry.start:
                document.report(
                    ("sets", index, "to"), f"“{entry.end}” trước “{entry.start}”", "kỳ cuối sau kỳ đầu"
                )
        for (_, one), (index, other) in combinations(entries, 2):
            overlap = one.start <= (other.end or last) and other.start <= (one.end or last)
            if one.role == other.role and overlap:
                found = f"các kỳ của “{other.set}” trùng với “{one.set}” cùng vai trò {one.role}"
                document.report(("sets", index), found, "mỗi kỳ chỉ một bộ cho mỗi vai trò")
        for index, month in repeated(entry.period for entry in self.closed):
            document.report(("closed", index, "period"), f"kỳ {month} viết hai lần", "giữ lại một")
        if not any(entry.role == "standard" for _, entry in entries):
            document.report(("sets",), "không có bộ nào với role: standard", "ít nhất một")


def read_description(folder: Path) -> tuple[Description, YamlFile]:
    """Reads dataset.yaml; raises InputError where it is missing, broken or contradicts itself."""
    path = folder / FILE
    try:
        found, right = "" if path.is_file() else f"không có {FILE}", "chọn thư mục của một bộ số liệu"
    except OSError as error:
        found, right = f"không xem được thư mục ({error.strerror})", "kiểm tra quyền đọc thư mục"
    if found:
        raise InputError([Problem(str(folder), 0, "", found, right)])
    document = read_yaml(path)
    description = shaped(document, Description)
    if description is None:
        raise InputError(document.problems)
    description.check(document)
    if document.problems:
        raise InputError(document.problems)
    return description, document


def sets_without_areas(document: YamlFile, description: Description, criteria: Criteria) -> Iterator[Problem]:
    """Warns of a set in force that no area names: its criteria would be on no area's page."""
    for index, use in enumerate(description.sets):
        without = [area.id for area in criteria.areas.values() if not area.criteria.get(use.set)]
        if use.set in criteria.sets and without:
            found = f"areas.yaml không ghi tiêu chí nào của bộ “{use.set}” cho lĩnh vực {', '.join(without)}"
            line = document.lines.get(("sets", index), 0)
            yield Problem(FILE, line, "sets", found, "thêm bộ này vào areas.yaml", warning=True)


def doubtful_months(
    document: YamlFile, description: Description, frames: Mapping[str, DataFrame]
) -> Iterator[Problem]:
    """Warns of months far from all others or with hardly a row, and of months without a set."""
    counted = _rows_by_month(frames)
    months = sorted(counted)
    for earlier, later in pairwise(months):
        if later - earlier > _GAP_MONTHS:
            found = f"kỳ {Period.from_number(later)} cách kỳ trước đó {later - earlier} tháng"
            yield Problem("observations.csv", 0, "period", found, "kiểm tra lại kỳ", warning=True)
    before = sorted(counted[month] for month in months[:-1])
    usual = before[len(before) // 2] if before else 0
    # The last month is the one that is built.
    if before and 100 * counted[months[-1]] < _FEW * usual:
        month, last = Period.from_number(months[-1]), counted[months[-1]]
        found = f"kỳ {month} mới có {last} dòng (các kỳ trước thường {usual} dòng) và sẽ là kỳ được lập"
        right = "kiểm tra lại kỳ của các dòng đó; lập kỳ khác bằng --period"
        yield Problem("observations.csv", 0, "period", found, right, warning=True)
    covered = [use for use in description.sets if use.role == "standard"]
    periods = map(Period.from_number, months)
    bare = [month for month in periods if not any(use.holds_in(month) for use in covered)]
    if bare:
        found = f"chưa có bộ tiêu chí nào cho kỳ {', '.join(map(str, bare))}"
        line = document.lines.get(("sets",), 0)
        yield Problem(FILE, line, "sets", found, "ghi bộ áp dụng cho kỳ đó", warning=True)


def _rows_by_month(frames: Mapping[str, DataFrame]) -> dict[int, int]:
    columns = [frames[name]["month"].dropna() for name in ("observations", "verdicts") if name in frames]
    return {int(month): int(n) for month, n in pd.concat(columns).value_counts().items()} if columns else {}


def far_dates(tables: Mapping[str, TextTable], frames: Mapping[str, DataFrame]) -> Iterator[Problem]:
    """Warns of days, years and months of any table years away from the dataset's own months."""
    months = _rows_by_month(frames)
    if not months:
        return
    usual = sorted(months.values())[len(months) // 2]
    # The last month with more than a few rows: one mistyped row must not excuse another.
    last = max(month for month, n in months.items() if 100 * n >= _FEW * usual) // 12
    earliest = min(months) // 12 - _YEARS_BEFORE
    for name, table in tables.items():
        for column in TABLES[name]:
            if column.kind not in (DATE, YEAR, PERIOD) or column.name in _LONG:
                continue
            cells, latest = table.cells[column.name], last + _AHEAD.get(column.name, _YEARS_AFTER)
            for text in cells.texts:
                year = int(text[:4]) if text[:4].isdecimal() else None
                if year is not None and not earliest <= year <= latest:
                    line = int(table.lines[cells.isin([text])][0])
                    found = f"“{text}” cách xa các kỳ của bộ số liệu"
                    yield Problem(table.file, line, column.name, found, "kiểm tra lại năm", warning=True)
