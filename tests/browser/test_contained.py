"""In a real browser nothing a notebook could show runs, asks for anything or leads away, cleaned or not.

What does not fit is refused before it gets there (tests/batch/site/test_clean.py); every page carries a
policy that holds all the same.
"""

import re

import pytest

from ntm_analysis.batch.site import FOLDER
from ntm_analysis.batch.site.clean import cleaned
from tests.batch.site.test_clean import HIDDEN, HOSTILE, QUOTED, STANDS

pytestmark = pytest.mark.slow

PAGE = "<!doctype html><html><head><meta charset=utf-8>{}</head><body><p>Đầu</p>{}<p>Cuối</p></body></html>"
POLICY = re.search(
    r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", (FOLDER / "frame.html.j2").read_text("utf-8")
)
# No policy keeps a page from leading away by itself; that is refused and by nothing else held.
LEADS = {"meta"}


@pytest.fixture(scope="module")
def happens(browser, tmp_path_factory):
    """Opens a page, follows every link in it, and tells all that ran and all that was asked for."""
    folder = tmp_path_factory.mktemp("pages")

    def run(head, shown):
        page, found = browser.new_page(), []
        file = folder / "page.html"
        file.write_text(PAGE.format(head, shown), "utf-8")

        def asked(route):  # hears of what is really asked for: a policy holds it before
            if route.request.url == file.as_uri():
                route.continue_()
            else:
                found.append(route.request.url)
                route.abort()

        page.route("**/*", asked)
        page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        for link in page.query_selector_all('a[href^="java" i], svg a'):
            link.dispatch_event("click")
        page.mouse.move(20, 20)
        page.wait_for_timeout(20)
        page.close()
        return found

    return run


def test_without_a_policy_the_same_page_runs_and_asks(happens):
    assert happens("", HOSTILE["handler after a slash"]) == ["1"]
    assert happens("", HOSTILE["img"]) == ["https://evil.example/x"]


@pytest.mark.parametrize("name", sorted((HOSTILE | HIDDEN).keys() - LEADS))
def test_under_the_policy_of_a_page_what_is_hostile_does_nothing(happens, name):
    assert happens(POLICY[0], (HOSTILE | HIDDEN)[name]) == []


@pytest.mark.parametrize("name", sorted(STANDS | QUOTED))
def test_what_a_page_carries_asks_for_nothing(happens, name):
    assert happens("", cleaned((STANDS | QUOTED)[name])) == []
