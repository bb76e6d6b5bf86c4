"""The movement's rows that may be a slip: they are read, and told."""

import pytest

HEADS = (
    "confirmations",
    "activities",
    "model_areas",
    "commendations",
    "contributions",
    "estimates",
    "bodies",
)
ITEMS = """\
goods_units: [tấn xi măng]
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: sessions, name: {vi: Buổi, en: Sessions}, unit: {vi: buổi, en: sessions}}
      - {code: people, name: {vi: Người, en: People}, unit: {vi: người, en: people}}
"""


@pytest.fixture
def begun(tiny_dataset):
    for name in HEADS:
        tiny_dataset.fill(name)
    tiny_dataset.write("movement.yaml", ITEMS)
    tiny_dataset.append("bodies.csv", 'yt,Phòng Y tế,"phòng, ban huyện",,,,có')
    return tiny_dataset


def told(dataset):
    return [(w.file, w.line, w.column) for w in dataset.read().warnings]


@pytest.mark.parametrize(
    ("satisfied", "asked", "verdict", "warned"),
    [
        ("1", "851", "đạt", True),
        ("425", "851", "đạt", True),
        ("426", "851", "đạt", False),
        ("1", "2", "đạt", False),
        ("0", "851", "đạt", True),
        ("1", "851", "chưa đạt", False),
        ("", "", "đạt", False),
    ],
)
def test_satisfaction_of_fewer_than_half_is_told(begun, satisfied, asked, verdict, warned):
    begun.append("confirmations.csv", f"2022-01-20,10001,hài lòng,{verdict},{satisfied},{asked},yt,,,,có")
    assert told(begun) == [("confirmations.csv", 2, "satisfied")] * warned


PLANS = {
    "twice in a year": (["2022-01,10001,sessions,4,40", "2022-02,10001,sessions,4,40"], [3]),
    "thrice": ([f"2022-0{month},10001,sessions,4,40" for month in (1, 2, 3)], [3, 4]),
    "once": (["2022-01,10001,sessions,4,40", "2022-02,10001,sessions,4,"], []),
    "in two years": (["2021-12,10001,sessions,4,40", "2022-01,10001,sessions,4,40"], []),
    "by two communes": (["2022-01,10001,sessions,4,40", "2022-02,10002,sessions,4,40"], []),
    "by the district": (["2022-01,,sessions,4,40", "2022-02,,sessions,4,40"], [3]),
    "of two kinds": (["2022-01,10001,sessions,4,40", "2022-02,10001,people,4,40"], []),
}


@pytest.mark.parametrize(("rows", "lines"), list(PLANS.values()), ids=list(PLANS))
def test_a_plan_repeated_in_a_year_is_told(begun, rows, lines):
    begun.append("activities.csv", *(f"{row},,,,có" for row in rows))
    assert told(begun) == [("activities.csv", line, "planned") for line in lines]


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [
        ("Thôn Hòa Bình", "thôn hòa bình", True),
        ("Thôn Hòa Bình", "Thôn Hoà Bình", True),
        ("Thôn Hòa Bình", "THÔN HÒA BÌNH", True),
        ("Thôn Hai", "Thôn Ba", False),
        ("Thôn 1", "Thôn 2", False),
    ],
)
def test_villages_of_names_alike_are_told(begun, one, other, warned):
    begun.append("model_areas.csv", *(f"10001,{name},2022-01-05,,,,,,có" for name in (one, other)))
    assert told(begun) == [("model_areas.csv", 3, "village")] * warned


def test_villages_of_two_communes_may_have_one_name(begun):
    begun.append("model_areas.csv", "10001,Thôn Hai,2022-01-05,,,,,,có", "10002,thôn hai,2022-01-05,,,,,,có")
    assert told(begun) == []


COMMENDED = {
    "nought": (["2022-01-19,,tập thể,0,,Hiến đất,,,,có"], [("quantity", 2)]),
    "one": (["2022-01-19,,tập thể,1,,Hiến đất,,,,có"], []),
    "the same again": (["2022-01-19,,tập thể,2,,Hiến đất,,,,có"] * 2, [("merit", 3)]),
    "the same in another number": (
        ["2022-01-19,,tập thể,2,,Hiến đất,,,,có", "2022-01-19,,tập thể,3,,Hiến đất,,,,có"], [("merit", 3)]),
    "on another day": (
        ["2022-01-19,,tập thể,2,,Hiến đất,,,,có", "2022-01-20,,tập thể,2,,Hiến đất,,,,có"], []),
    "for another merit": (
        ["2022-01-19,,tập thể,2,,Hiến đất,,,,có", "2022-01-19,,tập thể,2,,Góp công,,,,có"], []),
    "in another commune": (
        ["2022-01-19,10001,tập thể,2,,Hiến đất,,,,có", "2022-01-19,10002,tập thể,2,,Hiến đất,,,,có"], []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "found"), list(COMMENDED.values()), ids=list(COMMENDED))
def test_a_commendation_of_none_or_told_before_is_told(begun, rows, found):
    begun.append("commendations.csv", *rows)
    assert told(begun) == [("commendations.csv", line, column) for column, line in found]


NUMBERS = {
    "18.600": "18600",
    "1.200": "1200",
    "150.000": "150000",
    '"18,600"': "18600",
    "18.6": "",
    "18.60": "",
    "18.6000": "",
    "0.600": "",
    "1865.000": "",
    "18600": "",
}


@pytest.mark.parametrize(("text", "meant"), NUMBERS.items(), ids=list(NUMBERS))
def test_a_number_that_may_have_been_meant_in_thousands_is_told(begun, text, meant):
    line = begun.append("contributions.csv", f"2022-01,,huy động,tiền,người dân,,{text},triệu đồng,,,,,,có")
    warnings = begun.read().warnings
    assert [(w.file, w.line, w.column) for w in warnings] == [("contributions.csv", line, "quantity")] * bool(
        meant
    )
    assert all(f"không phải {meant}" in w.found for w in warnings)


def test_a_number_in_thousands_says_how_it_is_read(begun):
    begun.append("contributions.csv", "2022-01,,huy động,tiền,người dân,,18.600,triệu đồng,,,,,,có")
    begun.append("contributions.csv", "2022-01,,huy động,tiền,người dân,,120.000,triệu đồng,,,,,,có")
    found = [w.found for w in begun.read().warnings]
    assert found == [
        "“18.600” được đọc là 18.6, không phải 18600",
        "“120.000” được đọc là 120, không phải 120000",
    ]


@pytest.mark.parametrize(
    ("illustrative", "basis", "refused"),
    [("true", "minh họa", False), ("false", "minh họa", True), ("false", "văn bản", False)],
)
def test_a_made_up_recognition_is_refused_in_a_dataset_of_real_figures(
    tiny_dataset, illustrative, basis, refused
):
    tiny_dataset.replace("dataset.yaml", "illustrative: true", f"illustrative: {illustrative}")
    for name in ("observations.csv", "verdicts.csv", "recognitions.csv"):
        tiny_dataset.replace(name, ",có", ",")
    tiny_dataset.append("recognitions.csv", f"10002,ntm,2022,12/QĐ,2022-01-30,đã có quyết định,{basis},QĐ,")
    found = [(p.file, p.line, p.column) for p in tiny_dataset.problems()]
    assert found == [("recognitions.csv", 3, "basis")] * refused


@pytest.mark.parametrize(
    ("commune", "level", "warned"),
    [
        ("10002", "nâng cao", True),
        ("10002", "kiểu mẫu", True),
        ("10001", "nâng cao", False),
        ("10001", "kiểu mẫu", False),
    ],
)
def test_a_higher_level_without_the_standard_is_told(tiny_dataset, commune, level, warned):
    tiny_dataset.append(
        "recognitions.csv", f"{commune},{level},2022,12/QĐ,2022-01-30,đã có quyết định,văn bản,QĐ,có"
    )
    assert told(tiny_dataset) == [("recognitions.csv", 3, "level")] * warned
