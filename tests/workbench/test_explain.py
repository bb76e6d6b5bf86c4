"""From the source row to the verdict, step by step."""

import pytest

from ntm_analysis.errors import NtmError
from ntm_analysis.say.texts import text_of


def steps(district, *asked):
    (table,) = district.explain(*asked).parts
    return [tuple(text_of(district.words, cell) for cell in row) for row in table.rows]


def test_every_step_from_row_to_official_verdict_is_told_with_its_rule_and_source(district):
    told = steps(district, "Hữu Lễ", 15)
    found = {(step, rule) for step, _, rule, _ in told}
    assert {
        ("15.1: số được tính", "3, 4, 9"),
        ("15.1: mức phải đạt", "5, 7"),
        ("15.1: kết quả", "1, 10"),
    } <= found
    assert told[-1][0] == "Tiêu chí 15: kết quả chính thức"
    assert told[-1][1].startswith("✓ đạt⚠; tỉnh thẩm định, tháng 12/2021")
    assert [(told, rule) for step, told, rule, _ in told if step == "Tiêu chí 15: tính từ số liệu"] == [
        ("✗ chưa đạt", "2")
    ]


def test_the_rows_a_value_was_made_from_are_told_as_they_were_recorded(district):
    told = [row for row in steps(district, "Hữu Lễ", "15.1") if row[0] == "15.1: số liệu gốc"]
    rows = district.indicators("15.1", places="Hữu Lễ")["rows"].iloc[0].split(", ")
    assert sorted(row[3].split(";")[0] for row in told) == sorted(rows)
    known = district.data.observations.set_index("rows")
    for _, figure, _, source in told:
        row = known.loc[source.split(";")[0]]
        assert (
            f"{district.words.number(int(row['numerator']))}/{district.words.number(int(row['denominator']))}"
            in figure
        )


def test_a_rate_that_is_computed_names_the_counts_and_the_formula(district):
    told = steps(district, "Liên Hội", "11")
    counts = {row[1].split(":")[0] for row in told if row[0] == "11: số liệu gốc"}
    assert counts == {"Tổng số hộ", "Số hộ nghèo", "Số hộ cận nghèo"}
    assert any("(hộ nghèo + hộ cận nghèo) / tổng số hộ" in row[1] for row in told)


def test_components_come_to_an_indicator_by_rule_two(district):
    told = steps(district, "Tri Lễ", "14.1")
    assert told[-1] == ("14.1: kết quả các thành phần", "✓ đạt", "2", "")
    assert {row[0] for row in told} >= {f"14.1{letter}: kết quả" for letter in "abcde"}


@pytest.mark.parametrize("code", ["15", "17", "16", "18", "14", "11"])
def test_the_last_step_is_the_verdict_of_the_pages(district, code):
    official = district.verdicts().query("set == 'xa_ntm_2021_2025' and criterion == @code").set_index("name")
    for name in official.index:
        verdict = district.words.verdict(official.loc[name, "verdict"])
        assert steps(district, name, code)[-1][1].split(";")[0].rstrip("⚠*↓°†").endswith(verdict)


def test_it_is_told_in_english_too(district):
    told = steps(
        type(district)(district.data, district.period, type(district.words).load("en")),
        "Hữu Lễ",
        "15.1",
    )
    assert told[0][0] == "Indicator 15.1"


def test_a_code_that_there_is_not_is_refused_with_the_nearest(district):
    with pytest.raises(NtmError, match=r"không có tiêu chí hay chỉ tiêu “15\.8” ở Hữu Lễ; gần nhất: 15"):
        district.explain("Hữu Lễ", "15.8")
    with pytest.raises(NtmError, match="không có tiêu chí hay chỉ tiêu “15” ở Văn Quan"):
        district.explain("thị trấn Văn Quan", 15)
