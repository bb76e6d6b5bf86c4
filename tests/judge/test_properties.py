"""What holds for any data: no order of rows, no future in the past, an input left as it was."""

from dataclasses import replace

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ntm_analysis.judge import Results, evaluate
from ntm_analysis.model import Formula, Period, SetInForce, Sum, Text


def frames(results: Results) -> list[str]:
    return list(results.names)


@pytest.fixture(scope="module")
def district(new_world):
    """Four communes and a town over ten months, with everything an evaluation reads."""
    name = Text("tên", "name")
    world = new_world().communes_named(4).commune("t", kind="town").commune("c9", start="2022-05-01")
    world.sets = (
        SetInForce("standard", "s", Period(2021, 12), Period(2022, 6)),
        SetInForce("standard", "n", Period(2022, 7), None),
        SetInForce("advanced", "a", Period(2021, 12), None),
    )
    world.formulas[("s", "11")] = {
        "plain": Formula(name, Sum(("poor_households", "near_poor_households")), Sum(("households",)))
    }
    world.rule("1.1").rule("1.2", both_sexes=True, confidence="unverified-low").rule("2", frequency="quarter")
    world.rule("5", part="5a").rule("5", part="5b", condition="more_than", condition_value=3)
    world.rule("11", 13, rule="at_most", frequency="year", formula="plain").rule("1", set="n").rule(
        "1", set="a"
    )
    world.recognise("c0", 2021).recognise("c1", 2022, "2022-04-20").recognise(
        "c2", dossier_stage="awaiting_decision"
    )
    months = ["2021-12", *(f"2022-{month:02d}" for month in range(1, 10))]
    for number, month in enumerate(months):
        for unit in range(4):
            have = 80 + (7 * number + 5 * unit) % 19
            place = {"period": month, "commune": f"c{unit}"}
            world.observe(of=(have, 100), indicator="1.1", **place)
            world.observe(of=(have + 1, 100), indicator="1.2", sex="male", **place)
            if number % 3 == unit:
                world.observe(of=(have - 1, 100), indicator="1.2", sex="female", **place)
                world.observe(of=(have, 100), indicator="2", **place)
                world.observe(of=(5, 5), indicator="5a", **place).observe(
                    of=(4, 3 + unit), indicator="5b", **place
                )
                world.report(
                    "met" if have > 88 else "not_met", ("commune", "district", "province")[unit % 3], **place
                )
                world.report("nearly_met", criterion="2", **place)
            world.observe(of=(have, 100), set="n", **place).observe(of=(have, 100), set="a", **place)
    for unit in ("c0", "c1", "c2", "c3", "t"):
        world.statistic(commune=unit, poor_households=9, near_poor_households=5, households=100)
        world.statistic("2022-03", commune=unit, poor_households=7, near_poor_households=5, households=100)
    world.evaluate("2022-09")
    return world.data()


def test_the_order_of_rows_does_not_matter(district):
    expected = evaluate(district, Period(2022, 9))
    for seed in range(3):
        shuffled = replace(district)
        for name in ("observations", "verdicts", "recognitions", "thresholds"):
            setattr(shuffled, name, getattr(district, name).sample(frac=1, random_state=seed))
        found = evaluate(shuffled, Period(2022, 9))
        for name in frames(expected):
            assert_frame_equal(getattr(found, name), getattr(expected, name))


def test_a_long_history_gives_each_period_what_its_own_evaluation_gives(district):
    whole = evaluate(district, Period(2022, 9))
    for period in district.periods:
        past = replace(district)
        for name in ("observations", "verdicts"):
            frame = getattr(district, name)
            setattr(past, name, frame[frame["month"] <= period.number])
        past.periods = tuple(p for p in district.periods if p <= period)
        expected, found = whole.at(period), evaluate(past, period).at(period)
        for name in frames(whole):
            assert_frame_equal(getattr(found, name), getattr(expected, name), obj=f"{name} at {period}")


def test_the_evaluation_leaves_its_input_as_it_was(district):
    before = {name: frame.copy() for name, frame in vars(district).items() if isinstance(frame, pd.DataFrame)}
    evaluate(district, Period(2022, 9))
    for name, frame in before.items():
        assert_frame_equal(getattr(district, name), frame)


def test_results_of_one_period_are_cut_from_every_frame(district):
    now = evaluate(district, Period(2022, 9)).at(Period(2022, 3))
    for name in frames(now):
        assert set(getattr(now, name)["period"]) == {"2022-03"}, name
    assert str(now.until) == "2022-03"


def test_nothing_recorded_gives_only_missing_data(new_world):
    results = new_world().rule().now()
    assert set(results.indicators["verdict"]) == {"no_data"}
    assert results.counts["met"].tolist() == [0, 0]
    assert results.poverty.empty
    assert results.recognised.empty
