"""The shipped dataset through the whole line: a month of briefings, as `make reports` builds it."""

import json
import re
import statistics
import subprocess
from pathlib import Path

import openpyxl
import pytest

from ntm_analysis.batch.keep.manifest import read_manifest
from ntm_analysis.batch.site import frame_of
from ntm_analysis.batch.site.districts import districts_index

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PERIOD = "2022-09"


@pytest.fixture(scope="module")
def month(reports):
    return reports / "van-quan" / PERIOD / "vi"


@pytest.fixture(scope="module")
def pages(month):
    found = sorted(path for path in month.glob("*/*.html"))
    return {path: path.read_text("utf-8") for path in found}


def test_seventeen_places_have_six_pages_each(pages, month):
    manifest = json.loads((month / "manifest.json").read_text("utf-8"))
    assert len(pages) == len(manifest["pages"]) == 102
    assert manifest["failures"] == {}
    assert {path.stem for path in pages} == {
        "overview",
        "education",
        "health",
        "culture",
        "poverty",
        "movement",
    }
    assert len({path.parent for path in pages}) == 17


def test_pages_are_light(pages):
    # What a phone in a commune loads in a few seconds; the build says the same two figures.
    weights = {path: len(text.encode()) for path, text in pages.items()}
    assert statistics.median(weights.values()) <= 150_000
    assert max(weights.values()) <= 350_000, max(weights, key=weights.get)


def test_every_page_says_that_its_data_are_illustrative_before_anything_else(pages):
    for text in pages.values():
        main = text[text.index("<main") :]
        assert main.index("SỐ LIỆU MINH HỌA") < main.index("<h2")


@pytest.mark.parametrize(
    "forbidden",
    [
        r"<script",
        r"<link\b",
        r"\ssrc=[\"'](?!data:)",
        r"@import",
        re.escape(str(ROOT)),
        r"/home/",
        r"papermill",
        r"Traceback",
    ],
)
def test_no_page_refers_to_what_it_does_not_carry_or_shows_the_machine(pages, forbidden):
    assert [path.name for path, text in pages.items() if re.search(forbidden, text)] == []


def test_the_list_of_districts_says_what_the_district_page_says(month, pages):
    listed = districts_index(frame_of(None, "vi"), [read_manifest(month)]).decode()
    recognised, mean, built = re.findall(r'<td class="num">([^<]+)</td>', listed)
    overview = pages[month / "184-van-quan" / "overview.html"]
    assert f"{recognised} xã đã được công nhận đạt chuẩn" in overview
    assert f"Bình quân {mean} tiêu chí/xã" in overview
    assert int(built) == len(pages)


def test_the_index_leads_with_the_district_and_the_16_communes(month):
    text = (month / "index.html").read_text("utf-8")
    order = re.findall(r'href="(\d+)-[a-z-]+/overview\.html"', text)
    assert order[0] == "184"
    assert len(order) == len(set(order)) == 17


def test_a_second_build_does_nothing_and_status_agrees(ntm, reports):
    ran = ntm("build", "--period", PERIOD, "--out", reports)
    assert ran.returncode == 0
    assert ran.stdout.startswith("0 trang đã lập, 102 trang còn đúng, 0 trang chưa lập được")
    assert "102 trang còn đúng, 0 trang đã cũ" in ntm("status", "--period", PERIOD, "--out", reports).stdout


def test_another_run_gives_the_same_bytes(ntm, month, tmp_path):
    ran = ntm(
        "build", "--period", PERIOD, "--out", tmp_path, "--place", "184", "--place", "06298", "--workers", 1
    )
    assert ran.returncode == 0
    again = sorted((tmp_path / "van-quan" / PERIOD / "vi").glob("*/*.html"))
    assert len(again) == 12
    for page in again:
        assert page.read_bytes() == (month / page.parent.name / page.name).read_bytes(), page


def test_the_workbook_of_the_month_lies_beside_its_index_with_the_figures_of_the_pages(month, pages):
    sheet = openpyxl.load_workbook(month / "tong-hop.xlsx")["Tiêu chí NTM"]
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value}
    met = rows["Bình Phúc"][21].value
    overview = next(text for path, text in pages.items() if path.match("06298-*/overview.html"))
    assert f"{met:02d}/19" in overview
    assert 'href="tong-hop.xlsx"' in (month / "index.html").read_text("utf-8")


@pytest.mark.usefixtures("reports")
def test_nothing_is_written_beside_the_notebooks():
    listed = subprocess.run(
        ["git", "status", "--porcelain", "--ignored", "notebooks"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    new = [line[3:] for line in listed.stdout.splitlines() if line[:2] in {"??", "!!"}]
    assert [name for name in new if ".ipynb_checkpoints" not in name] == []


def test_english_pages_are_in_english(english_reports):
    pages = sorted(english_reports.glob(f"van-quan/{PERIOD}/en/*/*.html"))
    assert len(pages) == 12
    for page in pages:
        text = page.read_text("utf-8")
        assert '<html lang="en">' in text
        assert "ILLUSTRATIVE DATA" in text
