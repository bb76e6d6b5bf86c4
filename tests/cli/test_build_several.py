"""Several districts in one build: all are checked first, each has its record, above them lies an index."""

import json
import re
from hashlib import sha256

import pytest

from ntm_analysis.batch import build as batch
from ntm_analysis.batch.run.task import Built, Failed, FailureReason, FileTask, Made, Output, PageOutput
from ntm_analysis.cli import project as opened

NAMES = {"tiny": "Thử Nghiệm", "second": "Hai"}


@pytest.fixture
def districts(project, tiny_dataset, tmp_path):
    """Gives a folder with two small districts, the second with a commune that the first has not."""
    folder = tmp_path / "districts"
    for name, title in NAMES.items():
        made = type(tiny_dataset)(folder / name)
        made.replace("dataset.yaml", "name: tiny", f"name: {name}")
        made.replace("dataset.yaml", "Huyện Thử Nghiệm", f"Huyện {title}")
    made.replace("communes.csv", "10003,Cao Sơn", "20003,Dốc Đá")
    for table in ("observations.csv", "verdicts.csv", "targets.yaml"):
        made.replace(table, "10003", "20003")
    assert (project / "notebooks").is_dir()
    return folder


@pytest.fixture
def build(ntm, districts, project):
    """Builds both districts with the notebooks of the project."""

    def run(*options, command="build"):
        given = ("--data", districts, "--notebooks", project / "notebooks", "--out", project / "reports")
        return ntm(command, *given, *options)

    return run


@pytest.fixture
def made(monkeypatch):
    """Stands in for the worker processes: lists what they are asked for, and fails what is named in it."""
    asked = {"products": [], "broken": ""}

    def make_all(tasks, _workers):
        for task in tasks:
            asked["products"].append(str(task.product))
            if str(task.product) == asked["broken"]:
                yield Made(Failed(task.product, FailureReason.CELL_ERROR, "KeyError", 0.1, kept=False))
                continue
            kind = Output if isinstance(task, FileTask) else lambda *told: PageOutput(*told, {"title": "x"})
            yield Made(
                Built(task.product, kind(task.key, sha256(b"page").hexdigest(), 4), 0.1),
                ((task.product.path, b"page"),),
            )

    monkeypatch.setattr(batch, "make_all", make_all)
    return asked


def of(products, dataset):
    return [product for product in products if product.startswith(f"{dataset}/")]


def test_every_dataset_of_a_folder_is_built_with_its_record_and_summary(build, made, project):
    ran = build()
    assert ran.code == 0
    assert len(of(made["products"], "tiny")) == len(of(made["products"], "second")) == 9
    assert "1/2 second: 8 trang đã lập" in ran.out
    assert "2/2 tiny: 8 trang đã lập" in ran.out
    assert "Tất cả 2 bộ số liệu: 16 trang đã lập" in ran.out
    for name in NAMES:
        [record] = (project / "reports/.records" / name).glob("*.json")
        assert json.loads(record.read_text("utf-8"))["end"] == "complete"


@pytest.mark.usefixtures("made")
def test_the_index_above_leads_to_each_district_and_from_there_to_its_months(build, project):
    ran = build()
    reports = project / "reports"
    assert f"Mở: {reports / 'index.html'}" in ran.out
    top = (reports / "index.html").read_text("utf-8")
    for name, title in NAMES.items():
        assert f'<a href="{name}/index.html">Huyện {title}</a>' in top
        months = (reports / name / "index.html").read_text("utf-8")
        assert 'href="2022-02/vi/index.html"' in months
        assert 'href="../../index.html"' in (reports / name / "2022-02/vi/index.html").read_text("utf-8")


def test_problems_of_all_are_told_under_their_names_and_nothing_is_built(build, made, districts, project):
    for name in NAMES:
        verdicts = districts / name / "verdicts.csv"
        verdicts.write_text(verdicts.read_text("utf-8").replace("đạt", f"sai {name}", 1), "utf-8")
    for command in ("build", "status"):
        ran = build(command=command)
        assert ran.code == 2
        assert re.search(r"^second:\n  .*sai second", ran.err, re.MULTILINE)
        assert re.search(r"^tiny:\n  .*sai tiny", ran.err, re.MULTILINE)
    assert made["products"] == []
    assert not (project / "reports").exists()


def test_one_wrong_dataset_keeps_the_others_from_being_built(build, made, districts):
    (districts / "tiny" / "communes.csv").write_text("", "utf-8")
    ran = build()
    assert (ran.code, made["products"]) == (2, [])
    assert "second" not in ran.err


def test_a_failed_page_of_any_dataset_ends_with_one_and_the_rest_is_built(build, made):
    made["broken"] = "second/2022-02/vi/10001-an-hoa/health.html"
    ran = build()
    assert ran.code == 1
    assert "1/2 second: 7 trang đã lập, 0 trang còn đúng, 1 trang chưa lập được" in ran.out
    assert len(of(made["products"], "tiny")) == 9


def test_a_place_is_built_where_it_exists(build, made):
    ran = build("--place", "Dốc Đá", "--notebook", "health")
    assert ran.code == 0
    assert [p for p in made["products"] if p.endswith(".html")] == [
        "second/2022-02/vi/20003-doc-da/health.html"
    ]
    made["products"].clear()
    build("--place", "20003", "--place", "Cao Sơn", "--notebook", "overview")
    assert [p for p in made["products"] if p.endswith(".html")] == [
        "second/2022-02/vi/20003-doc-da/overview.html",
        "tiny/2022-02/vi/10003-cao-son/overview.html",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--place", "Dốc Đáy"], "gần nhất: 20003 (xã Dốc Đá)"),
        (["--notebook", "helth"], "gần nhất: “health”"),
        (["--period", "2023-01"], "không có số liệu kỳ 2023-01"),
    ],
)
def test_what_no_dataset_has_is_told_before_anything_is_built(build, made, options, said):
    ran = build("--place", "10001", *options)
    assert (ran.code, made["products"]) == (2, [])
    assert said in ran.err


def test_a_name_is_not_borne_by_two_datasets(build, made, districts):
    description = districts / "second" / "dataset.yaml"
    description.write_text(description.read_text("utf-8").replace("name: second", "name: tiny"), "utf-8")
    ran = build()
    assert (ran.code, made["products"]) == (2, [])
    assert "tên “tiny” đã dùng" in ran.err


def test_a_dataset_beside_those_chosen_does_not_bear_their_name(ntm, made, districts, project, tiny_dataset):
    type(tiny_dataset)(districts / "third")  # called tiny as well
    ran = ntm(
        "build", "--data", districts / "tiny", "--data", districts / "second", "--notebooks", "notebooks"
    )
    assert (ran.code, made["products"]) == (2, [])
    assert "tên “tiny” đã dùng" in ran.err
    assert not (project / "reports").exists()


def test_of_the_tables_of_several_none_are_kept(build, made, monkeypatch):
    held = []
    make_all = batch.make_all

    def looking(tasks, workers):
        held.append([source for source in sources if "_data" in vars(source)])
        return make_all(tasks, workers)

    sources, source_of = [], opened.source_of
    monkeypatch.setattr(opened, "source_of", lambda *given: sources.append(source_of(*given)) or sources[-1])
    monkeypatch.setattr(batch, "make_all", looking)
    assert build().code == 0
    assert (len(sources), held) == (2, [[], []])
    assert made["products"]


@pytest.mark.usefixtures("made")
def test_status_tells_each_dataset_and_all(build):
    said = build(command="status").out
    assert "second/2022-02/vi/20003-doc-da/health.html: đã cũ" in said
    assert "Tất cả 2 bộ số liệu: 0 trang còn đúng, 16 trang đã cũ hoặc chưa lập" in said


@pytest.mark.slow
def test_two_districts_are_what_each_gives_alone_from_processes_of_one_template(
    ntm, build, districts, project
):
    template = project / "templates"
    for path in (project / "notebooks").glob("*.ipynb"):
        tell = f"import os\\nopen({str(template)!r}, 'a').write(f'{{os.getppid()}} ')\\nfrom IPython"
        path.write_text(path.read_text("utf-8").replace("from IPython", tell, 1), "utf-8")
    options = ("--notebook", "health")
    ran = build(*options)
    assert ran.code == 0, ran.err
    assert len(template.read_text().split()) == 8
    assert len(set(template.read_text().split())) == 1
    for name in NAMES:
        out = project / "alone" / name
        given = ("--data", districts / name, "--notebooks", project / "notebooks", "--out", out)
        assert ntm("build", *given, *options).code == 0
        pages = {
            path.relative_to(out): path.read_bytes()
            for path in out.glob(f"{name}/*/vi/**/*")
            if path.is_file()
        }
        together = project / "reports"
        assert pages == {path: (together / path).read_bytes() for path in pages}
        assert len(pages) == 4 + 3  # the pages; workbook, manifest and index of the month
    assert "Tất cả 2 bộ số liệu: 0 trang đã lập, 8 trang còn đúng" in build(*options).out
