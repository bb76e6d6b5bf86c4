"""The shipped dataset through the whole line: a month of briefings, as `make reports` builds it."""

import json
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urldefrag

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NTM = [sys.executable, "-c", "from ntm_analysis.cli import main; main()"]
PERIOD = "2022-09"


def ntm(*arguments):
    return subprocess.run([*NTM, *map(str, arguments)], check=False, capture_output=True, text=True, cwd=ROOT)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Builds all 102 briefings once; the time is told, not asserted: it depends on the machine."""
    out = tmp_path_factory.mktemp("reports")
    started = time.monotonic()
    ran = ntm("build", "--period", PERIOD, "--out", out)
    seconds = time.monotonic() - started
    sys.stderr.write(f"\n102 briefings in {seconds:.0f} s\n{ran.stdout[-300:]}")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return out


@pytest.fixture(scope="module")
def month(built):
    return built / "van-quan" / PERIOD / "vi"


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


def test_half_of_the_pages_weigh_at_most_200_kb(pages):
    assert statistics.median(len(text.encode()) for text in pages.values()) <= 200_000


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


def test_every_page_has_one_title_and_every_id_once(pages):
    for path, text in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), path
        assert text.count("<h1") == 1, path
        assert text.startswith('<!doctype html>\n<html lang="vi">')


def test_every_internal_link_leads_to_a_page_and_a_place_in_it(built, month, pages):
    index = [built / "index.html", month / "index.html"]
    for page in [*pages, *index]:
        text = page.read_text("utf-8")
        for href in re.findall(r'\shref="([^"]+)"', text):
            if re.match(r"[a-z]+:", href):
                continue
            target, fragment = urldefrag(href)
            file = (page.parent / target).resolve() if target else page
            assert file.is_file(), (page, href)
            assert not fragment or f'id="{fragment}"' in file.read_text("utf-8"), (page, href)


def test_the_index_leads_with_the_district_and_the_16_communes(month):
    text = (month / "index.html").read_text("utf-8")
    order = re.findall(r'href="(\d+)-[a-z-]+/overview\.html"', text)
    assert order[0] == "184"
    assert len(order) == len(set(order)) == 17


def test_a_second_build_does_nothing_and_status_agrees(built):
    ran = ntm("build", "--period", PERIOD, "--out", built)
    assert ran.returncode == 0
    assert ran.stdout.startswith("0 trang đã lập, 102 trang còn đúng, 0 trang chưa lập được")
    assert "102 trang còn đúng, 0 trang đã cũ" in ntm("status", "--period", PERIOD, "--out", built).stdout


def test_another_run_gives_the_same_bytes(month, tmp_path):
    ran = ntm(
        "build", "--period", PERIOD, "--out", tmp_path, "--place", "184", "--place", "06298", "--workers", 1
    )
    assert ran.returncode == 0
    again = sorted((tmp_path / "van-quan" / PERIOD / "vi").glob("*/*.html"))
    assert len(again) == 12
    for page in again:
        assert page.read_bytes() == (month / page.parent.name / page.name).read_bytes(), page


@pytest.mark.usefixtures("built")
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


def test_english_pages_are_in_english(tmp_path):
    ran = ntm(
        "build",
        "--lang",
        "en",
        "--period",
        PERIOD,
        "--out",
        tmp_path,
        "--place",
        "06298",
        "--notebook",
        "health",
    )
    assert ran.returncode == 0
    text = (tmp_path / "van-quan" / PERIOD / "en" / "06298-binh-phuc" / "health.html").read_text("utf-8")
    assert '<html lang="en">' in text
    assert "ILLUSTRATIVE DATA" in text
    shutil.rmtree(tmp_path)
