"""Days, months and years: what no file can mean is refused, what is far off is told."""

import pytest

VALID = ("communes.csv", "Cao Sơn,xã,2020-01-01", "Cao Sơn,xã,{}", "valid_from")
DECISION = ("recognitions.csv", "2021-12-30", "{}", "decision_date")
MEASURED = ("observations.csv", "2022-02-20", "{}", "measured_on")
PLACES = {"valid_from": VALID, "decision_date": DECISION, "measured_on": MEASURED}


@pytest.mark.parametrize("place", list(PLACES.values()), ids=list(PLACES))
@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-01", "1202-01-20", "1899-12-31", "2101-01-01", "2022-02-30", "22-02-20"]
)
def test_a_day_that_nobody_can_mean_is_refused(tiny_dataset, place, day):
    file, old, new, column = place
    tiny_dataset.replace(file, old, new.format(day))
    problems = tiny_dataset.problems()
    assert {(p.file, p.column) for p in problems} == {(file, column)}
    assert all(f"“{day}”" in p.found and "1900 đến 2100" in p.expected for p in problems)


@pytest.mark.parametrize(
    ("day", "told"), [("1900-01-01", []), ("2100-12-31", []), ("1899-12-31", ["valid_from"])]
)
def test_a_day_between_the_edges_is_read(tiny_dataset, day, told):
    line = f"10004,Dân Chủ,xã,{day},,,,,,,,,,"
    tiny_dataset.append("communes.csv", line)
    assert [p.column for p in tiny_dataset.problems()] == told


# The months with figures run from 2021-12 to 2022-02: usual are the years from 2009 to 2023.
ROWS = {
    "recognitions.credited_year": "10002,ntm,{},12/QĐ,,đã có quyết định,văn bản,QĐ,có",
    "recognitions.decision_date": "10002,ntm,2022,12/QĐ,{}-03-01,đã có quyết định,văn bản,QĐ,có",
    "registrations.year": "{},10001,xa_ntm_2021_2025,15,III,,,,có",
    "contributions.period": "{}-01,,huy động,tiền,người dân,,12.5,triệu đồng,,,,,,có",
    "commendations.commended_on": "{}-01-19,,tập thể,2,,Hiến đất,,,,có",
    "model_areas.registered_on": "10001,Thôn Ba,{}-01-05,,,,,,có",
    "confirmations.confirmed_on": "{}-01-20,10001,hài lòng,đạt,90,95,yt,,,,có",
    "tasks.start": "NV-1,Vận động,,,,health,yt,{}-01-10,{}-01-10,,,,,có",
    "estimates.period": "{}-01,,health,1,,,có",
    "activities.period": "{}-01,,sessions,4,,,,,có",
}
FUTURE = {
    **ROWS,
    "submissions.received_on": "2022-01,10001,,{}-01-24,,,có",
    "submissions.period": "{}-01,,yt,,,,có",
}


def prepared(dataset):
    dataset.fill("bodies", 'yt,Phòng Y tế,"phòng, ban huyện",,,,có')
    dataset.write(
        "movement.yaml",
        "items: [{number: 1, name: {vi: a, en: a}, kinds: "
        "[{code: sessions, name: {vi: Buổi, en: a}, unit: {vi: buổi, en: a}}]}]",
    )
    return dataset


def told_of(dataset, place, year):
    table, column = place.split(".")
    row = FUTURE[place].replace("{}", year)
    if not (dataset.path / f"{table}.csv").exists():
        dataset.fill(table)
    line = dataset.append(f"{table}.csv", row)
    found = [w for w in dataset.read().warnings if "cách xa" in w.found]
    assert {(w.file, w.line) for w in found} <= {(f"{table}.csv", line)}
    return column in {w.column for w in found}


@pytest.mark.parametrize("place", FUTURE)
@pytest.mark.parametrize(("year", "told"), [("2023", False), ("2024", True), ("2099", True)])
def test_a_day_more_than_a_year_after_the_last_figures_is_told(tiny_dataset, place, year, told):
    assert told_of(prepared(tiny_dataset), place, year) is told


@pytest.mark.parametrize(
    "place",
    [place for place in ROWS if "period" not in place and "tasks" not in place],
)
@pytest.mark.parametrize(("year", "told"), [("2009", False), ("2008", True), ("1922", True)])
def test_a_day_more_than_twelve_years_before_the_first_figures_is_told(tiny_dataset, place, year, told):
    assert told_of(prepared(tiny_dataset), place, year) is told


@pytest.mark.parametrize(("year", "told"), [("2027", False), ("2028", True), ("2099", True)])
def test_what_is_planned_may_lie_five_years_ahead(tiny_dataset, year, told):
    prepared(tiny_dataset)
    row = f"NV-1,Vận động,,,,health,yt,2022-01-10,{year}-01-01,,,,,có"
    tiny_dataset.fill("tasks", row)
    found = [(w.file, w.line, w.column) for w in tiny_dataset.read().warnings]
    assert found == ([("tasks.csv", 2, "due")] if told else [])


@pytest.mark.parametrize("column", ["valid_from", "valid_to", "census_date"])
def test_the_days_of_a_commune_may_be_of_any_time(tiny_dataset, column):
    days = {"valid_from": "2020-01-01", "valid_to": "", "census_date": ""}
    days[column] = "1931-01-01" if column == "valid_from" else "2099-01-01"
    line = "10004,Dân Chủ,xã,{valid_from},{valid_to},20,2000,500,{census_date},8,,,,".format_map(days)
    tiny_dataset.append("communes.csv", line)
    assert tiny_dataset.read().warnings == ()


def test_the_day_of_a_merger_may_be_of_any_time(tiny_dataset):
    row = "2099-12-01,10009,Phố Mới,10001,An Hòa,0.5,0.5,,,,NQ"
    tiny_dataset.fill("unit_changes", row)
    assert tiny_dataset.read().warnings == ()


def with_figures(dataset, lines):
    """Adds eleven figures to each of the last two months, which then have twenty rows."""
    for month in ("2022-01", "2022-02"):
        for code in ("2.1", "2.2", "2.3", "2.4", "3.1", "4.2", "6.3", "9.2"):
            dataset.append("observations.csv", lines.observation(period=month, indicator=code, value="90"))
        for code in ("15.2", "1.1", "1.2"):
            dataset.append("observations.csv", lines.observation(period=month, indicator=code, value="đạt"))


def test_one_mistyped_month_excuses_no_other(tiny_dataset, lines):
    with_figures(tiny_dataset, lines)
    tiny_dataset.replace("communes.csv", "2024-11-30", "")
    tiny_dataset.append(
        "observations.csv", lines.observation(period="2029-03", indicator="15.2", value="đạt")
    )
    tiny_dataset.append("recognitions.csv", ROWS["recognitions.credited_year"].format("2029"))
    found = {(w.file, w.column) for w in tiny_dataset.read().warnings if "cách xa" in w.found}
    assert found == {("observations.csv", "period"), ("recognitions.csv", "credited_year")}


@pytest.mark.parametrize(("rows", "told"), [(1, True), (2, False)], ids=["less than a tenth", "a tenth"])
def test_a_last_month_of_hardly_any_rows_is_named_as_the_one_that_will_be_built(
    tiny_dataset, lines, rows, told
):
    with_figures(tiny_dataset, lines)
    for code in ("10001", "10002")[:rows]:
        tiny_dataset.append(
            "observations.csv",
            lines.observation(period="2022-03", commune=code, indicator="15.2", value="đạt"),
        )
    data = tiny_dataset.read()
    found = [w.found for w in data.warnings if "sẽ là kỳ được lập" in w.found]
    said = f"kỳ 2022-03 mới có {rows} dòng (các kỳ trước thường 20 dòng) và sẽ là kỳ được lập"
    assert found == [said] * told
    assert str(data.latest) == "2022-03"
