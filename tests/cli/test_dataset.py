"""``ntm close``: what it answers, and what it leaves alone."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ntm_analysis.cli.dataset import close_month
from ntm_analysis.model import Period

DATA = Path(__file__).parents[2] / "data"
IGNORED = shutil.ignore_patterns("*.py", "*.md")


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory):
    data = tmp_path_factory.mktemp("closed")
    shutil.copytree(DATA / "criteria", data / "criteria")
    shutil.copytree(DATA / "van-quan", data / "van-quan", ignore=IGNORED)
    close_month(data / "van-quan", Period(2022, 9))
    return data / "van-quan"


@pytest.fixture
def closed(project, closed_once):
    """Gives the project with September closed."""
    shutil.copytree(closed_once, project / "data/van-quan", dirs_exist_ok=True)
    return project


def turn_verdict(project, beginning, within=",đạt,"):
    """Turns the first verdict of such a line into "not met" and gives its number."""
    path = project / "data/van-quan/verdicts.csv"
    lines = path.read_text("utf-8").splitlines()
    index = next(i for i, line in enumerate(lines) if line.startswith(beginning) and within in line)
    lines[index] = lines[index].replace(",đạt,", ",chưa đạt,")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return index + 1


def test_a_month_is_closed_and_a_later_change_is_a_warning_of_check(project, ntm):
    ran = ntm("close", "2022-08")
    assert ran.code == 0
    assert "Đã chốt tháng 8/2022 và các kỳ trước: " in ran.out
    assert 'period: "2022-08"' in (project / "data/van-quan/dataset.yaml").read_text("utf-8")
    line = turn_verdict(project, "2022-08,")
    ran = ntm("check")
    assert ran.code == 0
    assert f"verdicts.csv, dòng {line}, verdict" in ran.out
    assert "cũ “đạt”, nay “chưa đạt”" in ran.out


@pytest.mark.parametrize(
    ("period", "said"),
    [("2022-13", "2022-13"), ("2023-01", "không có số liệu kỳ 2023-01"), ("08-2022", "08-2022")],
)
def test_a_month_that_cannot_be_closed_is_one_sentence(project, ntm, period, said):
    before = (project / "data/van-quan/dataset.yaml").read_bytes()
    ran = ntm("close", period)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert (project / "data/van-quan/dataset.yaml").read_bytes() == before
    assert not (project / "data/van-quan/closed").exists()


THRESHOLD = 'threshold_overrides: [{set: xa_ntm_2021_2025, indicator: "15.1", value: "99.9", source: QĐ 1}]'


def test_a_threshold_changed_after_closing_is_told_with_the_verdict_it_turned(ntm, closed):
    description = closed / "data/van-quan/dataset.yaml"
    text = description.read_text("utf-8")
    description.write_text(text.replace("threshold_overrides: []", THRESHOLD), "utf-8")
    ran = ntm("check")
    assert ran.code == 0
    assert "closed/2022-09/conclusions.csv: 13 kết luận đã chốt nay tính lại khác đi" in ran.out
    assert "15.1: chốt “met”, nay “not_met”" in ran.out


def test_a_target_that_came_to_something_else_at_closing_says_so(ntm, closed):
    turn_verdict(closed, "2022-08,06274,", ",16,đạt,")
    ran = ntm("targets", "--period", "2022-09")
    culture = next(line for line in ran.out.splitlines() if "tiêu chí số 16 (Văn hóa)" in line)
    assert "‡" in culture
    assert "‡" not in next(x for x in ran.out.splitlines() if "(Giáo dục" in x)
    assert "‡ số liệu điều chỉnh sau khi chốt" in ran.out
    facts = {each["id"]: each["adjusted"] for each in json.loads(ntm("targets", "--json").out)}
    assert sum(facts.values()) >= 1
    assert "‡ số liệu điều chỉnh sau khi chốt" in ntm("diff", "2022-06", "2022-09").out


def test_a_month_kept_as_closed_that_the_description_forgot_is_a_warning(ntm, closed):
    shutil.copy(DATA / "van-quan/dataset.yaml", closed / "data/van-quan")
    ran = ntm("check")
    assert (ran.code, "có bản chốt closed/2022-09 mà closed không ghi kỳ này" in ran.out) == (0, True)


@pytest.mark.parametrize("name", ["observations.csv", "conclusions.csv"])
def test_a_copy_that_is_lost_is_told_at_once(ntm, closed, name):
    (closed / "data/van-quan/closed/2022-09" / name).unlink()
    ran = ntm("check")
    assert (ran.code, "closed/2022-09" in ran.err) == (2, True)


def test_of_two_closings_at_once_both_are_kept_or_one_is_refused(project):
    program = "from ntm_analysis.cli import main; main()"
    command = [sys.executable, "-c", program, "close", "--data", str(project / "data/van-quan")]
    started = [subprocess.Popen([*command, month]) for month in ("2022-07", "2022-08")]
    codes = [process.wait(120) for process in started]
    closed = (project / "data/van-quan/dataset.yaml").read_text("utf-8").count('period: "2022-')
    assert closed == codes.count(0)
    assert set(codes) <= {0, 2}
