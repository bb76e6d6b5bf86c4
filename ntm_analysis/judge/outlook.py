"""Where indicators are going, and how well the outlook would have foretold what came (rule 14).

One method for all: the middle half of the slopes between any two measured values (after Theil and Sen),
from the last value on. What was measured fewer than four times has no outlook.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.targets.progress import counted
from ntm_analysis.judge.targets.status import expected, extended, has_few_steps
from ntm_analysis.model import Period
from ntm_analysis.model.dataset import Dataset, Results, fraction

_WHOLE = 100  # percent


@dataclass(frozen=True)
class Expected:
    """What was expected in a month of a later one; ``value`` is the last known then, ``actual`` what came.

    ``subject`` is the code of an indicator or the id of a target, ``commune`` "" for the locality.
    """

    subject: str
    commune: str
    made: Period
    until: Period
    value: Fraction
    low: Fraction
    high: Fraction
    actual: Fraction | None = None


def of_indicator(results: Results, set_id: str, code: str, made: Period, until: Period) -> Iterator[Expected]:
    """Gives the range expected of an indicator, or a component of one, in each commune by a later month.

    Only what was measured anew counts, by the month it was measured in (rule 4); a share stays in 0 to 100.
    """
    rows = results.parts
    rows = rows[(rows["set"] == set_id) & (rows["part"] == code) & (rows["month"] <= made.number)]
    for commune, mine in rows.groupby("commune", sort=False):
        told = mine[~mine["stale"]].dropna(subset=["num", "value_month"])
        measured = {
            int(month): Fraction(int(num), int(den))
            for month, num, den in zip(told["value_month"], told["num"], told["den"], strict=True)
        }
        in_order = sorted(measured.items())
        if not in_order or mine["unit"].iloc[0] == "yes_no":
            continue
        month, value = in_order[-1]
        found = extended(in_order, value, until.number - month)
        if found is not None:
            highest = _WHOLE if mine["unit"].iloc[0] == "percent" else max(*found, value)
            low, high = (min(max(each, Fraction(0)), Fraction(highest)) for each in found)
            yield Expected(code, str(commune), made, until, value, low, high)


def foretold_indicators(results: Results, set_id: str, code: str, until: Period) -> Iterator[Expected]:
    """Holds what each earlier month would have expected of an indicator against what was measured since."""
    parts = results.parts
    now = parts[(parts["set"] == set_id) & (parts["part"] == code) & (parts["month"] == until.number)]
    now = now[~now["stale"]].dropna(subset=["num", "value_month"])
    actual = {
        commune: (int(month), fraction(num, den))
        for commune, month, num, den in zip(
            *(now[name].tolist() for name in ("commune", "value_month", "num", "den")), strict=True
        )
    }
    for number in range(min(parts["month"].tolist(), default=until.number), until.number):
        made = Period.from_number(number)
        for each in of_indicator(results, set_id, code, made, until):
            month, came = actual.get(each.commune, (0, None))
            if came is not None and month > made.number:
                yield replace(each, actual=came)


def foretold_targets(data: Dataset, results: Results, until: Period) -> Iterator[Expected]:
    """Holds what each earlier month would have expected of a target against where it came to.

    A goal of one or two steps has no outlook (rule 14), and a target is measured against by a value of its
    own: one that was only carried on foretells nothing.
    """
    for target in data.targets:
        asked = replace(target, end=until)
        came = counted(asked, data, results, until)
        known = [month for month, _ in came.measured]
        for number in range(min(results.counts["month"].tolist(), default=until.number), until.number):
            made = Period.from_number(number)
            then = counted(asked, data, results, made)
            outlook = None if has_few_steps(then) else expected(asked, then, made)
            if outlook is not None and then.value is not None and any(month > number for month in known):
                yield Expected(
                    target.id, "", made, until, then.value, outlook.low, outlook.high, actual=came.value
                )


def table(found: Iterator[Expected]) -> DataFrame:
    """Sets expectations in a table, exact: ``inside`` tells whether what came lies in the range."""
    rows = [
        (
            *(each.subject, each.commune, each.made.number, each.until.number),
            *(each.value, each.low, each.high, each.actual),
            each.actual is not None and each.low <= each.actual <= each.high,
        )
        for each in found
    ]
    names = ["subject", "commune", "made", "until", "value", "low", "high", "actual", "inside"]
    return DataFrame(rows, columns=names)
