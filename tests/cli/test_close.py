"""``ntm close``: what it answers, and what it leaves alone."""

import pytest


def test_a_month_is_closed_and_a_later_change_is_a_warning_of_check(project, ntm):
    ran = ntm("close", "2022-08")
    assert ran.code == 0
    assert "Đã chốt tháng 8/2022 và các kỳ trước: " in ran.out
    assert 'period: "2022-08"' in (project / "data/van-quan/dataset.yaml").read_text("utf-8")
    path = project / "data/van-quan/verdicts.csv"
    lines = path.read_text("utf-8").splitlines()
    index = next(i for i, line in enumerate(lines) if line.startswith("2022-08,"))
    lines[index] = lines[index].replace(",đạt,", ",chưa đạt,")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    ran = ntm("check")
    assert ran.code == 0
    assert f"verdicts.csv, dòng {index + 1}, verdict" in ran.out
    assert "cũ “đạt”, nay “chưa đạt”" in ran.out


@pytest.mark.parametrize(
    ("period", "said"),
    [("2022-13", "2022-13"), ("2023-01", "không có số liệu kỳ 2023-01"), ("08/2022", "08/2022")],
)
def test_a_month_that_cannot_be_closed_is_one_sentence(project, ntm, period, said):
    before = (project / "data/van-quan/dataset.yaml").read_bytes()
    ran = ntm("close", period)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert (project / "data/van-quan/dataset.yaml").read_bytes() == before
    assert not (project / "data/van-quan/closed").exists()


def test_a_month_is_closed_once(ntm, project):
    assert ntm("close", "2022-08").code == 0
    before = (project / "data/van-quan/dataset.yaml").read_bytes()
    ran = ntm("close", "2022-08")
    assert (ran.code, "kỳ 2022-08 đã chốt" in ran.err) == (2, True)
    assert (project / "data/van-quan/dataset.yaml").read_bytes() == before
