"""Who handed in figures late or not at all, as the page shows it."""

import pytest

from ntm_analysis.say.late import late


def came(commune="", day="", body="", period="2022-02"):
    return f"{period},{commune},{body},{day},Sổ theo dõi,,có"


def test_the_district_lists_what_is_missing_then_what_came_last(view_of, told):
    shown = late(view_of("184"))
    assert told.captions(shown) == ["3/21 đơn vị nộp số liệu chậm hoặc chưa nộp (hạn 25/09/2022)"]
    assert told.rows(shown) == [
        ["Xã Tú Xuyên", "chưa nộp"],
        ["Xã Khánh Khê", "29/09/2022 (chậm 4 ngày)"],
        ["Xã Tri Lễ", "27/09/2022 (chậm 2 ngày)"],
    ]


def test_a_month_in_which_all_came_in_time_is_one_sentence(view_of, told):
    assert told.text(late(view_of("184", period="2022-01"))) == "Cả 21 đơn vị nộp số liệu đúng hạn."


def test_before_the_first_record_nothing_is_said(view_of):
    assert late(view_of("184", period="2021-12")) is None


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("06298", "Số liệu kỳ này nộp ngày 21/09/2022, đúng hạn."),
        ("06286", "Số liệu kỳ này nộp ngày 29/09/2022, chậm 4 ngày."),
        ("06277", "Số liệu kỳ này chưa nộp (hạn 25/09/2022)."),
    ],
)
def test_a_commune_reads_when_its_own_came(view_of, told, place, said):
    assert told.text(late(view_of(place))) == said


def test_a_dataset_without_submissions_says_nothing(small):
    assert late(small("999")) is None
    assert late(small("10001")) is None


def test_the_town_is_asked_once_it_has_handed_in(small, told):
    before = [*(came(code, "2022-02-20") for code in ("10001", "10002", "10003"))]
    assert late(small("10009", submissions=before)) is None
    assert told.text(late(small("999"))) == "Cả 3 đơn vị nộp số liệu đúng hạn."
    with_town = [*before, came("10009", "2022-01-20", period="2022-01")]
    assert told.rows(late(small("999", submissions=with_town))) == [["Thị trấn Phố Mới", "chưa nộp"]]
    assert told.text(late(small("10009"))) == "Số liệu kỳ này chưa nộp (hạn 25/02/2022)."


def test_a_row_without_a_day_is_missing(small, told):
    lines = [came("10001"), *(came(code, "2022-02-20") for code in ("10002", "10003"))]
    assert told.rows(late(small("999", submissions=lines))) == [["Xã An Hòa", "chưa nộp"]]
