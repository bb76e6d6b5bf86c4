"""The notebooks of a folder, held to the contract of briefings, and what they ask for by name."""

import ast
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from ntm_analysis.batch.keep import DAMAGED
from ntm_analysis.errors import InputError, NtmError, Problem
from ntm_analysis.model import Text

FOLDER = "notebooks"
# The overview, whose page stands for the whole place; the areas follow in the order of areas.yaml.
LEADING = "overview"
PAGES = (LEADING, "movement")  # that are no area's
PARAMETERS = ("dataset", "place", "period", "language")
_EXPECTED = f"ô gắn nhãn “parameters” gán đúng {', '.join(PARAMETERS)}"
# The form in which a notebook says of its page what the index shows.
SUMMARY = "application/vnd.ntm.summary+json"


class PageFacts(TypedDict, total=False):
    """What a notebook says of its page, for the index; other facts are not kept."""

    title: str
    place: str
    code: str
    slug: str
    kind: str
    notebook: str
    period: str
    language: str
    headline: str
    verdict: str
    met: int
    total: int
    provisional: int
    discrepancies: int
    late: int
    stale: int
    illustrative: bool
    draft: bool
    recognised: bool
    targets: dict[str, int]


class Kernel(StrEnum):
    """Where cells run: in the process that was forked for their notebook, or in an ordinary kernel."""

    FORKED = "forked"
    ORDINARY = "ordinary"


@dataclass(frozen=True)
class Notebook:
    """A notebook that takes exactly the parameters of a briefing; ``area`` names that of its name, if any.

    One may ask for an ordinary kernel in its metadata: ``"ntm": {"kernel": "ordinary"}``.
    """

    path: Path
    area: Text | None = None
    kernel: Kernel = Kernel.FORKED

    @property
    def name(self) -> str:
        """Gives the name pages and options use: ``health``."""
        return self.path.stem


@dataclass(frozen=True)
class Notebooks:
    """What a folder holds: the briefings' notebooks, and a warning for each file that is none."""

    found: tuple[Notebook, ...]
    warnings: tuple[Problem, ...]


def notebooks_folder(dataset: Path, named: Path | None) -> Path:
    """Finds the notebooks beside ``data/``, else upward from the working directory; raises NtmError."""
    if named is not None:
        return named.resolve()
    root = dataset.resolve().parent.parent
    here = Path.cwd()
    for folder in (root, here, *here.parents):
        if any((folder / FOLDER).glob("*.ipynb")):
            return folder / FOLDER
    raise NtmError(f"không tìm thấy thư mục {FOLDER} từ “{here}” trở lên; chỉ thư mục đó bằng --notebooks")


def find_notebooks(folder: Path, areas: Mapping[str, Text] | None = None) -> Notebooks:
    """Reads every notebook of a folder: overview, movement, those of areas in their order, then others.

    A notebook without parameters cell (an analyst's own) is left out with a warning.
    Raises InputError with every notebook whose parameters are not the agreed ones, NtmError without any.
    """
    found, problems = [], []
    for path in sorted(folder.glob("*.ipynb")):
        where = f"{path.parent.name}/{path.name}"
        try:
            content = json.loads(path.read_text("utf-8"))
            names = _parameters(content["cells"])
            kernel = content["metadata"].get("ntm", {}).get("kernel", Kernel.FORKED)
        except (*DAMAGED, SyntaxError) as error:
            told = f"không đọc được sổ tính ({type(error).__name__})"
            problems.append(Problem(where, 0, "", told, "lưu lại từ JupyterLab"))
            continue
        if names is None:
            told = "không có ô tham số nên không lập trang tóm tắt"
            right = f"nếu cần lập trang, thêm {_EXPECTED}"
            problems.append(Problem(where, 0, "", told, right, warning=True))
        elif sorted(names) != sorted(PARAMETERS):
            told = f"ô tham số gán {', '.join(names) or 'không gì cả'}"
            problems.append(Problem(where, 0, "parameters", told, _EXPECTED))
        elif kernel not in set(Kernel):
            told = f"không có loại nhân “{kernel}”"
            problems.append(Problem(where, 0, "ntm.kernel", told, f"ghi “{Kernel.ORDINARY}”, hoặc bỏ đi"))
        else:
            found.append(Notebook(path.resolve(), (areas or {}).get(path.stem), Kernel(kernel)))
    if any(not problem.warning for problem in problems):
        raise InputError([problem for problem in problems if not problem.warning])
    if not found:
        raise NtmError(
            f"thư mục “{folder}” không có sổ tính trang tóm tắt nào (*.ipynb có ô tham số); "
            "chỉ thư mục đúng bằng --notebooks"
        )
    first = (*PAGES, *(areas or ()))
    found.sort(key=lambda one: (first.index(one.name) if one.name in first else len(first), one.name))
    return Notebooks(tuple(found), tuple(problems))


def _parameters(cells: Any) -> list[str] | None:
    """Names what the parameters cell assigns; None when there is no such cell.

    Raises one error or another where a cell is not what the format of notebooks says of it.
    """
    for cell in cells if isinstance(cells, list) else [{}]:
        source, tags = cell["source"], cell.get("metadata", {}).get("tags", [])
        lines = source if isinstance(source, list) else [source]
        if not isinstance(tags, list) or not all(isinstance(text, str) for text in (*lines, *tags)):
            raise TypeError
    for cell in cells:
        if cell["cell_type"] == "code" and "parameters" in cell.get("metadata", {}).get("tags", []):
            statements = ast.parse("".join(cell["source"])).body
            several = [
                s.targets if isinstance(s, ast.Assign) else [getattr(s, "target", None)] for s in statements
            ]
            return [target.id for targets in several for target in targets if isinstance(target, ast.Name)]
    return None


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    """Gives what of a notebook can reach its page: of each cell kind, source, tags, pictures and their text.

    Earlier outputs, numbers of execution and what JupyterLab remembers of a cell are left out.
    """
    found = []
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        about, source = cell.get("metadata", {}), "".join(cell["source"])
        told = {"tags": sorted(about.get("tags", [])), "alt": about.get("alt", "")}
        found.append(
            {"kind": cell["cell_type"], "source": source, **told, "files": cell.get("attachments", {})}
        )
    return found


def cells_key(cells: list[dict[str, Any]]) -> str:
    """Identifies what of a notebook can reach its page."""
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()
