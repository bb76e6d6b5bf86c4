"""A new project for a district: which one, and what is laid out for it."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, slug_of
from ntm_analysis.shipped import shipped

_PROVINCES = ("Tỉnh ", "Thành phố ")
_DISTRICTS = ("Huyện ", "Quận ", "Thị xã ", "Thành phố ")
_SOURCE = "Danh mục đơn vị hành chính 01/10/2022 (ThangLeQuoc/vietnamese-provinces-database, MIT)"
_STATISTICS = ("households", "poor_households", "near_poor_households")
_SET = "xa_ntm_2021_2025"


@dataclass(frozen=True)
class District:
    """A district with its communes, towns and wards as the list of units has them."""

    code: str
    full_name: str
    name: str
    province_code: str
    province: str
    region: str
    units: tuple[dict[str, str], ...]

    @property
    def communes(self) -> list[dict[str, str]]:
        """Lists the communes and towns; the programme is not about wards."""
        return [unit for unit in self.units if unit["type"] in {"xã", "thị trấn"}]


def district_named(asked: str, province: str | None) -> District:
    """Finds the district that is named; raises NtmError with those it may be, or the nearest."""
    provinces = {row["code"]: row for row in _rows("provinces-2022")}
    every = [(row, provinces[row["province_code"]]) for row in _rows("districts-2022")]
    if province is not None:
        code = _named(province, "tỉnh", {_bare(row["name"]): row["code"] for row in provinces.values()})
        every = [pair for pair in every if pair[1]["code"] == code]
    wanted = slug_of(asked)
    found = [
        (row, of)
        for row, of in every
        if wanted in {slug_of(row["name"]), slug_of(_short(row["name"])), row["code"]}
    ]
    if len(found) > 1:
        named = ", ".join(f"{row['name']} ({_bare(of['name'])})" for row, of in found)
        raise NtmError(f"“{asked}” chỉ nhiều nơi: {named}; thêm --province")
    if not found:  # tells the nearest
        _named(asked, "huyện", {_short(row["name"]): row["code"] for row, _ in every})
    row, of = found[0]
    units = tuple(unit for unit in _rows("communes-2022") if unit["district_code"] == row["code"])
    short = _short(row["name"])
    return District(row["code"], row["name"], short, of["code"], _bare(of["name"]), of["region"], units)


def _named(asked: str, what: str, known: dict[str, str]) -> str:
    """Gives the code of a name, typed with or without diacritics; raises NtmError with the nearest."""
    by_slug = {slug_of(name): code for name, code in known.items()}
    wanted = slug_of(_bare(_short(asked)))
    if wanted not in by_slug:
        close = get_close_matches(wanted, by_slug, n=3, cutoff=0)
        names = {slug_of(name): name for name in known}
        raise NtmError(f"không có {what} “{asked}”; gần nhất: {', '.join(names[each] for each in close)}")
    return by_slug[wanted]


def _rows(table: str) -> list[dict[str, str]]:
    with (shipped("units") / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _bare(name: str) -> str:
    return next((name.removeprefix(kind) for kind in _PROVINCES if name.startswith(kind)), name)


def _short(name: str) -> str:
    return next((name.removeprefix(kind) for kind in _DISTRICTS if name.startswith(kind)), name)


def lay_out(folder: Path, district: District, month: Period) -> list[str]:
    """Writes the project, whole or not at all, and names the wards that are left out.

    Raises NtmError for a folder that has something in it, and for a district without a commune.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NtmError(f"“{folder}” đã có nội dung; chọn một thư mục mới hoặc trống")
    if not any(unit["type"] == "xã" for unit in district.units):
        raise NtmError(f"{district.full_name} không có xã nào; chương trình nông thôn mới chỉ xét xã")
    folder.resolve().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.resolve().parent, prefix=".ntm-") as made:
        place = Path(made) / "project"
        _write(place, district, month)
        if folder.exists():
            folder.rmdir()
        place.rename(folder)
    return [unit["name"] for unit in district.units if unit not in district.communes]


def _write(place: Path, district: District, month: Period) -> None:
    name = slug_of(district.name)
    data = place / "data" / name
    data.mkdir(parents=True)
    shutil.copytree(shipped("criteria"), place / "data" / "criteria")
    told = {
        "name": name,
        "title": f"{district.full_name}, tỉnh {district.province}",
        "name_en": f"{district.name} district, {district.province} province",
        "kind": district.full_name.removesuffix(district.name).strip().lower(),
        "district": district.name,
        "district_code": district.code,
        "province": district.province,
        "province_code": district.province_code,
        "region": district.region,
        "period": str(month),
        "commune": district.communes[0]["code"],
    }
    for source, path in (("README.md", place), ("gitignore", place), ("dataset.yaml", data)):
        text = files(__package__).joinpath(source).read_text("utf-8")
        text = text if source == "gitignore" else text.format(**told)
        (path / (".gitignore" if source == "gitignore" else source)).write_text(text, "utf-8")
    _write_tables(data, district, month)
    _copy_notebooks(place / "notebooks", name, district.communes[0]["code"], month)


def _write_tables(data: Path, district: District, month: Period) -> None:
    from ntm_analysis.read.schema import column_names

    note = f"valid_from là ngày đầu của kỳ {month}, không phải ngày thành lập"
    about = {"valid_from": f"{month}-01", "source": _SOURCE, "note": note}
    same = ("code", "name", "type")
    rows = [{**{name: unit[name] for name in same}, **about} for unit in district.communes]
    filled = {"communes": rows, "observations": [*rows_to_fill(district, month)]}
    for table in (*filled, "verdicts", "recognitions"):
        with (data / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, column_names(table), lineterminator="\n")
            writer.writeheader()
            writer.writerows(filled.get(table, []))


def rows_to_fill(district: District, month: Period) -> Iterator[dict[str, str]]:
    """Gives a row without a value for each indicator of each commune, and for the households of each unit."""
    from ntm_analysis.read.criteria import read_criteria, rules_table

    rules = rules_table(read_criteria(shipped("criteria")), district.region, {})
    rules = rules[(rules["set"] == _SET) & (rules["formula"] == "")].drop_duplicates("measure")
    measures = dict(zip(rules["measure"].tolist(), rules["both_sexes"].tolist(), strict=True))
    blank = {"period": str(month), "status": "chính thức", "illustrative": "không"}
    for unit in district.communes:
        about = blank | {"commune": unit["code"], "sex": "chung"}
        for measure, both_sexes in measures.items() if unit["type"] == "xã" else ():
            for sex in ("chung", "nam", "nữ") if both_sexes else ("chung",):
                yield about | {"set": _SET, "indicator": str(measure), "sex": sex}
        for code in _STATISTICS:
            yield about | {"set": "statistics", "indicator": code, "line": "NĐ 07/2021"}


def _copy_notebooks(folder: Path, dataset: str, place: str, month: Period) -> None:
    folder.mkdir(parents=True)
    for path in sorted(shipped("notebooks").glob("*.ipynb")):
        content = json.loads(path.read_text("utf-8"))
        set_parameters(content, dataset=f"../data/{dataset}", place=place, period=str(month))
        (folder / path.name).write_text(as_notebook(content), "utf-8")


def set_parameters(content: dict[str, Any], *, dataset: str, place: str, period: str) -> None:
    """Sets what a notebook is about when it is opened by hand."""
    for cell in content["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            given = {"dataset": dataset, "place": place, "period": period, "language": "vi"}
            cell["source"] = "\n".join(f'{name} = "{value}"' for name, value in given.items()).splitlines(
                keepends=True
            )


def as_notebook(content: dict[str, Any]) -> str:
    """Writes a notebook as JupyterLab does."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
