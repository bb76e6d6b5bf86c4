"""Targets of the movement: every status on both sides of its edge, and what each kind counts."""

import datetime as dt
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_analysis.judge.targets import (
    STANDS_BADLY,
    URGENT,
    Obstacle,
    ObstacleKind,
    Outlook,
    TargetStatus,
    follow_targets,
)
from ntm_analysis.judge.targets.course import RealNumber
from ntm_analysis.language import CODES, Language
from ntm_analysis.model import Baseline, Period, Target, TargetKind, TargetSense, Text, Verdict
from ntm_analysis.read.movement import empty_movement

SET = "standard_set"
ADVANCED = "advanced_set"
LINE = "NĐ 07/2021"
BASE = Period(2021, 12)
SEPTEMBER = Period(2022, 9)
END = Period(2022, 12)
REACHED, REACHED_LATE, MISSED, ON_TRACK, SLOW, HARD, WAITING, NO_GROUNDS, HELD, AT_RISK = TargetStatus


def columns(text):
    """Maps columns to their types; one of which none is told holds texts."""
    return {name: kind or "str" for name, _, kind in (each.partition(":") for each in text.split())}


POVERTY = columns(
    "month:int64 place poor:Int64 households:Int64 line value_month:Int64 reference_year:Int64 status "
    "measured_on:datetime64[s] complete:bool illustrative:bool"
)
RECOGNISED = columns("month:int64 commune level credited_year:Int64 awaiting:bool illustrative:bool")
CRITERIA = columns(
    "month:int64 commune set criterion verdict basis reported_month:Int64 met:bool provisional:bool "
    "illustrative:bool"
)
COUNTS = columns("month:int64 commune set met:int64 met_provisional:int64 no_data:int64 total:int64")
INDICATORS = columns("month:int64 counts_from:Int64 set criterion frequency")


def frame(rows, columns):
    return pd.DataFrame(list(rows), columns=list(columns)).astype(columns)


def results(criteria=(), counts=(), recognised=(), poverty=(), indicators=()):
    """Gives the frames of an evaluation; what is counted was measured anew in each of its months."""
    counts = frame(counts, COUNTS)
    measured = counts[["month", "set"]].drop_duplicates()
    measured = measured.assign(counts_from=measured["month"], criterion="1", frequency="month")
    indicators = [*indicators, *measured.to_dict("records")]
    return SimpleNamespace(
        until=SEPTEMBER,
        criteria=frame(criteria, CRITERIA),
        counts=counts,
        recognised=frame(recognised, RECOGNISED),
        poverty=frame(poverty, POVERTY),
        indicators=frame(indicators, INDICATORS),
        remembered={},
    )


def month(offset):
    """Numbers the month so many after December 2021."""
    return BASE.number + offset


def codes(n):
    return [f"{i:02d}" for i in range(1, n + 1)]


def criterion_rows(met_by_offset, communes=16, set_id=SET, **overrides):
    """Gives one row for each month and commune, the first so many communes meeting criterion 15."""
    for offset, met in met_by_offset.items():
        for i, code in enumerate(codes(communes)):
            row = {"month": month(offset), "commune": code, "set": set_id, "criterion": "15", "met": i < met}
            row |= {"verdict": "met" if i < met else "not_met", "basis": "reported"}
            row |= {"reported_month": month(offset), "provisional": False, "illustrative": False}
            yield row | overrides


def indicator_rows(offsets, frequency="month", measured=None):
    """Gives one row a month for criterion 15, measured in the month itself or in the one named."""
    for offset in offsets:
        row = {"month": month(offset), "set": SET, "criterion": "15", "frequency": frequency}
        yield row | {"counts_from": month(offset if measured is None else measured)}


def count_rows(met_by_offset, communes=16, set_id=SET, **overrides):
    """Gives one row for each month and commune, the first one holding every criterion met."""
    for offset, met in met_by_offset.items():
        for i, code in enumerate(codes(communes)):
            row = {"month": month(offset), "commune": code, "set": set_id, "met": met if i == 0 else 0}
            yield row | {"met_provisional": 0, "no_data": 0, "total": 19} | overrides


def recognised_rows(offset, communes, credited_year=2021, *, awaiting=False, level="ntm", illustrative=False):
    for code in communes:
        row = {"month": month(offset), "commune": code, "level": level, "credited_year": credited_year}
        yield row | {"awaiting": awaiting, "illustrative": illustrative}


def poverty_rows(offset, poor, town, *, line=LINE, value_offset=None, **overrides):
    """Gives the district (communes and town), the communes alone and one commune in a month."""
    reviewed = Period.from_number(month(offset if value_offset is None else value_offset))
    day = dt.datetime(reviewed.year, reviewed.month, 14)  # noqa: DTZ001 (a day, no moment)
    for place, n, of in (("184", poor + town, 2000), ("184-communes", poor, 1000), ("01", 1, 2)):
        row = {"month": month(offset), "place": place, "poor": n, "households": of, "line": line}
        row |= {"value_month": reviewed.number, "reference_year": reviewed.year, "measured_on": day}
        yield row | {"status": "official", "complete": True, "illustrative": False} | overrides


def target(kind=TargetKind.CRITERION, value=16, baseline=12, sense=TargetSense.REACH, **overrides):
    start = None if baseline is None else Fraction(baseline)
    given = {"id": "t", "name": Text("mục tiêu", "target"), "unit": "communes", "denominator": 16, "end": END}
    given |= {"baseline": Baseline(start, dt.date(2021, 12, 31), printed=False), "quote": ""}
    given |= {"paragraph": Text("mục 4", "item 4"), "set": SET, "criterion": "15"} | overrides
    return Target(kind=kind, value=Fraction(value), sense=sense, **given)


def areas(*rows):
    """Model residential areas as (commune, day of the decision or None)."""
    frame = pd.DataFrame(rows, columns=["commune", "recognised_on"])
    return frame.assign(recognised_on=pd.to_datetime(frame["recognised_on"]), illustrative=False)


def follow_all(goals, frames, period=SEPTEMBER, **tables):
    """Follows targets; the movement's tables are empty unless given."""
    names = ("tasks", "task_states", "estimates", "contributions", "confirmations")
    movement = SimpleNamespace(**{"model_areas": areas(), **{n: empty_movement(n) for n in names}, **tables})
    data = SimpleNamespace(
        targets=tuple(goals),
        poverty_line=LINE,
        movement=movement,
        recognitions=pd.DataFrame(columns=["commune", "level", "credited_year", "dossier_stage"]),
        cut_off=lambda period: dt.date(period.year, period.month, 25),
    )
    return follow_targets(data, frames, period)


def follow(goal, frames, period=SEPTEMBER, **tables):
    (progress,) = follow_all([goal], frames, period, **tables)
    return progress


def estimate(value, goal="t", commune=""):
    row = {"period": "2022-09", "month": SEPTEMBER.number, "commune": commune, "target": goal}
    return pd.DataFrame([row | {"value": value, "row": 2, "illustrative": False}])


def task(due, goal="t", code="NV-01"):
    """One task that serves a target, of which nothing was reported."""
    texts = dict.fromkeys(("name", "commune", "set", "criterion", "body", "meeting", "document"), "")
    days = {"start": pd.Timestamp("2022-01-01"), "due": pd.Timestamp(due)}
    return pd.DataFrame([{"task": code, "target": goal, **texts, **days, "row": 2}])


def criterion_course(met_by_offset, communes=16, **overrides):
    standard = count_rows(dict.fromkeys(met_by_offset, 0), communes)
    return results(criteria=criterion_rows(met_by_offset, communes, **overrides), counts=standard)


def at(offset):
    return Period.from_number(month(offset))


# -- status -------------------------------------------------------------------------------

REACH_CASES = [
    # course by month after the baseline, goal, status in its last month
    ("reached with a single value", {9: 16}, 16, REACHED),
    ("reached beyond the goal", {9: 16}, 15, REACHED),
    ("one below, a single value", {9: 15}, 16, NO_GROUNDS),
    ("three measured values", {0: 12, 3: 12, 6: 14}, 16, NO_GROUNDS),
    ("four values, on the line exactly", {0: 12, 2: 12, 4: 12, 6: 14}, 16, ON_TRACK),
    ("four values, a month late for the line", {0: 12, 2: 12, 4: 12, 7: 14}, 16, HARD),
    ("four values, ahead of the line", {0: 12, 2: 12, 4: 12, 5: 14}, 16, ON_TRACK),
    ("behind, and nothing moves", {0: 12, 3: 12, 6: 12, 9: 12}, 16, HARD),
    ("behind, and falling", {0: 12, 3: 11, 6: 10, 9: 9}, 16, HARD),
    ("three steps ahead have a trend", {0: 13, 3: 13, 6: 13, 9: 13}, 16, HARD),
    ("two steps have none", {0: 14, 3: 14, 6: 14, 9: 14}, 16, WAITING),
    ("one step has none", {0: 15, 9: 15}, 16, WAITING),
    # From 7 at 11/8 a month for four months: 12,5, which is twelve communes.
    ("behind, the best bound reaches exactly", {0: 4, 6: 4, 7: 6, 8: 7}, 12, SLOW),
    ("behind, the best bound is one short", {0: 4, 6: 4, 7: 6, 8: 7}, 13, HARD),
]


@pytest.mark.parametrize(
    ("course", "goal", "status"), [c[1:] for c in REACH_CASES], ids=[c[0] for c in REACH_CASES]
)
def test_a_target_to_reach_has_the_status_of_its_course(course, goal, status):
    progress = follow(
        target(value=goal, baseline=course.get(0, 12)), criterion_course(course), at(max(course))
    )
    assert progress.status is status


@pytest.mark.parametrize(
    ("value", "offset", "reach", "hold"),
    [
        (13, 12, HARD, AT_RISK),
        (13, 13, MISSED, MISSED),
        (14, 12, REACHED, HELD),
        (14, 13, REACHED_LATE, REACHED_LATE),
    ],
)
def test_a_target_is_missed_only_once_its_last_month_has_passed(value, offset, reach, hold):
    frames = criterion_course({0: 11, 3: 11, 6: 13, offset: value})
    assert follow(target(value=14, baseline=11), frames, at(offset)).status is reach
    assert follow(target(value=14, baseline=14, sense=TargetSense.HOLD), frames, at(offset)).status is hold


@pytest.mark.parametrize(
    ("course", "reach", "hold"),
    [
        ({12: 14, 13: 13}, REACHED, HELD),  # what was lost after the end was reached in time
        ({12: 13, 13: 14}, REACHED_LATE, REACHED_LATE),
        ({12: 13, 13: 13}, MISSED, MISSED),
        ({11: 14, 13: 13}, REACHED, HELD),  # the last month evaluated up to the end
    ],
)
def test_after_its_end_a_target_is_judged_by_the_figure_due_then(course, reach, hold):
    frames = criterion_course({0: 11, **course})
    assert follow(target(value=14, baseline=11), frames, at(13)).status is reach
    assert follow(target(value=14, baseline=11, sense=TargetSense.HOLD), frames, at(13)).status is hold


FEW = {"value": 16, "baseline": 14}


@pytest.mark.parametrize(
    ("tables", "status", "obstacles"),
    [
        ({}, WAITING, ()),
        ({"tasks": task("2022-09-24")}, AT_RISK, (Obstacle(ObstacleKind.OVERDUE_TASKS, Fraction(1)),)),
        ({"tasks": task("2022-09-25")}, WAITING, ()),  # due on the cut-off day itself
        ({"tasks": task("2022-09-24", goal="another")}, WAITING, ()),
        ({"estimates": estimate(15)}, AT_RISK, (Obstacle(ObstacleKind.OWN_ESTIMATE, Fraction(15)),)),
        ({"estimates": estimate(16)}, WAITING, ()),
        ({"estimates": estimate(0, commune="16")}, WAITING, ()),  # a commune's own word on itself
    ],
)
def test_a_goal_of_one_or_two_steps_waits_or_is_at_risk_for_what_is_known(tables, status, obstacles):
    progress = follow(target(**FEW), criterion_course({0: 14, 3: 14, 6: 14, 9: 14}), **tables)
    assert (progress.status, progress.obstacles, progress.outlook) == (status, obstacles, None)


def test_what_is_reached_has_no_obstacle():
    progress = follow(target(**FEW), criterion_course({0: 14, 9: 16}), tasks=task("2022-09-24"))
    assert (progress.status, progress.obstacles) == (REACHED, ())


def test_a_target_to_hold_needs_neither_baseline_nor_four_values():
    hold = target(value=14, baseline=None, sense=TargetSense.HOLD)
    assert follow(hold, criterion_course({9: 14})).status is HELD
    assert follow(hold, criterion_course({9: 13})).status is AT_RISK


def test_without_a_baseline_nothing_is_forecast_but_what_is_reached_is_reached():
    course = {0: 12, 3: 12, 6: 15, 9: 15}
    assert follow(target(value=16, baseline=None), criterion_course(course)).status is NO_GROUNDS
    assert follow(target(value=15, baseline=None), criterion_course(course)).status is REACHED


@pytest.mark.parametrize(
    ("course", "status"),
    [
        ({0: 6, 3: 6, 6: 4, 9: 2}, REACHED),
        ({0: 6, 3: 6, 6: 5, 9: 3}, ON_TRACK),  # the line from 6 to 2 is at 3 after nine months
        ({0: 6, 3: 6, 6: 5, 9: 4}, HARD),
        ({0: 6, 6: 6, 7: 5, 8: 4}, SLOW),
        ({0: 6, 3: 6, 9: 4}, NO_GROUNDS),
    ],
)
def test_a_target_to_fall_is_mirrored(course, status):
    fall = target(value=2, baseline=6, sense=TargetSense.FALL)
    assert follow(fall, criterion_course(course), at(max(course))).status is status


def test_a_month_without_results_has_no_value_and_no_grounds():
    progress = follow(target(), criterion_course({0: 14, 3: 16}), SEPTEMBER)
    assert (progress.value, progress.value_date, progress.status) == (None, None, NO_GROUNDS)


def test_a_month_before_the_baseline_has_no_value():
    assert follow(target(), criterion_course({-1: 16}), at(-1)).status is NO_GROUNDS


# -- outlook ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "low", "high"),
    [
        ({0: 2, 3: 4, 6: 6, 9: 8}, 10, 10),
        ({0: 14, 3: 14, 6: 14, 9: 14}, 14, 14),
        ({0: 4, 3: 8, 6: 12, 9: 15}, 16, 16),  # not more than there are communes
        ({0: 9, 3: 6, 6: 3, 9: 0}, 0, 0),  # and not fewer than none
        # Slopes 0, 2/7, 1/2, 2, 2, 2: quartiles 19/56 and 2; a part of a commune counts for none.
        ({0: 4, 6: 4, 7: 6, 8: 8}, 9, 16),
        # What has only been lost is not expected back.
        ({0: 14, 3: 13, 6: 12, 9: 11}, 10, 10),
    ],
)
def test_the_outlook_carries_the_middle_slopes_on_to_the_end(course, low, high):
    outlook = follow(target(value=16, baseline=2), criterion_course(course), at(max(course))).outlook
    assert outlook == Outlook(Fraction(low), Fraction(high), "targets.method.slopes")


@pytest.mark.parametrize(("denominator", "most"), [(16, 16), (20, 20), (None, 18)])
def test_the_outlook_ends_at_the_printed_denominator_and_without_one_at_the_communes_there_are(
    denominator, most
):
    frames = criterion_course({0: 0, 3: 5, 6: 10, 9: 15}, communes=18)
    outlook = follow(target(value=16, baseline=0, denominator=denominator), frames).outlook
    assert outlook.high == most


@pytest.mark.parametrize("offsets", [(0, 3, 9), (0, 3, 6, 13)], ids=["three values", "after the end"])
def test_there_is_no_outlook_without_four_values_or_after_the_end(offsets):
    assert follow(target(), criterion_course(dict.fromkeys(offsets, 14)), at(offsets[-1])).outlook is None


@pytest.mark.parametrize(
    ("frequency", "basis", "status"),
    [
        ("year", "computed", NO_GROUNDS),
        ("school_year", "computed", NO_GROUNDS),
        ("month", "computed", HARD),
        ("year", "reported", NO_GROUNDS),
        ("month", "reported", HARD),
    ],
)
def test_yearly_indicators_get_no_trend(frequency, basis, status):
    course = dict.fromkeys((0, 3, 6, 9), 12)
    frames = criterion_course(course, basis=basis)
    frames.indicators = frame(indicator_rows(course, frequency), INDICATORS)
    progress = follow(target(), frames)
    assert progress.status is status
    assert (progress.outlook is None) == (status is NO_GROUNDS)


@pytest.mark.parametrize(("offsets", "status"), [((0, 3, 6, 9), HARD), ((0, 3, 6), NO_GROUNDS)])
def test_only_months_with_something_new_are_measured_values(offsets, status):
    frames = criterion_course(dict.fromkeys(range(10), 12))
    rows = frames.criteria
    frames.criteria = rows.assign(reported_month=month(0)).where(
        ~rows["month"].isin([month(o) for o in offsets]), rows
    )
    assert follow(target(), frames).status is status


def test_a_new_value_of_an_indicator_makes_a_month_a_measured_one():
    for rows, status in (
        ([], NO_GROUNDS),
        (indicator_rows((3, 6, 9)), HARD),
        (indicator_rows((3, 6, 9), measured=0), NO_GROUNDS),
        ([row | {"counts_from": pd.NA} for row in indicator_rows((3, 6, 9))], NO_GROUNDS),
    ):
        frames = criterion_course(dict.fromkeys(range(10), 12), reported_month=month(0))
        frames.indicators = frame(rows, INDICATORS)
        assert follow(target(), frames).status is status


@pytest.mark.parametrize(
    ("printed", "criteria"),
    [
        ("14.19", 227),  # 14,1875 is printed so
        ("14.13", 226),  # and 14,125 so
        ("14.06", 225),  # 14,0625 is printed so, and reaches it
        ("14.07", 226),  # no whole number of sixteenths is printed so: 14,0625 would lower it
        ("14.03", 225),
        ("14", 224),
        ("14.0625", 225),
    ],
)
def test_a_printed_mean_never_lowers_the_goal(printed, criteria):
    goal = target(**MEAN | {"value": printed})
    frames = results(counts=count_rows({0: 200, 9: criteria - 1}))
    assert follow(goal, frames).goal == Fraction(criteria, 16)
    assert follow(goal, frames).status is not REACHED


@pytest.mark.parametrize("code", CODES)
def test_every_status_method_and_note_has_words(code):
    words = Language.load(code)
    ids = [f"target_status.{s}" for s in TargetStatus]
    ids += ["targets.method.slopes", "targets.method.dossiers"]
    ids += ["targets.denominator.communes", "targets.denominator.recognised"]
    ids += [f"targets.{kind}" for kind in ObstacleKind]
    assert [i for i in ids if i not in words] == []


# -- communes meeting a criterion ---------------------------------------------------------


def test_only_the_named_set_and_criterion_are_counted():
    frames = criterion_course({9: 14})
    others = [*criterion_rows({9: 16}, criterion="14"), *criterion_rows({9: 6}, 6, set_id=ADVANCED)]
    frames.criteria = pd.concat([frames.criteria, frame(others, CRITERIA)])
    assert follow(target(), frames).value == 14


def test_nearly_met_is_not_counted_and_a_month_of_silence_has_no_value():
    nearly = criterion_course({9: 0}, verdict="nearly_met")
    silent = criterion_course({9: 0}, verdict="no_data")
    assert follow(target(), nearly).value == 0
    assert follow(target(), silent).value is None


def test_the_named_communes_have_their_own_state():
    progress = follow(target(communes=("01", "16", "99")), criterion_course({9: 15}))
    assert [(n.commune, n.verdict) for n in progress.named] == [
        ("01", Verdict.MET),
        ("16", Verdict.NOT_MET),
        ("99", Verdict.NO_DATA),
    ]


@pytest.mark.parametrize(
    ("overrides", "flags"),
    [
        ({}, (False, False)),
        ({"provisional": True}, (True, False)),
        ({"illustrative": True}, (False, True)),
    ],
)
def test_provisional_and_illustrative_are_carried(overrides, flags):
    progress = follow(target(), criterion_course({9: 3}, **overrides))
    assert (progress.provisional, progress.illustrative) == flags


@pytest.mark.parametrize(("communes", "note"), [(16, None), (15, RealNumber("communes", 15))])
def test_a_moved_number_of_communes_is_noted_and_the_denominator_stays(communes, note):
    assert follow(target(), criterion_course({9: 14}, communes)).real == note


@pytest.mark.parametrize(("held", "note"), [(6, None), (7, RealNumber("recognised", 7))])
def test_a_moved_number_of_recognised_communes_is_noted(held, note):
    frames = criterion_course({9: 14})
    frames.criteria = frame(criterion_rows({9: 1}, 6, set_id=ADVANCED), CRITERIA)
    frames.recognised = frame(recognised_rows(9, codes(held)), RECOGNISED)
    advanced = target(value=1, baseline=0, denominator=6, set=ADVANCED)
    progress = follow(advanced, frames)
    assert (progress.status, progress.real) == (REACHED, note)


# -- recognition --------------------------------------------------------------------------

RECOGNITION = {"kind": TargetKind.RECOGNISED, "value": 7, "baseline": 6, "communes": ("07",), "set": ""}


def recognition(*extra):
    held = [row for m in range(10) for row in recognised_rows(m, codes(6))]
    return results(counts=count_rows(dict.fromkeys(range(10), 0)), recognised=[*held, *extra])


@pytest.mark.parametrize(
    ("extra", "value", "status", "named"),
    [
        ([], 6, WAITING, (Verdict.NOT_MET, False)),
        ([*recognised_rows(9, ["07"], 2022)], 7, REACHED, (Verdict.MET, False)),
        ([*recognised_rows(9, ["07"], 2023)], 6, WAITING, (Verdict.NOT_MET, False)),
        ([*recognised_rows(9, ["07"], None, awaiting=True)], 6, WAITING, (Verdict.NOT_MET, True)),
        ([*recognised_rows(9, ["01"], 2022, level="advanced")], 6, WAITING, (Verdict.NOT_MET, False)),
    ],
    ids=["none", "credited to the year", "credited to the next", "awaiting its decision", "another level"],
)
def test_recognition_counts_decisions_credited_to_the_year(extra, value, status, named):
    progress = follow(target(**RECOGNITION), recognition(*extra))
    assert (progress.value, progress.status) == (value, status)
    assert [(n.verdict, n.awaiting) for n in progress.named] == [named]


def test_no_outlook_of_recognition_is_beyond_the_printed_denominator_though_communes_merged():
    awaiting = recognised_rows(9, [f"{n:02d}" for n in range(7, 20)], None, awaiting=True)
    frames = recognition(*awaiting)
    frames.counts = results(counts=count_rows(dict.fromkeys(range(10), 0), communes=15)).counts
    assert follow(target(**RECOGNITION | {"value": 9}), frames).outlook.high == 16


def test_dossiers_awaiting_a_decision_raise_the_outlook_and_say_so():
    awaiting = recognised_rows(9, ["07", "08"], None, awaiting=True)
    assert follow(target(**RECOGNITION | {"value": 9}), recognition(*awaiting)).outlook == Outlook(
        Fraction(6), Fraction(8), "targets.method.dossiers"
    )


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        ([], MISSED),
        ([*recognised_rows(14, ["07"], 2022)], REACHED),  # decided later, credited to the year
        ([*recognised_rows(14, ["07"], 2023)], MISSED),
        ([*recognised_rows(14, ["07"], None, awaiting=True)], WAITING),
    ],
)
def test_after_the_year_a_recognition_still_counts_by_its_credited_year(extra, status):
    held = [row for m in (9, 12, 14) for row in recognised_rows(m, codes(6))]
    frames = results(counts=count_rows(dict.fromkeys((9, 12, 14), 0)), recognised=[*held, *extra])
    assert follow(target(**RECOGNITION), frames, at(14)).status is status


def test_an_unmet_condition_of_recognition_is_an_obstacle():
    frames = recognition()
    frames.criteria = frame(criterion_rows({9: 6}, 7), CRITERIA).assign(unchecked=False)
    progress = follow(target(**RECOGNITION), frames)
    assert progress.status is AT_RISK
    assert progress.obstacles == (Obstacle(ObstacleKind.UNMET_CONDITION, commune="07", condition="criteria"),)


def test_an_illustrative_recognition_is_carried():
    extra = recognised_rows(9, ["07"], 2022, illustrative=True)
    assert follow(target(**RECOGNITION), recognition(*extra)).illustrative
    assert not follow(target(**RECOGNITION), recognition()).illustrative


# -- means --------------------------------------------------------------------------------

MEAN = {
    "kind": TargetKind.MEAN_CRITERIA,
    "value": "14.19",
    "baseline": "13.19",
    "unit": "criteria",
    "set": "",
}
GAIN = MEAN | {"kind": TargetKind.MEAN_GAIN, "value": 1}


@pytest.mark.parametrize(
    ("met", "status"),
    [(226, HARD), (227, REACHED)],
)
def test_a_printed_mean_is_reached_by_the_criteria_it_was_rounded_from(met, status):
    frames = results(counts=count_rows({0: 211, 3: 211, 6: 211, 12: met}))
    by_print = follow(target(**MEAN), frames, END)
    exactly = follow(
        target(**MEAN | {"value": Fraction(227, 16), "baseline": Fraction(211, 16)}), frames, END
    )
    assert (by_print.value, by_print.goal) == (Fraction(met, 16), Fraction(227, 16))
    assert by_print.status is exactly.status is status
    gain = follow(target(**GAIN), frames, END)
    assert (gain.value, gain.baseline, gain.status) == (Fraction(met - 211, 16), 0, status)


@pytest.mark.parametrize(("met", "status"), [(223, ON_TRACK), (222, SLOW)])
def test_a_mean_on_the_line_exactly_is_on_track(met, status):
    frames = results(counts=count_rows({0: 211, 6: 211, 8: 217, 9: met}))
    assert follow(target(**MEAN), frames).status is status
    assert follow(target(**GAIN), frames).status is status


def test_no_forecast_of_a_mean_or_of_its_gain_is_beyond_all_criteria():
    frames = results(counts=count_rows({0: 211, 3: 240, 6: 270, 9: 300}))
    assert follow(target(**MEAN | {"value": 19}), frames).outlook.high == 19
    assert follow(target(**GAIN | {"value": 6}), frames).outlook.high == 19 - Fraction(211, 16)


def test_a_mean_keeps_the_printed_denominator_when_communes_merge():
    progress = follow(target(**MEAN), results(counts=count_rows({9: 211}, communes=15)))
    assert (progress.value, progress.real) == (Fraction(211, 16), RealNumber("communes", 15))


def test_a_mean_counts_the_standard_set_alone():
    counts = [*count_rows({9: 40}, 6, set_id=ADVANCED), *count_rows({9: 211})]
    assert follow(target(**MEAN), results(counts=counts)).value == Fraction(211, 16)


def test_of_two_sets_with_as_many_communes_the_first_is_the_standard_one():
    counts = [*count_rows({9: 211}), *count_rows({9: 40}, set_id=ADVANCED)]
    assert follow(target(**MEAN), results(counts=counts)).value == Fraction(211, 16)


def test_a_mean_of_a_set_not_in_force_has_no_value():
    progress = follow(target(**MEAN | {"set": "xa_ntm_2016_2020"}), results(counts=count_rows({9: 211})))
    assert (progress.value, progress.status) == (None, NO_GROUNDS)


def test_a_month_without_any_data_has_no_mean():
    assert follow(target(**MEAN), results(counts=count_rows({9: 0}, no_data=19))).value is None
    assert follow(target(**MEAN), results(counts=count_rows({9: 0}, no_data=18))).value == 0


@pytest.mark.parametrize("baseline", [None, 0])
def test_a_gain_without_a_starting_mean_has_no_value(baseline):
    progress = follow(target(**GAIN | {"baseline": baseline}), results(counts=count_rows({9: 211})))
    assert (progress.value, progress.baseline, progress.status) == (None, None, NO_GROUNDS)


@pytest.mark.parametrize(("other_set", "gain"), [("", Fraction(12, 16)), (ADVANCED, None)])
def test_a_gain_from_nought_starts_at_the_baseline_of_the_mean(other_set, gain):
    goals = [target(**MEAN | {"set": other_set}), target(**GAIN | {"baseline": 0})]
    frames = results(counts=count_rows({0: 200, 9: 223}))
    *_, progress = follow_all(goals, frames)
    assert progress.value == gain


def test_a_mean_carries_provisional_and_illustrative():
    frames = results(
        counts=count_rows({9: 211}, met_provisional=1), criteria=criterion_rows({9: 1}, illustrative=True)
    )
    progress = follow(target(**MEAN), frames)
    assert (progress.provisional, progress.illustrative) == (True, True)


# -- poor-household rate ------------------------------------------------------------------

POOR = {
    "kind": TargetKind.POOR_RATE_CHANGE,
    "unit": "points",
    "denominator": None,
    "set": "",
    "baseline": None,
}
START = [*poverty_rows(0, 400, 100)]  # 500 of 2.000: 25% with the town, 400 of 1.000 without


@pytest.mark.parametrize(
    "printed",
    [(-5, TargetSense.REACH), (5, TargetSense.FALL), (-5, TargetSense.FALL)],
)
@pytest.mark.parametrize(
    ("poor", "offset", "change", "status"),
    [
        (300, 12, Fraction(-5), REACHED),
        (301, 12, Fraction(-495, 100), NO_GROUNDS),
        (301, 13, Fraction(-495, 100), WAITING),  # a review of the next year settles nothing
        (290, 9, Fraction(-55, 10), REACHED),
    ],
)
def test_the_poor_rate_falls_in_points_of_the_whole_district(printed, poor, offset, change, status):
    frames = results(poverty=[*START, *poverty_rows(offset, poor, 100)])
    value, sense = printed
    progress = follow(target(value=value, sense=sense, **POOR), frames, at(offset))
    assert (progress.value, progress.goal, progress.status) == (change, -5, status)
    assert progress.beside == Fraction(100 * (poor - 400), 1000)
    assert progress.value_date == dt.date(at(offset).year, at(offset).month, 14)


@pytest.mark.parametrize(
    ("poor", "overrides", "status"),
    [
        (300, {}, REACHED),
        (301, {}, MISSED),
        (300, {"status": "preliminary"}, WAITING),  # June's figure decides nothing, nor does one like it
    ],
)
def test_after_the_year_its_official_review_decides_whenever_it_was_sent(poor, overrides, status):
    due = poverty_rows(14, poor, 100, value_offset=12, **overrides)
    frames = results(poverty=[*START, *poverty_rows(6, 390, 100, status="preliminary"), *due])
    progress = follow(target(value=5, sense=TargetSense.FALL, **POOR), frames, at(14))
    assert progress.status is status
    assert progress.preliminary is bool(overrides)


@pytest.mark.parametrize(("status", "preliminary"), [("preliminary", True), ("official", False)])
def test_a_preliminary_review_says_so(status, preliminary):
    frames = results(poverty=[*START, *poverty_rows(9, 390, 100, status=status)])
    assert follow(target(value=5, sense=TargetSense.FALL, **POOR), frames).preliminary is preliminary


NO_VALUE_CASES = {
    "no review since the baseline": [*START, *poverty_rows(9, 400, 100, value_offset=0)],
    "no baseline": [*poverty_rows(9, 300, 100)],
    "baseline on another line": [*poverty_rows(0, 400, 100, line="cũ"), *poverty_rows(9, 300, 100)],
    "now on another line": [*START, *poverty_rows(9, 300, 100, line="cũ")],
    "a unit lacks its review": [*START, *poverty_rows(9, 300, 100, complete=False)],
    "no review in the page's period": [*START, *poverty_rows(8, 300, 100)],
    "nothing at all": [],
}


@pytest.mark.parametrize("rows", NO_VALUE_CASES.values(), ids=NO_VALUE_CASES)
def test_without_two_reviews_on_the_line_the_poor_rate_has_no_grounds(rows):
    progress = follow(target(value=5, sense=TargetSense.FALL, **POOR), results(poverty=rows))
    assert (progress.value, progress.beside, progress.status) == (None, None, NO_GROUNDS)


@pytest.mark.parametrize(
    ("reviews", "status"),
    [
        ((400, 380, 350), NO_GROUNDS),  # with the baseline, three
        ((400, 380, 350, 325), ON_TRACK),  # the line asks for 3,75 points after nine months
        ((400, 380, 350, 326), SLOW),
        ((400, 400, 400, 399), HARD),
    ],
)
def test_a_review_carried_on_counts_once(reviews, status):
    rows = [row for i, poor in enumerate(reviews) for row in poverty_rows(3 * i, poor, 100)]
    last = 3 * (len(reviews) - 1)
    carried = [
        row
        for i in range(1, 10)
        if i % 3 or i > last
        for row in poverty_rows(
            i, reviews[min(i // 3, len(reviews) - 1)], 100, value_offset=min(i - i % 3, last)
        )
    ]
    progress = follow(target(value=5, sense=TargetSense.FALL, **POOR), results(poverty=[*rows, *carried]))
    assert progress.status is status
    assert len(progress.series) == len(reviews)


def test_the_outlook_of_a_rate_is_not_rounded():
    rows = [row for i, poor in enumerate((400, 390, 381, 370)) for row in poverty_rows(3 * i, poor, 100)]
    outlook = follow(target(value=5, sense=TargetSense.FALL, **POOR), results(poverty=rows)).outlook
    assert outlook == Outlook(Fraction(-2), Fraction("-1.98125"), "targets.method.slopes")


@pytest.mark.parametrize(
    ("marked", "expected"), [((True, False), True), ((False, True), True), ((False, False), False)]
)
def test_an_illustrative_review_at_either_end_is_carried(marked, expected):
    rows = [
        *poverty_rows(0, 400, 100, illustrative=marked[0]),
        *poverty_rows(9, 300, 100, illustrative=marked[1]),
    ]
    assert (
        follow(target(value=5, sense=TargetSense.FALL, **POOR), results(poverty=rows)).illustrative
        is expected
    )


# -- model residential areas --------------------------------------------------------------


@pytest.mark.parametrize(("held", "note"), [(6, None), (7, RealNumber("recognised", 7))])
def test_without_rows_about_model_areas_there_is_no_value(held, note):
    goal = target(TargetKind.MODEL_AREAS, value=6, baseline=None, unit="areas", denominator=6, set="")
    progress = follow(goal, results(recognised=recognised_rows(9, codes(held))))
    assert (progress.value, progress.status, progress.series) == (None, NO_GROUNDS, ())
    assert progress.real == note


@pytest.mark.parametrize(
    ("day", "value"), [("2022-09-30", 2), ("2022-10-01", 1), (None, 1)], ids=["within", "after", "undecided"]
)
def test_model_areas_count_recognised_communes_with_a_decision_by_the_month(day, value):
    first, second, *_ = codes(6)
    goal = target(TargetKind.MODEL_AREAS, value=2, baseline=None, unit="areas", denominator=6, set="")
    frames = results(recognised=recognised_rows(9, codes(6)), counts=count_rows({9: 200}))
    rows = areas((first, "2022-03-01"), (first, "2022-04-01"), (second, day), ("00000", "2022-01-01"))
    (progress,) = follow_all([goal], frames, model_areas=rows)
    assert progress.value == value
    assert progress.status == (REACHED if value == 2 else NO_GROUNDS)


def test_targets_are_followed_in_their_order():
    goals = [target(value=v) for v in (14, 15, 16)]
    followed = follow_all(goals, criterion_course({9: 15}))
    assert [p.target for p in followed] == goals


# -- edges that only one comparison guards ------------------------------------------------


def test_a_commune_recognised_in_the_month_has_no_condition_left_to_meet():
    frames = recognition(*recognised_rows(9, ["07"], 2022))
    frames.criteria = frame(criterion_rows({9: 6}, 8), CRITERIA).assign(unchecked=False)
    progress = follow(target(**RECOGNITION | {"value": 8, "communes": ("07", "08")}), frames)
    assert [obstacle.commune for obstacle in progress.obstacles] == ["08"]


@pytest.mark.parametrize(("held", "value"), [({}, 2), ({"awaiting": True}, 1), ({"level": "advanced"}, 1)])
def test_a_model_area_counts_only_in_a_commune_whose_recognition_is_decided(held, value):
    goal = target(TargetKind.MODEL_AREAS, value=2, baseline=None, unit="areas", denominator=6, set="")
    recognised = [*recognised_rows(9, ["01"]), *recognised_rows(9, ["02"], **held)]
    frames = results(recognised=recognised, counts=count_rows({9: 200}))
    progress = follow(goal, frames, model_areas=areas(("01", "2022-03-01"), ("02", "2022-03-01")))
    assert progress.value == value


def test_a_decision_without_a_credited_year_is_not_counted():
    assert follow(target(**RECOGNITION), recognition(*recognised_rows(9, ["07"], None))).value == 6


def test_dossiers_are_named_only_where_they_lead_further_than_the_trend():
    held = [row for m in range(10) for row in recognised_rows(m, codes(6 + m))]
    awaiting = recognised_rows(9, ["16"], None, awaiting=True)
    frames = results(counts=count_rows(dict.fromkeys(range(10), 0)), recognised=[*held, *awaiting])
    progress = follow(target(**RECOGNITION | {"value": 16}), frames)
    assert progress.outlook == Outlook(Fraction(16), Fraction(16), "targets.method.slopes")


def test_of_what_stands_badly_only_the_slow_can_wait():
    assert set(STANDS_BADLY) - set(URGENT) == {SLOW}


def test_an_illustrative_area_is_carried_where_it_counts_and_nowhere_else():
    counted = areas(("01", "2022-03-01")).assign(illustrative=True)
    goal = target(TargetKind.MODEL_AREAS, 7, unit="communes", baseline=None, denominator=7)
    for stated, marked in ((counted, True), (counted.assign(illustrative=False), False)):
        progress = follow(goal, recognition(), model_areas=stated)
        assert progress.illustrative is marked


def test_a_month_in_which_nobody_is_recognised_counts_nought():
    progress = follow(target(**RECOGNITION), results(recognised=[], counts=count_rows({0: 0, 9: 0})))
    assert progress.value in {None, 0}
