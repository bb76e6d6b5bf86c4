"""Which communes are recognised, and which wait for their decision (rule 12)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from ntm_analysis.judge.arrays import Flags, Integers, Numbers, Words
from ntm_analysis.judge.groups import Groups

_DECIDED = "decided"
_AWAITING = "awaiting_decision"
_NTM_LEVELS_ABOVE = ("advanced", "model")
_NO_DATE = np.iinfo("int64").max


def recognised(recognitions: DataFrame, units: DataFrame) -> DataFrame:
    """Lists per period the recognitions in force and those awaiting a decision.

    A recognition holds from the month of its decision, or from December of its credited year
    where no date is given. It does not pass through a merger: one dated before the unit was
    formed counts only if the unit did not change then.
    """
    effective, awaiting = _effective(recognitions), _is_awaiting(recognitions)
    known = _is_decided(recognitions) & ~np.isnat(effective) | awaiting
    code = {code: number for number, code in enumerate(units["commune"].unique())}
    of_unit, of_row = (Words.of(rows["commune"]).numbers(code) for rows in (units, recognitions))
    unit, row = np.nonzero((of_unit[:, None] == of_row[None, :]) & known[None, :])
    shown = _holds(units.take(unit), effective[row]) | awaiting[row]
    shown &= _in_year(units, unit, recognitions, row) | ~awaiting[row]
    unit, row = unit[shown], row[shown]
    order = _order(units.take(unit), recognitions.take(row), awaiting[row], effective[row])
    unit, row = unit[order], row[order]
    of_period = {name: units[name].array.take(unit) for name in ("period", "month", "commune")}
    about = ("level", "credited_year", "decision", "decision_date", "basis")
    decided = {name: recognitions[name].array.take(row) for name in about}
    illustrative = recognitions["illustrative"].array.take(row)
    return DataFrame({**of_period, **decided, "awaiting": awaiting[row], "illustrative": illustrative})


def _holds(units: DataFrame, day: NDArray[np.datetime64]) -> Flags:
    """Tells whether a decision had been made in the period, and about the unit as it was then."""
    end, formed = (units[name].to_numpy("datetime64[ns]") for name in ("end", "valid_from"))
    own = ~units["changed"].to_numpy(dtype=bool) | (day >= formed)
    return np.isnat(day) | (day <= end) & own


def _in_year(units: DataFrame, unit: Integers, recognitions: DataFrame, row: Integers) -> Flags:
    credited = Numbers.of(recognitions["credited_year"]).at(row)
    return credited.missing | (credited.whole <= units["month"].to_numpy()[unit] // 12)


def _order(
    units: DataFrame, recognitions: DataFrame, awaiting: Flags, effective: NDArray[np.datetime64]
) -> Integers:
    """Orders by month and commune; decisions come before dossiers, undated ones last."""
    day = np.where(np.isnat(effective), _NO_DATE, effective.view("int64"))
    level, commune = (
        pd.factorize(rows[name], sort=True)[0] for rows, name in ((recognitions, "level"), (units, "commune"))
    )
    return np.lexsort((level, day, awaiting, commune, units["month"].to_numpy()))


def _effective(recognitions: DataFrame) -> NDArray[np.datetime64]:
    """Gives the date from which a recognition holds; a credited year alone counts at its end."""
    year = Numbers.of(recognitions["credited_year"])
    next_year = (np.where(year.missing, 1970, year.whole) - 1970 + 1).astype("datetime64[Y]")
    year_end = (next_year.astype("datetime64[D]") - 1).astype("datetime64[ns]")
    dated = recognitions["decision_date"].to_numpy("datetime64[ns]")
    by_year = np.where(year.missing, np.datetime64("NaT", "ns"), year_end)
    return np.where(np.isnat(dated), by_year, dated)


def _is_decided(recognitions: DataFrame) -> Flags:
    """Tells which rows say that there is a decision: by their stage, its number or its date."""
    stage, number = Words.of(recognitions["dossier_stage"]), Words.of(recognitions["decision"])
    named = ~number.are("") | recognitions["decision_date"].notna().to_numpy()
    return stage.are(_DECIDED) | (stage.are("") & named)


def _is_awaiting(recognitions: DataFrame) -> Flags:
    """Tells which complete dossiers have no decision yet (chờ quyết định công nhận)."""
    undated = recognitions["decision_date"].isna().to_numpy()
    return Words.of(recognitions["dossier_stage"]).are(_AWAITING) & undated


def holders(recognised_rows: DataFrame) -> DataFrame:
    """Gives per period each recognised commune, and whether at the advanced level or above."""
    held = recognised_rows[~recognised_rows["awaiting"].to_numpy(dtype=bool)]
    commune, above = Words.of(held["commune"]), Words.of(held["level"]).are(*_NTM_LEVELS_ABOVE)
    groups = Groups(held["month"].to_numpy() * (len(commune.words) + 1) + commune.codes)
    named = held[["month", "commune"]].take(groups.first).reset_index(drop=True)
    return named.assign(advanced=groups.any(above))
