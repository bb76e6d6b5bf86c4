"""What wrong input gets: one clear sentence on stderr, exit 2, no traceback, reports untouched."""

import os
import resource
import shutil
import subprocess
import sys

import pytest

from ntm_analysis.batch.site import printing

VAN_QUAN = "data/van-quan"


def nothing(_root):
    """Leaves the project as it is."""


def no_dataset(root):
    shutil.rmtree(root / VAN_QUAN)


def two_datasets(root):
    shutil.copytree(root / VAN_QUAN, root / "data/other")


def broken_yaml(root):
    (root / VAN_QUAN / "dataset.yaml").write_text("name: [van-quan\n", "utf-8")


def broken_criteria(root):
    (root / "data/criteria/areas.yaml").write_text("a: {b\n", "utf-8")


def empty_csv(root):
    (root / VAN_QUAN / "observations.csv").write_text("", "utf-8")


def wrong_encoding(root):
    path = root / VAN_QUAN / "communes.csv"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))


def file_in_the_way(root):
    (root / "taken").write_text("a file", "utf-8")


def odd_notebook(root):
    path = root / "notebooks/health.ipynb"
    path.write_text(path.read_text("utf-8").replace("period = ", "month = "), "utf-8")


def no_notebooks(root):
    shutil.rmtree(root / "notebooks")


CASES = {
    "missing folder": (nothing, ["--data", "nowhere"], "nowhere"),
    "period not written right": (nothing, ["--period", "9-2022"], "2022-09"),
    "period without data": (nothing, ["--period", "2031-01"], "2022-09"),
    "unknown place": (nothing, ["--place", "Bình Phước"], "Bình Phúc"),
    "the town": (nothing, ["--place", "06253"], "thị trấn"),
    "unknown notebook": (nothing, ["--notebook", "helth"], "gần nhất: “health”"),
    "broken criteria": (broken_criteria, [], "areas.yaml"),
    "output is a file": (file_in_the_way, ["--out", "taken"], "là tệp, không phải thư mục"),
    "output below a file": (file_in_the_way, ["--out", "taken/below"], "là tệp, không phải thư mục"),
    "notebook with other parameters": (odd_notebook, [], "notebooks/health.ipynb"),
    "no notebooks": (no_notebooks, [], "--notebooks"),
}


@pytest.mark.parametrize(("spoil", "options", "said"), CASES.values(), ids=CASES)
def test_a_build_says_what_is_wrong_and_touches_nothing(project, ntm, content, spoil, options, said):
    spoil(project)
    (project / "reports").mkdir()
    (project / "reports/earlier.html").write_text("earlier", "utf-8")
    before = content(project)
    ran = ntm("build", *options)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""
    assert content(project) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "không tìm thấy Chromium, Chrome hoặc Edge"),
        (["--lang", "en"], "found no Chromium, Chrome or Edge"),
    ],
)
def test_without_a_browser_nothing_is_built_and_one_sentence_says_why(
    project, ntm, content, monkeypatch, options, said
):
    monkeypatch.setattr(printing, "find_browser", lambda: None)
    before = content(project)
    ran = ntm("build", "--pdf", *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert len(ran.err.strip().splitlines()) == 1
    assert content(project) == before


SPOILED = {
    "missing dataset": (no_dataset, "không tìm thấy bộ số liệu"),
    "two candidates": (two_datasets, "--data"),
    "broken YAML": (broken_yaml, "dataset.yaml"),
    "empty CSV": (empty_csv, "observations.csv"),
    "wrong encoding": (wrong_encoding, "communes.csv"),
}


@pytest.mark.parametrize("command", ["check", "build", "status", "targets"])
@pytest.mark.parametrize(("spoil", "said"), SPOILED.values(), ids=SPOILED)
def test_every_command_answers_bad_data_alike_and_touches_nothing(
    project, ntm, content, command, spoil, said
):
    spoil(project)
    before = content(project)
    ran = ntm(command)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert content(project) == before


def test_check_tells_the_problems_of_data_and_notebooks_at_once(project, ntm):
    odd_notebook(project)
    wrong_encoding(project)
    ran = ntm("check")
    assert ran.code == 2
    assert "notebooks/health.ipynb" in ran.err
    assert "communes.csv" in ran.err


MISTYPED = {
    "build --workers 0": "giá trị của --workers không hợp lệ; --workers là: Số trang",
    "build --workers x": "giá trị của --workers không hợp lệ; --workers là: Số trang",
    "build --lang fr": "giá trị của --lang không hợp lệ; --lang là: Ngôn ngữ",
    "build --periods 2022-09": "không có tùy chọn --periods; có phải --period?; xem ntm build --help",
    "build --nix": "không có tùy chọn --nix; xem ntm build --help",
    "--nix": "không có tùy chọn --nix; xem ntm --help",
    "build --period": "tùy chọn --period thiếu giá trị",
    "build extra": "thừa tham số (",
    "close": "thiếu KỲ; KỲ là: ",
    "draw": "không có lệnh này (",
    "": "thiếu lệnh; xem ntm --help",
}


@pytest.mark.parametrize(("typed", "said"), MISTYPED.items(), ids=MISTYPED)
def test_a_mistyped_command_gets_one_sentence_that_says_which_word_is_wrong(ntm, typed, said):
    ran = ntm(*typed.split())
    assert ran.code == 2
    assert ran.err.startswith(said)
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_written(project, content):
    build = [sys.executable, "-c", "from ntm_analysis.cli import main; main()", "build", "--place", "184"]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    before = content(project / "reports" / "van-quan")
    for notebook in (project / "notebooks").glob("*.ipynb"):  # every page is stale
        notebook.write_text(notebook.read_text("utf-8").replace("display(HTML", "display( HTML"), "utf-8")
    # Every page is larger than this; the index of connections to a kernel is smaller.
    full = resource.RLIMIT_FSIZE, (3000, 3000)
    ran = subprocess.run(
        build,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(*full),
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ran.returncode == 2
    assert "đĩa đã đầy" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert content(project / "reports" / "van-quan") == before
    assert not list((project / "reports").rglob("*.half-written"))


def test_an_empty_period_is_no_period(ntm, project):
    ran = ntm("build", "--period", "")
    assert (ran.code, (project / "reports").exists()) == (2, False)
