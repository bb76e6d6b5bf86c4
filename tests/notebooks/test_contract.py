"""Every notebook keeps the contract: parameters, title, caveats, sources, Summary; its middle is free."""

import ast
from pathlib import Path

import nbformat
import pytest

import ntm_analysis
from ntm_analysis.language import Language

NOTEBOOKS = sorted((Path(__file__).parent.parent.parent / "notebooks").glob("*.ipynb"))
PARAMETERS = {"dataset": "../data/van-quan", "place": "06298", "period": "2022-09", "language": "vi"}
# Sections in the order in which a leader reads them; an area puts its own after the results.
ORDER = ["targets", "results", "months", "advanced", "caveats", "sources"]
MOVEMENT = ["tasks", "targets", "changes", "conditions", "resources", "residential_areas"]
MOVEMENT += ["rewards", "items", "caveats", "sources"]
OVERVIEW = ["decisions", "targets", "todo", "results", "comparison", "plan", "tasks", "money", "months"]
OVERVIEW += ["caveats", "sources"]
OWN = {
    "movement": [s for s in MOVEMENT if s not in ORDER],
    "overview": [s for s in OVERVIEW if s not in ORDER],
    "education": ["learning"],
    "health": ["insurance"],
    "culture": ["culture_houses", "culture_life"],
    "poverty": ["poor_households", "deprivations"],
}


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def sections(path: Path) -> list[str]:
    nodes = [n for cell in code_cells(path) for n in ast.walk(ast.parse(cell.source))]
    calls = [n for n in nodes if isinstance(n, ast.Call) and ast.unparse(n.func) == "ntm.section"]
    return [n.args[1].value for n in calls if isinstance(n.args[1], ast.Constant)]


def test_there_is_a_notebook_for_the_overview_and_each_area() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(OWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
class TestNotebook:
    def test_begins_with_the_same_four_parameters(self, path: Path) -> None:
        tagged = [c for c in code_cells(path) if "parameters" in c.metadata.get("tags", [])]
        assert tagged == code_cells(path)[:1]
        found = {
            ast.unparse(a.targets[0]): ast.literal_eval(a.value) for a in ast.parse(tagged[0].source).body
        }
        assert found == PARAMETERS

    def test_shows_its_method_in_about_five_lines(self, path: Path) -> None:
        statements = ast.parse(code_cells(path)[1].source).body
        imported = [ast.unparse(s) for s in statements if isinstance(s, ast.Import)]
        assert imported == ["import seaborn as sns", "import ntm_analysis as ntm"]
        assert len(statements) - len(imported) <= 2

    def test_begins_with_its_title_and_ends_with_the_summary(self, path: Path) -> None:
        shown = code_cells(path)[2:]
        assert shown[0].source == "ntm.title(page)"
        assert shown[-1].source == "ntm.summary(page)"

    def test_asks_questions_of_its_own_one_of_them_of_a_commune_too(self, path: Path) -> None:
        own = [c.source for c in code_cells(path) if "ntm.question(" in c.source]
        assert (1 if path.stem == "overview" else 2) <= len(own) <= 3
        # The sheet of a commune is full: two sides of A4.
        of_communes = any(not source.startswith("if page.is_district:") for source in own)
        assert of_communes == (path.stem != "overview")
        assert any("sns." in source for source in own)

    def test_a_question_is_read_at_once(self, path: Path) -> None:
        own = [ast.parse(c.source) for c in code_cells(path) if "ntm.question(" in c.source]
        statements = [sum(isinstance(node, ast.stmt) for node in ast.walk(cell)) for cell in own]
        assert max(statements) <= 15

    def test_names_only_what_the_package_offers(self, path: Path) -> None:
        names = {
            n.attr
            for c in code_cells(path)
            for n in ast.walk(ast.parse(c.source))
            if isinstance(n, ast.Attribute) and ast.unparse(n.value) == "ntm"
        }
        assert names <= set(ntm_analysis.__all__)

    def test_keeps_the_sections_in_order(self, path: Path) -> None:
        found = sections(path)
        own = {"movement": MOVEMENT, "overview": OVERVIEW}.get(path.stem, ORDER)
        order = [s for s in ORDER if s in own]
        assert [s for s in found if s in ORDER] == order
        assert [s for s in found if s not in ORDER] == OWN[path.stem]

    def test_has_a_heading_in_our_words_for_every_section(self, path: Path) -> None:
        assert {f"heading.{section}" for section in sections(path)} <= Language.load("vi").keys

    def test_is_stored_without_outputs(self, path: Path) -> None:
        assert all(not c.outputs and c.execution_count is None for c in code_cells(path))


def test_every_name_offered_exists() -> None:
    assert all(callable(getattr(ntm_analysis, name)) for name in ntm_analysis.__all__)


def test_a_name_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="make_tea"):
        ntm_analysis.make_tea  # noqa: B018
