"""Values no official can have meant: asked about, they decide nothing until their row confirms them."""

import re
import shutil

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.say.caveats import questioned
from ntm_analysis.say.view import View

STATISTICS = "statistics"
# An Hòa has 2.000 people, 500 households and 8 villages.
# name: (cells, column told or "", part of the message)
CASES = {
    "a percentage written as a fraction": ({"indicator": "15.3", "value": "0.35"}, "value", "có phải 35%?"),
    "one percent, or a whole": ({"indicator": "15.3", "value": "1.000"}, "value", "có phải 100%?"),
    "just above one percent of what may be low": ({"indicator": "15.4", "value": "1.01"}, "", ""),
    "nought of what may be nought": ({"indicator": "6.3", "value": "0"}, "", ""),
    "a share of counts may be small": (
        {"indicator": "6.3", "numerator": "0", "denominator": "8"}, "", ""),
    "income in đồng": ({"indicator": "10", "value": "27300000"}, "value", "8–200 triệu đồng"),
    "income in thousands": ({"indicator": "10", "value": "27300"}, "value", "8–200 triệu đồng"),
    "the least income": ({"indicator": "10", "value": "8"}, "", ""),
    "less than that": ({"indicator": "10", "value": "7.9"}, "value", "“7.9” ngoài khoảng"),
    "the most income": ({"indicator": "10", "value": "200"}, "", ""),
    "more than that": ({"indicator": "10", "value": "200.1"}, "value", "ngoài khoảng"),
    "a statistic of another magnitude": (
        {"set": STATISTICS, "indicator": "villages", "value": "81"}, "value", "1–80"),
    "twelve of twelve villages in a commune of eight": (
        {"indicator": "6.3", "numerator": "12", "denominator": "12"}, "denominator", "số thôn của xã là 8"),
    "all eight villages": ({"indicator": "6.3", "numerator": "8", "denominator": "8"}, "", ""),
    "insurance of a hundred people": (
        {"indicator": "15.1", "numerator": "95", "denominator": "100"},
        "denominator", "dân số của xã là 2000",
    ),
    "of everybody": ({"indicator": "15.1", "numerator": "1900", "denominator": "2000"}, "", ""),
    "of women alone": (
        {"indicator": "15.1", "sex": "nữ", "numerator": "950", "denominator": "1000"}, "", ""),
    "all people counted as women": (
        {"indicator": "15.1", "sex": "nữ", "numerator": "1900", "denominator": "2000"},
        "denominator", "2000",
    ),
    "households of another commune": (
        {"indicator": "9.2", "numerator": "900", "denominator": "1000"},
        "denominator", "số hộ của xã là 500",
    ),
    "a fall from 90 to 12": ({"indicator": "15.1", "value": "35"}, "value", "thay đổi bất thường"),
    "a fall of fifteen points": ({"indicator": "15.1", "value": "75.1"}, "", ""),
}  # fmt: skip


def row(lines, **cells):
    return lines.observation(**{"period": "2022-03", "measured_on": "2022-03-20", **cells})


@pytest.mark.parametrize(("cells", "column", "message"), list(CASES.values()), ids=list(CASES))
def test_a_value_nobody_can_have_meant_is_asked_about_and_waits(tiny_dataset, lines, cells, column, message):
    line = tiny_dataset.append("observations.csv", row(lines, **cells))
    data = tiny_dataset.read()
    told = [warning for warning in data.warnings if warning.line == line]
    assert [warning.column for warning in told] == ([column] if column else [])
    assert all(message in warning.found and "xác nhận: lý do" in warning.expected for warning in told)
    asked = data.observations.set_index("row")["asked"]
    assert bool(asked[line]) is bool(column)


@pytest.mark.parametrize("cells", [case[0] for case in CASES.values() if case[1]])
def test_a_row_confirmed_with_a_reason_is_asked_no_more_and_counts(tiny_dataset, lines, cells):
    line = tiny_dataset.append("observations.csv", row(lines, note="Xác nhận: trạm y tế đã đo lại", **cells))
    data = tiny_dataset.read()
    assert [warning for warning in data.warnings if warning.line == line] == []
    assert not data.observations.set_index("row")["asked"][line]


@pytest.mark.parametrize("note", ["", "xác nhận", "xác nhận:", "xác nhận: ok", "chưa xác nhận: sai"])
def test_a_confirmation_needs_its_word_and_a_reason(tiny_dataset, lines, note):
    cells = {"indicator": "15.3", "value": "0.35", "note": note}
    line = tiny_dataset.append("observations.csv", row(lines, **cells))
    assert tiny_dataset.read().observations.set_index("row")["asked"][line]


def test_schools_are_held_against_the_number_of_schools_of_their_time(tiny_dataset, lines):
    tiny_dataset.append(
        "observations.csv",
        row(lines, set=STATISTICS, indicator="schools", value="6"),
        *(row(lines, indicator=code, numerator="3", denominator="3") for code in ("5a", "5b")),
    )
    data = tiny_dataset.read()
    assert [(w.column, "số trường học của xã là 6" in w.found) for w in data.warnings] == [
        ("denominator", True)
    ] * 2
    parts = evaluate(data, data.latest).parts.query("commune == '10001' and criterion == '5'")
    assert set(parts.loc[parts["part"] != "5d", "verdict"]) == {"no_data"}


def test_a_part_of_the_people_is_told_and_counts_where_it_is_no_mere_sample(tiny_dataset, lines):
    cells = {"indicator": "15.1", "numerator": "899", "denominator": "1000"}
    line = tiny_dataset.append("observations.csv", row(lines, **cells))
    data = tiny_dataset.read()
    (warning,) = data.warnings
    assert (warning.line, warning.column) == (line, "denominator")
    assert not data.observations["asked"].any()


def test_statistics_of_the_commune_itself_come_before_communes_csv(tiny_dataset, lines):
    nine = row(lines, period="2022-02", measured_on="", set=STATISTICS, indicator="villages", value="9")
    all_nine = row(lines, indicator="6.3", numerator="9", denominator="9")
    line = tiny_dataset.append("observations.csv", nine, all_nine)
    found = [(warning.line, warning.found) for warning in tiny_dataset.read().warnings]
    assert found == [(line, "“9”, trong communes.csv là 8")]  # told, and no verdict rests on it


def test_a_merged_commune_is_not_held_against_what_it_was(tiny_dataset, lines):
    tiny_dataset.fill(
        "unit_changes",
        "2022-03-01,10001,An Hòa,10001,An Hòa,1,1,,NQ,,NQ",
        "2022-03-01,10002,Bình Yên,10001,An Hòa,0.5,0.5,,NQ,,NQ",
    )
    cells = {"indicator": "15.1", "numerator": "3700", "denominator": "4000"}
    tiny_dataset.append("observations.csv", row(lines, **cells))
    assert tiny_dataset.read().warnings == ()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"measured_on": "2021-03-01"}, True),
        ({"reference_year": "2019"}, True),
        ({"measured_on": "2022-01-20"}, False),
    ],
)
def test_a_value_too_old_for_its_month_is_told(tiny_dataset, lines, cells, told):
    cells = {"indicator": "15.4", "value": "55", **cells}
    line = tiny_dataset.append("observations.csv", row(lines, **cells))
    warnings = [w for w in tiny_dataset.read().warnings if w.line == line]
    assert [w.column for w in warnings] == (["measured_on"] if told else [])
    assert all("quá cũ so với kỳ 2022-03" in w.found for w in warnings)


def test_criteria_that_say_what_no_denominator_counts_ask_about_none(tiny_dataset, lines, tmp_path):
    """The village count of a commune is then held against nothing, and values are asked about as ever."""
    cells = {"indicator": "6.3", "numerator": "12", "denominator": "12"}
    tiny_dataset.append("observations.csv", row(lines, **cells), row(lines, indicator="15.3", value="0.35"))
    assert [w.column for w in tiny_dataset.read().warnings] == ["denominator", "value"]
    shutil.copytree("data/criteria", tmp_path / "criteria")
    written = tmp_path / "criteria" / "plausible.yaml"
    text = re.sub(r", denominator: \w+", "", written.read_text("utf-8"))
    written.write_text(re.sub(r"(?s)\ndenominators:.*?\nmeasures:", "\nmeasures:", text), "utf-8")
    settings = (tiny_dataset.path / "dataset.yaml").read_text("utf-8")
    settings = re.sub(r"\ncriteria: .*", "\ncriteria: ../criteria", settings)
    (tiny_dataset.path / "dataset.yaml").write_text(settings, "utf-8")
    assert [w.column for w in tiny_dataset.read().warnings] == ["value"]


def test_the_page_tells_what_waits_for_confirmation(tiny_dataset, lines):
    line = tiny_dataset.append("observations.csv", row(lines, indicator="15.3", value="0.35"))
    data, month = tiny_dataset.read(), Period(2022, 3)
    results = evaluate(data, month)
    view = View(data, results, (), data.place("10001"), month, Language.load("vi"))
    assert questioned(view) == [f"tháng 3/2022, An Hòa, 15.3: 0.35 (observations.csv:{line})"]
    elsewhere = View(data, results, (), data.place("10002"), month, Language.load("vi"))
    assert questioned(elsewhere) == []
    parts = results.at(month).parts.query(
        f"commune == '10001' and part == '15.3' and set == '{lines.standard}'"
    )
    assert parts["verdict"].tolist() == ["no_data"]
