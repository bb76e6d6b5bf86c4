"""The documents opened by an office program: they convert, on A4, with the pages expected."""

import pytest

from ntm_analysis.publish.docx import as_docx
from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.meeting import meeting
from ntm_analysis.say.papers.report import report

A4 = (595, 842)  # points

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(tmp_path_factory, printed_by_office):
    """Prints what is written of some facts."""

    def of(write, facts):
        path = tmp_path_factory.mktemp("paper") / "document.docx"
        path.write_bytes(as_docx(write(facts), facts.view.data.cut_off(facts.view.period)))
        return printed_by_office(path)

    return of


@pytest.fixture(scope="module")
def found(pages, nine_months):
    return pages(report, nine_months)


@pytest.fixture(scope="module")
def nine_months(shipped_facts):
    return shipped_facts(ReportKind.NINE_MONTHS)


def test_the_report_opens_on_a4_with_its_sheets_across(found):
    sizes = [size for size, _ in found]
    assert set(sizes) == {A4, A4[::-1]}
    assert sizes[0] == A4
    first = next(n for n, (_, text) in enumerate(found) if "BIỂU SỐ 01" in text)
    assert set(sizes[first:]) == {A4[::-1]}


def test_the_state_and_its_motto_stand_on_one_line_each(found):
    _, text = found[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text


def test_pages_are_numbered_from_the_second_on(found):
    heads = [text.strip().splitlines()[0].strip() for _, text in found]
    assert heads[1:] == [str(n) for n in range(2, len(heads) + 1)]
    assert not heads[0].isdigit()


def test_the_matrix_fits_one_page(found, nine_months):
    (matrix,) = [text for _, text in found if "BIỂU SỐ 02" in text]
    assert all(name in matrix for name in nine_months.view.communes.values())
    assert "Ký hiệu" in matrix


def test_the_papers_of_the_meeting_open_and_their_questions_are_on_the_first_page(pages, facts_with_tasks):
    found = pages(meeting, facts_with_tasks)
    assert "NỘI DUNG XIN Ý KIẾN" in found[0][1]
    assert {size for size, _ in found} == {A4, A4[::-1]}
