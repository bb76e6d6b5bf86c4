"""The deprivations: sums of households of one review, never of two, and missing counts."""

import pytest

from ntm_analysis.draw.deprivations import deprivations

from .conftest import PERIOD, Picture, deprived, observation


def shares(display):
    return [(name, share) for name, share, _ in Picture(display).rows]


def test_the_most_frequent_stands_first_with_share_and_households(make_view):
    view = make_view("1", "poverty", observations=deprived("1", toilet=30, water=20, employment=10))
    assert shares(deprivations(view)) == [
        ("Nhà tiêu hợp vệ sinh", "60% (30 hộ)"),
        ("Nguồn nước sinh hoạt", "40% (20 hộ)"),
        ("Việc làm", "20% (10 hộ)"),
    ]


def test_the_district_sums_households_and_never_averages_rates(make_view):
    rows = deprived("1", poor=10, near=0, toilet=10) + deprived("2", poor=90, near=0, toilet=0)
    assert ("Nhà tiêu hợp vệ sinh", "10% (10 hộ)") in shares(
        deprivations(make_view("184", "poverty", observations=rows))
    )


def test_the_district_stands_beside_a_commune(make_view):
    rows = deprived("1", poor=10, near=0, toilet=10) + deprived("2", poor=90, near=0, toilet=0)
    found = Picture(deprivations(make_view("1", "poverty", observations=rows)))
    assert ["Nhà tiêu hợp vệ sinh", "100% (10 hộ)", "10%"] in found.rows
    assert "Vạch đứng đậm là tỷ lệ của toàn huyện; mọi thang từ 0 đến" in found


def test_the_district_shows_every_unit_and_names_the_highest(make_view):
    rows = deprived("1", poor=10, near=0, toilet=10) + deprived("9", poor=90, near=0, toilet=9)
    found = Picture(deprivations(make_view("184", "poverty", observations=rows)))
    assert ["Nhà tiêu hợp vệ sinh", "19% (19 hộ)", "Khánh Khê: 100%"] in found.rows
    assert "từ nơi thấp nhất đến nơi cao nhất" in found


def test_all_panels_have_one_scale_that_ends_at_a_full_ten(make_view):
    found = Picture(deprivations(make_view("1", "poverty", observations=deprived("1", toilet=32))))
    assert "mọi thang từ 0 đến 70%." in found  # 32 of 50 households are 64%


def test_a_missing_count_is_its_own_mark_and_never_zero(make_view):
    rows = [row for row in deprived("1") if row["indicator"] != "deprived_water"]
    display = deprivations(make_view("1", "poverty", observations=rows))
    assert shares(display)[-1] == ("Nguồn nước sinh hoạt", "chưa có số liệu")
    assert "? chưa có số liệu" in Picture(display).texts


def test_a_count_of_zero_is_zero(make_view):
    display = deprivations(make_view("1", "poverty", observations=deprived("1", water=0)))
    assert ("Nguồn nước sinh hoạt", "0% (0 hộ)") in shares(display)


def test_later_household_counts_are_not_set_against_earlier_deprivations(make_view):
    later = [observation("1", "poor_households", 5, month=PERIOD.number)]
    view = make_view("1", "poverty", observations=deprived("1", toilet=30) + later)
    assert ("Nhà tiêu hợp vệ sinh", "60% (30 hộ)") in shares(deprivations(view))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"status": "estimate"}, "a forecast"),
        ({"line": "QĐ 59/2015"}, "another poverty line"),
        ({"month": PERIOD.number + 1}, "after the period"),
        ({"num": None}, "without a value"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_count_is_not_shown(make_view, given, why):
    rows = [row | given for row in deprived("1")]
    assert deprivations(make_view("1", "poverty", observations=rows)) is None, why


def test_the_form_belongs_to_poverty_and_includes_the_town(make_view):
    assert deprivations(make_view("1", "health", observations=deprived("1"))) is None
    assert deprivations(make_view("1", None, observations=deprived("1"))) is None
    assert deprivations(make_view("9", "poverty", observations=deprived("9"))) is not None


def test_the_month_of_the_review_is_said_and_later_households_do_not_change_it(make_view):
    later = [observation("1", "poor_households", 5, month=PERIOD.number)]
    display = deprivations(make_view("1", "poverty", observations=deprived("1") + later))
    assert Picture(display).finding.endswith("Số liệu rà soát tháng 12/2021.")


def test_the_district_says_every_month_its_units_were_reviewed_in(make_view):
    june = [row | {"month": PERIOD.number - 3} for row in deprived("2")]
    households = [observation("3", "poor_households", 9)]  # a unit that counted no deprivation
    display = deprivations(make_view("184", "poverty", observations=deprived("1") + june + households))
    assert Picture(display).finding.endswith("Số liệu rà soát tháng 12/2021, tháng 6/2022.")
