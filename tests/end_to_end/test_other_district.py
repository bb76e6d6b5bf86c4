"""Another locality runs every command: four communes of the delta, two of them merged in mid-year.

Two sets, no town, no boundaries, real figures; once with a movement of its own year and once without any.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
STANDARD, ADVANCED = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"
COMMAND = [sys.executable, "-c", "from ntm_analysis.cli import main; main()"]
DESCRIPTION = f"""\
name: hung-hai
title: {{vi: "Huyện Hưng Hải, tỉnh Thử", en: "Hưng Hải district"}}
office: {{vi: Văn phòng điều phối huyện Hưng Hải, en: Coordination office}}
province: {{code: "33", name: Thử}}
district: {{code: "330", name: Hưng Hải}}
region: DBSH
cut_off_day: 20
criteria: ../criteria
illustrative: false
sets:
  - {{role: standard, set: {STANDARD}, from: "2022-12", to: "2025-12"}}
  - {{role: advanced, set: {ADVANCED}, from: "2022-12", to: "2025-12"}}
formulas: {{}}
threshold_overrides: []
poverty_line: NĐ 07/2021
"""
MOVEMENT = """\
document: {title: Kế hoạch phong trào 2023, citation: Kế hoạch số 05/KH-UBND}
targets:
  - id: recognised
    name: {vi: Xã được công nhận, en: Communes recognised}
    kind: recognised
    sense: reach
    value: "2"
    unit: communes
    denominator: 4
    baseline: {value: "1", date: 2022-12-31, printed: true}
    end: "2023-12"
    paragraph: {vi: mục 2, en: item 2}
    quote: phấn đấu 2/4 xã
  - id: mean
    name: {vi: Số tiêu chí đạt bình quân mỗi xã, en: Criteria met per commune}
    kind: mean_criteria
    sense: reach
    value: "15.5"
    unit: criteria
    denominator: 4
    baseline: {value: "15", date: 2022-12-31, printed: true}
    end: "2023-12"
    paragraph: {vi: mục 2, en: item 2}
    quote: bình quân 15,5 tiêu chí
"""
COMMUNES = """\
code,name,type,valid_from,valid_to,area_km2,population,households,census_date,villages,predecessors,successors,source,note
20001,An Đông,xã,2019-04-01,,20.5,6000,1800,2019-04-01,8,,,GSO,
20002,Đại Hưng,xã,2019-04-01,,18.2,5200,1500,2019-04-01,7,,,GSO,
20003,Hải Bắc,xã,2019-04-01,2023-06-30,9.1,3000,900,2019-04-01,5,,20005 Tân Hải từ 2023-07-01,GSO,
20004,Hải Nam,xã,2019-04-01,2023-06-30,8.7,2800,850,2019-04-01,4,,20005 Tân Hải từ 2023-07-01,GSO,
20005,Tân Hải,xã,2023-07-01,,17.8,,,,9,20003 Hải Bắc; 20004 Hải Nam,,GSO,
"""
CHANGES = """\
effective_date,from_code,from_name,to_code,to_name,area_share,pop_share,villages,legal_basis,confidence,source
2023-07-01,20003,Hải Bắc,20005,Tân Hải,1,1,,NQ 01,verified,NQ 01
2023-07-01,20004,Hải Nam,20005,Tân Hải,1,1,,NQ 01,verified,NQ 01
"""
RECOGNITIONS = """\
commune,level,credited_year,decision,decision_date,dossier_stage,basis,source,illustrative
20003,ntm,2021,15/QĐ-UBND,2021-12-30,đã có quyết định,văn bản,QĐ 15,không
"""
PEOPLE = {"20001": 6100, "20002": 5300, "20003": 3000, "20004": 2800, "20005": 5800}


def communes_in(period):
    return ("20001", "20002", "20003", "20004") if period < "2023-07" else ("20001", "20002", "20005")


def observations():
    yield (
        "period,commune,set,indicator,sex,value,numerator,denominator,measured_on,reference_year,status,"
        "line,source,note,illustrative"
    )
    for period in ("2022-12", "2023-06", "2023-08"):
        for code in communes_in(period):
            women = PEOPLE[code] // 2
            for sex, people in (("nam", PEOPLE[code] - women), ("nữ", women), ("chung", PEOPLE[code])):
                yield (
                    f"{period},{code},{STANDARD},15.1,{sex},,{people * 96 // 100},{people},{period}-18,"
                    f"{period[:4]},chính thức,,BHXH huyện,,không"
                )
    for code in communes_in("2022-12"):
        for statistic, count in (("households", 1000), ("poor_households", 30), ("near_poor_households", 40)):
            yield (
                f"2022-12,{code},statistics,{statistic},chung,{count},,,2022-12-15,2022,chính thức,"
                "NĐ 07/2021,Rà soát,,không"
            )


def verdicts():
    yield "period,commune,set,criterion,verdict,level,source,note,illustrative"
    for code in communes_in("2022-12"):
        for criterion in range(1, 20):
            verdict = "đạt" if code == "20003" or criterion < 15 else "chưa đạt"
            yield f"2022-12,{code},{STANDARD},{criterion},{verdict},huyện rà soát,Biên bản,,không"


@pytest.fixture(scope="module", params=["with a movement", "without a movement"])
def district(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("{huyện} khác")  # braces and blanks in a path are nobody's fault
    shutil.copytree(ROOT / "data/criteria", root / "data/criteria")
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    data = root / "data/hung-hai"
    data.mkdir()
    files = {
        "dataset.yaml": DESCRIPTION,
        "communes.csv": COMMUNES,
        "unit_changes.csv": CHANGES,
        "recognitions.csv": RECOGNITIONS,
        "observations.csv": "\n".join(observations()) + "\n",
        "verdicts.csv": "\n".join(verdicts()) + "\n",
    }
    if request.param == "with a movement":
        files["targets.yaml"] = MOVEMENT
    for name, text in files.items():
        (data / name).write_text(text, "utf-8")
    return root


def run(root, *arguments):
    return subprocess.run(
        [*COMMAND, *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
    )


def has_movement(root):
    return (root / "data/hung-hai/targets.yaml").is_file()


def test_every_command_of_the_readme_answers(district):
    """One test in the order of a month, for each command rests on what the one before it left."""
    ran = run(district, "check")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    ran = run(district, "build")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    pages = district / "reports/hung-hai/2023-08/vi"
    assert {path.name for path in pages.iterdir() if path.is_dir()} == {
        "330-hung-hai", "20001-an-dong", "20002-dai-hung", "20005-tan-hai",
    }  # fmt: skip
    assert run(district, "status").returncode == 0
    for kind in ("month", "nine-months", "quarter", "year"):
        ran = run(district, "report", "--kind", kind, "--out", f"{kind}.docx")
        assert ran.returncode == (0 if kind == "month" else 2), ran.stdout + ran.stderr
    ran = run(district, "report", "--kind", "movement", "--out", "movement.docx")
    assert ran.returncode == (0 if has_movement(district) else 2)
    assert has_movement(district) or "không có mục tiêu phong trào" in ran.stderr
    for command in (["meeting"], ["late"], ["late", "--json"], ["targets"], ["targets", "--json"]):
        ran = run(district, *command)
        assert ran.returncode == 0, (command, ran.stdout + ran.stderr)
    for suffix in ("csv", "parquet", "xlsx"):
        assert run(district, "evaluate", "--out", f"results.{suffix}").returncode == 0
    assert run(district, "close", "2023-06").returncode == 0
    assert "kết luận đã chốt" not in run(district, "check").stdout
    texts = [path.read_text("utf-8") for path in pages.rglob("*.html")]
    assert not [text for text in texts if "SỐ LIỆU MINH HỌA" in text]
    for word in ("Văn Quan", "Lạng Sơn", "14,19", "năm 2022 giao", "Chín nội dung"):
        assert not [text for text in texts if word in text], word


def test_a_merger_is_told_and_nothing_is_lost_by_it(district):
    ran = run(district, "diff", "2023-06", "2023-08")
    assert ran.returncode == 0, ran.stderr
    assert "Từ 01/07/2023, Hải Bắc, Hải Nam sáp nhập thành" in ran.stdout
    assert "(trong đó đã được công nhận: Hải Bắc)" in ran.stdout
    assert "đã được công nhận → đơn vị đã sáp nhập, chia tách" in ran.stdout
    assert "tăng 0, giảm 0" in ran.stdout
    changes = json.loads(run(district, "diff", "2023-06", "2023-08", "--json").stdout)["changes"]
    assert not [each for each in changes if each["direction"] == "lost"]
    assert all(each["reason"] == "merged" for each in changes if each["kind"] == "target")


def test_a_goal_is_written_as_its_document_prints_it(district):
    ran = run(district, "targets", "--period", "2023-06")
    assert ("\t15,5\t" in ran.stdout) is has_movement(district)
