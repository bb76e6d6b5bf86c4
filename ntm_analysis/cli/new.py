"""``ntm new``: lays out a project for a district, or adds a notebook to one."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from textwrap import indent

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import ROLES, CriteriaSet, Period

_NOTEBOOK = "notebook"
_LAST = Period(2025, 6)  # there are no districts since 1 July 2025 (Luật 72/2025/QH15)
_AREAS = "areas.yaml"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def new(
    folder: options.NewFolder,
    name: options.NewName,
    period: options.FirstMonth = None,
    province: options.Province = None,
    area: options.AreaName = None,
    criteria: options.AreaCriteria = None,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Lays out a project for a district in a folder, or adds a notebook of an area to the project here."""
    words = Language.load(lang)
    if str(folder) == _NOTEBOOK:
        path = add_notebook(name, area, criteria or [])
        typer.echo(words.word("cli.new_notebook", path=path))
        return
    month = Period.parse(period) if period else _LAST
    if month > _LAST:
        raise NtmError(f"huyện không còn từ 01/7/2025; chọn kỳ đến {_LAST}")
    from ntm_analysis.cli.layout import district_named, lay_out

    found = district_named(name, province)
    left_out = lay_out(folder, found, month)
    typer.echo(words.word("cli.new_project", path=folder, communes=len(found.communes), period=str(month)))
    if left_out:
        typer.echo(words.word("cli.new_wards", names=", ".join(left_out)))


def add_notebook(name: str, area: str | None, criteria: Sequence[str]) -> Path:
    """Adds the page of an area to the project that this folder lies in, and gives its notebook.

    An area that areas.yaml does not have is entered there with its name and its criteria of the standard set,
    the leading one first. Raises NtmError for a notebook that exists, and for what the entry cannot be.
    """
    from ntm_analysis.batch.keep import write_whole
    from ntm_analysis.cli.layout import as_notebook, set_parameters
    from ntm_analysis.read import find_dataset
    from ntm_analysis.read.criteria import read_criteria
    from ntm_analysis.read.description import read_description

    dataset = find_dataset(Path.cwd())
    path = dataset.parent.parent / "notebooks" / f"{name}.ipynb"
    if not _NAME.fullmatch(name):
        right = "dùng chữ thường không dấu và dấu gạch dưới, ví dụ moi_truong"
        raise NtmError(f"tên sổ tính “{name}” không hợp lệ; {right}")
    if path.exists():
        raise NtmError(f"“{path.name}” đã có trong {path.parent.name}; chọn tên khác")
    description, _ = read_description(dataset)
    place = dataset / description.criteria
    known = read_criteria(place)
    standard = next(use.set for use in description.sets if use.role == ROLES[0])
    if name not in known.areas:
        enter_area(place / _AREAS, name, area, criteria, known.sets[standard])
        leading, title = criteria[0], area or ""
    else:
        standard, codes = next(iter(known.areas[name].criteria.items()))
        leading, title = codes[0], known.areas[name].name.vi
    first = next(c.indicators[0].code for c in known.sets[standard].criteria if c.code == leading)
    content = files(__package__).joinpath("layout", "notebook.json").read_text("utf-8")
    told = {"AREA_NAME": title, "AREA_ID": name, "AREA_INDICATOR": first}
    for placeholder, value in told.items():
        content = content.replace(placeholder, json.dumps(value, ensure_ascii=False)[1:-1])
    notebook = json.loads(content)
    example = next(path.parent.glob("*.ipynb"), None)
    given = _parameters_of(example) if example else {}
    set_parameters(notebook, **({"dataset": f"../data/{dataset.name}", "place": "", "period": ""} | given))
    write_whole(path, as_notebook(notebook).encode())
    return path


def enter_area(path: Path, name: str, area: str | None, criteria: Sequence[str], of: CriteriaSet) -> None:
    """Adds an area to areas.yaml, whose other lines stay as they are; NtmError for what it cannot be."""
    from ruamel.yaml import YAML

    from ntm_analysis.batch.keep import write_whole

    codes = [criterion.code for criterion in of.criteria]
    if area is None or not criteria:
        raise NtmError(f"{path.name} chưa có lĩnh vực “{name}”; thêm --area “Tên lĩnh vực” --criteria 17")
    if wrong := [code for code in criteria if code not in codes]:
        raise NtmError(f"không có tiêu chí “{wrong[0]}”; một trong: {', '.join(codes)}")
    yaml, more = YAML(), io.StringIO()
    yaml.width = 10**6
    yaml.dump([{"id": name, "name": {"vi": area, "en": area}, "criteria": {of.id: [*criteria]}}], more)
    text = path.read_text("utf-8").rstrip("\n")
    write_whole(path, f"{text}\n{indent(more.getvalue(), '  ')}".encode())


def _parameters_of(notebook: Path) -> dict[str, str]:
    """Gives the place and the month that another notebook of the project is set to."""
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            found = re.findall(r'(?m)^(dataset|place|period) = "([^"]*)"', "".join(cell["source"]))
            return dict(found)
    return {}
