"""A small hand-built dataset for the tests of the evaluation."""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from ntm_analysis.judge import Results, evaluate
from ntm_analysis.model import (
    Criteria,
    CriteriaSet,
    Criterion,
    Formula,
    Frequency,
    Indicator,
    Period,
    Place,
    PlaceKind,
    Rule,
    SetInForce,
    Statistic,
    Text,
)

LINE = "NĐ 07/2021"
_NAME = Text("tên", "name")
_RULE = {"set": "s", "criterion": "", "indicator": "", "part": "", "measure": "", "rule": "at_least"}
_RULE |= {"unit": "percent", "both_sexes": False, "if_any": False, "frequency": "month", "due_month": 12}
_RULE |= {"gap_unit": "people", "condition": "", "condition_value": 0, "applies": True, "formula": ""}
_OBSERVATION = {"period": "2022-09", "commune": "c1", "set": "s", "indicator": "1", "sex": "total"}
_OBSERVATION |= dict.fromkeys(("num", "den", "numerator", "denominator", "reference_year"), pd.NA)
_OBSERVATION |= {"not_applicable": False, "text": "", "measured_on": pd.NaT, "status": "official"}
_OBSERVATION |= {"line": "", "source": "", "note": "", "illustrative": False, "asked": False}
_VERDICT = {"period": "2022-09", "commune": "c1", "set": "s", "criterion": "1", "verdict": ""}
_VERDICT |= {"level": "district", "source": "", "note": "", "illustrative": False}
_RECOGNISED = {"commune": "c1", "level": "ntm", "credited_year": 2021, "decision": "", "decision_date": None}
_RECOGNISED |= {"dossier_stage": "decided", "basis": "documented", "source": "", "illustrative": False}
_TYPES = {
    **dict.fromkeys(
        ("num", "den", "numerator", "denominator", "reference_year", "month", "due_month"), "Int64"
    ),
    **dict.fromkeys(("condition_value", "year", "credited_year", "population", "households"), "Int64"),
    **dict.fromkeys(("measured_on", "valid_from", "valid_to", "decision_date"), "datetime64[us]"),
    **dict.fromkeys(("both_sexes", "if_any", "applies", "not_applicable", "illustrative", "asked"), "bool"),
    "row": "int64",
}


def table(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({c: _TYPES.get(c, "str") for c in columns})


@dataclass(eq=False)
class Data:
    """What an evaluation reads."""

    communes: pd.DataFrame
    observations: pd.DataFrame
    verdicts: pd.DataFrame
    recognitions: pd.DataFrame
    rules: pd.DataFrame
    thresholds: pd.DataFrame
    criteria: Criteria
    sets: tuple[SetInForce, ...]
    periods: tuple[Period, ...]
    district: Place
    poverty_line: str
    cut_off_day: int
    unit_changes: pd.DataFrame
    remembered: dict[Any, Any] = field(default_factory=dict, init=False)


@dataclass
class World:
    """Communes c1, c2 and town t; set s for all from 2021-12; rules, rows and reports as a test adds them."""

    communes: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    thresholds: list[dict[str, Any]] = field(default_factory=list)
    observations: list[dict[str, Any]] = field(default_factory=list)
    verdicts: list[dict[str, Any]] = field(default_factory=list)
    recognitions: list[dict[str, Any]] = field(default_factory=list)
    formulas: dict[tuple[str, str], dict[str, Formula]] = field(default_factory=dict)
    weighing: set[str] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    changes: list[dict[str, Any]] = field(default_factory=list)
    evaluated: dict[Any, Results] = field(default_factory=dict)
    sets: tuple[SetInForce, ...] = (SetInForce("standard", "s", Period(2021, 12), None),)

    def commune(
        self, code: str, kind: str = "commune", start: str = "2020-01-01", end: str = "", before: str = ""
    ):
        life = {"valid_from": start, "valid_to": end or None, "predecessors": before}
        self.communes.append({"code": code, "name": code, "kind": kind} | life)
        return self

    def merge(self, source: str, into: str, month: str = "2022-05", share: float = 1):
        """Lets a commune go into another, wholly or with a share of its people."""
        row = {"effective_date": f"{month}-01", "from_code": source, "to_code": into, "pop_share": share}
        self.changes.append(row)
        return self

    def rule(self, indicator: str = "1", threshold: Any = 90, *, confidence: str = "verified", **over: Any):
        """Adds a rule; ``threshold`` is a number, None (not known) or a mapping year → number."""
        part = over.pop("part", indicator)
        row = {
            "criterion": indicator.partition(".")[0],
            "indicator": indicator,
            "part": part,
            "measure": part,
        }
        self.rules.append(_RULE | row | over)
        by_year = threshold if isinstance(threshold, dict) else {0: threshold}
        for year, value in by_year.items():
            known = {"num": pd.NA, "den": pd.NA, "confidence": "unknown"}
            if value is not None:
                num, den = Fraction(str(value)).as_integer_ratio()
                known = {"num": num, "den": den, "confidence": confidence}
            of = {"set": over.get("set", "s"), "part": part, "year": year, "source": "S01"}
            self.thresholds.append(of | known)
        return self

    def observe(self, value: Any = None, of: tuple[int, int] | None = None, **over: Any):
        """Adds a value, or a percentage as ``of=(numerator, denominator)``."""
        row = {**_OBSERVATION, **over}
        if value is not None:
            exact = Fraction(str(value))
            row |= {"num": exact.numerator, "den": exact.denominator}
        if of is not None:
            row |= {"num": 100 * of[0], "den": of[1], "numerator": of[0], "denominator": of[1]}
        row["row"] = len(self.observations) + 2
        row["rows"] = f"observations.csv:{row['row']}"
        if pd.isna(row["reference_year"]):
            row["reference_year"] = int(row["period"][:4])
        self.observations.append(row)
        return self

    def statistic(self, period: str = "2021-12", commune: str = "c1", line: str = LINE, **counts: int):
        for code, count in counts.items():
            self.observe(count, period=period, commune=commune, line=line, set="statistics", indicator=code)
        return self

    def report(self, verdict: str, level: str = "district", period: str = "2022-09", **over: Any):
        said = {"verdict": verdict, "level": level, "period": period, "row": len(self.verdicts) + 2}
        self.verdicts.append(_VERDICT | said | over)
        return self

    def recognise(self, commune: str = "c1", year: int | None = 2021, date: str | None = None, **over: Any):
        said = {"commune": commune, "credited_year": year, "decision_date": date}
        self.recognitions.append(_RECOGNISED | said | {"row": len(self.recognitions) + 2} | over)
        return self

    def data(self) -> "Data":
        communes = self.communes or World().commune("c1").commune("c2").commune("t", kind="town").communes
        columns = ["code", "name", "kind", "valid_from", "valid_to", "predecessors"]
        observations = table(self.observations, [*_OBSERVATION, "row", "rows"])
        verdicts = table(self.verdicts, [*_VERDICT, "row"])
        recorded = {*observations["period"], *verdicts["period"], *self.periods}
        return Data(
            communes=table(communes, columns),
            observations=observations.assign(month=months(observations)),
            verdicts=verdicts.assign(month=months(verdicts)),
            recognitions=table(self.recognitions, [*_RECOGNISED, "row"]),
            rules=table(self.rules, list(_RULE)),
            thresholds=table(self.thresholds, ["set", "part", "year", "num", "den", "confidence", "source"]),
            criteria=self._criteria(),
            sets=self.sets,
            periods=tuple(sorted(Period.parse(p) for p in recorded)),
            district=Place("d", "D", PlaceKind.DISTRICT),
            poverty_line=LINE,
            cut_off_day=25,
            unit_changes=self._unit_changes(),
        )

    def _unit_changes(self) -> pd.DataFrame:
        frame = table(self.changes, ["effective_date", "from_code", "to_code", "pop_share"])
        return frame.assign(effective_date=pd.to_datetime(frame["effective_date"]))

    def _criteria(self) -> Criteria:
        sets: dict[str, dict[str, list[Indicator]]] = {}
        for rule in self.rules:
            formulas = self.formulas.get((rule["set"], rule["part"]), {})
            judged, frequency = Rule(rule["rule"]), Frequency(rule["frequency"])
            made = Indicator(
                rule["part"], _NAME, "", judged, rule["measure"], frequency, 12, {}, formulas=formulas
            )
            sets.setdefault(rule["set"], {}).setdefault(rule["criterion"], []).append(made)
        day = dt.date(2022, 3, 8)
        built = dict[str, CriteriaSet]()
        for key, of in sets.items():
            criteria = (Criterion(c, _NAME, "", tuple(i), c in self.weighing) for c, i in of.items())
            built[key] = CriteriaSet(key, _NAME, "", day, "", tuple(criteria))
        statistics = {
            code: Statistic(code, _NAME, "households", Frequency.YEAR, 12, "poverty")
            for code in ("poor_households", "near_poor_households", "households")
        }
        return Criteria(built, {}, statistics, {})

    def evaluate(self, until: str = "2022-09") -> Results:
        """Evaluates up to a period, once for the same content."""
        self.periods.add(until)
        told = (self.communes, self.rules, self.observations, self.verdicts, self.recognitions, self.periods)
        key = (until, len(self.changes), tuple(map(len, told)), frozenset(self.weighing), self.sets)
        if key not in self.evaluated:
            self.evaluated[key] = evaluate(self.data(), Period.parse(until))
        return self.evaluated[key]

    def evaluated_to(self, until: str) -> "Data":
        """Gives the data with a period that an evaluation can end at."""
        self.periods.add(until)
        return self.data()

    def now(self, until: str = "2022-09") -> Results:
        return self.evaluate(until).at(Period.parse(until))

    def communes_named(self, number: int):
        """Adds communes c0, c1, … one for each case of a table, so that one evaluation serves them all."""
        for case in range(number):
            self.commune(f"c{case}")
        return self

    def row(self, frame: str = "indicators", until: str = "2022-09", **where: str) -> pd.Series:
        """Gives the one row of a frame at a period; commune c1 unless said otherwise."""
        rows = getattr(self.now(until), frame)
        if "commune" in rows:
            where = {"commune": "c1", **where}
        for column, value in where.items():
            rows = rows[rows[column] == value]
        assert len(rows) == 1, f"{len(rows)} rows of {frame} for {where}"
        return rows.iloc[0]

    def verdict(self, until: str = "2022-09", frame: str = "indicators", **where: str) -> str:
        return str(self.row(frame, until, **where)["verdict"])


def months(frame: pd.DataFrame) -> pd.Series:
    numbers = [Period.parse(text).number for text in frame["period"]]
    return pd.Series(numbers, index=frame.index, dtype="Int64")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def new_world() -> type[World]:
    """For property tests, which build a world for each example."""
    return World
