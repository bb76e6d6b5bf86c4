"""Observations that are doubtful: values no office can have meant, and figures that cannot all be right.

A value outside the range of its measure, one that leaps from the value before, and a denominator that does
not fit the commune make no verdict until somebody answers; all else is only told.
"""

import re
from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np
from pandas import DataFrame, Series

from ntm_analysis.model.dataset import months_of
from ntm_analysis.read.cells import Flags, Integers, keys_of
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.plausible import Question, Rows, fractions, leaps, outside, unlike, unlike_communes
from ntm_analysis.read.words import ESTIMATE, FEMALE, MALE, STATISTICS, TOTAL

_CONFIRMED = re.compile(r"xác nhận\s*[:;,–-]\s*\S.{2,}", re.IGNORECASE)
_STEPS = {"month": 1, "quarter": 3, "half_year": 6}
_YEAR = 12
_POOR = ("poor_households", "near_poor_households")
# The sum of the first is part of the sum of the second.
_WITHIN: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (_POOR, ("households",)),
    (("poor_no_labour",), ("poor_households",)),
    (("near_poor_no_labour",), ("near_poor_households",)),
    (("households",), ("population",)),
    (("cultural_families",), ("households",)),
    (("culture_houses_standard",), ("culture_houses",)),
    (("schools_national_standard",), ("schools",)),
    (("learning_centres_good",), ("learning_centres",)),
    (("trained_women",), ("trained_people",)),
)
_DEPRIVED = "deprived_"


def ask(findings: Findings, frame: DataFrame, known: Known, measure: Integers) -> Flags:
    """Warns of what is not plausible; tells which rows decide nothing until their note confirms them.

    Whoever has looked at such a row and finds it right writes so in its note: ``xác nhận: lý do``.
    """
    rows = Rows(findings, frame, known, measure)
    confirmed = findings.cells["note"].are(lambda note: _CONFIRMED.match(note) is not None)
    asked = np.zeros(len(frame), dtype=bool)
    parts = ("set", "indicator", "numerator", "denominator")
    given, dated = (*parts, "value"), ("period", "measured_on", "reference_year", "set", "indicator")
    # What is to be told and decides all the same comes last: denominators that are not quite the commune's
    # are such. Those too far from its population, households, villages or schools do not count.
    for question, column, read, decides in (
        (fractions, "value", given, False),
        (outside, "value", given, False),
        (leaps, "value", given, False),
        (partial(unlike, shares="counts"), "denominator", given, False),
        (partial(unlike, shares="share"), "denominator", parts, True),
        (unlike_communes, "value", (), True),
        (too_old, "measured_on", dated, True),
    ):
        found, said, right = question(rows)
        found = found & findings.sound(*read) & ~confirmed
        found &= True if question is too_old else ~asked
        right += "" if question is too_old else "; nếu đúng thì ghi ở cột note: “xác nhận: lý do”"
        findings.add(found, column, said, right, warning=True)
        asked |= False if decides else found
    return asked


def too_old(rows: Rows) -> Question:
    """Finds values measured so long before their month that they are too old to count in it (rule 4)."""
    frame, standards = rows.frame, rows.known.standards
    own = standards.rules.drop_duplicates(["set", "measure"])
    often = dict(zip(zip(own["set"], own["measure"], strict=True), own["frequency"], strict=True))
    often |= {(STATISTICS, code): str(each.frequency) for code, each in standards.criteria.statistics.items()}
    steps = [_STEPS.get(often.get(key, ""), _YEAR) for key in standards.measures.numbers]
    step = np.array([*steps, _YEAR], dtype="int64")[rows.measure]
    measured = months_of(frame["measured_on"]).fillna(frame["month"]).to_numpy("int64", na_value=0)
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


def check_contradictions(findings: Findings, frame: DataFrame) -> None:
    """Warns of parts larger than their whole; a value without a line is read with those of every line."""
    cells, numbers = findings.cells, _parts(frame, "num")
    counted = _counted(findings, frame, "value", "num") & cells["set"].isin([STATISTICS])
    counted &= cells["sex"].isin([TOTAL])
    place = ["commune", "period", "line"]
    rows = findings.rows.loc[counted, [*place, "indicator"]].drop_duplicates()  # the first of several counts
    # The row of each statistic in every commune, month and poverty line.
    own = rows.assign(at=rows.index).pivot(index=place, columns="indicator", values="at")
    general = own[own.index.get_level_values("line") == ""].droplevel("line")
    own = own.fillna(general.reindex(own.droplevel("line").index).set_axis(own.index))
    at = {str(name): own[name].to_numpy("float64") for name in own}
    deprived = [name for name in at if name.startswith(_DEPRIVED)]
    for parts, whole in (*_WITHIN, *(((name,), _POOR) for name in deprived)):
        if not {*parts, *whole} <= at.keys():
            continue
        given = ~np.isnan(np.sum([at[name] for name in (*parts, *whole)], axis=0))
        part, limit = (
            np.sum([numbers[at[name][given].astype("int64")] for name in names], axis=0)
            for names in (parts, whole)
        )
        told = zip(at[parts[0]][given], part, limit, strict=True)
        for index, above, below in (each for each in told if each[1] > each[2]):
            found = f"{' + '.join(parts)} = {above} lớn hơn {' + '.join(whole)} = {below}"
            findings.report(int(index), "value", found, "kiểm tra lại cả hai số", warning=True)


def _counted(findings: Findings, frame: DataFrame, cell: str, part: str) -> Flags:
    """Tells which rows state a figure that is no estimate, and have no fault in what tells them apart."""
    sound = findings.sound("period", "commune", "set", "indicator", "sex", "line", cell, "status")
    return sound & ~findings.cells["status"].isin([ESTIMATE]) & ~frame[part].isna().to_numpy()


def _by_sex(findings: Findings, rows: Flags, *keys: str) -> DataFrame:
    """Gives the rows of each sex side by side for all that is given by sex, missing where there is none."""
    key = keys_of([findings.cells[name] for name in keys], len(rows))
    split = rows & np.isin(key, key[rows & ~findings.cells["sex"].isin([TOTAL])])
    mine = DataFrame({"key": key, "sex": findings.rows["sex"], "at": range(len(rows))})[split]
    found = mine.drop_duplicates(["key", "sex"], keep="last").pivot(index="key", columns="sex", values="at")
    return found.reindex(columns=[TOTAL, MALE, FEMALE])


def check_sexes(findings: Findings, frame: DataFrame) -> None:
    """Warns of one sex counting more than both, and of a rate of both that lies outside those of each."""
    counted, statistics = _counted(findings, frame, "value", "num"), findings.cells["set"].isin([STATISTICS])
    numbers = _parts(frame, "num")
    rows = _by_sex(findings, counted & statistics, "commune", "period", "indicator", "line")
    more, apart = np.zeros(len(frame), dtype=bool), np.zeros(len(frame), dtype=bool)
    for word in (MALE, FEMALE):
        one, both = rows[[word, TOTAL]].dropna().to_numpy("int64").T
        more[one] = numbers[one] > numbers[both]
    rows = _by_sex(findings, counted & ~statistics, "commune", "period", "set", "indicator")
    rows = rows.dropna().astype("int64")
    # Python's own integers: these products may pass 64 bits.
    num, den = (
        {sex: _parts(frame, part)[rows[sex]].astype(object) for sex in rows} for part in ("num", "den")
    )
    below = above = np.ones(len(rows), dtype=bool)
    for sex in (MALE, FEMALE):
        ours, theirs = num[TOTAL] * den[sex], num[sex] * den[TOTAL]
        below, above = below & (ours < theirs).astype(bool), above & (ours > theirs).astype(bool)
    apart[rows[TOTAL][below | above]] = True
    found = "{indicator} chung nằm ngoài khoảng giữa nam và nữ"
    findings.check(
        (more, "value", "{indicator} của {sex} lớn hơn số chung", "kiểm tra lại cả hai số"),
        (apart, "value", found, "kiểm tra lại cả ba số; xã chỉ đạt khi cả ba đạt"),
        warning=True,
    )


def _parts(frame: DataFrame, part: str) -> Integers:
    return np.asarray(frame[part].to_numpy("int64", na_value=0))


def check_shared_denominators(
    findings: Findings, frame: DataFrame, shared: Iterable[Mapping[tuple[str, str], int]]
) -> None:
    """Reports components whose rule depends on their number of schools and which give different numbers.

    ``shared`` has the (set, code) of the components of each composite as keys.
    """
    cells = findings.cells
    given = _counted(findings, frame, "denominator", "denominator")
    denominator = _parts(frame, "denominator")
    key = keys_of([cells[name] for name in ("commune", "period", "set", "sex")], len(given))
    other = np.zeros(len(given), dtype=bool)
    for parts in shared:
        rows = np.flatnonzero(given & (cells["set"].paired(cells["indicator"], parts) == 1))
        first = Series(denominator[rows]).groupby(key[rows]).transform("first")
        other[rows] |= denominator[rows] != first.to_numpy()
    found = "{indicator} có mẫu số {denominator}, khác với thành phần kia của chỉ tiêu"
    findings.check((other, "denominator", found, "cùng một số trường ở các thành phần"))
