"""The three lists of dependencies name the same packages."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent

# conda-forge splits or renames these; the plain PyPI name is on the right.
CONDA_NAMES = {
    "matplotlib-base": "matplotlib",
    "nbconvert-core": "nbconvert",
    "seaborn-base": "seaborn",
    "typing_extensions": "typing-extensions",
}
BUILD_ONLY = {"pip", "python", "hatchling", "editables"}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def declared() -> dict[str, str]:
    requirements = [Requirement(line) for line in project()["dependencies"]]
    return {r.name: str(r.specifier) for r in requirements}


def conda() -> dict[str, str]:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    names = dict(
        line.split(" ", 1) if " " in line else (line, "") for line in listed if isinstance(line, str)
    )
    return {CONDA_NAMES.get(name, name): version for name, version in names.items()}


def locked() -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9.-]+)(?:\[[^\]]+\])?==([^ ;\\]+)",
        (ROOT / "requirements.txt").read_text("utf-8"),
        re.MULTILINE,
    ):
        versions.setdefault(name, []).append(version)
    return versions


def test_conda_lists_every_dependency_with_the_same_lower_bound() -> None:
    assert {name: v for name, v in conda().items() if name not in BUILD_ONLY} == declared()


def test_what_only_an_extra_needs_is_asked_for_alike_wherever_it_is() -> None:
    extras = project()["optional-dependencies"]
    assert set(extras["pdf"]) < set(extras["dev"])


def test_conda_ends_with_the_project_itself() -> None:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    assert listed[-1] == {"pip": ["-e ."]}


def optional() -> list[str]:
    return [line for lines in project()["optional-dependencies"].values() for line in lines]


@pytest.mark.parametrize("line", project()["dependencies"] + optional())
def test_the_lock_satisfies_every_declared_dependency(line: str) -> None:
    requirement = Requirement(line)
    versions = locked()[canonicalize_name(requirement.name)]
    assert all(requirement.specifier.contains(version) for version in versions)


def test_the_lock_holds_hashes_and_names_no_index() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert not re.search(r"https?://|--index|--extra|--find-links|file:", text)
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if "==" in entry.split("\n")[0]]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
