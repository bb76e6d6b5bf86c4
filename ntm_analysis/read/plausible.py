"""Values that no office can have meant: they are asked about, and decide nothing until somebody answers.

A value outside the range of its measure, one that leaps from the value before, and a denominator that does
not fit the commune make no verdict: the row is marked ``asked`` and told. Whoever has looked at it and finds
it right writes so in the row, in column note: ``xác nhận: lý do``. The limits are in
data/criteria/plausible.yaml.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from pandas import DataFrame, Series

from ntm_analysis.read.cells import Flags, Integers, keys_of
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.misfits import misfits, uncounted, warn_of_old, warn_of_statistics
from ntm_analysis.read.questioned import CONFIRM, Question, Rows, is_confirmed

_FEWEST = 10  # a leap of fewer people or households is none, whatever their share


def ask(findings: Findings, frame: DataFrame, known: Known, measure: Integers) -> Flags:
    """Warns of what is not plausible; tells which rows decide nothing until their note confirms them."""
    rows = Rows(findings, frame, known, measure)
    confirmed = findings.cells["note"].are(is_confirmed)
    asked = np.zeros(len(frame), dtype=bool)
    questions = {_fractions: "value", _outside: "value", _leaps: "value", uncounted: "denominator"}
    for question, column in questions.items():
        found, said, right = question(rows)
        found &= findings.sound("set", "indicator", "value", "numerator", "denominator") & ~confirmed & ~asked
        findings.add(found, column, said, right, warning=True)
        asked |= found
    doubtful, said, right = misfits(rows)
    doubtful &= findings.sound("set", "indicator", "numerator", "denominator") & ~confirmed & ~asked
    findings.add(doubtful, "denominator", said, right, warning=True)
    warn_of_statistics(rows, confirmed | asked)
    warn_of_old(rows, confirmed)
    return asked


def _fractions(rows: Rows) -> Question:
    """Finds percentages written as fractions: 0,35 for 35 %, as Excel keeps them."""
    percent = rows.known.measures.in_units(rows.measure, "percent")
    written = rows.frame["denominator"].isna().to_numpy()
    found = percent & written & (rows.value > 0) & (rows.value <= 1)
    return (
        found,
        lambda row: f"“{row['value']}” là tỷ lệ rất thấp; có phải {_hundredfold(row['value'])}%?",
        f"ghi số phần trăm; {CONFIRM}",
    )


def _hundredfold(text: str) -> str:
    return f"{float(text.replace(',', '.')) * 100:.6g}".replace(".", ",")


def _outside(rows: Rows) -> Question:
    """Finds values outside the range of their measure: mostly another unit."""
    low, high = rows.of_measure(lambda p: float(p.low)), rows.of_measure(lambda p: float(p.high))
    found = (rows.value < low) | (rows.value > high)

    def said(row: Series) -> str:
        limit, unit = rows.limit(row), rows.unit(row)
        return f"{_shown(row)} ngoài khoảng thường gặp {_number(limit.low)}–{_number(limit.high)}{unit}"

    return found, said, f"kiểm tra đơn vị và số liệu; {CONFIRM}"


def _leaps(rows: Rows) -> Question:
    """Finds values too far from the one before, of the same measure, commune, sex and line."""
    cells = rows.findings.cells
    steady = rows.of_measure(lambda p: np.nan if p.steady is None else float(p.steady))
    size = len(rows.frame)
    key = keys_of([cells[name] for name in ("commune", "set", "indicator", "sex", "line")], size)
    usable = np.flatnonzero(~np.isnan(rows.value) & ~np.isnan(steady) & ~rows.estimate)
    order = usable[np.lexsort((usable, rows.month[usable], key[usable]))]
    before = np.full(size, -1, dtype="int64")
    same = (key[order][1:] == key[order][:-1]) & (rows.shaped_in[order][1:] == rows.shaped_in[order][:-1])
    before[order[1:][same]] = order[:-1][same]
    has = before >= 0
    earlier = np.where(has, rows.value[before], np.nan)
    leap = np.abs(rows.value - earlier)
    limit = np.where(rows.points, steady, steady / 100 * np.abs(earlier))
    counted = rows.frame["numerator"].to_numpy("float64", na_value=np.nan)
    # One school of two is fifty points and no leap; nor are three households of five.
    few = np.where(rows.points, np.abs(counted - np.where(has, counted[before], np.nan)) <= 1, leap < _FEWEST)
    amount = ~rows.points & ~rows.statistic
    found = has & (leap > limit) & ~(few & ~amount)
    shown = {
        int(line): rows.findings.rows.iloc[position]
        for line, position in zip(rows.findings.table.lines[found], before[found], strict=True)
    }

    def said(row: Series) -> str:
        last = shown[int(row["row"])]
        return f"{_shown(row)}, kỳ {last['period']} là {_shown(last)}: thay đổi bất thường"

    return found, said, f"kiểm tra cả hai số; {CONFIRM}"


def _shown(row: Series) -> str:
    """Writes a row's value as it stands, or its counts."""
    return f"“{row['value']}”" if row["value"] else f"{row['numerator']}/{row['denominator']}"


def _number(limit: Fraction) -> str:
    return f"{float(limit):g}".replace(".", ",")
