"""Where commands write and what comes out: never over a dataset, texts as texts, one sentence if unheard."""

import csv
import io
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from ntm_analysis.batch import build as batch
from ntm_analysis.batch.keep.manifest import NAME
from ntm_analysis.batch.run.task import Built, FileTask, Made, Output, PageOutput


@pytest.fixture
def data(tiny_dataset):
    return tiny_dataset.path


@pytest.fixture
def asked(monkeypatch):
    """Stands in for the worker processes and lists what they are asked for."""
    products = []

    def make_all(tasks, _workers):
        for task in tasks:
            products.append(str(task.product))
            kind = Output if isinstance(task, FileTask) else lambda *told: PageOutput(*told, {"title": "x"})
            yield Made(
                Built(task.product, kind(task.key, sha256(b"page").hexdigest(), 4), 0.1),
                ((task.product.path, b"page"),),
            )

    monkeypatch.setattr(batch, "make_all", make_all)
    return products


@pytest.fixture
def build(ntm, data, project, asked):  # noqa: ARG001 (no process is started)
    """Builds one page of the small district."""
    given = ("build", "--data", data, "--notebooks", project / "notebooks", "--place", "10001")
    return lambda *options: ntm(*given, "--notebook", "health", *options)


WRITES = {
    "evaluate": ("evaluate", "--out", "verdicts.csv"),
    "evaluate to a new file": ("evaluate", "--out", "results.csv"),
    "evaluate to a workbook": ("evaluate", "--out", "results.xlsx"),
    "evaluate below": ("evaluate", "--out", "closed/results.parquet"),
    "diff": ("diff", "2021-12", "2022-02", "--csv", "verdicts.csv"),
    "diff to a new file": ("diff", "2021-12", "2022-02", "--csv", "new.csv"),
    "report": ("report", "--out", "report.docx"),
    "meeting": ("meeting", "--out", ""),
    "meeting below": ("meeting", "--out", "papers"),
}


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("typed", WRITES.values(), ids=WRITES)
def test_nothing_is_written_among_the_files_of_a_dataset(ntm, data, content, typed):
    (data / "report.docx").write_text("a report that somebody put there")
    before = content(data)
    *command, name = typed
    ran = ntm(*command, data / name, "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert "nằm trong bộ số liệu “tiny”; ghi ra ngoài thư mục đó" in ran.err
    assert content(data) == before


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("typed", WRITES.values(), ids=WRITES)
def test_beside_a_dataset_everything_is_written(ntm, data, content, typed):
    before = content(data)
    beside = data.parent / "tiny-results"  # begins as the dataset does
    *command, name = typed
    ran = ntm(*command, beside / name, "--data", data)
    assert (ran.code, ran.err) == (0, "")
    assert content(beside)
    assert content(data) == before


@pytest.mark.parametrize("name", ["", "reports"])
def test_no_page_is_built_among_the_files_of_a_dataset(build, data, asked, content, name):
    before = content(data)
    ran = build("--out", data / name)
    assert (ran.code, asked) == (2, [])
    assert "nằm trong bộ số liệu “tiny”" in ran.err
    assert content(data) == before
    assert build("--out", data.parent / "tiny-results").code == 0
    assert asked


@pytest.mark.usefixtures("project")
def test_another_way_to_a_dataset_leads_into_it_too(ntm, data, content, tmp_path):
    before = content(data)
    way = tmp_path / "elsewhere" / "way"
    way.parent.mkdir()
    way.symlink_to(data)
    for given, out in (
        (data, way / "verdicts.csv"),
        (way, data / "verdicts.csv"),
        (data, way / "../tiny/x.csv"),
    ):
        ran = ntm("evaluate", "--data", given, "--out", out)
        assert (ran.code, "nằm trong bộ số liệu “tiny”" in ran.err) == (2, True)
    assert content(data) == before


def test_the_dataset_that_is_found_is_guarded_like_one_that_is_named(ntm, project, content):
    before = content(project / "data")
    ran = ntm("evaluate", "--out", "data/van-quan/verdicts.csv")
    assert (ran.code, "nằm trong bộ số liệu" in ran.err) == (2, True)
    assert content(project / "data") == before


@pytest.fixture
def second(tiny_dataset, tmp_path):
    made = type(tiny_dataset)(tmp_path / "second")
    made.replace("dataset.yaml", "name: tiny", "name: second")
    return made


@pytest.mark.usefixtures("project")
def test_of_several_datasets_each_is_guarded(ntm, data, second, content, tmp_path):
    before = content(tmp_path)
    for folder in (data, second.path):
        out = folder / "verdicts.csv"
        ran = ntm("evaluate", "--data", data, "--data", second.path, "--out", out, "--workers", 1)
        assert (ran.code, f"nằm trong bộ số liệu “{folder.name}”" in ran.err) == (2, True)
    assert content(tmp_path) == before


@pytest.mark.parametrize("option", ["--timeout", "--cell-timeout"])
@pytest.mark.parametrize(
    "seconds", ["inf", "-inf", "nan", "3000000", "1000001", "0", "0.09", "-1", "1e300", "x"]
)
def test_a_limit_that_is_no_number_of_seconds_is_refused(build, asked, project, option, seconds):
    ran = build(f"{option}={seconds}")
    assert (ran.code, ran.out, asked) == (2, "", [])
    assert option in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not (project / "reports").exists()


@pytest.mark.parametrize("option", ["--timeout", "--cell-timeout"])
@pytest.mark.parametrize("seconds", ["0.1", "1000000"])
def test_the_longest_and_the_shortest_limit_are_taken(build, asked, option, seconds):
    assert build(f"{option}={seconds}").code == 0
    assert asked


FORMULAS = ("=1+1", "+84 205", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example","x")')
ADDRESS = "https://example.org/" + "a" * 3000
COMMUNES = ("10001", "10002", "10003")
PLAIN = ("BHXH huyện", "a=b", "'=1", "1-2")


@pytest.fixture
def with_sources(tiny_dataset):
    """Gives each observation of criterion 15 in 2022 a source of its own."""
    rows = tiny_dataset.table("observations")
    measured = [
        row for row in rows if (row["indicator"], row["period"][:4], row["sex"]) == ("15.1", "2022", "chung")
    ]
    rows = [row for row in rows if row["indicator"] != "15.1"]
    sources = (*FORMULAS, *PLAIN, ADDRESS)
    for place, source in enumerate(sources):
        month = f"2022-{1 + place // len(COMMUNES):02}"
        day = {"period": month, "measured_on": f"{month}-20"}
        rows.append(measured[0] | day | {"commune": COMMUNES[place % len(COMMUNES)], "source": source})
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (tiny_dataset.path / "observations.csv").write_text(text.getvalue(), "utf-8")
    return tiny_dataset


def sources_in(rows):
    return {row["source"] for row in rows if row["indicator"] == "15.1" and row["period"] > "2021-12"}


def table(file):
    """Reads a CSV file as a spreadsheet does, every cell as it is written."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


AS_TEXT = {f"'{text}" for text in FORMULAS} | set(PLAIN) | {ADDRESS}


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("several", [False, True], ids=["of one dataset", "of several"])
def test_a_text_that_begins_as_a_formula_stays_a_text(ntm, with_sources, second, several):
    given = ("evaluate", "--data", with_sources.path, *(("--data", second.path) if several else ()))
    assert ntm(*given, "--workers", 1, "--out", "r.csv").code == 0
    rows = table(Path("r.csv"))
    assert sources_in(rows) >= AS_TEXT
    assert not sources_in(rows) & set(FORMULAS)
    assert {row["commune"] for row in rows} >= {"10001", "10002"}
    assert {row.get("dataset") for row in rows} == ({"tiny", "second"} if several else {None})
    assert ntm(*given, "--workers", 1, "--out", "r.xlsx").code == 0
    cells = [cell for sheet in openpyxl.load_workbook("r.xlsx") for row in sheet.iter_rows() for cell in row]
    assert {*FORMULAS, *PLAIN, ADDRESS} <= {cell.value for cell in cells if cell.data_type == "s"}
    assert not {cell.data_type for cell in cells} & {"f", "e"}
    assert not [cell for cell in cells if cell.hyperlink]


@pytest.mark.usefixtures("project")
def test_texts_of_changes_stay_texts_and_their_figures_figures(ntm, tiny_dataset, lines):
    tiny_dataset.replace("targets.yaml", "vi: Xã đạt tiêu chí 15", 'vi: "=1+1"')
    judged = f"2022-02,10003,{lines.standard},15,chưa đạt,huyện rà soát,Biên bản,,có"
    tiny_dataset.append("verdicts.csv", judged)
    ran = ntm("diff", "2022-01", "2022-02", "--data", tiny_dataset.path, "--csv", "changes.csv")
    assert ran.code == 0
    rows = table(Path("changes.csv"))
    (mine,) = (row for row in rows if row["code"] == "health")
    assert mine["name"] == "'=1+1"
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert not [cell for cell in cells if cell.startswith("'") and cell != "'=1+1"]


ODD = ("An [/x] Hòa", "An [bold]Hòa[/bold]", "An [red] Hòa", "[link=https://x]An Hòa", "An \\[x] Hòa")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", ODD)
def test_a_target_is_drawn_as_it_is_named(ntm, tiny_dataset, monkeypatch, name):
    for variable, value in (("FORCE_COLOR", "1"), ("COLUMNS", "160")):
        monkeypatch.setenv(variable, value)
    tiny_dataset.replace("targets.yaml", "vi: Xã đạt tiêu chí 15", f"vi: {json.dumps(name)}")
    ran = ntm("targets", "--data", tiny_dataset.path)
    assert (ran.code, ran.err) == (0, "")
    assert "SỐ LIỆU MINH HỌA" in ran.out.splitlines()[0]
    assert name in ran.out
    assert "┃" in ran.out


SPOILED = {
    "cut": lambda old: old[:-30],
    "leading out": lambda old: old.replace(b'"tong-hop', b'"../../tong-hop'),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_build_over_a_damaged_manifest_says_so_and_builds_again(build, asked, project, spoil):
    assert "không dùng" not in build().out
    manifest = project / "reports/tiny/2022-02/vi" / NAME
    outside = project / "reports/tiny/tong-hop.xlsx"
    outside.write_text("a file of another")
    before = manifest.read_bytes()
    assert spoil(before) != before
    manifest.write_bytes(spoil(before))
    asked.clear()
    ran = build()
    assert ran.code == 0
    (said,) = (line for line in ran.out.splitlines() if "không dùng" in line)
    assert said.startswith(f"{manifest}: ")
    assert "tiny/2022-02/vi/10001-an-hoa/health.html" in asked
    assert outside.read_text() == "a file of another"
    assert "10001-an-hoa/health.html" in json.loads(manifest.read_text("utf-8"))["pages"]
    assert "không dùng" not in build().out


PROGRAM = [sys.executable, "-c", "from ntm_analysis.cli import main; main()"]


def check(data, **process):
    command = [*PROGRAM, "check", "--data", data]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False, **process)


def is_one_sentence(ran, said):
    return (ran.returncode, len(ran.stderr.splitlines()), said in ran.stderr) == (2, 1, True)


unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device")


@unix
@pytest.mark.usefixtures("project")
def test_an_output_that_is_full_is_one_sentence(data):
    with Path("/dev/full").open("w") as full:
        assert is_one_sentence(check(data, stdout=full), "không ghi được kết quả ra đầu ra của lệnh")
    assert check(data, stdout=subprocess.DEVNULL).returncode == 0


@unix
@pytest.mark.usefixtures("project")
def test_an_output_that_is_closed_is_one_sentence(data):
    ran = check(data, preexec_fn=lambda: os.close(1))
    assert is_one_sentence(ran, "không ghi được kết quả ra đầu ra của lệnh")


@unix
@pytest.mark.usefixtures("project")
def test_an_output_that_nobody_reads_any_more_ends_the_command_without_a_traceback(data):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = check(data, stdout=writing)
    finally:
        os.close(writing)
    assert ran.returncode in {1, 2}
    assert len(ran.stderr.splitlines()) <= 1


@unix
@pytest.mark.usefixtures("project")
def test_a_folder_that_is_gone_is_one_sentence(data, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    ran = check(data, cwd=gone, preexec_fn=gone.rmdir, stdout=subprocess.PIPE)
    assert is_one_sentence(ran, "thư mục đang đứng không còn nữa")
    assert ran.stdout == ""
