"""What an editor, a type checker and the Tab key see of the package."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import jedi
import pytest

import ntm_analysis as ntm
from ntm_analysis.errors import NtmError

ROOT = Path(__file__).parents[1]
STUB = Path(ntm.__file__).with_suffix(".pyi")


def test_the_names_that_are_offered_are_all_that_is_seen():
    assert dir(ntm) == sorted(ntm.__all__)
    assert "import_module" not in dir(ntm)


def test_type_checkers_read_each_name_from_where_it_is_imported():
    told = [n for n in ast.parse(STUB.read_text("utf-8")).body if isinstance(n, ast.ImportFrom)]
    seen = {f"{node.module}.{alias.name}" for node in told for alias in node.names}
    assert seen == {f"ntm_analysis.{module}.{name}" for name, module in ntm._HOME.items()}
    assert STUB.with_name("py.typed").exists()


QUESTION = """\
import ntm_analysis as ntm

data = ntm.read_dataset("data/van-quan", "vi")
page = ntm.page(data, "health", 6301, "9/2022")
print(page.values("15.1"))
d = ntm.open(period="9/2022")
print(d.indicators("15.1", places="Tràng Các").query("gap_count > 0"))
print(d.what_if(("Tràng Các", "15.1", "92%")).changes(), d.explain("Hữu Lễ", 15))
print(d.no_such_table())
print(ntm.no_such_thing)
"""
UNKNOWN = {9: "no_such_table", 10: "no_such_thing"}


@pytest.mark.slow
def test_a_type_checker_finds_the_names_that_there_are_not_in_the_file_of_a_user(tmp_path):
    file = tmp_path / "question.py"
    file.write_text(QUESTION, "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file=", "--cache-dir", tmp_path / "cache", file]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=STUB.parents[1])
    lines = [line.split(":", 2) for line in ran.stdout.splitlines() if "question.py:" in line]
    assert {
        int(line): name for _, line, told in lines for name in UNKNOWN.values() if name in told
    } == UNKNOWN
    assert len(lines) == len(UNKNOWN)


@pytest.mark.slow
def test_another_type_checker_finds_the_same(tmp_path):
    file = tmp_path / "question.py"
    file.write_text(QUESTION, "utf-8")
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "-p", tmp_path, "--level", "error"]
    command += ["--pythonpath", sys.executable, file]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=STUB.parents[1])
    found = json.loads(ran.stdout)["generalDiagnostics"]
    errors = {
        each["range"]["start"]["line"] + 1: each["message"] for each in found if each["severity"] == "error"
    }
    assert set(errors) == set(UNKNOWN)
    assert all(name in errors[line] for line, name in UNKNOWN.items())


def test_the_tab_key_offers_the_package_s_names_and_those_of_what_it_gives():
    namespace = {"ntm": ntm, "d": ntm.open(ROOT / "data" / "van-quan", "9/2022")}
    offered = [
        {each.name for each in jedi.Interpreter(text, [namespace]).complete()} for text in ("ntm.", "d.")
    ]
    assert {"open", "compare", "read_table", "page"} <= offered[0]
    assert "import_module" not in offered[0]
    assert {"indicators", "verdicts", "explain", "what_if", "would_take", "places"} <= offered[1]


def test_a_dataset_and_a_page_are_shown_in_two_lines(van_quan, view_of):
    assert repr(van_quan.data).splitlines()[0] == "Dataset van-quan: Huyện Văn Quan, tỉnh Lạng Sơn"
    assert repr(view_of("06301", "health")) == "Page health: Tràng Các, 2022-09, vi\nof van-quan"
    assert len(repr(van_quan.data).splitlines()) == 2


@pytest.mark.parametrize(
    "written", ["2022-09", " 2022-09 ", "9/2022", "09/2022", "tháng 9/2022", "Tháng 9/2022"]
)
def test_a_month_is_understood_as_pages_write_it(van_quan, written):
    assert str(van_quan.data.period(written)) == "2022-09"


@pytest.mark.parametrize("written", ["13/2022", "9-2022", "9/22", "2022/09", "tháng chín"])
def test_what_is_no_month_is_told(van_quan, written):
    with pytest.raises(NtmError, match="không hợp lệ"):
        van_quan.data.period(written)


@pytest.mark.parametrize("written", [6301, "6301", "06301", "Tràng Các", "xã tràng các"])
def test_a_place_is_found_by_a_code_that_lost_its_nought(van_quan, written):
    assert van_quan.data.place(written).code == "06301"


def test_languages_are_understood_in_any_case_and_no_other_is_taken_for_one():
    assert ntm.Language.named("VI").code == "vi"
    with pytest.raises(NtmError, match="không có ngôn ngữ “fr”; chọn vi hoặc en"):
        ntm.Language.named("fr")
