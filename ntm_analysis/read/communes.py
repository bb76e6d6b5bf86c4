"""communes.csv, verdicts.csv and recognitions.csv: the communes, and what authorities found of them."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame

from ntm_analysis.errors import Problem
from ntm_analysis.model import in_alphabet, is_list_of_units, slug_of
from ntm_analysis.read.cells import month_numbers
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.references import check_shared
from ntm_analysis.read.schema import typed
from ntm_analysis.read.spelling import misspelled

_LARGEST = 600  # km²; few communes of the country are larger
_MOST_PEOPLE = 400_000


def read_communes(table: TextTable) -> tuple[DataFrame, list[Problem]]:
    """Gives the communes and every problem of their table."""
    findings = Findings("communes", table)
    rows = typed("communes", table)
    reversed_dates = rows["valid_from"].to_numpy() > rows["valid_to"].to_numpy()
    findings.add(reversed_dates, "valid_to", "ngày này trước valid_from", "một ngày từ valid_from trở đi")
    findings.add_duplicates(["code"], "mã này")
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
    names = texts.cleaned(_letters_and_tones)
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


def _letters_and_tones(name: str) -> str:
    """Writes a name so that it is the same wherever its tones are set (Hoà, Hòa), and no other (Hoa, Hóa)."""
    words = (in_alphabet(word) for word in name.split())
    return str([(letters, [tone for tone in tones if tone >= 0]) for letters, tones in words])


def _check_sizes(findings: Findings, rows: DataFrame) -> None:
    """Warns of areas, people and households that no commune has; the area is often in hectares."""
    area, people, listed = rows["area_km2"], rows["population"], findings.rows["predecessors"]
    for wrong, column, found, right, warning in (
        (area <= 0, "area_km2", "diện tích “{area_km2}”", "số km² lớn hơn 0", False),
        (
            area > _LARGEST,
            "area_km2",
            "“{area_km2}” km² quá lớn với một xã; có phải héc-ta?",
            "diện tích theo km² (100 ha là 1 km²)",
            True,
        ),
        (
            people > _MOST_PEOPLE,
            "population",
            "{population} người quá nhiều với một xã",
            f"kiểm tra lại; tối đa {_MOST_PEOPLE}",
            False,
        ),
        (
            (rows["households"] > people) & (people > 0),
            "households",
            "{households} hộ nhiều hơn {population} người",
            "kiểm tra lại cả hai số",
            True,
        ),
        (
            (listed != "") & ~listed.map(is_list_of_units).astype(bool),
            "predecessors",
            "“{predecessors}” không đọc được thành đơn vị cũ, nên không có tác dụng",
            "mã 5 chữ số và tên, ngăn bằng dấu chấm phẩy: 06310 Bình Phúc; 06298 Xuân Mai (một phần)",
            True,
        ),
    ):
        findings.add(wrong, column, found.format_map, right, warning=warning)


_VERDICT_KEY = ["period", "commune", "set", "criterion", "level"]
_RECOGNITION_KEY = ["commune", "level"]


def read_verdicts(table: TextTable, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives the reported verdicts and every problem of their table."""
    findings = Findings("verdicts", table)
    months = month_numbers(table.cells["period"])
    check_shared(findings, known, months, no_town=np.ones(len(table), dtype=bool))
    frame = typed("verdicts", table).assign(month=months)
    findings.add_duplicates(_VERDICT_KEY, "kết quả này", "criterion")
    order = ["period", "month", *[c for c in table.cells if c != "period"], "row"]
    return frame[order], findings.problems


def read_recognitions(table: TextTable, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives the recognitions and every problem of their table."""
    findings = Findings("recognitions", table)
    check_shared(findings, known, None, no_town=np.ones(len(table), dtype=bool))
    _check_decisions(findings)
    _check_bases(findings, known)
    frame = typed("recognitions", table)
    findings.add_duplicates(_RECOGNITION_KEY, "xã này với cấp độ này")
    return frame[[*[c for c in frame.columns if c != "row"], "row"]], findings.problems


def _check_bases(findings: Findings, known: Known) -> None:
    """Reports made-up recognitions among real figures; warns of a higher level without what it rests on."""
    findings.add(
        findings.cells["basis"].isin([] if known.illustrative else ["minh họa"]),
        "basis",
        "công nhận minh họa trong bộ số liệu có illustrative: false",
        "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml",
    )
    rows = findings.rows
    standard = set(rows.loc[rows["level"] == "ntm", "commune"])
    findings.add(
        rows["level"].isin(["nâng cao", "kiểu mẫu"]) & ~rows["commune"].isin(list(standard)),
        "level",
        lambda row: f"xã {row['commune']} có {row['level']} mà không có dòng ntm: không tính là đạt chuẩn",
        "thêm dòng ntm với quyết định đạt chuẩn của xã",
        warning=True,
    )


def _check_decisions(findings: Findings) -> None:
    """Reports stages that contradict the decision named beside them; a row must say what it rests on."""
    cells = findings.cells
    named = ~cells["decision"].isin([""]) | ~cells["decision_date"].isin([""])
    stage = cells["dossier_stage"]
    decided, blank = stage.isin(["đã có quyết định"]), stage.isin([""])
    findings.add(
        findings.sound("dossier_stage") & named & ~decided & ~blank,
        "dossier_stage",
        lambda row: f"“{row['dossier_stage']}” mà có số hoặc ngày quyết định",
        "đã có quyết định, hoặc để trống decision và decision_date",
    )
    findings.add(
        decided & ~named & cells["source"].isin([""]),
        "decision",
        "đã có quyết định mà không ghi số, ngày, nguồn",
        "ghi decision, decision_date, hoặc nguồn cho biết xã đã được công nhận",
    )
    findings.add(
        blank & ~named,
        "dossier_stage",
        "không nêu quyết định, không nêu giai đoạn hồ sơ: không tính là được công nhận",
        "ghi decision và decision_date, hoặc dossier_stage",
        warning=True,
    )
