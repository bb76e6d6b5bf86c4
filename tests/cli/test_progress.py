import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from ntm_analysis.batch.plan import Briefing, MonthWorkbook, Print
from ntm_analysis.batch.plan.notebooks import Notebook
from ntm_analysis.batch.run.task import Built, Current, Failed, FailureReason, Output, PageOutput, Started
from ntm_analysis.cli.progress import RunTally, line_of, matrix
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Place, PlaceKind

WORDS = Language.load("vi")
PLACE = Place("06298", "Bình Phúc", PlaceKind.COMMUNE)
BRIEFING = Briefing("small", Path("/data"), Notebook(Path("health.ipynb")), PLACE, Period(2022, 9), "vi")
WORKBOOK = MonthWorkbook("small", Period(2022, 9), "vi")
PAGE = PageOutput("key", "hash", 48_400, {})
BUILT = Built(BRIEFING, PAGE, 1.26)
FAILED = Failed(BRIEFING, FailureReason.CELL_ERROR, "KeyError: 'x'", 2.0, kept=True)
EDITION = SimpleNamespace(
    out=Path("/out"),
    data=SimpleNamespace(name="small"),
    places=[PLACE],
    period=Period(2022, 9),
    notebooks=[Notebook(Path("health.ipynb")), Notebook(Path("overview.ipynb"))],
    briefings=[BRIEFING, replace(BRIEFING, notebook=Notebook(Path("overview.ipynb")))],
    workbooks=[WORKBOOK],
)


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Started(BRIEFING), ""),
        (Current(BRIEFING, PAGE), ""),
        (BUILT, "✓ small/2022-09/vi/06298-binh-phuc/health.html (48 KB, 1,3 giây)"),
        (
            FAILED,
            (
                "✗ small/2022-09/vi/06298-binh-phuc/health.html: lỗi trong sổ tính: KeyError: 'x'; "
                "xem /out/.executed/small/2022-09/vi/06298-binh-phuc/health.ipynb"
            ),
        ),
        (
            Failed(BRIEFING, FailureReason.WORKER_DIED, "", 2.0, kept=False),
            "✗ small/2022-09/vi/06298-binh-phuc/health.html: tiến trình lập trang bị dừng",
        ),
    ],
)
def test_each_event_has_its_line(event, line):
    assert line_of(event, EDITION, WORDS) == line


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("reason", list(FailureReason))
def test_every_reason_has_words_in_every_language(code, reason):
    assert Language.load(code).word(f"cli.reason_{reason}")


def test_the_matrix_shows_where_every_briefing_stands():
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(matrix(EDITION, WORDS, {BRIEFING.page: FAILED}))
    text = console.export_text()
    row = next(line for line in text.splitlines() if "Bình Phúc" in line)
    assert "✗" in row
    assert "·" in row


def test_the_matrix_shows_the_workbook_and_prints_behind_their_pages():
    console = Console(width=100, record=True, file=io.StringIO())
    states = {
        BRIEFING.page: BUILT,
        Print(BRIEFING).page: Failed(Print(BRIEFING), FailureReason.PRINT, "", 1.0, kept=False),
        WORKBOOK.page: Built(WORKBOOK, Output("key", "hash", 1), 1.0),
    }
    console.print(matrix(EDITION, WORDS, states))
    text = console.export_text()
    assert "✓ ✗" in next(line for line in text.splitlines() if "Bình Phúc" in line)
    assert "✓" in next(line for line in text.splitlines() if "Bảng tổng hợp" in line)


@pytest.mark.parametrize(
    "name", ["An [/x] Hòa", "An [bold]Hòa[/bold]", "[link=https://x]An Hòa", "An \\[x] Hòa"]
)
def test_a_commune_is_drawn_as_it_is_named(name):
    place = replace(PLACE, name=name)
    of_place = {"places": [place], "briefings": [replace(BRIEFING, place=place)]}
    console = Console(width=100, record=True, file=io.StringIO(), force_terminal=True)
    console.print(matrix(SimpleNamespace(**vars(EDITION) | of_place), WORDS, {}))
    assert name in console.export_text()


def test_the_table_of_one_of_several_says_which_it_is():
    assert matrix(EDITION, WORDS, {}, "3/10").title == "3/10 small 2022-09"
    assert matrix(EDITION, WORDS, {}).title == "small 2022-09"


def tally(*outcomes):
    made = RunTally()
    made.add(outcomes)
    return made


def test_the_summary_counts_and_weighs():
    heavy = PageOutput("key", "hash", 61_700, {})
    said = tally(BUILT, BUILT, Current(BRIEFING, heavy), FAILED).summary(WORDS, 61.25)
    assert said == (
        "2 trang đã lập, 1 trang còn đúng, 1 trang chưa lập được; "
        f"{WORDS.number(Fraction(612, 10))} giây; trung vị 48 KB một trang, lớn nhất 62 KB."
    )


def test_workbook_and_prints_are_counted_apart_from_pages():
    output = Output("key", "hash", 224_000)
    said = tally(BUILT, Built(WORKBOOK, output, 5.0), Current(Print(BRIEFING), output)).summary(WORDS, 1)
    assert said.splitlines()[1:] == [
        "Bảng tổng hợp: 1 đã lập, 0 còn đúng, 0 chưa lập được.",
        "PDF và ảnh: 0 đã lập, 1 còn đúng, 0 chưa lập được.",
    ]
    assert "1 trang đã lập, 0 trang còn đúng" in said
    assert "48 KB một trang" in said


def test_several_datasets_are_counted_together():
    total = tally(BUILT, BUILT)
    total.add([BUILT, FAILED])
    assert total.summary(WORDS, 1).startswith("3 trang đã lập, 0 trang còn đúng, 1 trang chưa lập được")


def test_a_failed_product_of_any_kind_is_known():
    assert not tally(BUILT).has_failed
    assert tally(BUILT, Failed(WORKBOOK, FailureReason.INTERNAL, "", 1.0, kept=False)).has_failed
