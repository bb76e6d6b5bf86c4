"""The layers of the package: what may import what, read from the code itself."""

import ast
from pathlib import Path

import pytest

from benchmarks.structure import circle, imports
from benchmarks.structure import modules as read_modules

PACKAGE = Path(__file__).parent.parent / "ntm_analysis"

BASE = {"errors", "model"}
CORE = BASE | {"read", "language", "judge"}
# Which wings of the package each wing may import (itself is always allowed).
ALLOWED = {
    "errors": set(),
    "model": {"errors"},
    "language": BASE,
    "read": BASE,
    "judge": BASE,
    "display": set(),
    "shipped": set(),
    "say": CORE | {"display"},
    "publish": CORE | {"say", "display"},
    "draw": CORE | {"say", "display"},
    "notebook": {"*"},
    "lab": CORE | {"display", "say", "workbench"},
    "workbench": CORE | {"say", "notebook"},
    "__init__": {"*"},
    "__main__": {"*"},
    "batch": BASE | {"language", "read"},
    "cli": {"*"},
}
OPENS_NO_FILE = {"errors", "model", "judge", "say", "draw", "display"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    parts = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module == "ntm_analysis":
            names = [f"ntm_analysis.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        parts |= {name.split(".")[1] for name in names if name.startswith("ntm_analysis.")}
    return parts


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_wing_may(path: Path) -> None:
    part = part_of(path)
    allowed = ALLOWED[part] | {part}
    assert "*" in allowed or imported_parts(path) <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_computes_reads_no_clock_and_no_environment(path: Path) -> None:
    if part_of(path) in {"batch", "cli"}:
        pytest.skip("around the notebook, where the clock and the environment belong")
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    forbidden = {"datetime.now", "dt.datetime.now", "date.today", "dt.date.today", "time.time", "os.getenv"}
    assert not calls & forbidden
    if part_of(path) in OPENS_NO_FILE - {"draw"}:
        assert "open" not in calls


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_stays_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 260


def test_no_modules_import_each_other_around():
    assert circle(imports(read_modules())) == []


def test_a_circle_would_be_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
