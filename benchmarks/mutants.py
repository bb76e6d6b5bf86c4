"""Mutation testing of the rules: turns one small thing in ``judge`` round and looks whether a test fails.

    python -m benchmarks.mutants [--number 200] [--seed 1] [--under ntm_analysis/judge ...] [--processes 2]

A comparison, sign, logical operator or constant at a time, chosen at random from a seed, is turned in a copy
of the working tree, and the tests run there until one fails, those of the module first. Prints every mutation
that no test has found. Some change nothing that anybody could see; each of the others is a missing test.
``--under`` names folders or modules.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# What may notice that a rule was turned round, the cheapest first.
TESTS = ("tests/judge", "tests/model", "tests/say")
SECONDS = 900  # a mutation without end is found when these are over
_OPPOSITES = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot)),
    *((ast.Add, ast.Sub), (ast.Mult, ast.Div), (ast.BitAnd, ast.BitOr), (ast.And, ast.Or)),
)
_TURNED: dict[type, type] = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}
# Nothing that runs reads annotations; decorators and strict zips guard promises and decide nothing.
_UNREAD = {"annotation", "returns", "decorator_list"}


def _ways(node: ast.AST) -> Iterator[ast.AST]:
    """Gives each way in which a node itself can be turned."""
    match node:
        case ast.Compare(left, ops, others):
            for place, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:place], _TURNED[type(op)](), *ops[place + 1 :]], others)
        case ast.BinOp(left, op, right) if type(op) in _TURNED:
            yield ast.BinOp(left, _TURNED[type(op)](), right)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(_TURNED[type(op)](), values)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield ast.Constant(value + 1)


def turned(text: str, chosen: int = -1) -> tuple[str, list[int]]:
    """Gives a module with one thing turned, and the line of everything in it that can be."""
    lines: list[int] = []

    def walk(node: Any) -> Any:
        if not isinstance(node, ast.AST) or (isinstance(node, ast.keyword) and node.arg == "strict"):
            return node
        for other in _ways(node):
            lines.append(node.lineno)  # type: ignore[attr-defined]  # only expressions are turned
            if len(lines) == chosen + 1:
                return other
        for name, value in ast.iter_fields(node):
            if name not in _UNREAD:
                setattr(node, name, list(map(walk, value)) if isinstance(value, list) else walk(value))
        return node

    return ast.unparse(walk(ast.parse(text))), lines


def files_of(module: Path) -> tuple[list[str], list[str]]:
    """Lists the files of tests: the module's own and those beside it, then all others.

    Most mutations are found by the first, for which the others need not even be collected.
    """
    beside, own = "tests" / module.parent.relative_to("ntm_analysis"), f"test_{module.stem}.py"
    files = [f.relative_to(ROOT) for folder in TESTS for f in sorted((ROOT / folder).rglob("test_*.py"))]
    near = sorted((f for f in files if f.parent == beside), key=lambda f: f.name != own)
    return list(map(str, near)), [str(f) for f in files if f.parent != beside]


def passes(tree: Path, tests: list[str]) -> bool:
    """Tells whether all tests pass in a copy of the tree."""
    command = [sys.executable, "-m", "pytest", "-qx", "-m", "not slow", "-p", "no:cacheprovider", *tests]
    where = {"cwd": tree, "env": os.environ | {"PYTHONPATH": str(tree)}, "timeout": SECONDS}
    try:
        ran = subprocess.run([*command, "--hypothesis-seed=0"], check=False, capture_output=True, **where)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def survivor(copy: Path, module: Path, chosen: int) -> str:
    """Runs the tests on one mutation; gives its place and diff where all of them pass, else nothing."""
    with tempfile.TemporaryDirectory(prefix="ntm-mutant-") as folder:
        tree = Path(shutil.copytree(copy, Path(folder) / "tree"))
        text = (tree / module).read_text("utf-8")
        (before, lines), (after, _) = turned(text), turned(text, chosen)
        (tree / module).write_text(after, "utf-8")
        if not all(passes(tree, files) for files in files_of(module) if files):
            return ""
    diff = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n    ".join([f"{module}:{lines[chosen]}", *list(diff)[3:]])


def main() -> None:
    """Tries the mutations and prints those that no test has found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--under", nargs="+", default=["ntm_analysis/judge"])
    parser.add_argument("--processes", type=int, default=2)
    given, begun, survived = parser.parse_args(), time.monotonic(), 0
    named = [ROOT / under for under in given.under]
    modules = [path for at in named for path in ([at] if at.is_file() else sorted(at.rglob("*.py")))]
    places = {path.relative_to(ROOT): len(turned(path.read_text("utf-8"))[1]) for path in modules}
    every = [(module, number) for module, count in places.items() for number in range(count)]
    if not every:
        sys.exit(f"there is nothing to turn round under {', '.join(given.under)}")
    chosen = random.Random(given.seed).sample(every, min(given.number, len(every)))  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory(prefix="ntm-mutants-") as folder:
        # One copy that nobody changes meanwhile; its compiled modules save every mutation some seconds.
        left = shutil.ignore_patterns(".*", "reports")
        copy = Path(shutil.copytree(ROOT, Path(folder) / "tree", ignore=left))
        if not all(passes(copy, files) for files in files_of(chosen[0][0]) if files):
            sys.exit("the tests fail without any mutation")
        print(f"{len(chosen)} of {len(every)} mutations", flush=True)
        with ThreadPoolExecutor(given.processes) as pool:
            for found in filter(None, pool.map(lambda one: survivor(copy, *one), chosen)):
                survived += 1
                print(found, flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} found in {(time.monotonic() - begun) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
