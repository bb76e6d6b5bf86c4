"""What an editor, a type checker and the Tab key see of the package."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ntm_analysis as ntm
from ntm_analysis.errors import NtmError

STUB = Path(ntm.__file__).with_suffix(".pyi")


def test_the_names_that_are_offered_are_all_that_is_seen():
    assert dir(ntm) == sorted(ntm.__all__)
    assert "import_module" not in dir(ntm)


def test_type_checkers_read_each_name_from_where_it_is_imported():
    told = [n for n in ast.parse(STUB.read_text("utf-8")).body if isinstance(n, ast.ImportFrom)]
    seen = {f"{node.module}.{alias.name}" for node in told for alias in node.names}
    assert seen == {f"ntm_analysis.{module}.{name}" for name, module in ntm._HOME.items()}
    assert STUB.with_name("py.typed").exists()


@pytest.mark.slow
def test_a_type_checker_finds_a_name_that_there_is_not_in_the_file_of_a_user(tmp_path):
    file = tmp_path / "question.py"
    lines = ["import ntm_analysis as ntm", 'data = ntm.read_dataset("data/van-quan", "vi")']
    lines += ['page = ntm.page(data, "health", 6301, "9/2022")', 'page.values("15.1")', "ntm.no_such_thing"]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file=", "--cache-dir", tmp_path / "cache", file]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=STUB.parents[1])
    assert [line.split(": ", 1)[1] for line in ran.stdout.splitlines() if "question.py" in line] == [
        'error: Module has no attribute "no_such_thing"  [attr-defined]'
    ]


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
