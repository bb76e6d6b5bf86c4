"""The list of a dataset's months and the list of all districts."""

import re

import pytest

from ntm_analysis.batch.keep.keys import Code
from ntm_analysis.batch.keep.manifest import Manifest
from ntm_analysis.batch.run.task import Failure, FailureReason, PageOutput
from ntm_analysis.batch.site import frame_of
from ntm_analysis.batch.site.districts import districts_index, months_index, publish_above


@pytest.fixture
def frame():
    return frame_of(None, "vi")


def summary(**facts):
    return {"notebook": "overview", "kind": "commune", "met": 12, "total": 19, "recognised": False, **facts}


def manifest(name="Văn Quan", province="Lạng Sơn", slug="van-quan", communes=(), **more):
    pages = {f"{n}/overview.html": PageOutput("key", "hash", 10, facts) for n, facts in enumerate(communes)}
    told = {"illustrative": False, "draft": False, "office": "Văn phòng", "communes": len(communes), **more}
    title = f"{name}, {province}"
    return Manifest(slug, title, "2022-09", "vi", province=province, pages=pages, **told)


def links(html):
    return re.findall(r'<a [^>]*href="([^"#]+)"', html)


def rows(html):
    """Gives the cells of each district as plain texts, by its title."""
    found = re.findall(r"<tr data-typed.*?</tr>", html, re.DOTALL)
    cells = [[re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in found]
    return {first: rest for first, *rest in cells}


def test_months_are_listed_the_latest_first(frame):
    built = []
    for period in ("2021-12", "2022-10", "2022-09"):
        built.append(manifest(communes=[summary()] * 3))
        built[-1].period = period
    html = months_index(frame, built, alone=True).decode()
    assert links(html) == [f"{period}/vi/index.html" for period in ("2022-10", "2022-09", "2021-12")]
    assert "3 trang" in html
    assert "<strong>Văn Quan, Lạng Sơn</strong> <span>Văn phòng</span>" in html


def test_the_latest_month_stands_first_with_the_message_of_its_district(frame):
    before, now = (manifest(communes=[summary(kind="district", headline=f"Kỳ {n}.")]) for n in "89")
    before.period = "2022-08"
    html = months_index(frame, [before, now], alone=True).decode()
    assert 'Kỳ mới nhất, <a href="2022-09/vi/index.html">tháng 9/2022</a>: Kỳ 9.' in html
    assert "Kỳ 8." not in html


def test_the_months_of_a_dataset_that_is_alone_are_listed_from_above_its_folder(frame):
    html = months_index(frame, [manifest()], "van-quan/", alone=True).decode()
    assert links(html) == ["van-quan/2022-09/vi/index.html"]


def test_months_of_one_of_several_lead_up_to_all_districts(frame):
    html = months_index(frame, [manifest()], alone=False).decode()
    assert links(html) == ["../index.html", "2022-09/vi/index.html"]
    assert ">Tất cả các huyện</a>" in html


def test_districts_stand_by_province_in_alphabetical_order(frame):
    built = [
        manifest("Yên Sơn", "Tuyên Quang", "yen-son"),
        manifest(),
        manifest("Đầm Dơi", "Cà Mau", "dam-doi"),
        manifest("Bắc Sơn", "Lạng Sơn", "bac-son"),
    ]
    html = districts_index(frame, built).decode()
    heads = re.findall(r'<tr class="group"><th[^>]*>(.*?)</th>', html)
    assert heads == ["Cà Mau (1)", "Lạng Sơn (2)", "Tuyên Quang (1)"]
    assert list(rows(html)) == [
        "Đầm Dơi, Cà Mau",
        "Bắc Sơn, Lạng Sơn",
        "Văn Quan, Lạng Sơn",
        "Yên Sơn, Tuyên Quang",
    ]
    assert "4 huyện thuộc 3 tỉnh." in html


def test_a_district_leads_to_its_months_and_to_the_latest(frame):
    html = districts_index(frame, [manifest()]).decode()
    assert links(html) == ["van-quan/index.html", "van-quan/2022-09/vi/index.html"]


def test_a_district_is_told_by_what_its_communes_pages_say(frame):
    communes = [summary(met=12), summary(met=15, recognised=True), summary(met=14)]
    html = districts_index(frame, [manifest(communes=communes)]).decode()
    assert rows(html)["Văn Quan, Lạng Sơn"] == ["Văn phòng", "9/2022", "01/03", "13,67", "3", ""]


@pytest.mark.parametrize(
    "built",
    [
        manifest(communes=[summary()] * 2),
        manifest(communes=[summary(), summary(notebook="health")]),
        manifest(communes=[]),
    ],
    ids=["a page is missing", "another notebook only", "no page"],
)
def test_a_part_of_the_communes_is_not_taken_for_the_district(frame, built):
    built.communes = 3
    html = districts_index(frame, [built]).decode()
    assert rows(html)["Văn Quan, Lạng Sơn"][2:4] == ["–", "–"]
    assert rows(html)["Văn Quan, Lạng Sơn"][-1] == "chưa đủ phiếu xã"


def test_illustrative_figures_drafts_and_missing_pages_are_marked(frame):
    failed = {"06298-binh-phuc/health.html": Failure(FailureReason.CELL_ERROR, "")}
    known = {"communes": [summary()], "failures": failed}
    made_up = manifest("Bắc Sơn", "Lạng Sơn", "bac-son", illustrative=True, draft=True, **known)
    html = districts_index(frame, [manifest(communes=[summary()]), made_up]).decode()
    assert rows(html)["Bắc Sơn, Lạng Sơn"][-1] == "minh họa · dự thảo · 1 trang chưa lập được"
    assert rows(html)["Văn Quan, Lạng Sơn"][-1] == ""
    assert 'class="banner"' in html
    assert 'class="banner"' not in districts_index(frame, [manifest()]).decode()


@pytest.mark.parametrize("typed", ["van quan", "lang son", "langson", "vanquan"])
def test_a_district_is_found_by_its_name_or_its_province_without_diacritics(frame, typed):
    html = districts_index(frame, [manifest()]).decode()
    [known] = re.findall(r'data-typed="([^"]+)"', html)
    assert typed in known or typed in known.replace(" ", "")


def test_the_field_to_find_a_district_waits_for_its_script(frame):
    html = districts_index(frame, [manifest()]).decode()
    assert '<p class="find" hidden>' in html
    assert 'data-found="Tìm thấy {n}/{total} huyện."' in html


def test_a_dataset_of_an_older_version_is_listed_last_without_its_province(frame):
    old = manifest("Cũ", "", "cu")
    html = districts_index(frame, [old, manifest()]).decode()
    assert re.findall(r'<tr class="group"><th[^>]*>(.*?)</th>', html) == ["Lạng Sơn (1)", "Chưa rõ tỉnh (1)"]
    assert "2 huyện.</p>" in html


def test_what_a_dataset_says_is_escaped(frame):
    html = districts_index(frame, [manifest("<b>", "<i>", "b", office="<u>")]).decode()
    assert not re.search("<[biu]>", html)


def test_the_country_is_a_light_page(frame):
    office = "Văn phòng điều phối nông thôn mới huyện"
    country = [
        manifest(f"Huyện số {n}", f"Tỉnh {n % 63}", f"{n:03}-huyen-so", office=office, communes=[summary()])
        for n in range(645)
    ]
    assert len(districts_index(frame, country)) <= 350_000


def test_the_list_speaks_english(frame):
    html = districts_index(frame_of(None, "en"), [manifest()]).decode()
    assert "1 district of 1 province." in html
    assert "Tìm" not in html
    assert frame.language == "vi"


@pytest.fixture
def built(tmp_path):
    """Writes the manifest of a dataset's month below the output folder."""

    def write(name, period="2022-09", language="vi"):
        made = Manifest(name, f"Huyện {name}", period, language, illustrative=True, province="Lạng Sơn")
        made.write(tmp_path / name / period / language)

    return write


@pytest.fixture
def publish(tmp_path):
    """Writes what lies above the months and gives the pages by name."""

    def written(language="vi"):
        publish_above(tmp_path, language, Code())
        pages = tmp_path.glob("**/index.html")
        return {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in pages}

    return written


def test_one_dataset_has_its_months_at_the_top_and_in_its_folder(built, publish):
    built("one")
    pages = publish()
    assert 'href="one/2022-09/vi/index.html"' in pages["index.html"]
    assert 'href="2022-09/vi/index.html"' in pages["one/index.html"]
    assert "Tìm huyện" not in pages["index.html"]
    assert "../index.html" not in pages["one/index.html"]


def test_several_have_the_list_of_districts_at_the_top(built, publish):
    for name in ("one", "two"):
        built(name)
    pages = publish()
    assert set(pages) == {"index.html", "one/index.html", "two/index.html"}
    assert 'href="one/index.html"' in pages["index.html"]
    assert 'href="../index.html"' in pages["two/index.html"]


def test_a_second_dataset_changes_the_way_up_from_the_first(built, publish):
    built("one")
    publish()
    built("two")
    assert 'href="../index.html"' in publish()["one/index.html"]


def test_the_latest_month_in_the_language_of_the_list_is_told(built, publish):
    built("one", "2022-08")
    built("one", "2022-09")
    built("one", "2022-10", "en")
    built("two", "2022-07", "en")
    top = publish()["index.html"]
    assert 'href="one/2022-09/vi/index.html"' in top
    assert 'href="two/2022-07/en/index.html"' in top
    assert "2022-10" not in top


def test_what_has_not_changed_is_not_written_again(built, publish, tmp_path):
    for name in ("one", "two"):
        built(name)
    publish()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("**/index.html")}
    built("two", "2022-10")
    publish()
    changed = {p.relative_to(tmp_path).as_posix() for p, was in before.items() if p.stat().st_mtime_ns != was}
    assert changed == {"index.html", "two/index.html"}


def test_a_manifest_that_cannot_be_read_hides_its_own_month_only(built, publish, tmp_path):
    for name in ("one", "two"):
        built(name)
    (tmp_path / "one/2022-09/vi/manifest.json").write_text("{")
    pages = publish()
    assert 'href="two/index.html"' in pages["index.html"]
    assert 'href="one/index.html"' not in pages["index.html"]
