"""The batch without kernels and browser: what is built, printed, kept and removed."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from ntm_analysis.batch import build as batch
from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.keep.manifest import read_manifest, standing
from ntm_analysis.batch.plan import WORKBOOK, Briefing, Form, MonthWorkbook, Print
from ntm_analysis.batch.run.task import (
    Built,
    Current,
    Failed,
    FailureReason,
    FileTask,
    Limits,
    Made,
    Output,
    PageOutput,
)
from ntm_analysis.model import Period


def built(product, key, content, *more):
    """Gives the outcome of a product with that content."""
    kind = PageOutput if more else Output
    return Built(product, kind(key, hashlib.sha256(content).hexdigest(), len(content), *more), 0.1)


def _as_pdf(*_, browser, form):  # noqa: ARG001 (named by the batch)
    """Stands for printing by a browser."""
    return b"%PDF"


@pytest.fixture
def world(edition, monkeypatch, facts):
    """Holds an edition with a workbook, what was asked of workers and browser, and what they answer."""

    class World:
        edition_ = replace(edition, maker=lambda *_: b"PK workbook")
        page = b"<h1>page</h1>"
        printed: list[str] = []  # noqa: RUF012 (a new list for each test)
        worked: list[str] = []  # noqa: RUF012 (the same)
        broken: set[str] = set()  # noqa: RUF012 (the same)

        def build(self, *, places=("06298",), browser=None, force=False, forms=(Form.PDF,)):
            self.printed, self.worked = [], []
            wanted = Wanted(places, (), 1, Limits(10, 10), force=force, browser=browser, forms=forms)
            return {o.product.page: o for o in build(self.edition_, wanted, lambda _event: None)}

    world = World()

    def make_all(tasks, _workers):
        for task in tasks:
            (world.printed if isinstance(task.product, Print) else world.worked).append(task.product.page)
            if task.product.page in world.broken:
                reason = FailureReason.PRINT if isinstance(task.product, Print) else FailureReason.INTERNAL
                yield Made(Failed(task.product, reason, "KeyError: 'x'", 0.1, kept=False))
            elif isinstance(task, FileTask):
                content = task.content()
                yield Made(built(task.product, task.key, content), ((task.product.path, content),))
            else:
                outcome = built(task.product, task.key, world.page, facts)
                yield Made(outcome, ((task.product.path, world.page),))

    monkeypatch.setattr(batch, "make_all", make_all)
    monkeypatch.setattr(batch, "printed", _as_pdf)
    return world


BROWSER = Path("/usr/bin/some-browser")
PAGE, PDF = "06298-binh-phuc/health.html", "06298-binh-phuc/health.pdf"


def test_the_workbook_lies_beside_the_index_which_leads_to_it(world):
    outcomes = world.build()
    assert isinstance(outcomes[WORKBOOK], Built)
    folder = world.edition_.folder
    assert (folder / "tong-hop.xlsx").read_bytes() == b"PK workbook"
    assert '<a href="tong-hop.xlsx">Bảng tổng hợp (Excel)</a>' in (folder / "index.html").read_text("utf-8")
    assert read_manifest(folder).files[WORKBOOK] == outcomes[WORKBOOK].output


def test_the_workbook_is_handed_a_copy_the_month_and_the_language(world):
    asked = []
    world.edition_ = replace(world.edition_, maker=lambda *given: asked.append(given) or b"PK")
    world.build()
    [(copy, *rest)] = asked
    assert rest == [Period(2022, 9), "vi"]
    assert copy.name == "0.typed"
    assert not copy.parent.exists()  # the folder of the copy goes with the build


def test_a_workbook_is_made_again_only_when_its_inputs_changed(world, changed):
    world.build()
    again = world.build()
    assert isinstance(again[WORKBOOK], Current)
    assert world.worked == []
    world.edition_ = changed(world.edition_)
    assert isinstance(world.build()[WORKBOOK], Built)
    (world.edition_.folder / WORKBOOK).write_bytes(b"edited by hand")
    assert isinstance(world.build()[WORKBOOK], Built)


def test_a_failed_workbook_is_told_and_stops_no_page(world):
    world.build()
    world.broken = {WORKBOOK}
    outcomes = world.build(force=True)
    assert isinstance(outcomes[WORKBOOK], Failed)
    assert isinstance(outcomes[PAGE], Built)
    folder = world.edition_.folder
    assert not (folder / WORKBOOK).exists()
    index = (folder / "index.html").read_text("utf-8")
    assert "tong-hop.xlsx" not in index
    assert "Bảng tổng hợp (Excel): chưa lập" in index
    assert "Chưa lập được" not in index  # which counts pages
    [(_task, output)] = standing(world.edition_, world.edition_.workbooks, read_manifest(folder))
    assert output is None


def test_an_edition_without_a_maker_has_no_workbook(world, edition):
    world.edition_ = edition
    assert WORKBOOK not in world.build()
    assert "tong-hop" not in (edition.folder / "index.html").read_text("utf-8")


def test_pages_are_printed_beside_themselves_only_when_asked(world):
    assert PDF not in world.build()
    outcomes = world.build(browser=BROWSER)
    assert isinstance(outcomes[PAGE], Current)
    assert isinstance(outcomes[PDF], Built)
    assert (world.edition_.folder / PDF).read_bytes() == b"%PDF"
    assert world.printed == ["06298-binh-phuc/overview.pdf", PDF]


def test_a_pdf_is_printed_again_only_when_its_page_changed(world, changed):
    world.build(browser=BROWSER)
    again = world.build(browser=BROWSER)
    assert isinstance(again[PDF], Current)
    assert world.printed == []
    # The same bytes again: the page was built, the PDF still shows it.
    world.edition_ = changed(world.edition_)
    assert isinstance(world.build(browser=BROWSER)[PDF], Current)
    world.page = b"<h1>another</h1>"
    assert isinstance(world.build(browser=BROWSER, force=True)[PDF], Built)


def test_a_pdf_does_not_outlive_the_page_it_shows(world):
    world.build(browser=BROWSER)
    world.page = b"<h1>another</h1>"
    world.build(force=True)
    assert not (world.edition_.folder / PDF).exists()
    assert PDF not in read_manifest(world.edition_.folder).files
    world.build(browser=BROWSER)
    world.broken = {PAGE}
    outcomes = world.build(browser=BROWSER, force=True)
    assert isinstance(outcomes[PAGE], Failed)
    assert PDF not in outcomes
    assert not (world.edition_.folder / PDF).exists()


def test_no_form_of_a_page_outlives_it(world):
    world.page = b'<html><figure class="chart figure"></figure></html>'
    world.build(browser=BROWSER, forms=tuple(Form))
    beside = [PAGE.replace(".html", form) for form in Form]
    assert [(world.edition_.folder / name).exists() for name in beside] == [True] * 4
    world.page = b"<html>another</html>"
    world.build(force=True)
    assert [(world.edition_.folder / name).exists() for name in beside] == [False] * 4


def test_of_a_page_without_charts_none_are_packed(world):
    world.page = b"<html>another</html>"
    world.build(browser=BROWSER, forms=tuple(Form))
    beside = {form: PAGE.replace(".html", form) for form in Form}
    assert [f for f in Form if not (world.edition_.folder / beside[f]).exists()] == [Form.CHARTS]


def test_a_pdf_of_a_part_of_the_month_keeps_the_others(world):
    world.build(places=(), browser=BROWSER)
    world.build(places=("06313",), browser=BROWSER, force=True)
    assert len(list(world.edition_.folder.rglob("*.pdf"))) == 6


def test_a_page_that_cannot_be_printed_is_an_outcome_and_keeps_its_html(world):
    world.broken = {PDF}
    outcomes = world.build(browser=BROWSER)
    assert outcomes[PDF].reason is FailureReason.PRINT
    assert isinstance(outcomes["06298-binh-phuc/overview.pdf"], Built)
    assert (world.edition_.folder / PAGE).exists()
    assert "Chưa lập được" not in (world.edition_.folder / "index.html").read_text("utf-8")


def test_everything_there_can_be_is_a_product_of_the_edition(world):
    kinds = [type(product) for product in world.edition_.products]
    assert kinds == [MonthWorkbook, *[Briefing] * 6, *[Print] * 24]
    assert len({product.page for product in world.edition_.products}) == 31
