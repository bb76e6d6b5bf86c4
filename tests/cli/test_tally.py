from fractions import Fraction
from pathlib import Path

from ntm_analysis.batch.notebooks import Notebook
from ntm_analysis.batch.outcome import Built, Current, Failed, Output, Page, Reason
from ntm_analysis.batch.plan import Briefing, Print, Workbook
from ntm_analysis.cli.progress import RunTally
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Place, PlaceKind

WORDS = Language.load("vi")
PLACE = Place("06298", "Bình Phúc", PlaceKind.COMMUNE)
BRIEFING = Briefing("small", Path("/data"), Notebook(Path("health.ipynb")), PLACE, Period(2022, 9), "vi")
WORKBOOK = Workbook("small", Path("/data"), Period(2022, 9), "vi", lambda *_: b"")
BUILT = Built(BRIEFING, Page("key", "hash", 48_400, {}), 1.26)
FAILED = Failed(BRIEFING, Reason.CELL_ERROR, "KeyError: 'x'", 2.0, kept=True)


def tally(*outcomes):
    made = RunTally()
    made.add(outcomes)
    return made


def test_the_summary_counts_and_weighs():
    heavy = Page("key", "hash", 61_700, {})
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
        "PDF: 0 đã lập, 1 còn đúng, 0 chưa lập được.",
    ]
    assert "1 trang đã lập, 0 trang còn đúng" in said
    assert "48 KB một trang" in said


def test_several_datasets_are_counted_together():
    total = tally(BUILT, BUILT)
    total.add([BUILT, FAILED])
    assert total.summary(WORDS, 1).startswith("3 trang đã lập, 0 trang còn đúng, 1 trang chưa lập được")


def test_a_failed_product_of_any_kind_is_known():
    assert not tally(BUILT).has_failed
    assert tally(BUILT, Failed(WORKBOOK, Reason.INTERNAL, "", 1.0, kept=False)).has_failed
