"""Each kind of input changed in turn: which notebooks run again, and which pages are only rendered again."""

import json
import shutil
from pathlib import Path

import pytest

import ntm_analysis
from ntm_analysis.batch.keep.keys import Code
from ntm_analysis.batch.keep.manifest import tasks_of
from ntm_analysis.batch.keep.source import source_of
from ntm_analysis.batch.plan import Edition
from ntm_analysis.batch.plan.notebooks import find_notebooks
from ntm_analysis.batch.run.task import FileTask
from ntm_analysis.model import Period

ROOT = Path(__file__).parents[3]
PACKAGE = Path(ntm_analysis.__file__).parent
PAGES = {"education", "health", "culture", "poverty", "overview", "movement"}
EVERY = {*PAGES, "workbook"}
NOTHING: set[str] = set()

VALUE = "2022-02,10001,xa_ntm_2021_2025,15.4,chung,91,,,2022-02-20,2022,chính thức,,Báo cáo,,có"


class World:
    """A small project in a folder: dataset, criteria, notebooks and the software, all to be changed."""

    def __init__(self, root):
        self.root = root

    def append(self, file, *lines):
        path = self.root / "data" / "tiny" / file
        path.write_text(path.read_text("utf-8") + "\n".join(lines) + "\n", "utf-8")

    def replace(self, file, old, new):
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def add(self, file):
        path = self.root / file
        path.write_text((path.read_text("utf-8") if path.exists() else "") + "# changed\n", "utf-8")

    def cell(self, notebook, kind, more):
        path = self.root / "notebooks" / f"{notebook}.ipynb"
        content = json.loads(path.read_text("utf-8"))
        cell = next(cell for cell in content["cells"] if cell["cell_type"] == kind)
        cell["source"] = [*cell["source"], more]
        path.write_text(json.dumps(content), "utf-8")

    def keys(self):
        """Gives for each page and the workbook the key of its run and its own."""
        code = Code(self.root / "package", self.root / "requirements.txt")
        source = source_of(self.root / "data" / "tiny", "tiny", self.root / "out", code)
        notebooks = find_notebooks(self.root / "notebooks").found
        edition = Edition(
            source.outline, notebooks, Period(2022, 2), "vi", self.root / "out", source, divmod, code
        )
        found = {}
        for task in tasks_of(edition, (*edition.workbooks, *edition.briefings)):
            if isinstance(task, FileTask):
                found["", "workbook"] = task.key, task.key
            else:
                found[task.product.place.code, task.product.notebook.name] = task.run, task.key
        return found


@pytest.fixture(scope="module")
def pristine(tiny_dataset_of_module, tmp_path_factory):
    """Holds the project as it is before any change, with its keys."""
    root = tmp_path_factory.mktemp("world")
    tiny = tiny_dataset_of_module
    shutil.copytree(tiny.path, root / "data" / "tiny")
    shutil.copytree(ROOT / "data" / "criteria", root / "data" / "criteria")
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(PACKAGE, root / "package", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.txt", root)
    world = World(root)
    description = (root / "data/tiny/dataset.yaml").read_text("utf-8")
    named = next(line for line in description.splitlines() if line.startswith("criteria:"))
    world.replace("data/tiny/dataset.yaml", named, "criteria: ../criteria")
    return world, world.keys()


DATA = "data/tiny"
# What is changed, the notebooks that run again, and the pages made anew of the runs there are.
CHANGES = {
    "a value": (lambda w: w.append("observations.csv", VALUE), EVERY, NOTHING),
    "an office": (lambda w: w.replace(f"{DATA}/dataset.yaml", "Văn phòng", "Ban"), EVERY, NOTHING),
    "a target": (lambda w: w.replace(f"{DATA}/targets.yaml", "item 4", "item 5"), EVERY, NOTHING),
    "a criteria file": (lambda w: w.add("data/criteria/xa-ntm-2021-2025.yaml"), EVERY, NOTHING),
    "a note beside the data": (lambda w: w.add(f"{DATA}/README.md"), NOTHING, NOTHING),
    "the code of a notebook": (lambda w: w.cell("health", "code", "\n# x"), {"health"}, NOTHING),
    "the text of a notebook": (lambda w: w.cell("health", "markdown", " x"), {"health"}, NOTHING),
    "a word": (lambda w: w.add("package/languages/vi/general.yaml"), EVERY, NOTHING),
    "what computes": (lambda w: w.add("package/judge/judge.py"), EVERY, NOTHING),
    "what runs notebooks": (lambda w: w.add("package/batch/run/execute.py"), EVERY, NOTHING),
    "a library": (lambda w: w.add("requirements.txt"), EVERY, NOTHING),
    "the template": (lambda w: w.add("package/batch/site/template/style.css"), NOTHING, PAGES),
    "what makes indexes": (lambda w: w.add("package/batch/site/index.py"), NOTHING, PAGES),
    "the command line": (lambda w: w.add("package/cli/build.py"), NOTHING, NOTHING),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_runs_and_renders_what_depends_on_it(pristine, tmp_path, change):
    make, run, rendered = CHANGES[change]
    world, before = pristine
    changed = World(tmp_path / "world")
    shutil.copytree(world.root, changed.root)
    make(changed)
    after = changed.keys()
    assert of_every_place(before, after, 0) == run
    assert of_every_place(before, after, 1) == run | rendered


def of_every_place(before, after, key):
    """Names the notebooks whose keys changed, and makes sure that they did for every place or none."""
    changed = {page for page in before if before[page][key] != after[page][key]}
    names = {notebook for _, notebook in changed}
    assert changed == {page for page in before if page[1] in names}
    return names


def test_another_notebook_is_led_to_from_every_page_and_runs_alone(pristine, tmp_path):
    world, before = pristine
    changed = World(tmp_path / "world")
    shutil.copytree(world.root, changed.root)
    shutil.copy(changed.root / "notebooks/health.ipynb", changed.root / "notebooks/hospital.ipynb")
    after = changed.keys()
    assert all(after[page][0] == before[page][0] for page in before)
    assert of_every_place(before, after, 1) == PAGES
