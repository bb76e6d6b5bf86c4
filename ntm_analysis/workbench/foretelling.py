"""Where things are going, as tables: the range expected, and how well earlier ranges foretold what came."""

from fractions import Fraction

from pandas import DataFrame, Series

from ntm_analysis.errors import NtmError
from ntm_analysis.judge import outlook
from ntm_analysis.model import Period
from ntm_analysis.say.marks import indicators_known
from ntm_analysis.say.texts import near
from ntm_analysis.say.units import place_names
from ntm_analysis.say.view import View
from ntm_analysis.workbench.schema import conform
from ntm_analysis.workbench.tables import first_days

_DECEMBER = 12


def outlook_of(view: View, code: str, until: Period | None = None) -> DataFrame:
    """Gives the range an indicator is expected in by a month, by the year's end where none is told.

    Columns as in the column dictionary under ``outlook``. No row where fewer than four values were measured.
    Raises NtmError for an unknown code.
    """
    set_id = _set_of(view, code)
    end = until or Period(view.period.year, _DECEMBER)
    found = outlook.table(outlook.of_indicator(view.results, set_id, code, view.period, end))
    return conform("outlook", _told(view, found, set_id).rename(columns={"subject": "part"}))


def backtest(view: View, code: str | None = None) -> DataFrame:
    """Holds what earlier months expected against what came: of an indicator, else of the targets.

    ``missed_by`` is how far what came lies outside the range, 0 inside it. Columns as in the column
    dictionary under ``backtest``.
    """
    set_id = _set_of(view, code) if code else ""
    rows = (
        outlook.foretold_indicators(view.results, set_id, code, view.period)
        if code
        else outlook.foretold_targets(view.data, view.results, view.period)
    )
    found = outlook.table(rows)
    columns = (found["low"], found["actual"], found["high"])
    found["missed_by"] = [
        max(low - came, came - high, Fraction(0)) for low, came, high in zip(*columns, strict=True)
    ]
    return conform("backtest", _told(view, found, set_id))


def _set_of(view: View, code: str) -> str:
    used = view.set_in_force("standard")
    known = {part for of, part in indicators_known(view) if used is not None and of == used.id}
    if used is None or code not in known:
        raise NtmError(f"không có chỉ tiêu “{code}”; gần nhất: {near(code, known)}")
    return used.id


def _told(view: View, found: DataFrame, set_id: str) -> DataFrame:
    names = place_names(view) | {"": view.data.district.name}
    targets = {target.id: view.words.text(target.name) for target in view.data.targets}
    known = indicators_known(view)

    def number(column: str) -> Series:
        return found[column].map(float, na_action="ignore").astype("float64")

    return found.assign(
        name=found["commune"].map(names),
        title=[
            targets.get(code) or view.words.text(known[set_id, code].name)
            for code in found["subject"].tolist()
        ],
        unit=[known[set_id, code].unit if set_id else "" for code in found["subject"].tolist()],
        end=first_days(found["until"]),
        made=first_days(found["made"]),
        **{
            column: number(column)
            for column in ("value", "low", "high", "actual", "missed_by")
            if column in found
        },
    )
