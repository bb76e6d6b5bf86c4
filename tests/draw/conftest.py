"""Small hand-made frames behind a real View, and what a picture says: its texts, never its coordinates."""

import datetime as dt
import html
import re
from collections import defaultdict
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from shapely import box

import ntm_analysis.publish.html  # noqa: F401 (sets how a table is shown)
from ntm_analysis.judge.targets import Progress, TargetStatus
from ntm_analysis.language import Language
from ntm_analysis.model import (
    Area,
    Baseline,
    Criteria,
    CriteriaSet,
    Criterion,
    Frequency,
    Indicator,
    Period,
    Place,
    PlaceKind,
    Rule,
    SetInForce,
    Statistic,
    Target,
    TargetKind,
    TargetSense,
    Text,
)
from ntm_analysis.say.view import View

SET = "xa_ntm"
NAMES = {"1": "Khánh Khê", "2": "Tràng Các", "3": "Điềm He", "4": "An Sơn", "5": "Bình Phúc"}
PERIOD = Period(2022, 9)
DEPRIVED = ("employment", "water", "toilet")


def indicator(code, unit="percent", rule=Rule.AT_LEAST, frequency=Frequency.MONTH, **given):
    name = Text(f"Tỷ lệ {code} (áp dụng đạt cho cả nam và nữ)", f"Share {code} (for men and women)")
    return Indicator(code, name, unit, rule, code, frequency, 12, {}, **given)


def criterion(code, *indicators):
    return Criterion(code, Text(f"Tiêu chí {code}", f"Criterion {code}"), "", indicators)


def part(commune, code, value, verdict, *, month=PERIOD.number, threshold=90, **given):
    known = Fraction(str(value)) if value is not None else None
    return {
        "period": str(Period.from_number(month)),
        "month": month,
        "commune": commune,
        "set": SET,
        "criterion": code.split(".")[0],
        "indicator": code,
        "part": code,
        "rule": "at_least",
        "unit": "percent",
        "verdict": verdict,
        "num": known.numerator if known is not None else None,
        "den": known.denominator if known is not None else None,
        "sex": "total",
        "threshold_num": threshold,
        "threshold_den": None if threshold is None else 1,
        "confidence": "verified",
        "frequency": "month",
        "counts_from": month,
        "measured_on": pd.Timestamp("2022-09-14"),
    } | given


def criteria():
    sets = CriteriaSet(
        SET,
        Text("Bộ tiêu chí xã nông thôn mới", "Commune set"),
        "318/QĐ-TTg",
        dt.date(2022, 3, 8),
        "I",
        (
            criterion(
                "15",
                indicator("15.1", both_sexes=True),
                indicator("15.2", "yes_no", Rule.IS_TRUE),
                indicator("15.4"),
            ),
            criterion("16", indicator("16", frequency=Frequency.YEAR)),
            criterion("11", indicator("11", rule=Rule.AT_MOST, frequency=Frequency.YEAR)),
        ),
    )
    areas = {
        code: Area(code, Text(vi, en), {SET: (number,)})
        for code, vi, en, number in [
            ("health", "Y tế", "Health", "15"),
            ("culture", "Văn hóa", "Culture", "16"),
            ("poverty", "Giảm nghèo", "Poverty", "11"),
        ]
    }
    statistics = {
        f"deprived_{k}": Statistic(f"deprived_{k}", Text(k, k), "households", Frequency.YEAR, 12)
        for k in DEPRIVED
    }
    return Criteria({SET: sets}, areas, statistics, {})


def observation(commune, code, num, **given):
    row = {"month": PERIOD.number - 9, "commune": commune, "set": "statistics", "indicator": code, "num": num}
    return row | {"den": 1, "status": "official", "line": "", "sex": "total"} | given


def of_sex(commune, code, male, female, *, month=PERIOD.number, **given):
    """Gives the figures of men and of women of an indicator that must hold for both."""
    pairs = (("male", male), ("female", female))
    return [observation(commune, code, n, month=month, sex=sex, **({"set": SET} | given)) for sex, n in pairs]


def estimated(rows):
    columns = ["month", "commune", "target", "value", "row", "illustrative"]
    return pd.DataFrame(
        [[PERIOD.number, "", target, value, 2, True] for target, value in rows], columns=columns
    )


class Picture:
    """Reads a picture: what is seen, what is read out, what stands below it, the data behind."""

    def __init__(self, display):
        self.html = display.html.replace("\N{NO-BREAK SPACE}", " ")
        self.svg = re.search(r"<svg.*?</svg>", self.html, re.DOTALL)[0]
        self.finding = self._found("<figcaption><b>(.*?)</b>")[0]
        self.title = self._found("</b> <small>(.*?)</small></figcaption>")[0]
        self.notes = "".join(self._found('<p class="note">(.*?)</p>'))
        self.alternative = self._found('aria-label="([^"]*)" stroke')[0]
        self.texts = [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", self.svg)]
        behind = self.html.split("<details", 1)[1]
        rows = (
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
            for row in re.findall(r"<tr>(.*?)</tr>", behind, re.DOTALL)
        )
        self.head, *self.rows = [[html.unescape(cell) for cell in row] for row in rows]

    def _found(self, pattern):
        return [html.unescape(text) for text in re.findall(pattern, self.html, re.DOTALL)]

    def __contains__(self, text):
        return text in " ".join(self.texts)


class Frames:
    """Frames of an evaluation; ``at`` gives those of one period."""

    def __init__(self, frames):
        self.frames = frames

    def __getattr__(self, name):
        return self.frames[name]

    def at(self, period):
        return Frames({name: frame[frame["month"] == period.number] for name, frame in self.frames.items()})


def health_rows():
    values = {"1": ("88.2", "not_met"), "2": ("93.1", "met"), "3": ("95", "met"), "4": ("96", "met")}
    rows = [part(c, "15.1", value, verdict) for c, (value, verdict) in values.items()]
    rows.append(part("5", "15.1", None, "no_data", counts_from=None))
    rows += [part(c, "15.4", 90, "met", confidence="unverified-medium") for c in NAMES]
    rows += [part(c, "15.2", 1, "met", unit="yes_no", rule="is_true", threshold=1) for c in NAMES]
    earlier = {PERIOD.number - 2: ("86", True), PERIOD.number - 1: ("86", False)}
    rows += [
        part("1", "15.1", value, "not_met", month=month, counts_from=month if measured else month - 1)
        for month, (value, measured) in earlier.items()
    ]
    return rows


def frame(rows, columns):
    table = pd.DataFrame(rows, columns=columns or None)
    whole = ("month", "num", "den", "threshold_num", "threshold_den", "counts_from", "met", "total")
    return table.astype({c: "Int64" for c in whole if c in table.columns and c != "month"})


def criteria_rows(verdicts):
    return [
        {"month": m, "commune": c, "set": SET, "criterion": code, "verdict": v, "met": v == "met"}
        for m in (PERIOD.number - 1, PERIOD.number)
        for code in ("15", "16")
        for c, v in verdicts.items()
    ]


def counts_rows(met):
    return [
        {
            "month": m,
            "commune": c,
            "set": SET,
            "met": n - (m < PERIOD.number),
            "total": 19,
            "group": group_of(n),
        }
        for m in (PERIOD.number - 1, PERIOD.number)
        for c, n in met.items()
    ]


def group_of(n):
    return "19" if n == 19 else "15-18" if n >= 15 else "10-14" if n >= 10 else "5-9" if n >= 5 else "<5"


def progress(kind=TargetKind.CRITERION, value=14, goal=16, status=TargetStatus.SLOW, **given):
    target = Target(
        given.get("id", "health"),
        Text(given.get("name", "Số xã đạt tiêu chí 15"), "Communes meeting criterion 15"),
        kind,
        given.get("sense", TargetSense.REACH),
        Fraction(goal),
        given.get("unit", "communes"),
        given.get("denominator", 16),
        Baseline(Fraction(14), dt.date(2021, 12, 31), printed=True),
        Period(2022, 12),
        "4",
        "",
        set=SET,
        criterion=given.get("criterion", "15"),
        communes=given.get("communes", ("1", "2")),
    )
    known = None if value is None else Fraction(value)
    series = tuple((Period.from_number(PERIOD.number - n), known) for n in (1, 0))
    facts = defaultdict(lambda: None, series=series, named=(), real=None, provisional=False)
    facts |= {
        "target": target,
        "value": known,
        "goal": Fraction(goal),
        "status": status,
        "illustrative": True,
    }
    facts |= {"baseline": given.get("baseline", Fraction(14))}
    return Progress(**{name: facts[name] for name in Progress.__dataclass_fields__})


@pytest.fixture
def boundaries():
    def square(n):
        x, y = 106.5 + 0.05 * (n % 3), 21.8 + 0.05 * (n // 3)
        return box(x, y, x + 0.05, y + 0.05)

    return {code: square(n) for n, code in enumerate([*NAMES, "9"])}


@pytest.fixture
def make_view(boundaries):
    """Gives a function that builds a view; every part of it can be replaced."""

    def make(
        place="1",
        area="health",
        language="vi",
        parts=None,
        met=None,
        verdicts=None,
        targets=None,
        observations=(),
        estimates=(),
    ):
        known = criteria()
        counts = {"1": 12, "2": 14, "3": 19, "4": 9, "5": 16} if met is None else met
        judged = {"1": "not_met", "2": "nearly_met", "3": "met", "4": "met", "5": "no_data"}
        rows = health_rows() if parts is None else parts
        recognised = {"month": PERIOD.number, "commune": "3", "level": "ntm", "awaiting": False}
        frames = Frames(
            {
                "parts": frame(rows, list(part("1", "15.1", 1, "met"))),
                "criteria": frame(criteria_rows(judged if verdicts is None else verdicts), None),
                "counts": frame(counts_rows(counts), None),
                "recognised": pd.DataFrame([recognised]),
            }
        )
        changes = pd.DataFrame(columns=["effective_date", "from_code", "from_name", "to_code"], dtype="str")
        data = SimpleNamespace(
            unit_changes=changes.astype({"effective_date": "datetime64[us]"}),
            illustrative=True,
            scenario="",
            boundaries=boundaries,
            communes=pd.DataFrame({"code": [*NAMES, "9"], "name": [*NAMES.values(), "Văn Quan"]}),
            criteria=known,
            sets=(SetInForce("standard", SET, Period(2021, 12), None),),
            observations=frame(list(observations), list(observation("1", "", 0))),
            poverty_line="NĐ 07/2021",
            movement=SimpleNamespace(estimates=estimated(estimates)),
        )
        kinds = defaultdict(lambda: PlaceKind.COMMUNE, {"184": PlaceKind.DISTRICT, "9": PlaceKind.TOWN})
        where = Place(place, NAMES.get(place, "Văn Quan"), kinds[place])
        return View(
            data=data,
            results=frames,
            targets=(progress(),) if targets is None else targets,
            place=where,
            period=PERIOD,
            words=Language.load(language),
            area=known.areas.get(area),
        )

    return make


def deprived(commune, *, poor=30, near=20, employment=25, water=15, toilet=20):
    """Gives the statistics of one poverty review of one unit."""
    counts = {"poor_households": poor, "near_poor_households": near, "deprived_employment": employment}
    counts |= {"deprived_water": water, "deprived_toilet": toilet}
    return [observation(commune, code, n) for code, n in counts.items()]
