"""Values that no office can have meant: they are asked about, and decide nothing until somebody answers.

A value outside the range of its measure, one that leaps from the value before, and a denominator that does
not fit the commune make no verdict: the row is marked ``asked`` and told. Whoever has looked at it and finds
it right writes so in the row, in column note: ``xác nhận: lý do``. The limits are in
data/criteria/plausible.yaml.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from pandas import DataFrame

from ntm_analysis.model import Frequency
from ntm_analysis.read.cells import Flags, Integers, month_of
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.questioned import (
    CONFIRM,
    Question,
    Rows,
    fractions,
    is_confirmed,
    leaps,
    outside,
)
from ntm_analysis.read.words import STATISTICS, TOTAL

_ONE_SEX = (0.35, 0.65)  # of everybody
_STEPS = {"month": 1, "quarter": 3, "half_year": 6}
_YEAR = 12
# Statistics that communes.csv states as well, and how far they may differ from it.
_OF_COMMUNE = {"population": (0.5, 2.0), "households": (0.5, 2.0), "villages": (1.0, 1.0)}


def ask(findings: Findings, frame: DataFrame, known: Known, measure: Integers) -> Flags:
    """Warns of what is not plausible; tells which rows decide nothing until their note confirms them."""
    rows = Rows(findings, frame, known, measure)
    confirmed = findings.cells["note"].are(is_confirmed)
    asked = np.zeros(len(frame), dtype=bool)
    # Denominators too far from the commune's population, households, villages or schools do not count.
    far = partial(unlike, shares="counts")
    for question, column in (
        (fractions, "value"),
        (outside, "value"),
        (leaps, "value"),
        (far, "denominator"),
    ):
        found, said, right = question(rows)
        found &= findings.sound("set", "indicator", "value", "numerator", "denominator") & ~confirmed & ~asked
        findings.add(found, column, said, right, warning=True)
        asked |= found
    # What is to be told and decides all the same: denominators that are not quite the commune's are such.
    for question, column, read, apart in (
        (
            partial(unlike, shares="share"),
            "denominator",
            ("set", "indicator", "numerator", "denominator"),
            asked,
        ),
        (unlike_communes, "value", (), asked),
        (too_old, "measured_on", ("period", "measured_on", "reference_year", "set", "indicator"), confirmed),
    ):
        found, said, right = question(rows)
        findings.add(found & findings.sound(*read) & ~confirmed & ~apart, column, said, right, warning=True)
    return asked


def unlike(rows: Rows, *, shares: str) -> Question:
    """Finds denominators outside ``share`` or ``counts`` of the statistic that they are to count."""
    denominators = rows.known.standards.criteria.denominators
    found = np.zeros(len(rows.frame), dtype=bool)
    against: dict[int, str] = {}
    for name, each in denominators.items():
        counted = np.array([p is not None and p.denominator == name for p in rows.limits])[rows.measure]
        mine = np.flatnonzero(counted & ~rows.frame["denominator"].isna().to_numpy())
        if not len(mine):
            continue
        whole = rows.whole(each.of, mine)
        sexes = ~rows.has("sex", TOTAL)[mine]
        pairs = zip(_ONE_SEX, getattr(each, shares), strict=True)
        least, most = (np.where(sexes, half, 1) * float(share) for half, share in pairs)
        stated = rows.frame["denominator"].to_numpy("float64", na_value=np.nan)[mine]
        bad = (whole > 0) & ((stated < np.floor(least * whole)) | (stated > np.ceil(most * whole)))
        found[mine[bad]] = True
        lines = rows.findings.table.lines[mine[bad]]
        for line, number in zip(lines.tolist(), whole[bad].tolist(), strict=True):
            statistic = rows.known.standards.criteria.statistics[each.of].name.vi
            against[line] = f"{statistic[:1].lower()}{statistic[1:]} của xã là {int(number)}"
    return (
        found,
        lambda row: f"mẫu số {row['denominator']}, trong khi {against[int(row['row'])]}",
        f"tính trên toàn xã, hoặc sửa số liệu kia; {CONFIRM}",
    )


def unlike_communes(rows: Rows) -> Question:
    """Finds statistics that communes.csv states otherwise; pages show them, and no verdict rests on it."""
    cells, stated = rows.findings.cells, {code: rows.stated(code) for code in _OF_COMMUNE}
    found = np.zeros(len(rows.frame), dtype=bool)
    for code, (least, most) in _OF_COMMUNE.items():
        whole = cells["commune"].mapped(stated[code].get, "float64")
        other = (whole > 0) & ((rows.value < least * whole) | (rows.value > most * whole))
        found |= other & cells["indicator"].isin([code])
    found &= rows.has("set", STATISTICS) & rows.has("sex", TOTAL)
    found &= rows.shaped_in == 0  # communes.csv states the commune as it was before
    return (
        found,
        lambda row: (
            f"“{row['value']}”, trong communes.csv là {int(stated[row['indicator']][row['commune']])}"
        ),
        f"kiểm tra cả hai; {CONFIRM}",
    )


def too_old(rows: Rows) -> Question:
    """Finds values measured so long before their month that they are too old to count in it (rule 4)."""
    frame, known = rows.frame, rows.known
    own = known.standards.rules.drop_duplicates(["set", "measure"])
    often = dict(zip(zip(own["set"], own["measure"], strict=True), own["frequency"], strict=True))
    often |= {
        (STATISTICS, code): str(each.frequency) for code, each in known.standards.criteria.statistics.items()
    }
    steps = [
        _STEPS.get(often.get(key, Frequency.YEAR.value), _YEAR) for key in known.standards.measures.numbers
    ]
    step = np.array([*steps, _YEAR], dtype="int64")[rows.measure]
    measured = month_of(frame["measured_on"]).fillna(frame["month"]).to_numpy("int64", na_value=0)
    year = frame["reference_year"].to_numpy("int64", na_value=9999)
    belongs = np.minimum(measured, year * _YEAR + _YEAR - 1)
    return (
        (rows.measure >= 0) & (rows.month > 0) & (rows.month - belongs > 2 * step),
        lambda row: (
            f"đo ngày {row['measured_on'] or '(để trống)'}, "
            f"năm {row['reference_year'] or row['period'][:4]}: quá cũ so với kỳ {row['period']}, "
            "không được tính"
        ),
        "sửa ngày đo, năm hoặc kỳ; nếu là số cũ gửi bổ sung thì ghi ở kỳ của nó",
    )
