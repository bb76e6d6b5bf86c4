"""What would it take: the smallest changes that bring a target to its goal, people counted."""

from fractions import Fraction
from math import ceil

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import NtmError
from ntm_analysis.judge.movement.plan import open_criteria
from ntm_analysis.judge.poverty import review
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import TargetKind
from ntm_analysis.say.marks import criterion_name, indicators_known
from ntm_analysis.say.texts import near
from ntm_analysis.say.units import place_names, population, without_area
from ntm_analysis.say.view import View
from ntm_analysis.workbench.schema import conform

_COLUMNS = ["commune", "name", "set", "criterion", "title", "effort", "unit", "lacks", "reason", "doubts"]


def would_take(view: View, asked: str) -> DataFrame:
    """Lists what a target still needs, the least effort first; no row once it is reached.

    ``asked`` is the id or the name of a target. Of a mean, of its gain or of communes meeting a criterion:
    one row for each criterion of a commune that is still needed, ``effort`` the people concerned (rule 10; a
    household, village or school as its share of the people; missing where a gap has no number, with the
    ``reason``); together they are the fewest people that reach the goal, every gap closed exactly. Of the
    poor rate: the poor households fewer, all communes and towns together. Of recognition: the criteria that
    the communes named still lack; of model areas: the communes without one. Columns as in the column
    dictionary under ``needed``. Raises NtmError for an unknown target.
    """
    known = {name: p for p in view.targets for name in (p.target.id, p.target.name.vi, p.target.name.en)}
    if asked not in known:
        raise NtmError(f"không có mục tiêu “{asked}”; gần nhất: {near(asked, known)}")
    progress = known[asked]
    if progress.value is None:
        raise NtmError(f"“{view.words.text(progress.target.name)}” chưa có số liệu của kỳ {view.period}")
    match progress.target.kind:
        case TargetKind.POOR_RATE_CHANGE:
            rows = _poor_households(view, progress)
        case TargetKind.MODEL_AREAS:
            rows = _communes_without(view, progress)
        case TargetKind.RECOGNISED:
            wanted = [state.commune for state in progress.named if state.verdict != "met"]
            open_ones = _open(view, progress)
            rows = open_ones[open_ones["commune"].isin(wanted)]
        case _:
            wanting = progress.goal - progress.value
            if progress.target.kind in {TargetKind.MEAN_CRITERIA, TargetKind.MEAN_GAIN}:
                wanting *= progress.target.denominator or len(view.communes)
            rows = _open(view, progress).head(max(ceil(wanting), 0))
    rows = rows.reindex(columns=_COLUMNS)
    texts = {name: rows[name].astype(object).fillna("") for name in ("reason", "lacks", "doubts")}
    return conform("needed", rows.assign(**texts))


def _open(view: View, progress: Progress) -> DataFrame:
    """Lists the criteria not met that count for a target, the least effort first, those without it last."""
    target, standard = progress.target, view.set_in_force("standard")
    set_id = target.set or (standard.id if standard else "")
    pairs = open_criteria(view.now.criteria, view.now.parts, set_id, population(view))
    if target.kind is TargetKind.CRITERION:
        pairs = pairs[pairs["criterion"] == target.criterion]
    known = indicators_known(view)

    def lacks(gaps: tuple[tuple[str, int, str, str], ...]) -> str:
        told = (
            f"{view.words.text(known[set_id, part].brief)}: {view.words.count(n, unit)}"
            for part, n, unit, _ in gaps
        )
        return "; ".join(told)

    return pairs.assign(
        name=pairs["commune"].map(place_names(view)),
        set=set_id,
        title=[criterion_name(view, set_id, code) for code in pairs["criterion"]],
        effort=pairs["effort"].map(float, na_action="ignore"),
        unit="people",
        lacks=[lacks(gaps) for gaps in pairs["gaps"]],
        doubts=["provisional" if held else "" for held in pairs["provisional"]],
    ).astype({"effort": "float64"})


def _poor_households(view: View, progress: Progress) -> DataFrame:
    """Counts the poor households fewer that bring the whole locality's rate to its goal (rule 13)."""
    district = view.data.district
    found = review(view.now.poverty, view.data.poverty_line, district.code)
    if found is None or progress.value is None:
        return DataFrame(columns=_COLUMNS)
    too_much = progress.value - progress.goal
    fewer = ceil(Fraction(int(found.households)) * too_much / 100)
    row = {"commune": district.code, "name": district.name, "effort": float(fewer), "unit": "households"}
    row |= {"title": view.words.text(progress.target.name), "set": "", "criterion": ""}
    row |= {"doubts": "preliminary" if progress.preliminary else ""}
    return DataFrame([row] if fewer > 0 else [], columns=_COLUMNS)


def _communes_without(view: View, progress: Progress) -> DataFrame:
    names = {name: code for code, name in view.communes.items()}
    assert progress.value is not None  # noqa: S101 (asked before)
    wanting = max(ceil(progress.goal - progress.value), 0)
    rows = [
        {
            "commune": names[name],
            "name": name,
            "unit": "communes",
            "title": view.words.text(progress.target.name),
        }
        for name in without_area(view)
    ]
    found = DataFrame(rows if wanting else [], columns=_COLUMNS)
    return found.assign(set="", criterion="", effort=pd.Series(dtype="float64"))
