"""`ntm build --pdf` and `--pictures` with a real browser."""

import os
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ntm_analysis.batch.site.printing import find_browser

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NTM = [sys.executable, "-c", "from ntm_analysis.cli import main; main()"]
OPTIONS = ["build", "--pdf", "--period", "2022-09", "--place", "06298"]
PAGES = ("overview", "health")


def ntm(*arguments, **environment):
    chosen = [option for name in PAGES for option in ("--notebook", name)]
    return subprocess.run(
        [*NTM, *OPTIONS, *chosen, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    if find_browser() is None:
        missing = "no Chromium on this machine"
        if os.environ.get("NTM_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("reports")
    ran = ntm("--out", folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "PDF và ảnh: 2 đã lập, 0 còn đúng, 0 chưa lập được." in ran.stdout
    return folder


@pytest.fixture(scope="module")
def prints(out):
    folder = out / "van-quan" / "2022-09" / "vi" / "06298-binh-phuc"
    return {name: folder / f"{name}.pdf" for name in PAGES}


def told(path):
    ran = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True)
    return dict(re.findall(r"^(\w[\w ]*): +(.+)$", ran.stdout, re.MULTILINE))


def words_of(path):
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout


def laid_out(path):
    ran = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True)
    return ran.stdout


def test_a_page_lies_beside_its_html_as_tagged_pdf_on_a4_with_its_title(prints):
    for path in prints.values():
        facts = told(path)
        assert facts["Tagged"] == "yes"
        assert facts["Title"].startswith("Xã Bình Phúc")
        assert "A4" in facts["Page size"]
        assert path.with_suffix(".html").exists()


def test_a_pdf_has_the_words_of_its_page_and_an_outline_of_its_headings(prints):
    path = prints["health"]
    assert "SỐ LIỆU MINH HỌA" in words_of(path)
    assert "Nguồn số liệu" in words_of(path)
    assert b"/Outlines" in path.read_bytes()


def test_no_path_of_this_machine_and_no_time_of_printing_is_in_a_pdf(prints, out):
    for path in prints.values():
        content = path.read_bytes()
        assert b"file:" not in content
        assert str(out).encode() not in content
        assert set(re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d+)", content)) == {b"20220930000000"}


def test_nothing_is_printed_twice(prints, out):
    before = {path: path.read_bytes() for path in prints.values()}
    ran = ntm("--out", out)
    assert "PDF và ảnh: 0 đã lập, 2 còn đúng, 0 chưa lập được." in ran.stdout
    assert {path: path.read_bytes() for path in prints.values()} == before


def test_printing_again_gives_the_same_words_on_the_same_sheets(prints, out, tmp_path):
    # Not always the same bytes: Chromium now and then numbers an object of a PDF otherwise.
    assert ntm("--out", tmp_path).returncode == 0
    for path in prints.values():
        again = tmp_path / path.relative_to(out)
        assert laid_out(again) == laid_out(path)
        assert told(again)["Pages"] == told(path)["Pages"]


def test_the_first_screen_and_the_first_sheet_of_a_page_can_be_sent(out, prints):
    ran = ntm("--out", out, "--pictures")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "PDF và ảnh: 5 đã lập, 2 còn đúng, 0 chưa lập được." in ran.stdout
    for path in prints.values():
        head = path.with_suffix(".png").read_bytes()[:24]
        assert head[1:4] == b"PNG"
        assert struct.unpack(">II", head[16:]) == (1080, 1350)
        sheet = path.with_suffix(".sheet.pdf")
        assert told(sheet)["Pages"] == "1"
        assert "SỐ LIỆU MINH HỌA" in words_of(sheet)
        assert b"file:" not in sheet.read_bytes()
    index = (out / "van-quan/2022-09/vi/index.html").read_text("utf-8")
    for name in ("overview.png", "overview.sheet.pdf", "overview.pdf", "overview.charts.zip"):
        assert f'href="06298-binh-phuc/{name}"' in index


def test_each_chart_is_a_picture_of_its_own_with_its_data_beside_it(out, prints):
    assert ntm("--out", out, "--pictures").returncode == 0
    with zipfile.ZipFile(prints["overview"].with_suffix(".charts.zip")) as charts:
        assert sorted(charts.namelist()) == ["1-months.csv", "1-months.png"]
        assert charts.read("1-months.csv").decode("utf-8-sig").splitlines()[:2] == [
            "Tháng,Số tiêu chí đạt",
            "12/2021,15 tiêu chí",
        ]
        picture = charts.read("1-months.png")
    # As wide as what is sent of a page, and as high as it needs.
    assert picture[1:4] == b"PNG"
    assert struct.unpack(">I", picture[16:20]) == (1080,)


FAKES = {
    "does not start": ("exit 1", "trình duyệt không in hoặc chụp được trang"),
    "never answers": ("sleep 600", "quá thời hạn"),
}


@pytest.mark.parametrize("fault", FAKES)
def test_a_browser_that_does_not_print_costs_the_pdf_alone(out, tmp_path, fault):
    assert out.exists()
    does, told = FAKES[fault]
    fake = tmp_path / "bin" / "chromium"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{does}\n")
    fake.chmod(0o755)
    ran = ntm("--timeout", 12, "--out", tmp_path / "reports", PATH=f"{fake.parent}:{os.environ['PATH']}")
    assert ran.returncode == 1
    assert f"health.pdf: {told}" in ran.stdout
    assert "PDF và ảnh: 0 đã lập, 0 còn đúng, 2 chưa lập được." in ran.stdout
    assert "Traceback" not in ran.stderr
    assert len(list((tmp_path / "reports").rglob("06298-*/*.html"))) == 2
