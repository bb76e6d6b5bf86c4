"""The smaller tables: communes, verdicts, recognitions; and statistics that contradict."""

import pytest

STANDARD = "xa_ntm_2021_2025"


def verdict(
    criterion="1", *, period="2022-01", commune="10001", criteria_set=STANDARD, word="đạt", level=None
):
    return f"{period},{commune},{criteria_set},{criterion},{word},{level or 'huyện rà soát'},,,có"


@pytest.mark.parametrize(
    ("name", "line", "column", "message"),
    [
        ("verdicts", verdict(), None, ""),
        ("verdicts", verdict(word="cơ bản đạt"), None, ""),
        ("verdicts", verdict(level="xã tự đánh giá", period="2021-12"), None, ""),
        ("verdicts", verdict("20"), "criterion", "không có tiêu chí “20”"),
        ("verdicts", verdict("15.1"), "criterion", "không có tiêu chí “15.1”"),
        ("verdicts", verdict(criteria_set="statistics"), "set", "không có bộ tiêu chí"),
        ("verdicts", verdict(word="gần đạt"), "verdict", "đạt, chưa đạt, cơ bản đạt, không áp dụng"),
        ("verdicts", verdict(level="huyện"), "level", "xã tự đánh giá, huyện rà soát, tỉnh thẩm định"),
        ("verdicts", verdict(commune="10009"), "commune", "thị trấn không xét"),
        ("verdicts", verdict(commune="10004"), "commune", "không có xã mã “10004”"),
        ("verdicts", verdict(period="2025-01"), "period", "không còn tồn tại"),
        ("verdicts", verdict(period="2021-12"), "criterion", "kết quả này đã có ở dòng 2"),
        ("recognitions", "10002,nâng cao,2022,,,chờ thẩm định,minh họa,,có", None, ""),
        ("recognitions", "10002,ntm,2022,,,đã có quyết định,văn bản,Báo cáo,có", None, ""),
        (
            "recognitions",
            "10002,ntm,2022,,,đã có quyết định,văn bản,,có",
            "decision",
            "không ghi số, ngày, nguồn",
        ),
        (
            "recognitions",
            "10002,ntm,2022,12/QĐ,,chờ thẩm định,văn bản,,có",
            "dossier_stage",
            "mà có số hoặc ngày quyết định",
        ),
        ("recognitions", "10002,ntm,2022,12/QĐ,2022-03-01,,văn bản,,có", None, ""),
        ("recognitions", "10001,ntm,2022,12/QĐ,,,văn bản,,có", "level", "đã có ở dòng 2"),
        ("recognitions", "10002,xã ntm,2022,12/QĐ,,,văn bản,,có", "level", "ntm, nâng cao, kiểu mẫu"),
        ("recognitions", "10002,ntm,22,12/QĐ,,,văn bản,,có", "credited_year", "năm gồm bốn chữ số"),
        ("recognitions", "10002,ntm,2022,,,xong,văn bản,,có", "dossier_stage", "(để trống), đang lập hồ sơ"),
        ("recognitions", "10002,ntm,2022,,2022-12-32,,văn bản,,có", "decision_date", "hoặc để trống"),
        ("recognitions", "10002,ntm,2022,12/QĐ,,,nghe nói,,có", "basis", "văn bản, minh họa"),
        ("communes", "10004,Dân Chủ,xã,2020-01-01,2020-01-01,,,,,,,,,", None, ""),
        ("communes", "10004,Dân Chủ,xã,2020-01-02,2020-01-01,,,,,,,,,", "valid_to", "trước valid_from"),
        ("communes", "10001,Dân Chủ,xã,2020-01-01,,,,,,,,,,", "code", "mã này đã có ở dòng 2"),
        ("communes", "1004,Dân Chủ,xã,2020-01-01,,,,,,,,,,", "code", "5 chữ số"),
        ("communes", "10004,,xã,2020-01-01,,,,,,,,,,", "name", "để trống"),
        ("communes", "10004,Dân Chủ,phường,2020-01-01,,,,,,,,,,", "type", "xã, thị trấn"),
        ("communes", "10004,Dân Chủ,xã,,,,,,,,,,,", "valid_from", "năm-tháng-ngày"),
        ("communes", "10004,Dân Chủ,xã,2020-01-01,,20 km2,,,,,,,,", "area_km2", "một số"),
        ("communes", "10004,Dân Chủ,xã,2020-01-01,,,1.200,,,,,,,", "population", "số nguyên không âm"),
    ],
)
def test_a_line_is_accepted_or_told_what_would_be_right(tiny_dataset, name, line, column, message):
    number = tiny_dataset.append(f"{name}.csv", line)
    problems = tiny_dataset.problems()
    if column is None:
        assert problems == ()
    else:
        (problem,) = problems
        assert (problem.file, problem.line, problem.column) == (f"{name}.csv", number, column)
        assert message in f"{problem.found}; {problem.expected}"


def test_words_become_codes(tiny_dataset):
    data = tiny_dataset.read()
    assert data.communes["kind"].to_list() == ["commune", "commune", "commune", "town"]
    assert set(data.verdicts["verdict"]) == {"met"}
    assert set(data.verdicts["level"]) == {"district"}
    (recognition,) = data.recognitions.to_dict("records")
    assert (recognition["dossier_stage"], recognition["basis"]) == ("decided", "documented")
    assert set(data.observations["sex"]) == {"total", "male", "female"}
    assert data.observations["illustrative"].all()


def test_a_dataset_without_any_figure_is_refused(tiny_dataset):
    for name in ("observations", "verdicts"):
        tiny_dataset.fill(name)
    (problem,) = tiny_dataset.problems()
    assert problem.found == "không có dòng số liệu nào"


CONTRADICTIONS = {
    "poor and near-poor up to the households": ({"poor_households": 460}, ""),
    "more poor and near-poor than households": (
        {"poor_households": 461},
        "poor_households + near_poor_households = 501 lớn hơn households = 500",
    ),
    "deprived up to the poor and near-poor": ({"deprived_water": 100}, ""),
    "more deprived than poor and near-poor": ({"deprived_water": 101}, "deprived_water = 101 lớn hơn"),
    "a statistic without a line against one with": ({"cultural_families": 501}, "cultural_families = 501"),
    "women up to the people": ({"trained_people": 30, "trained_women": 30}, ""),
    "more women than people": ({"trained_people": 30, "trained_women": 31}, "trained_women = 31 lớn hơn"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_statistics_that_contradict_each_other_give_a_warning(tiny_dataset, lines, name):
    values, message = CONTRADICTIONS[name]
    for code, count in values.items():
        if code == "poor_households":
            old = "10001,statistics,poor_households,chung,60"
            tiny_dataset.replace("observations.csv", old, old.replace("60", str(count)))
            continue
        line = "NĐ 07/2021" if code.startswith("deprived_") else ""
        cells = {
            "period": "2021-12",
            "set": "statistics",
            "indicator": code,
            "value": str(count),
            "line": line,
        }
        tiny_dataset.append("observations.csv", lines.observation(**cells))
    warnings = tiny_dataset.read().warnings
    assert [warning.warning for warning in warnings] == ([True] if message else [])
    assert all(message in warning.found for warning in warnings)


@pytest.mark.parametrize(("women", "warned"), [("1000", False), ("1001", True)])
def test_one_sex_counting_more_than_both_gives_a_warning(tiny_dataset, lines, women, warned):
    both = {"set": "statistics", "indicator": "population"}
    tiny_dataset.append("observations.csv", lines.observation(**both, value="1000"))
    line = tiny_dataset.append("observations.csv", lines.observation(**both, sex="nữ", value=women))
    assert [warning.line for warning in tiny_dataset.read().warnings] == ([line] if warned else [])


def test_a_recognition_without_decision_and_stage_gives_a_warning(tiny_dataset):
    line = tiny_dataset.append("recognitions.csv", "10002,ntm,2022,,,,văn bản,Kế hoạch,có")
    (warning,) = tiny_dataset.read().warnings
    assert (warning.line, warning.column) == (line, "dossier_stage")
    assert "không tính là được công nhận" in warning.found


@pytest.mark.parametrize(
    ("both", "warned"),
    [(89, False), (88, True), (91, False), (92, True)],
    ids=["low", "below", "high", "above"],
)
def test_a_rate_outside_that_of_men_and_women_gives_a_warning(tiny_dataset, lines, both, warned):
    for sex, count in (("nam", 910), ("nữ", 890)):
        cells = {"sex": sex, "indicator": "15.1", "numerator": str(count), "denominator": "1000"}
        tiny_dataset.append("observations.csv", lines.observation(commune="10001", period="2022-03", **cells))
    cells = {"sex": "chung", "indicator": "15.1", "numerator": str(20 * both), "denominator": "2000"}
    line = tiny_dataset.append(
        "observations.csv", lines.observation(commune="10001", period="2022-03", **cells)
    )
    assert [warning.line for warning in tiny_dataset.read().warnings] == ([line] if warned else [])


@pytest.mark.parametrize(("schools", "refused"), [("4", False), ("3", True)])
def test_components_with_a_condition_on_their_number_share_it(tiny_dataset, lines, schools, refused):
    for code, count in (("5a", "4"), ("5b", schools)):
        line = tiny_dataset.append(
            "observations.csv", lines.observation(indicator=code, numerator="2", denominator=count)
        )
    found = [(p.line, p.column) for p in tiny_dataset.problems()]
    assert found == ([(line, "denominator")] if refused else [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("verdict.csv", "đổi tên thành verdicts.csv"),
        ("Verdicts.csv", "đổi tên thành verdicts.csv"),
        ("verdicts.xls", "lưu lại thành .xlsx"),
        ("verdicts.XLSX", "lưu lại thành .xlsx"),
    ],
)
def test_a_file_that_looks_like_a_table_is_never_passed_over(tiny_dataset, name, message):
    (tiny_dataset.path / "verdicts.csv").rename(tiny_dataset.path / name)
    assert [(p.file, message in p.expected) for p in tiny_dataset.problems()] == [(name, True)]


def test_a_file_of_another_kind_gives_a_warning(tiny_dataset):
    tiny_dataset.write("ghi-chu.csv", "a,b")
    (warning,) = tiny_dataset.read().warnings
    assert (warning.file, warning.warning) == ("ghi-chu.csv", True)
