import datetime as dt
import hashlib

import pytest

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, PlaceKind
from ntm_analysis.read import read_dataset


@pytest.fixture(scope="module")
def data(tiny_dataset_of_module):
    return tiny_dataset_of_module.read()


@pytest.mark.parametrize("text", ["10001", "An Hòa", "an-hoa", "an hoa", "xã An Hòa", " AN HÒA "])
def test_a_place_is_found_by_code_name_or_slug(data, text):
    assert data.place(text).code == "10001"


def test_the_district_comes_first_and_the_town_last(data):
    assert [place.code for place in data.places] == ["999", "10001", "10002", "10003", "10009"]
    assert [data.place(code).kind for code in ("999", "10009")] == [PlaceKind.DISTRICT, PlaceKind.TOWN]


@pytest.mark.parametrize(
    ("text", "near"), [("Anh Hòa", "10001 (xã An Hòa)"), ("10011", "10001"), ("cao-xon", "10003")]
)
def test_an_unknown_place_names_the_nearest(data, text, near):
    with pytest.raises(NtmError, match=f"“{text}”; gần nhất: ") as raised:
        data.place(text)
    assert near in str(raised.value)


def test_a_name_that_two_places_bear_is_not_guessed(van_quan):
    with pytest.raises(NtmError, match="chỉ nhiều nơi") as raised:
        van_quan.data.place("Văn Quan")
    assert "184 (huyện Văn Quan), 06253 (thị trấn Văn Quan)" in str(raised.value)
    assert van_quan.data.place("thị trấn Văn Quan").code == "06253"
    assert van_quan.data.place("huyện Văn Quan").code == "184"


def test_periods_are_those_with_data(data):
    assert [str(period) for period in data.periods] == ["2021-12", "2022-01", "2022-02"]
    assert data.latest == Period(2022, 2)
    assert data.period("2022-01") == Period(2022, 1)


@pytest.mark.parametrize(
    ("text", "message"), [("2022-03", "đang có: 2021-12, 2022-01, 2022-02"), ("1-2022", "năm-tháng")]
)
def test_another_period_is_refused(data, text, message):
    with pytest.raises(NtmError, match=message):
        data.period(text)


def test_the_cut_off_day_is_never_past_the_month(tiny_dataset):
    tiny_dataset.replace("dataset.yaml", "cut_off_day: 25", "cut_off_day: 30")
    data = tiny_dataset.read()
    assert data.cut_off(Period(2022, 2)) == dt.date(2022, 2, 28)
    assert data.cut_off(Period(2022, 1)) == dt.date(2022, 1, 30)


def test_every_file_is_listed_with_the_hash_of_its_bytes(data, tiny_dataset_of_module):
    files = {file.name: file for file in data.files}
    content = (tiny_dataset_of_module.path / "observations.csv").read_bytes()
    assert files["observations.csv"].sha256 == hashlib.sha256(content).hexdigest()
    assert files["observations.csv"].rows == len(data.observations)
    assert {"dataset.yaml", "targets.yaml", "criteria/statistics.yaml"} <= files.keys()


def test_frames_have_the_types_they_promise(data):
    types = {name: str(kind) for name, kind in data.observations.dtypes.items()}
    numbers = ("month", "num", "den", "numerator", "denominator", "reference_year")
    assert {types[name] for name in numbers} == {"Int64"}
    assert {types[name] for name in ("not_applicable", "illustrative")} == {"bool"}
    assert types["measured_on"].startswith("datetime64")
    assert {types[name] for name in ("period", "commune", "sex", "text", "line", "rows")} == {"str"}
    assert not data.observations.select_dtypes("str").isna().any().any()


def test_the_folder_may_be_given_as_text(tiny_dataset):
    assert read_dataset(str(tiny_dataset.path)).folder == tiny_dataset.path
