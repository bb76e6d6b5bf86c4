"""A project for another district: what is laid out builds at once, and nothing is left half-written."""

import json

import pytest
import yaml

from ntm_analysis.read import read_dataset


@pytest.fixture
def laid_out(ntm, tmp_path, monkeypatch):
    """The project of a district that the package knows only from the list of units."""
    ran = ntm("new", tmp_path / "du-an", "van lang", "--period", "2022-10")
    assert ran.code == 0
    monkeypatch.chdir(tmp_path / "du-an")
    return tmp_path / "du-an"


def test_a_district_has_the_communes_and_the_town_of_the_list_of_units(laid_out):
    data = read_dataset(laid_out / "data" / "van-lang")
    assert data.title.vi == "Huyện Văn Lãng, tỉnh Lạng Sơn"
    assert (data.region, data.district.code, data.province.code) == ("TDMNPB", "182", "20")
    assert (data.communes["kind"] == "commune").sum() == 16
    assert (data.communes["kind"] == "town").sum() == 1
    assert not data.illustrative
    assert set(data.communes["note"]) == {"valid_from là ngày đầu của kỳ 2022-10, không phải ngày thành lập"}


def test_every_indicator_of_every_commune_has_a_row_to_fill_and_none_a_value(laid_out):
    rows = read_dataset(laid_out / "data" / "van-lang").observations
    assert rows["num"].isna().all()
    asked = rows[rows["commune"] == "06142"] if (rows["commune"] == "06142").any() else rows
    assert {"15.1", "14.1a", "poor_households"} <= set(asked["indicator"])
    assert set(rows.query("indicator == '15.1'")["sex"]) == {"total", "male", "female"}
    assert set(rows.query("indicator == '15.2'")["sex"]) == {"total"}


def test_its_notebooks_are_set_to_it_and_nothing_else_of_them_is_changed(laid_out, ntm):
    notebook = json.loads((laid_out / "notebooks" / "health.ipynb").read_text("utf-8"))
    given = next(c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", []))
    assert "".join(given["source"]).splitlines()[0] == 'dataset = "../data/van-lang"'
    assert ntm("check").code == 0
    assert {"reports/", ".ipynb_checkpoints/"} <= set((laid_out / ".gitignore").read_text("utf-8").split())


@pytest.mark.slow
def test_it_builds_at_once_and_says_that_there_are_no_figures_yet(laid_out, ntm):
    ran = ntm("build", "--place", "182", "--place", "06181")
    assert ran.code == 0, ran.out + ran.err
    page = (laid_out / "reports/van-lang/2022-10/vi/182-van-lang/overview.html").read_text("utf-8")
    assert "chưa có số liệu để đánh giá" in page
    assert "MINH HỌA" not in page


@pytest.mark.slow
def test_a_page_of_an_area_of_its_own_is_a_notebook_and_an_entry(laid_out, ntm):
    ran = ntm("new", "notebook", "moi_truong", "--area", "Môi trường", "--criteria", "17")
    assert ran.code == 0
    entry = yaml.safe_load((laid_out / "data/criteria/areas.yaml").read_text("utf-8"))["areas"][-1]
    assert entry == {
        "id": "moi_truong",
        "name": {"vi": "Môi trường", "en": "Môi trường"},
        "criteria": {"xa_ntm_2021_2025": ["17"]},
    }
    assert ntm("check").code == 0
    ran = ntm("build", "--notebook", "moi_truong", "--place", "182", "--place", "06181")
    assert ran.code == 0, ran.out + ran.err
    page = (laid_out / "reports/van-lang/2022-10/vi/06181-nhac-ky/moi_truong.html").read_text("utf-8")
    assert "Tỷ lệ hộ được sử dụng nước sạch theo quy chuẩn" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("moi-truong", "--area", "Môi trường", "--criteria", "17"), "chữ thường không dấu và dấu gạch dưới"),
        (("moi_truong",), "areas.yaml chưa có lĩnh vực “moi_truong”"),
        (("moi_truong", "--area", "Môi trường", "--criteria", "27"), "không có tiêu chí “27”"),
        (("health",), "“health.ipynb” đã có"),
    ],
)
def test_a_notebook_that_cannot_be_is_refused_and_nothing_is_written(laid_out, ntm, asked, told):
    before = {path: path.read_bytes() for path in laid_out.rglob("*") if path.is_file()}
    ran = ntm("new", "notebook", *asked)
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert {path: path.read_bytes() for path in laid_out.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("Van Lan",), "không có huyện “Van Lan”; gần nhất: Văn Lãng"),
        (("Châu Thành",), "“Châu Thành” chỉ nhiều nơi: Huyện Châu Thành (Tây Ninh)"),
        (("Ba Đình",), "Quận Ba Đình không có xã nào"),
        (("Văn Lãng", "--province", "Lang Sơm"), "không có tỉnh “Lang Sơm”; gần nhất: Lạng Sơn"),
        (("Văn Lãng", "--period", "2025-07"), "huyện không còn từ 01/7/2025; chọn kỳ đến 2025-06"),
        (("Văn Lãng", "--period", "10/2022x"), "kỳ báo cáo “10/2022x” không hợp lệ"),
    ],
)
def test_a_district_that_is_not_clear_is_refused_and_nothing_is_written(ntm, tmp_path, asked, told):
    ran = ntm("new", tmp_path / "du-an", *asked)
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_has_something_in_it_stays_as_it_is(ntm, tmp_path):
    (tmp_path / "thu.txt").write_text("của tôi", "utf-8")
    ran = ntm("new", tmp_path, "Văn Lãng")
    assert (ran.code, "đã có nội dung" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["thu.txt"]


def test_wards_are_named_and_not_taken_for_communes(ntm, tmp_path):
    ran = ntm("new", tmp_path / "du-an", "thị xã Sa Pa", "--period", "2022-10")
    assert ran.code == 0
    assert "Không đưa vào communes.csv vì chương trình nông thôn mới không xét phường: " in ran.out
    assert "Sa Pả" in ran.out.rpartition("xét phường")[2]
    assert "Sa Pả" not in (tmp_path / "du-an/data/sa-pa/communes.csv").read_text("utf-8")


def test_several_districts_of_a_name_are_told_apart_by_their_province(ntm, tmp_path):
    assert ntm("new", tmp_path / "du-an", "Chau Thanh", "--province", "Tỉnh Bến Tre").code == 0
    data = read_dataset(tmp_path / "du-an/data/chau-thanh")
    assert (data.province.name, data.region) == ("Bến Tre", "DBSCL")
