"""communes.csv: the communes and the town of the district, with the dates between which they existed."""

from __future__ import annotations

from pandas import DataFrame

from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.read import TextTable
from ntm_analysis.dataset.typed import typed
from ntm_analysis.errors import Problem
from ntm_analysis.model import slug_of


def read_communes(table: TextTable) -> tuple[DataFrame, list[Problem]]:
    """Gives the communes and every problem of their table."""
    findings = Findings("communes", table)
    rows = typed("communes", table)
    reversed_dates = rows["valid_from"].to_numpy() > rows["valid_to"].to_numpy()
    findings.add(reversed_dates, "valid_to", "ngày này trước valid_from", "một ngày từ valid_from trở đi")
    findings.add_duplicates(["code"], "code", "mã này")
    if rows.empty:
        findings.problems.append(Problem(table.file, 0, "", "không có dòng nào", "ít nhất một xã"))
    columns = {"kind" if name == "type" else str(name): rows[name] for name in rows}
    columns["slug"] = table.cells["name"].cleaned(slug_of).column()
    first = ("code", "name", "slug")
    order = [*first, *(name for name in columns if name not in {*first, "row"}), "row"]
    return DataFrame({name: columns[name] for name in order}), findings.problems
