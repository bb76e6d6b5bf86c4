"""The numbered items in the report: each has its paragraph, one nothing was counted for a blank."""

import pytest

from ntm_analysis.say.commitments import model_areas
from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.report import items
from ntm_analysis.say.texts import text_of

MOVEMENT = """\
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: meetings, name: {vi: Buổi tuyên truyền, en: Meetings}, unit: {vi: buổi, en: meetings}}
  - number: 2
    name: {vi: Huy động nguồn lực, en: Resources}
    about: [resources, residential_areas]
  - number: 9
    name: {vi: Khen thưởng, en: Commendation}
    about: [rewards]
"""


@pytest.fixture
def told(tiny_dataset, facts_of):
    tiny_dataset.write("movement.yaml", MOVEMENT)

    def tell(kind=ReportKind.MONTH):
        return [part.text for part in items(facts_of(tiny_dataset.read(), kind))][1:-1]

    return tell


def test_every_item_has_a_paragraph_and_an_empty_one_a_blank(told):
    assert told() == [
        "Nội dung 1. Tuyên truyền. [bổ sung: kết quả thực hiện].",
        "Nội dung 2. Huy động nguồn lực. [bổ sung: kết quả thực hiện].",
        "Nội dung 9. Khen thưởng. [bổ sung: kết quả thực hiện].",
    ]


def test_activities_are_added_over_the_time_the_report_covers(tiny_dataset, told):
    tiny_dataset.fill(
        "activities",
        "2022-01,10001,meetings,3,,,Báo cáo,,có",
        "2022-02,10001,meetings,4,,,Báo cáo,,có",
        "2022-02,,meetings,2,,,Báo cáo,,có",
        "2021-12,10001,meetings,50,,,Báo cáo,,có",
    )
    assert told()[0] == "Nội dung 1. Tuyên truyền. Buổi tuyên truyền: 6 buổi (theo số liệu 1/3 xã)."
    assert (
        told(ReportKind.MOVEMENT)[0]
        == "Nội dung 1. Tuyên truyền. Buổi tuyên truyền: 9 buổi (theo số liệu 1/3 xã)."
    )


def test_what_was_planned_for_the_year_stands_beside_what_was_done(tiny_dataset, told):
    tiny_dataset.fill(
        "activities",
        "2022-01,10001,meetings,3,12,,Báo cáo,,có",
        "2022-02,10001,meetings,4,,,Báo cáo,,có",
    )
    assert told(ReportKind.MOVEMENT)[0] == (
        "Nội dung 1. Tuyên truyền. Buổi tuyên truyền: 7 buổi (kế hoạch năm 12; theo số liệu 1/3 xã)."
    )


def test_model_areas_are_those_decided_by_the_month_and_recognised_communes_without_are_named(
    tiny_dataset, told
):
    tiny_dataset.fill(
        "model_areas",
        "10002,Thôn Một,2022-01-10,,2022-02-20,05/QĐ-UBND,Quyết định,,có",
        "10003,Thôn Hai,2022-01-10,,,,Đăng ký,,có",
    )
    assert told()[1] == (
        "Nội dung 2. Huy động nguồn lực. 1 khu dân cư nông thôn mới kiểu mẫu đã được công nhận, "
        "1 khu dân cư đang đăng ký xây dựng; xã đạt chuẩn chưa có khu dân cư kiểu mẫu: An Hòa."
    )


def test_an_area_without_a_day_of_registration_is_under_way_in_the_report_as_on_the_page(
    tiny_dataset, told, facts_of
):
    tiny_dataset.fill("model_areas", "10003,Thôn Hai,,,,,Đăng ký,,có")
    assert "1 khu dân cư đang đăng ký xây dựng" in told()[1]
    view = facts_of(tiny_dataset.read()).view
    (table,) = model_areas(view).parts
    assert "đã đăng ký" in [text_of(view.words, row[2]).split(" model")[0] for row in table.rows]


def test_commendations_are_counted_by_kind_without_names(tiny_dataset, told):
    tiny_dataset.fill(
        "commendations",
        "2022-02-10,10001,tập thể,2,,Làm đường,12/QĐ-UBND,Quyết định,,có",
        "2022-02-11,10001,cá nhân,3,,Hiến đất,12/QĐ-UBND,Quyết định,,có",
        "2022-01-11,10001,cá nhân,7,,Hiến đất,11/QĐ-UBND,Quyết định,,có",
    )
    assert told()[2] == "Nội dung 9. Khen thưởng. Khen thưởng 2 tập thể; khen thưởng 3 cá nhân."


def test_a_figure_that_every_commune_gave_needs_no_remark(tiny_dataset, told):
    lines = [f"2022-02,{code},meetings,2,,,Báo cáo,,có" for code in ("10001", "10002", "10003")]
    tiny_dataset.fill("activities", *lines)
    assert told()[0] == "Nội dung 1. Tuyên truyền. Buổi tuyên truyền: 6 buổi."


def test_an_item_whose_figures_stand_in_another_part_refers_to_it(tiny_dataset, told):
    given = "2022-02,10001,huy động,tiền,người dân,,10,triệu đồng,,,,Báo cáo,,có"
    tiny_dataset.fill("contributions", given)
    assert told()[1] == ("Nội dung 2. Huy động nguồn lực. Kết quả huy động, sử dụng nguồn lực tại mục II.4.")


def test_a_dataset_without_items_leaves_them_to_fill_in(tiny_dataset, facts_of):
    (_, text) = [part.text for part in items(facts_of(tiny_dataset.read()))]
    assert "[bổ sung" in text
