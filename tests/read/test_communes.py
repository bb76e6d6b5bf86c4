"""communes.csv: sizes that no commune has, two communes of one name, what communes were made of."""

import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.read.schema import column_names


def commune(code="10004", **cells):
    row = dict.fromkeys(column_names("communes"), "")
    row |= {"code": code, "name": "Dân Chủ", "type": "xã", "valid_from": "2020-01-01", "area_km2": "20"}
    row |= {"population": "2000", "households": "500", "villages": "8"}
    return ",".join((row | cells).values())


def with_predecessors(dataset, text):
    """Says of An Hòa what it was made of."""
    lines = (dataset.path / "communes.csv").read_text("utf-8").splitlines()
    assert ",8,,,GSO," in lines[1]
    lines[1] = lines[1].replace(",8,,,", f",8,{text},,")
    dataset.write("communes.csv", *lines)


SIZES = {
    "the largest area": ({"area_km2": "600"}, "", "", True),
    "a larger area": ({"area_km2": "600,1"}, "area_km2", "có phải héc-ta?", True),
    "an area in hectares": ({"area_km2": "3706"}, "area_km2", "có phải héc-ta?", True),
    "the least area": ({"area_km2": "0,01"}, "", "", True),
    "no area at all": ({"area_km2": "0"}, "area_km2", "số km² lớn hơn 0", False),
    "a negative area": ({"area_km2": "-37"}, "area_km2", "số km² lớn hơn 0", False),
    "an area left blank": ({"area_km2": ""}, "", "", True),
    "the most people": ({"population": "400000"}, "", "", True),
    "more people": ({"population": "400001"}, "population", "quá nhiều với một xã", False),
    "negative people": ({"population": "-1"}, "population", "số nguyên không âm", False),
    "a household of one each": ({"population": "500"}, "", "", True),
    "more households than people": ({"population": "499"}, "households", "500 hộ nhiều hơn 499 người", True),
    "households of unknown people": ({"population": ""}, "", "", True),
}


@pytest.mark.parametrize(("cells", "column", "message", "read"), list(SIZES.values()), ids=list(SIZES))
def test_a_size_that_no_commune_has_is_told(tiny_dataset, cells, column, message, read):
    cells = {name: f'"{text}"' for name, text in cells.items()}
    line = tiny_dataset.append("communes.csv", commune(**cells))
    found = tiny_dataset.read().warnings if read else tiny_dataset.problems()
    assert [(p.file, p.line, p.column) for p in found] == [("communes.csv", line, column)] * bool(column)
    assert all(message in f"{p.found}; {p.expected}" for p in found)


NAMES = {
    "the same name at the same time": ({"name": "An Hòa"}, True),
    "the same name with the accent elsewhere": ({"name": "An Hoà"}, True),
    "the same name in capitals": ({"name": "AN HÒA"}, True),
    "on the last day of the other": ({"name": "An Hòa", "valid_from": "2024-11-30"}, True),
    "one day after the other": ({"name": "An Hòa", "valid_from": "2024-12-01"}, False),
    "before the other": ({"name": "An Hòa", "valid_from": "2010-01-01", "valid_to": "2019-12-31"}, False),
    "to the first day of the other": (
        {"name": "An Hòa", "valid_from": "2010-01-01", "valid_to": "2020-01-01"},
        True,
    ),
    "a town of that name": ({"name": "An Hòa", "type": "thị trấn"}, False),
    "a name with another letter": ({"name": "Ăn Hòa"}, False),
    "a name with another tone": ({"name": "An Hóa"}, False),
    "a name with the tone on another word": ({"name": "Àn Hoa"}, False),
    "another name": ({}, False),
}


@pytest.mark.parametrize(("cells", "refused"), list(NAMES.values()), ids=list(NAMES))
def test_two_communes_of_one_name_never_live_at_the_same_time(tiny_dataset, cells, refused):
    line = tiny_dataset.append("communes.csv", commune(**cells))
    found = [(p.line, p.column, p.found) for p in tiny_dataset.problems()]
    assert found == [(line, "name", "trùng tên với đơn vị ở dòng 2, cùng thời gian")] * refused


PREDECESSORS = {
    "nothing": ("", False),
    "itself": ("10001 An Hòa", False),
    "two units": ("10001 An Hòa; 10008 An Lạc (một phần)", False),
    "names alone": ("An Hòa và An Lạc", True),
    "a name behind a code": ("10001 An Hòa; An Lạc", True),
    "another sign between": ("10001 An Hòa / 10008 An Lạc", False),
    "a dash": ("-", True),
    "no predecessor": ("không", True),
}


@pytest.mark.parametrize(("text", "warned"), list(PREDECESSORS.values()), ids=list(PREDECESSORS))
def test_predecessors_that_are_no_list_of_codes_are_told(tiny_dataset, text, warned):
    with_predecessors(tiny_dataset, text)
    found = [(w.file, w.line, w.column) for w in tiny_dataset.read().warnings]
    assert found == [("communes.csv", 2, "predecessors")] * warned


@pytest.mark.parametrize("text", ["", "An Hòa và An Lạc", "-", "không rõ"])
def test_predecessors_that_cannot_be_read_leave_a_commune_its_recognition(tiny_dataset, text):
    with_predecessors(tiny_dataset, text)
    data = tiny_dataset.read()
    assert evaluate(data, data.latest).at(data.latest).recognised["commune"].tolist() == ["10001"]


def test_a_commune_made_of_others_after_its_recognition_has_none(tiny_dataset):
    with_predecessors(tiny_dataset, "10001 An Hòa; 10008 An Lạc")
    tiny_dataset.replace("communes.csv", "10001,An Hòa,xã,2020-01-01", "10001,An Hòa,xã,2022-01-01")
    tiny_dataset.strike("observations.csv", "2021-12,10001")
    tiny_dataset.strike("verdicts.csv", "2021-12,10001")
    data = tiny_dataset.read()
    assert evaluate(data, data.latest).at(data.latest).recognised.empty
