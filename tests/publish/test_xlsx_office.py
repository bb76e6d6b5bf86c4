"""The workbook opened and printed by an office program."""

import os
import re
import shutil
import subprocess

import pytest

REQUIRED = "NTM_REQUIRE_OFFICE"
A4, A3 = (842, 595), (1191, 842)  # points, lying

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed(van_quan_book, tmp_path_factory):
    """Gives the size and the text of each printed page, where there is LibreOffice Calc."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "tong-hop.xlsx"
    path.write_bytes(van_quan_book.bytes)
    office = shutil.which("soffice")
    if office:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    pdf = folder / "tong-hop.pdf"
    if not pdf.exists():  # LibreOffice without Calc ends well and writes nothing.
        missing = "LibreOffice Calc is not installed"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{missing} and {REQUIRED} is set")
        pytest.skip(missing)
    told = subprocess.run(["pdfinfo", "-l", "-1", pdf], check=True, capture_output=True, text=True).stdout
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.split("\f")
    return [((round(float(w)), round(float(h))), page) for (w, h), page in zip(sizes, pages, strict=False)]


def test_every_printed_page_says_that_data_are_illustrative_and_a_draft(printed):
    assert len(printed) > 10
    assert all("SỐ LIỆU MINH HỌA" in page and "DỰ THẢO" in page for _, page in printed)


def test_cover_and_matrices_are_one_page_of_a4_each(printed):
    assert [size for size, _ in printed[:3]] == [A4] * 3
    cover, standard, advanced = (page for _, page in printed[:3])
    assert "Bảng tổng hợp" in cover
    assert "Tỷ lệ %" in standard
    assert "nâng cao" in advanced


def test_the_long_lists_are_on_a3_with_their_heads_on_every_page(printed):
    wide = [page for size, page in printed if size == A3]
    assert len(wide) > 10
    assert sum("STT" in page for page in wide) >= len(wide) - 1  # notes may run over to a page of their own


def test_no_number_is_too_wide_for_its_column(printed):
    assert not [page for _, page in printed if "###" in page]
