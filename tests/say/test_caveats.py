"""What a reader must know: figures changed after their month was closed, and every table a page used."""

from types import SimpleNamespace

import pytest

from ntm_analysis.cli.dataset import close_month
from ntm_analysis.judge import evaluate
from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.read.adjustments import KEYS
from ntm_analysis.read.closing import closable_tables
from ntm_analysis.read.schema import column_names
from ntm_analysis.say.caveats import caveats, sources
from ntm_analysis.say.criteria import criteria_strip
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt, Opening

JANUARY = Period(2022, 1)
NOTE = "tính lại"


@pytest.fixture(scope="module")
def adjusted(new_tiny_dataset):
    """Gives views of the small district, whose closed January was changed in one health figure."""
    dataset = new_tiny_dataset()
    close_month(dataset.path, JANUARY)
    line = "2022-01,10001,xa_ntm_2021_2025,15.1,nữ,,{},1000,2022-01-20,2022,chính thức,,BHXH huyện,{}"
    dataset.replace("observations.csv", line.format(891, ""), line.format(880, NOTE))
    data = dataset.read()
    results = evaluate(data, until=data.latest)

    def view(place, area=None, period=JANUARY):
        targets = follow_targets(data, results, period)
        about = data.criteria.areas[area] if area else None
        return View(data, results, targets, data.place(place), period, Language.load("vi"), about)

    return SimpleNamespace(view=view, data=data)


@pytest.mark.parametrize(("place", "area"), [("10001", "health"), ("10001", None), ("999", "health")])
def test_an_adjusted_figure_is_told_on_the_pages_it_concerns(adjusted, told, place, area):
    said = told.text(caveats(adjusted.view(place, area)))
    assert "1 số liệu điều chỉnh sau khi chốt" in said
    assert f"tháng 1/2022, An Hòa, chỉ tiêu 15.1 nữ, tử số: cũ 891, nay 880 ({NOTE})" in said


@pytest.mark.parametrize(("place", "area"), [("10002", "health"), ("10001", "education")])
def test_it_is_not_told_where_it_does_not_belong(adjusted, told, place, area):
    assert "nay 880" not in told.text(caveats(adjusted.view(place, area)))


def test_a_page_before_the_closed_month_does_not_tell_it(adjusted, told):
    assert "nay 880" not in told.text(caveats(adjusted.view("10001", "health", Period(2021, 12))))


def test_a_verdict_that_a_threshold_turned_after_closing_bears_its_sign(tiny_dataset, view_now):
    close_month(tiny_dataset.path, Period(2022, 2))
    lower = '[{set: xa_ntm_2021_2025, indicator: "15.1", value: "85", source: QĐ 1}]'
    for given, signed in (("[]", set()), (lower, {"15"})):
        tiny_dataset.replace("dataset.yaml", "threshold_overrides: []", f"threshold_overrides: {given}")
        rows = criteria_strip(view_now("10001")).parts[0].rows
        assert {name.split()[0] for name, _, judged in rows if Doubt.ADJUSTED in judged.doubts} == signed


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_table_and_column_that_can_be_adjusted_has_a_name(language):
    words = Language.load(language)
    about = {"source", "note", "illustrative", "basis", "confidence"}
    for table in closable_tables():
        assert f"adjusted.table.{table}" in words
        columns = set(column_names(table)) - set(KEYS[table]) - about - {"period"}
        assert {c for c in columns if f"adjusted.column.{c}" not in words} == set()


def test_the_state_of_a_task_is_told_on_the_page_of_its_commune(small, told, tiny_dataset):
    task = "NV-1,Vận động,10001,,,health,yt,2022-01-01,2022-02-10,,,Lộ trình,,có"
    small("10001", tasks=[task], task_states=["2022-02,NV-1,đang thực hiện,,,Báo cáo,,có"])
    close_month(tiny_dataset.path, Period(2022, 2))
    changed = {"task_states": ["2022-02,NV-1,chưa bắt đầu,,,Báo cáo,báo nhầm,có"]}
    said = "tháng 2/2022, An Hòa, nhiệm vụ NV-1, tình trạng: cũ đang thực hiện, nay chưa bắt đầu (báo nhầm)"
    assert said in told.text(caveats(small("10001", **changed)))
    assert said in told.text(caveats(small("999")))
    assert "NV-1" not in told.text(caveats(small("10002")))


def test_few_are_named_and_many_open_on_demand_under_the_name_of_their_set(view_of):
    parts = caveats(view_of("184")).parts
    standard, advanced = parts[2:]
    assert standard.title == "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021-2025"
    assert advanced.title == "Bộ tiêu chí quốc gia về xã nông thôn mới nâng cao giai đoạn 2021-2025"
    items = standard.parts[0].items
    at = "15.4 sổ khám chữa bệnh điện tử: Hòa Bình; 6.3 nhà văn hóa thôn: Khánh Khê"
    assert f"2 số liệu đã cũ nhưng vẫn dùng: {at}" in items
    assert isinstance(items[0][1], Opening)


def test_missing_and_late_values_with_the_communes(view_of, told):
    shown = told.text(caveats(view_of("184", "health")))
    assert "số liệu đã cũ nhưng vẫn dùng" in shown
    assert "số liệu đã quá cũ (quá hai kỳ), không dùng để đánh giá" in shown


def test_caveats_leave_out_indicators_whose_criterion_an_authority_judged_in_the_overview(view_of, told):
    assert "17.1" not in told.text(caveats(view_of("06286")))


def test_caveats_begin_with_the_illustrative_data(view_of):
    _, listed = caveats(view_of("06286")).parts
    assert "minh họa" in listed.items[0]


def test_sources_name_office_day_decisions_and_document_and_no_file(view_of, told):
    shown = told.text(sources(view_of("06286", "health")))
    for said in ("Ban Chỉ đạo", "25/09/2022", "318/QĐ-TTg, Phụ lục I", "247/KH-UBND"):
        assert said in shown
    assert ".csv" not in shown
    assert "SHA" not in shown


def test_an_english_page_says_once_which_language_is_authoritative(view_of, told):
    shown = told.text(sources(view_of("06286", "health", language="en")))
    assert shown.count("the Vietnamese original is authoritative") == 1
