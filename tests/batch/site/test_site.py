import pytest

from ntm_analysis.batch.site import Link, frame_of, frame_of_page


@pytest.fixture
def shared(edition):
    return frame_of(edition.data, "vi")


def test_a_commune_leads_up_to_the_index_and_to_the_same_page_of_the_district(shared, edition):
    frame = frame_of_page(shared, edition.briefings[3], edition.briefings)
    assert frame.up == (
        Link("Tất cả các xã", "../index.html"),
        Link("Toàn huyện", "../184-van-quan/health.html"),
    )


def test_the_district_leads_up_to_the_index_only(shared, edition):
    frame = frame_of_page(shared, edition.briefings[1], edition.briefings)
    assert frame.up == (Link("Tất cả các xã", "../index.html"),)


def test_across_are_the_pages_of_the_same_place_with_the_page_itself_marked(shared, edition):
    frame = frame_of_page(shared, edition.briefings[3], edition.briefings)
    assert frame.across == (
        Link("Tổng quan", "overview.html"),
        Link("Y tế", "health.html", here=True),
    )


def test_a_page_is_rendered_with_its_own_month_only(shared, edition):
    frame = frame_of_page(shared, edition.briefings[3], edition.briefings)
    assert frame.months == '<ul class="months"><li aria-current="true">tháng 9/2022</li></ul>'
