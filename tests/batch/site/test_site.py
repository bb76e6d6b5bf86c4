import pytest

from ntm_analysis.batch.plan.notebooks import Notebook
from ntm_analysis.batch.site import Link, frame_of, frame_of_page, notebook_title
from ntm_analysis.language import Language
from ntm_analysis.model import Text


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


@pytest.mark.parametrize(("language", "title"), [("vi", "Môi trường"), ("en", "Environment")])
def test_a_notebook_of_an_area_without_words_of_ours_bears_the_area_s_name(tmp_path, language, title):
    area = Notebook(tmp_path / "environment.ipynb", Text("Môi trường", "Environment"))
    for short in (False, True):
        assert notebook_title(Language.load(language), area, short=short) == title
    assert notebook_title(Language.load(language), Notebook(tmp_path / "mine.ipynb")) == "mine"
