"""What a line of observations.csv may say: every case is one line of one file, read once."""

import csv
import io
import unicodedata

import pytest

STANDARD, ADVANCED, STATISTICS = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025", "statistics"
GOOD = ""


def of(indicator, criteria_set=STANDARD, **cells):
    return {"set": criteria_set, "indicator": indicator} | cells


def statistic(code, **cells):
    return of(code, STATISTICS, **cells)


# name: (cells, the column complained about or GOOD, part of the message)
CASES = {
    "a measured share": (of("9.2", value="87.5"), GOOD, ""),
    "a decimal comma": (of("9.2", value="87,5", period="2022-04"), GOOD, ""),
    "numerator and denominator": (of("6.3", numerator="7", denominator="8"), GOOD, ""),
    "nothing measured is only a warning": (of("4.2"), GOOD, ""),
    "an unknown commune": ({"commune": "10011"}, "commune", "“10011”; gần nhất: 10001 An Hòa"),
    "a commune by name": ({"commune": "Bình Yên"}, "commune", "gần nhất: 10002 Bình Yên"),
    "no commune": ({"commune": ""}, "commune", "để trống"),
    "an unknown set": ({"set": "xa_ntm_2021_2026"}, "set", "gần nhất: xa_ntm_2021_2025"),
    "an indicator that does not exist": (of("99.9", value="1"), "indicator", "không có chỉ tiêu “99.9”"),
    "a mistyped indicator": (of("15.11", value="1"), "indicator", "gần nhất: 15.1"),
    "a criterion for an indicator": (of("15", value="1"), "indicator", "là tiêu chí"),
    "the indicators of that criterion": (of("15", value="1", period="2022-04"), "indicator", "15.1, 15.2"),
    "an indicator with formulas": (
        of("11", value="20"),
        "indicator",
        "poor_households, near_poor_households",
    ),
    "a composite indicator": (of("14.1", value="đạt"), "indicator", "14.1a, 14.1b"),
    "a component": (of("14.1b", value="đạt"), GOOD, ""),
    "a component that reads another's value": (of("5c", value="50"), "indicator", "ghi bằng mã: 5b"),
    "a statistic that does not exist": (statistic("poor_house", value="1"), "indicator", "poor_households"),
    "a wrong period": ({"period": "2022-13"}, "period", "“2022-13”; năm-tháng, ví dụ 2022-09"),
    "a period in the local manner": ({"period": "3/2022"}, "period", "năm-tháng"),
    "the first month of a commune": (of("2.1", value="1", period="2020-01"), GOOD, ""),
    "the month before": (of("2.1", value="1", period="2019-12"), "period", "chưa thành lập; kỳ từ 2020-01"),
    "the last month of a commune": (of("2.1", value="1", period="2024-11"), GOOD, ""),
    "the month after": (
        of("2.1", value="1", period="2024-12"),
        "period",
        "không còn tồn tại; kỳ đến 2024-11",
    ),
    "the town in a set": (of("2.2", commune="10009", value="1"), "commune", "thị trấn không xét"),
    "the town among the statistics": (statistic("villages", commune="10009", value="6"), GOOD, ""),
    "0 percent": (of("2.2", value="0"), GOOD, ""),
    "100 percent": (of("2.3", value="100"), GOOD, ""),
    "more than 100 percent": (of("2.4", value="100.000001"), "value", "ngoài khoảng 0–100"),
    "a negative share": (of("2.4", value="-0.5", period="2022-04"), "value", "là số âm"),
    "a percent sign": (of("2.4", value="87%", period="2022-05"), "value", "không phải là số"),
    "a thousands separator": (statistic("population", value="1.234,5"), "value", "dấu ngăn cách hàng nghìn"),
    "a thousands separator like a decimal": (
        statistic("population", value="1.234", period="2022-04"),
        "value",
        "không phải là số nguyên; một số nguyên, không có dấu ngăn cách hàng nghìn",
    ),
    "seven decimals": (of("10", value="36.1234567"), "value", "tối đa 6 chữ số thập phân"),
    "six decimals": (of("10", value="36.123456", period="2022-04"), GOOD, ""),
    "nine digits": (statistic("population", value="999999999", period="2022-05"), GOOD, ""),
    "ten digits": (
        statistic("population", value="1000000000", period="2022-06"),
        "value",
        "không phải là số",
    ),
    "a negative count": (statistic("schools", value="-1"), "value", "là số âm"),
    "a negative numerator": (of("17.1", numerator="-5", denominator="8"), "numerator", "số nguyên không âm"),
    "a thousand as numerator": (
        of("17.1", numerator="1.200", denominator="1500", period="2022-04"),
        "numerator",
        "không có dấu ngăn cách hàng nghìn",
    ),
    "numerator equal to denominator": (of("17.2", numerator="8", denominator="8"), GOOD, ""),
    "numerator above denominator": (
        of("17.2", numerator="9", denominator="8", period="2022-04"),
        "numerator",
        "tử số 9 lớn hơn mẫu số 8",
    ),
    "a denominator of zero": (
        of("17.1", numerator="0", denominator="0", period="2022-05"),
        "denominator",
        "mẫu số bằng 0",
    ),
    "a numerator alone": (
        of("17.1", numerator="3", period="2022-06"),
        "denominator",
        "ghi cả numerator và denominator",
    ),
    "a denominator alone": (
        of("17.1", denominator="3", period="2022-07"),
        "numerator",
        "ghi cả numerator và denominator",
    ),
    "a statistic with a numerator": (statistic("villages", numerator="3"), "numerator", "chỉ ghi cột value"),
    "a value that is the ratio rounded": (
        of("15.1", value="33.3", numerator="1", denominator="3", period="2022-05"),
        GOOD,
        "",
    ),
    "a value that is the ratio cut off": (
        of("15.1", value="66.6", numerator="2", denominator="3", period="2022-06"),
        "value",
        "“66.6” khác 2/3",
    ),
    "half a unit rounds up": (
        of("15.1", value="12.3", numerator="49", denominator="400", period="2022-07"),
        GOOD,
        "",
    ),
    "yes": (of("1.1", value="đạt"), GOOD, ""),
    "no": (of("1.2", value="chưa đạt"), GOOD, ""),
    "a number for yes or no": (of("3.2", value="1"), "value", "một trong: đạt, chưa đạt"),
    "yes for a number": (of("3.1", value="đạt"), "value", "không phải là số"),
    "a level": (of("14.1c", value="2"), GOOD, ""),
    "half a level": (of("14.1d", value="2.5"), "value", "không phải là số nguyên"),
    "not applicable where the decision says if any": (of("13.4", value="không áp dụng"), GOOD, ""),
    "not applicable elsewhere": (of("8.1", value="không áp dụng"), "value", "“nếu có”"),
    "measured on the last day": (of("8.2", value="đạt", measured_on="2022-03-31"), GOOD, ""),
    "measured after the period": (
        of("8.3", value="đạt", measured_on="2022-04-01"),
        "measured_on",
        "sau kỳ 2022-03",
    ),
    "no such day": (of("8.4", value="đạt", measured_on="2022-02-30"), "measured_on", "năm-tháng-ngày"),
    "a day in the local manner": (
        of("8.4", measured_on="05/3/2022", period="2022-04"),
        "measured_on",
        "“05/3/2022”",
    ),
    "a later reference year": (
        of("12.1", value="50", reference_year="2023"),
        "reference_year",
        "sau kỳ 2022-03",
    ),
    "an estimate of a later year": (
        of("12.1", value="50", reference_year="2023", status="ước", period="2022-04"),
        GOOD,
        "",
    ),
    "a status that is no word": (of("13.1", value="đạt", status="xong"), "status", "chính thức, sơ bộ, ước"),
    "no status": (of("13.2", value="đạt", status=""), "status", "chính thức, sơ bộ, ước"),
    "a poverty line that is no word": (
        statistic("households", value="1", line="NĐ 7"),
        "line",
        "(để trống), NĐ 07/2021, QĐ 59/2015",
    ),
    "a sex that is no word": (of("12.2", value="5", sex="Nam giới"), "sex", "chung, nam, nữ"),
    "a sex the decision asks for": (of("12.2", value="5", sex="nam", period="2022-04"), GOOD, ""),
    "a sex nobody asks for": (of("13.3", value="đạt", sex="nữ"), "sex", "không xét riêng nam, nữ; chung"),
    "a sex of a statistic": (statistic("population", value="900", sex="nữ"), GOOD, ""),
    "illustrative that is no word": (of("13.5", value="đạt", illustrative="x"), "illustrative", "có, không"),
    "a first of its kind": (of("12.1", value="60", period="2022-05"), GOOD, ""),
    "the same again": (of("12.1", value="61", period="2022-05"), "indicator", "đã có ở dòng {first}"),
    "the same as an estimate": (of("12.1", value="62", status="ước", period="2022-05"), GOOD, ""),
    "the same as preliminary": (
        of("12.1", value="62", status="sơ bộ", period="2022-05"),
        "indicator",
        "đã có ở dòng {first}",
    ),
    "the same in another month": (of("12.1", value="62", period="2022-06"), GOOD, ""),
}


@pytest.fixture(scope="module")
def complaints(tiny_dataset_of_module, lines):
    """Reads every case at once and gives the problems by the case's line."""
    data = tiny_dataset_of_module
    start = data.append("observations.csv", *(lines.observation(**cells) for cells, _, _ in CASES.values()))
    found = {}
    for problem in data.problems():
        assert problem.file == "observations.csv"
        found.setdefault(problem.line, []).append(problem)
    first = start + list(CASES).index("a first of its kind")
    return {name: found.get(start + offset, []) for offset, name in enumerate(CASES)} | {"first": first}


@pytest.mark.parametrize("name", CASES)
def test_a_line_is_accepted_or_told_what_would_be_right(complaints, name):
    _, column, message = CASES[name]
    if column == GOOD:
        assert [str(problem) for problem in complaints[name]] == []
    else:
        (problem,) = complaints[name]
        assert problem.column == column
        assert message.format(first=complaints["first"]) in f"{problem.found}; {problem.expected}"


def test_a_line_without_a_value_is_kept_with_a_warning(tiny_dataset, lines):
    line = tiny_dataset.append("observations.csv", lines.observation(indicator="4.2"))
    data = tiny_dataset.read()
    (warning,) = data.warnings
    assert (warning.line, warning.warning) == (line, True)
    assert data.observations["num"].isna().sum() == 1


def test_values_are_exact_fractions_in_lowest_terms_and_in_the_unit(tiny_dataset, lines):
    tiny_dataset.append(
        "observations.csv",
        lines.observation(indicator="9.2", value="87,5"),
        lines.observation(indicator="6.3", numerator="5", denominator="16"),
        lines.observation(indicator="8.1", value="đạt"),
        lines.observation(indicator="8.2", value="chưa đạt"),
        lines.observation(indicator="13.4", value="không áp dụng"),
        lines.observation(indicator="10", numerator="144", denominator="4"),
    )
    rows = tiny_dataset.read().observations.query("period == '2022-03'").set_index("indicator")
    assert rows[["num", "den"]].dropna().astype(int).apply(tuple, axis=1).to_dict() == {
        "9.2": (175, 2),
        "6.3": (125, 4),
        "8.1": (1, 1),
        "8.2": (0, 1),
        "10": (36, 1),
    }
    assert rows.loc["13.4", "not_applicable"]
    assert rows.loc["6.3", ["numerator", "denominator"]].to_list() == [5, 16]


def test_the_largest_numbers_do_not_overflow(tiny_dataset, lines):
    big = lines.observation(indicator="9.2", numerator="999999998", denominator="999999999")
    tiny_dataset.append("observations.csv", big)
    row = tiny_dataset.read().observations.iloc[-1]
    assert (row["num"], row["den"]) == (99_999_999_800, 999_999_999)


def test_a_blank_reference_year_is_the_year_of_the_period(tiny_dataset, lines):
    tiny_dataset.append("observations.csv", lines.observation(indicator="9.2", value="1"))
    assert tiny_dataset.read().observations.iloc[-1]["reference_year"] == 2022


def test_illustrative_lines_need_a_dataset_that_says_so(tiny_dataset):
    tiny_dataset.replace("dataset.yaml", "illustrative: true", "illustrative: false")
    columns = {(problem.file, problem.column) for problem in tiny_dataset.problems()}
    files = {"observations.csv", "verdicts.csv", "recognitions.csv"}
    assert columns == {(file, "illustrative") for file in files}


def test_decomposed_vietnamese_reads_the_same(tiny_dataset, lines):
    tiny_dataset.append(
        "observations.csv", lines.observation(indicator="8.1", value="chưa đạt", note="Điềm He")
    )
    before = tiny_dataset.read().observations
    for name in ("dataset.yaml", "communes.csv", "observations.csv", "verdicts.csv"):
        path = tiny_dataset.path / name
        path.write_text(unicodedata.normalize("NFD", path.read_text("utf-8")), encoding="utf-8")
    data = tiny_dataset.read()
    assert data.observations.equals(before)
    assert data.place(unicodedata.normalize("NFD", "An Hòa")).code == "10001"
    assert data.title.vi == "Huyện Thử Nghiệm"


def test_the_table_of_cases_writes_what_it_says(lines):
    (cells,) = csv.reader(io.StringIO(lines.observation(value="87,5")))
    assert cells[5] == "87,5"
