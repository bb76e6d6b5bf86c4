"""A disk that refuses during the run: one sentence, and what is finished stays and is valid."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits on the size of files"),
]

COMMAND = [sys.executable, "-c", "from ntm_analysis.cli import main; main()", "build", "--workers", "1"]
PAGES = ["--place", "184", "--place", "06298", "--place", "06313"]


def limited(size):
    """Limits the size of files: to a program the disk looks full."""

    def limit():
        import resource  # noqa: PLC0415 (in the process that is started)

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def build(*options, **process):
    return subprocess.run(
        [*COMMAND, *PAGES, *options], capture_output=True, text=True, check=False, **process
    )


def month(project):
    return project / "reports/van-quan/2022-09/vi"


def listed(project):
    return set(json.loads((month(project) / "manifest.json").read_text("utf-8"))["pages"])


def there(project):
    return {str(path.relative_to(month(project))) for path in month(project).glob("*/*.html")}


@pytest.mark.parametrize("size", [50_000, 4_000_000], ids=["from the begin", "for a large page"])
def test_a_full_disk_is_told_in_one_sentence(project, size):
    if size > 10**6:
        (project / "notebooks/large.ipynb").write_text(
            (project / "notebooks/health.ipynb").read_text("utf-8").replace("<p>", "<p>" + "x" * size),
            "utf-8",
        )
    ran = build(preexec_fn=limited(size))
    assert ran.returncode == 2
    assert "đĩa đã đầy hoặc vượt giới hạn kích thước tệp" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert not list(project.rglob("*.half-written"))
    again = build()
    assert again.returncode == 0, again.stderr
    assert listed(project) == there(project)


def test_what_is_finished_before_the_disk_refuses_is_kept_and_not_made_again(project):
    blocked = month(project) / "06313-tri-le"
    blocked.parent.mkdir(parents=True)
    blocked.write_text("a file in the way")
    ran = build()
    assert ran.returncode == 2
    assert "là tệp, không phải thư mục" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    finished = listed(project)
    assert finished
    assert finished <= there(project)
    blocked.unlink()
    again = build()
    assert again.returncode == 0
    assert not [page for page in finished if f"✓ van-quan/2022-09/vi/{page}" in again.stdout]
    assert listed(project) == there(project)


def test_a_folder_removed_during_the_run_is_told_and_the_next_run_makes_it_again(project):
    for path in (project / "notebooks").glob("*.ipynb"):
        path.write_text(
            path.read_text("utf-8").replace("from IPython", "import time; time.sleep(1)\\nfrom IPython")
        )
    with subprocess.Popen(
        [*COMMAND, *PAGES], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as batch:
        while batch.poll() is None and not there(project):
            time.sleep(0.1)
        shutil.rmtree(project / "reports/van-quan", ignore_errors=True)
        _, said = batch.communicate(timeout=120)
    assert batch.returncode == 2
    assert "bị xóa hoặc bị sửa trong khi đang lập; chạy lại lệnh" in said
    assert build().returncode == 0
    assert listed(project) == there(project)
    assert len(there(project)) == 6


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_log_that_has_no_room_costs_no_page(project):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [*COMMAND, *PAGES]
        subprocess.run(command, stdout=full, stderr=subprocess.DEVNULL, timeout=120, check=False)
    assert len(listed(project)) == 6
    assert listed(project) == there(project)
