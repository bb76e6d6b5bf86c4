"""The movement's tables after a merger: sums of what a commune came from, promises by their own names."""

import pytest

from ntm_analysis.say.commitments import model_areas, registrations
from ntm_analysis.say.items import items
from ntm_analysis.say.merits import commendations, merits
from ntm_analysis.say.resources import resources
from ntm_analysis.say.tasks import tasks
from ntm_analysis.say.units import population

STANDARD = "xa_ntm_2021_2025"
TABLES = {
    "contributions": [
        "2022-01,10001,huy động,tiền,người dân,,3,triệu đồng,,,Đường,Sổ,,có",
        "2022-01,10002,huy động,tiền,người dân,,5,triệu đồng,,,Đường,Sổ,,có",
        "2022-01,10001,nợ đọng,tiền,ngân sách xã,,0,triệu đồng,,,Nợ,Sổ,,có",
    ],
    "activities": [
        "2022-01,10001,sessions,3,,,Báo cáo,,có",
        "2022-01,10002,sessions,4,,,Báo cáo,,có",
    ],
    "registrations": [
        f"2022,10002,{STANDARD},15,I,Đăng ký,Kế hoạch,,có",
    ],
    "tasks": [
        f"T1,Sửa trạm,10002,{STANDARD},15,,yt,2022-01-03,2022-02-10,,,Lộ trình,,có",
    ],
    "model_areas": [
        "10002,Nà Lộc,2022-01-10,Đăng ký,,,Kế hoạch,,có",
    ],
    "commendations": [
        "2022-01-10,10002,hộ gia đình,2,,Hiến đất,5/QĐ-UBND,Quyết định,,có",
    ],
}
ITEMS = """\
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: sessions, name: {vi: Buổi, en: Sessions}, unit: {vi: buổi, en: sessions}}
"""


@pytest.fixture
def page(small, tiny_dataset):
    """Builds a page of February 2022, in which Bình Yên is part of An Hòa."""

    def build(place):
        tiny_dataset.write("movement.yaml", ITEMS)
        tiny_dataset.merge("2022-02")
        return small(place, **TABLES)

    return build


def test_a_commune_has_what_its_predecessors_gave(page, told):
    shown = resources(page("10001"))
    assert told.rows(shown)[0] == ["Tiền", "triệu đồng", "chưa có", "8", "–"]
    assert "Gồm phần của Bình Yên trước khi sáp nhập" in told.text(shown)
    assert "2 nghìn đồng/người (4.000 người" in told.text(shown)  # 8 million over both populations


def test_the_districts_places_add_up_to_its_sum(page, told):
    rows = {row[0]: row for row in told.rows(resources(page("999")))}
    assert rows["An Hòa"][1] == "8"
    assert "Bình Yên" not in rows
    assert rows["Cộng toàn huyện"][1] == "8"


def test_a_debt_that_one_part_has_not_stated_is_not_known(page, told):
    assert "Chưa có số liệu nợ đọng" in told.text(resources(page("10001")))


def test_what_was_counted_is_summed(page, told):
    shown = items(page("10001"))
    assert told.rows(shown)[0][2:4] == ["–", "7"]
    assert "Gồm phần của Bình Yên" in told.text(shown)


@pytest.mark.parametrize("place", ["10001", "999"])
def test_promises_and_tasks_keep_the_name_of_their_unit(page, told, place):
    view = page(place)
    (row,) = told.rows(registrations(view))
    assert row[:1] + row[3:4] == ["Bình Yên", "xã đã sáp nhập, chia tách"]
    assert told.rows(tasks(view))[0][1] == "Bình Yên"
    assert "Bình Yên (xã đã sáp nhập, chia tách)" in told.text(model_areas(view))
    assert "Bình Yên: Hiến đất" in told.text(commendations(view))


def test_merits_count_what_predecessors_gave_over_the_people_of_both(page, told):
    assert "An Hòa 2.000 đồng" in told.text(merits(page("999")))


def test_the_population_is_that_of_the_months_shape(page):
    assert population(page("999")) == {"10001": 4000, "10003": 2000, "10009": 4000}
