"""What the sheets share: heads of columns, names of sheets, the communes and sets in their order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from ntm_analysis.model import CriteriaSet, Period
from ntm_analysis.publish.sheet import Cell, SheetColumn
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Side

NUMBER = ("number", 5, Side.CENTER)
COMMUNE = ("commune", 14, Side.LEFT)


def columns(view: View, *heads: tuple[str, float, Side]) -> tuple[SheetColumn, ...]:
    """Heads columns by the words of the section ``column``."""
    return tuple(
        SheetColumn(view.words.word(f"workbook.column.{key}"), width, side) for key, width, side in heads
    )


def name_of(view: View, sheet: str) -> str:
    """Names a sheet on its tab."""
    return view.words.word(f"workbook.sheet.{sheet}")


def title_of(view: View, sheet: str, **values: object) -> str:
    """Gives the title a sheet opens with."""
    return view.words.word(f"workbook.title.{sheet}", month=view.words.month(view.period), **values)


def decision(view: View, criteria_set: CriteriaSet) -> str:
    """Names the decision a set was issued by."""
    return f"{criteria_set.decision}, {view.words.text(criteria_set.annex)}"


def day(view: View, row: Any) -> Cell:
    """Gives the day a value was measured, or its month in words where no day is known."""
    if not pd.isna(row.measured_on):
        return date(row.measured_on)
    month = "" if pd.isna(row.value_month) else view.words.month(Period.from_number(int(row.value_month)))
    return Cell(month)


def date(value: Any) -> Cell:
    """Gives a date; empty where there is none."""
    return Cell("") if pd.isna(value) else Cell(dt.date(value.year, value.month, value.day))
