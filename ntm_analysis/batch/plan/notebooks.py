"""The notebooks of a folder, held to the contract of briefings, and what they ask for by name."""

import ast
import difflib
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

import ntm_analysis
from ntm_analysis.batch.keep import DAMAGED
from ntm_analysis.errors import InputError, NtmError, Problem
from ntm_analysis.model import Text

FOLDER = "notebooks"
# The overview, whose page stands for the whole place; the areas follow in the order of areas.yaml.
LEADING = "overview"
_PAGES = (LEADING, "movement")  # that are no area's
PARAMETERS = ("dataset", "place", "period", "language")
_FINDING = 3  # the place of the finding among what ntm.picture is given
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


class NoNotebooksError(NtmError):
    """Says that a folder holds nothing to build from."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"thư mục “{folder}” không có sổ tính trang tóm tắt nào (*.ipynb có ô tham số); "
            "chỉ thư mục đúng bằng --notebooks"
        )


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
    """Reads every notebook of a folder: the overview, those of areas in their order, then the others by name.

    A notebook without parameters cell (an analyst's own) is left out with a warning.
    Raises InputError with every notebook whose parameters are not the agreed ones.
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
        raise NoNotebooksError(folder)
    first = (LEADING, *(areas or ()))
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


def unknown_names(notebook: Path, areas: Collection[str], codes: Collection[str]) -> Iterator[Problem]:
    """Tells areas, codes and names of the package that a notebook writes out and that do not exist.

    ``codes`` are those of indicators, components and statistics. What is computed, or behind a command of
    IPython, only running the notebook can tell.
    """
    offered = {"page": [*_PAGES, *areas], **dict.fromkeys(("values", "recorded", "latest"), codes)}
    for number, nodes in _parsed(notebook):
        for node in nodes:
            asked: list[tuple[Any, Collection[str]]] = []
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "ntm":
                asked = [(node.attr, ntm_analysis.__all__)]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of, known = ast.unparse(node.func.value), offered.get(node.func.attr)
                of_page = {"page": node.args[1:2], "values": node.args[:1]}.get(node.func.attr, node.args)
                if known and of == ("ntm" if node.func.attr == "page" else "page"):
                    asked = [(given.value, known) for given in of_page if isinstance(given, ast.Constant)]
            for name, known in asked:
                if isinstance(name, str) and name not in known:
                    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0)
                    yield _in_cell(notebook, number, f"không có “{name}”", f"gần nhất: {', '.join(near)}")


def unexplained(notebook: Path) -> Iterator[Problem]:
    """Warns of cells whose pictures have no finding, as far as that stands in their text."""
    for number, nodes in _parsed(notebook):
        calls = [(ast.unparse(node.func), node) for node in nodes if isinstance(node, ast.Call)]
        drawn = any(name.startswith("sns.") and name.endswith(("plot", "map")) for name, _ in calls)
        shown = [node for name, node in calls if name in {"ntm.picture", "ntm.question"}]
        if any(
            ast.unparse(call.func) == "ntm.picture"
            and len(call.args) < _FINDING
            and not {"finding", None} & {given.arg for given in call.keywords}
            for call in shown
        ) or (drawn and not shown):
            expected = "đưa hình vào ntm.question, hoặc thêm finding=… vào ntm.picture"
            yield _in_cell(notebook, number, "hình không có câu kết luận", expected, warning=True)


def _parsed(notebook: Path) -> Iterator[tuple[int, list[ast.AST]]]:
    for number, cell in enumerate(cells_of(notebook), start=1):
        try:
            yield number, list(ast.walk(ast.parse(cell["source"] if cell["kind"] == "code" else "")))
        except SyntaxError:
            continue


def _in_cell(notebook: Path, number: int, found: str, expected: str, *, warning: bool = False) -> Problem:
    where = f"{notebook.parent.name}/{notebook.name}"
    return Problem(where, 0, f"ô {number}", found, expected, warning=warning)
