"""What if: what is assumed goes through all rules, is marked, and leaves the data alone."""

import hashlib
from fractions import Fraction

import pandas as pd
import pytest

import ntm_analysis as ntm
from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.publish.page import summary, title
from ntm_analysis.say.papers.poster import poster
from ntm_analysis.say.papers.sheets import content

ENOUGH = [("Khánh Khê", "15.1", "90%"), ("Khánh Khê", "15.2", True), ("Khánh Khê", "15", "đạt")]


@pytest.fixture(scope="module")
def assumed(district):
    return district.what_if(*ENOUGH, name="Khánh Khê đạt y tế")


def test_what_is_assumed_changes_verdict_and_targets_and_nothing_else(assumed):
    found = assumed.changes()
    assert set(zip(found["kind"], found["code"], strict=True)) == {
        *(("target", code) for code in ("mean_criteria", "mean_gain", "health_15")),
        ("verdict", "15"),
        ("value", "15.1"),
        ("value", "15.2"),
    }
    verdict = found[found["kind"] == "verdict"].iloc[0]
    assert (verdict["place"], verdict["was"], verdict["now"], verdict["direction"]) == (
        "06286",
        "not_met",
        "met",
        "gained",
    )
    targets = assumed.targets().set_index("target")
    assert Fraction(int(targets.loc["health_15", "num"]), int(targets.loc["health_15", "den"])) == 16
    assert targets.loc["health_15", "status"] == "reached"


def test_a_share_is_the_fewest_whole_people_that_reach_it_for_each_sex(assumed):
    row = assumed.indicators("15.1", places="Khánh Khê").iloc[0]
    rows = assumed.data.observations
    mine = rows[(rows["commune"] == "06286") & (rows["indicator"] == "15.1") & (rows["period"] == "2022-09")]
    counted = mine.set_index("sex")[["numerator", "denominator"]]
    for sex in ("male", "female"):
        n, of = (int(counted.loc[sex, name]) for name in ("numerator", "denominator"))
        assert 100 * n >= 90 * of > 100 * (n - 1)
    assert (
        counted.loc["total", "numerator"]
        == counted.loc["male", "numerator"] + counted.loc["female", "numerator"]
    )
    assert row["verdict"] == "met"
    assert "phương án giả định" in row["source"]


@pytest.mark.parametrize(
    ("value", "verdict"), [("89,9%", "not_met"), ("90%", "met"), (90, "met"), ("90", "met")]
)
def test_a_threshold_is_held_exactly(district, value, verdict):
    scenario = district.what_if(("Bình Phúc", "15.1", value))
    assert scenario.indicators("15.1", places="Bình Phúc")["verdict"].iloc[0] == verdict


def test_what_everybody_must_reach_may_be_another(district):
    scenario = district.what_if((None, "15.1", "95%"))
    assert set(scenario.indicators("15.1")["threshold"]) == {95}
    before, after = (d.indicators("15.1").query("verdict == 'met'")["name"] for d in (district, scenario))
    values = district.indicators("15.1").set_index("name")["value"]
    assert set(after) == set(before[before.map(values) >= 95])


def test_a_task_that_is_done_is_not_overdue(district):
    task = district.tasks().query("overdue")["task"].iloc[0]
    scenario = district.what_if((None, task, "xong"))
    assert scenario.tasks().set_index("task").loc[task, "state"] == "done"


def test_another_count_of_a_statistic_moves_the_rates_that_are_computed_of_it(district):
    before = district.poverty(places="Tri Lễ").iloc[0]
    scenario = district.what_if(("Tri Lễ", "poor_households", 10))
    after = scenario.poverty(places="Tri Lễ").iloc[0]
    assert (after["poor"], after["near_poor"], after["households"]) == (
        10,
        before["near_poor"],
        before["households"],
    )
    whole = (d.poverty(places="184").iloc[0]["poor"] for d in (district, scenario))
    assert next(whole) - next(whole) == before["poor"] - 10


def test_more_may_be_assumed_and_what_was_before_stays(district, assumed):
    more = assumed.what_if(("Liên Hội", "16", "đạt"))
    gained = more.changes().query("kind == 'verdict'")
    assert set(gained["code"]) == {"15", "16"}
    both = district.what_if(*ENOUGH, ("Liên Hội", "16", "đạt"))
    pd.testing.assert_frame_equal(both.changes(), more.changes())
    again = assumed.what_if(("Khánh Khê", "15.1", "50%"))
    assert again.indicators("15.1", places="Khánh Khê")["verdict"].iloc[0] == "not_met"


def test_nothing_of_the_dataset_is_touched(district, assumed):
    file = district.data.folder / "observations.csv"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    district.what_if(("Khánh Khê", "15.1", 1))
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    assert district.data.scenario == ""
    assert assumed.data.scenario == "Khánh Khê đạt y tế"


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (("Khánh Khê", "15.1", "1.234"), "“1.234” có thể là 1234 hoặc 1,234"),
        (("Khánh Khê", "15.1", "nhiều"), "“nhiều” không phải số"),
        (
            ("Khánh Khê", "15.9", "92%"),
            "không có chỉ tiêu, tiêu chí, nhiệm vụ hay số liệu “15.9”; gần nhất: 15",
        ),
        (("Khánh", "15.1", "92%"), "không có nơi nào tên hoặc mã “Khánh”; gần nhất: 06286"),
        (("Khánh Khê", "15", "hay"), "“hay” không phải kết quả; một trong: đạt, chưa đạt"),
        ((None, "NV-01", "hay"), "tình trạng nhiệm vụ “hay” không hợp lệ"),
        ((None, "poor_households", 3), "không có chỉ tiêu"),
    ],
)
def test_what_cannot_be_assumed_is_refused_in_one_sentence(district, step, told):
    with pytest.raises(NtmError, match=told):
        district.what_if(step)


def test_what_no_row_may_say_is_refused_by_the_checks_of_every_row(district):
    with pytest.raises(InputError, match=r"tử số .* lớn hơn mẫu số"):
        district.what_if(("Khánh Khê", "15.1", "192%"))
    with pytest.raises(NtmError, match="chưa giả định gì"):
        district.what_if()


def test_everything_that_is_made_of_it_is_marked(assumed):
    mark = "PHƯƠNG ÁN GIẢ ĐỊNH: Khánh Khê đạt y tế"
    page = assumed.page("overview", "184")
    assert mark in title(page).html
    assert mark in summary(page).facts["title"]
    assert mark in content(assumed.view).banners
    assert mark in poster(assumed.view).marks
    assert mark in assumed._repr_html_()
    assert "đạt" in assumed._repr_html_()


def test_nothing_that_is_not_assumed_is_marked(district):
    page = district.page("overview", "184")
    assert "GIẢ ĐỊNH" not in title(page).html + summary(page).facts["title"]
    assert not any("GIẢ ĐỊNH" in banner for banner in content(district.view).banners)


def test_a_scenario_that_is_saved_is_a_dataset_with_the_same_results(assumed, tmp_path):
    saved = assumed.what_if((None, "15.4", "60%")).save(tmp_path / "saved")
    again = ntm.open(saved, "2022-09")
    assert again.data.scenario == "Khánh Khê đạt y tế"
    assert again.data.name == "van-quan-khanh-khe-dat-y-te"
    assert ntm.compare(assumed, again).query("kind == 'value' and code != '15.4'").empty
    assert set(again.indicators("15.4")["threshold"]) == {60}
    assert again.data.warnings == assumed.data.warnings
    with pytest.raises(NtmError, match="“saved” đã có"):
        assumed.save(saved)


def test_two_months_are_compared_as_the_command_compares_them(district):
    before = district.at("8/2022")
    found = ntm.compare(before, district)
    changes = list(district.view.since(before.period))
    assert list(zip(found["kind"], found["place"], found["code"], strict=True)) == [
        (str(change.kind), change.place, change.code) for change in changes
    ]


def test_two_localities_are_not_compared(district, tiny):
    with pytest.raises(NtmError, match="hai địa bàn khác nhau"):
        ntm.compare(district, ntm.open(tiny.path))
