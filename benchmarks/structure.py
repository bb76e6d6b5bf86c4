"""Figures of the package's structure, read from its code: how much there is, and what leans on what."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import ntm_analysis

PACKAGE = Path(ntm_analysis.__file__).parent
# The wings whose rooms stand side by side, with what all rooms of a wing stand on.
ROOMS = {
    "say": {"words", "texts", "view", "marks", "doubtful", "recorded", "units", "open_points", "palette"},
    "publish": {"sheet", "parts"},
    "draw": {"canvas", "picture"},
}


@dataclass(frozen=True)
class Module:
    """One module by its dotted name, with its syntax tree."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Gives the parsed module."""
        return ast.parse(self.text)

    @property
    def wing(self) -> str:
        """Names the wing a module stands in."""
        return self.name.split(".")[1] if "." in self.name else ""

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Lists every function, methods among them."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]

    def imported(self, known: set[str]) -> Iterator[str]:
        """Names the modules of the package that this one imports when it is imported itself."""
        for node in self.tree.body:
            names = []
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ntm_analysis"):
                inner = [f"{node.module}.{alias.name}" for alias in node.names]
                names = [name if name in known else node.module for name in inner]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            yield from (name for name in names if name in known and name != self.name)


def modules() -> list[Module]:
    """Reads every module of the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path.read_text("utf-8")))
    return found


def imports(read: list[Module]) -> dict[str, set[str]]:
    """Maps each module to those it imports."""
    known = {module.name for module in read}
    return {module.name: set(module.imported(known)) for module in read}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Finds modules that import each other around, if there are any."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def helpers(read: list[Module]) -> tuple[int, int]:
    """Counts the private functions of modules, and those of them that one place alone calls."""
    count = once = 0
    for module in read:
        private = [n.name for n in module.tree.body if isinstance(n, ast.FunctionDef) and n.name[:1] == "_"]
        used = Counter(n.id for n in ast.walk(module.tree) if isinstance(n, ast.Name))
        used += Counter(n.attr for n in ast.walk(module.tree) if isinstance(n, ast.Attribute))
        own = [name for name in private if not name.startswith("__")]
        count += len(own)
        once += sum(used[name] == 1 for name in own)
    return count, once


def figures() -> dict[str, str]:
    """Gives each figure with its name."""
    read = modules()
    graph, longest = imports(read), max(read, key=lambda m: m.text.count("\n"))
    private, once = helpers(read)
    sizes = {
        f"{module.name}.{f.name}": (f.end_lineno or f.lineno) - f.lineno + 1
        for module in read
        for f in module.functions
    }
    function = max(sizes, key=lambda name: sizes[name])
    classes = Counter(n.name for m in read for n in m.tree.body if isinstance(n, ast.ClassDef))
    told = {
        "lines": f"{sum(m.text.count(chr(10)) for m in read):,}",
        "modules": str(len(read)),
        "longest module": f"{longest.text.count(chr(10))} ({longest.name})",
        "longest function": f"{sizes[function]} ({function})",
        "private helpers with one caller": f"{once} of {private} ({100 * once / private:.0f} %)",
        "class names that occur more than once": str(sum(n > 1 for n in classes.values())),
        "import circle": " → ".join(circle(graph)) or "none",
    }
    for wing, ground in ROOMS.items():
        # What stands in a folder of its own, as the papers do, puts rooms together.
        rooms = [m.name for m in read if m.name.rpartition(".")[0] == f"ntm_analysis.{wing}"]
        side = [room for room in rooms if room.rpartition(".")[2] not in ground]
        between = sum(other in graph[room] for room in side for other in side)
        told[f"imports between the rooms of {wing}"] = f"{between} among {len(side)}"
    return told


if __name__ == "__main__":
    for name, figure in figures().items():
        print(f"{name:40} {figure}")
