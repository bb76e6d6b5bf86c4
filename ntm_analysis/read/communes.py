"""communes.csv: the communes and the town of the district, with the dates between which they existed."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame

from ntm_analysis.errors import Problem
from ntm_analysis.model import is_list_of_units, slug_of
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.read import TextTable
from ntm_analysis.read.spelling import misspelled
from ntm_analysis.read.typed import typed

_LARGEST = 600  # km²; few communes of the country are larger
_MOST_PEOPLE = 400_000


def read_communes(table: TextTable) -> tuple[DataFrame, list[Problem]]:
    """Gives the communes and every problem of their table."""
    findings = Findings("communes", table)
    rows = typed("communes", table)
    reversed_dates = rows["valid_from"].to_numpy() > rows["valid_to"].to_numpy()
    findings.add(reversed_dates, "valid_to", "ngày này trước valid_from", "một ngày từ valid_from trở đi")
    findings.add_duplicates(["code"], "code", "mã này")
    for text in table.cells["name"].texts:
        wrong = misspelled(text) if text else None
        if wrong:
            mine = table.cells["name"].isin([text]) & findings.sound("name")
            findings.add(mine, "name", *wrong)
    _check_names(findings, rows)
    _check_sizes(findings, rows)
    if rows.empty:
        findings.problems.append(Problem(table.file, 0, "", "không có dòng nào", "ít nhất một xã"))
    columns = {"kind" if name == "type" else str(name): rows[name] for name in rows}
    columns["slug"] = table.cells["name"].cleaned(slug_of).column()
    first = ("code", "name", "slug")
    order = [*first, *(name for name in columns if name not in {*first, "row"}), "row"]
    return DataFrame({name: columns[name] for name in order}), findings.problems


def _check_names(findings: Findings, rows: DataFrame) -> None:
    """Reports two units of one name and kind that exist at the same time: no page could tell them apart."""
    texts = findings.cells["name"]
    begun, ended = (rows[edge].to_numpy("datetime64[us]") for edge in ("valid_from", "valid_to"))
    names = texts.cleaned(slug_of)
    for index in range(len(rows)):
        same = (names.codes[:index] == names.codes[index]) & (
            rows["type"].to_numpy()[:index] == rows["type"][index]
        )
        # A date that is not given compares as neither before nor after.
        alive = ~(begun[:index] > ended[index]) & ~(begun[index] > ended[:index])
        twins = np.flatnonzero(same & alive)
        if len(twins) and texts.texts[texts.codes[index]]:
            line = int(findings.table.lines[twins[0]])
            mine = np.arange(len(rows)) == index
            found = f"trùng tên với đơn vị ở dòng {line}, cùng thời gian"
            findings.add(mine, "name", found, "sửa tên hoặc ngày, hoặc bỏ một dòng")


def _check_sizes(findings: Findings, rows: DataFrame) -> None:
    """Warns of areas, people and households that no commune has; the area is often in hectares."""
    area, people = rows["area_km2"], rows["population"]
    text = findings.rows
    findings.add(area <= 0, "area_km2", lambda row: f"diện tích “{row['area_km2']}”", "số km² lớn hơn 0")
    findings.add(
        area > _LARGEST,
        "area_km2",
        lambda row: f"“{row['area_km2']}” km² quá lớn với một xã; có phải héc-ta?",
        "diện tích theo km² (100 ha là 1 km²)",
        warning=True,
    )
    findings.add(
        people > _MOST_PEOPLE,
        "population",
        lambda row: f"{row['population']} người quá nhiều với một xã",
        f"kiểm tra lại; tối đa {_MOST_PEOPLE}",
    )
    more = (rows["households"] > people) & (people > 0)
    findings.add(
        more,
        "households",
        lambda row: f"{row['households']} hộ nhiều hơn {row['population']} người",
        "kiểm tra lại cả hai số",
        warning=True,
    )
    listed = text["predecessors"]
    unread = (listed != "") & ~listed.map(is_list_of_units).astype(bool)
    findings.add(
        unread,
        "predecessors",
        lambda row: f"“{row['predecessors']}” không đọc được thành đơn vị cũ, nên không có tác dụng",
        "mã 5 chữ số và tên, ngăn bằng dấu chấm phẩy: 06310 Bình Phúc; 06298 Xuân Mai (một phần)",
        warning=True,
    )
