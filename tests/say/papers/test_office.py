"""The documents opened by an office program: they convert, on A4, with the pages expected."""

import os
import re
import shutil
import subprocess

import pytest

from ntm_analysis.publish.docx import as_docx
from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.meeting import meeting
from ntm_analysis.say.papers.report import report

REQUIRED = "NTM_REQUIRE_OFFICE"
A4 = (595, 842)  # points

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office():
    """Gives LibreOffice; without it the tests are skipped unless it is required."""
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"soffice is not installed and {REQUIRED} is set")
        pytest.skip("soffice is not installed")
    return found


@pytest.fixture
def pages(office, tmp_path):
    """Converts a document to PDF and gives the size and the text of each page."""

    def convert(document, day):
        path = tmp_path / "document.docx"
        path.write_bytes(as_docx(document, day))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        pdf = tmp_path / "document.pdf"
        told = subprocess.run(["pdfinfo", "-l", "-1", pdf], check=True, capture_output=True, text=True).stdout
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
        text = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
        ).stdout
        return [
            ((round(float(wide)), round(float(high))), page)
            for (wide, high), page in zip(sizes, text.split("\f"), strict=False)
        ]

    return convert


@pytest.fixture
def nine_months(shipped_facts):
    return shipped_facts(ReportKind.NINE_MONTHS)


def test_the_report_opens_on_a4_with_its_sheets_across(pages, nine_months):
    found = pages(report(nine_months), nine_months.view.data.cut_off(nine_months.view.period))
    sizes = [size for size, _ in found]
    assert set(sizes) == {A4, A4[::-1]}
    assert sizes[0] == A4
    first = next(n for n, (_, text) in enumerate(found) if "BIỂU SỐ 01" in text)
    assert set(sizes[first:]) == {A4[::-1]}


def test_the_state_and_its_motto_stand_on_one_line_each(pages, nine_months):
    _, text = pages(report(nine_months), nine_months.view.data.cut_off(nine_months.view.period))[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text


def test_pages_are_numbered_from_the_second_on(pages, nine_months):
    found = pages(report(nine_months), nine_months.view.data.cut_off(nine_months.view.period))
    heads = [text.strip().splitlines()[0].strip() for _, text in found]
    assert heads[1:] == [str(n) for n in range(2, len(heads) + 1)]
    assert not heads[0].isdigit()


def test_the_matrix_fits_one_page(pages, nine_months):
    found = pages(report(nine_months), nine_months.view.data.cut_off(nine_months.view.period))
    (matrix,) = [text for _, text in found if "BIỂU SỐ 02" in text]
    assert all(name in matrix for name in nine_months.view.communes.values())
    assert "Ký hiệu" in matrix


def test_the_papers_of_the_meeting_open_and_their_questions_are_on_the_first_page(
    pages, facts_of, with_tasks
):
    facts = facts_of(with_tasks.read())
    found = pages(meeting(facts), facts.view.data.cut_off(facts.view.period))
    assert "NỘI DUNG XIN Ý KIẾN" in found[0][1]
    assert {size for size, _ in found} == {A4, A4[::-1]}
