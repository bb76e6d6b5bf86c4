"""A value among those of the other communes, and its way over the months, as small pictures in a row."""

from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.model import Period, Rule, Verdict
from ntm_analysis.model.dataset import fraction
from ntm_analysis.say import marks
from ntm_analysis.say.palette import Dots
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell

_NO_QUANTITY = {"level", "yes_no", ""}
_MIDDLE = Fraction(1, 2)


def position(view: View, row: Any) -> Cell:
    """Draws the communes from the worst value to the best, the row's own one and the threshold among them.

    Nothing where nothing is measured or all are equal. Equal values share a rank.
    """
    others = _counted(view).get((row.set, row.part), {})
    if row.unit in _NO_QUANTITY or row.commune not in others or len(set(others.values())) == 1:
        return ""
    better = -1 if row.rule == Rule.AT_MOST else 1
    values, own = [better * value for value in others.values()], better * others[row.commune]
    threshold = fraction(row.threshold_num, row.threshold_den)
    line = None if threshold is None else better * threshold
    least, most = (pick([*values, *([] if line is None else [line])]) for pick in (min, max))

    def at(value: Fraction) -> tuple[Fraction, Fraction]:
        return (value - least) / (most - least), _MIDDLE

    rank, shared = 1 + sum(value > own for value in values), values.count(own) > 1
    key = "table.position_shared" if shared else "table.position_of"
    text = view.words.word(key, rank=view.words.number(rank), n=view.words.number(len(values)))
    return Dots(text, tuple(map(at, values)), at(own), None if line is None else at(line)[0])


def course(view: View, row: Any) -> Cell:
    """Draws the value over the months there are, the present one last; says where it began.

    Nothing where there is but one month, or none. Where women and men are judged apart it is that of the sex
    the present verdict rests on: a line from one to the other would show what nobody measured.
    """
    months = [each for each in _months(view).get((row.commune, row.set, row.part), []) if each.sex == row.sex]
    if row.unit in _NO_QUANTITY or len(months) <= 1 or months[-1].month != view.period.number:
        return ""
    values = [fraction(each.num, each.den) or Fraction(0) for each in months]
    first, last, least, most = months[0].month, months[-1].month, min(values), max(values)
    month = view.words.short_month(Period.from_number(first))
    if least == most:
        return view.words.word("table.course_flat", month=month)
    points = tuple(
        (Fraction(each.month - first, last - first), (value - least) / (most - least))
        for each, value in zip(months, values, strict=True)
    )
    began = marks.measured(view, months[0])
    return Dots(view.words.word("table.course_from", value=began.text, month=month), points, points[-1])


@once
def _counted(view: View) -> dict[tuple[str, str], dict[str, Fraction]]:
    """Gives what every commune's value counts as in the month, by set and part."""
    found: dict[tuple[str, str], dict[str, Fraction]] = {}
    for row in marks.records(_measured(view.now.parts)):
        found.setdefault((row.set, row.part), {})[row.commune] = Fraction(int(row.num), int(row.den))
    return found


@once
def _months(view: View) -> dict[tuple[str, str, str], list[Any]]:
    """Gives the page's values in the order of the months, by commune, set and part."""
    rows = _measured(view.course.parts)
    rows = rows[(rows["commune"] == view.place.code) & (rows["month"] <= view.period.number)]
    found: dict[tuple[str, str, str], list[Any]] = {}
    for row in marks.records(rows.sort_values("month", kind="stable")):
        found.setdefault((row.commune, row.set, row.part), []).append(row)
    return found


def _measured(parts: DataFrame) -> DataFrame:
    """Leaves out what has no value, or one too old to count."""
    return parts[parts["num"].notna() & (parts["verdict"] != Verdict.NO_DATA)]
