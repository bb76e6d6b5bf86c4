"""The movement's tables, read and checked, with what every table is held against; what people give.

Money, days of work, land and goods are each in their own unit and never mixed. Who promises and does what is
read in tasks.py, what became of communes and villages and who is commended in communes.py.
"""

from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.model import Items, Period
from ntm_analysis.model.dataset import Movement
from ntm_analysis.read import communes, tasks
from ntm_analysis.read.cells import Flags, exact, month_number
from ntm_analysis.read.csv_files import empty_table
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known, check_no_town
from ntm_analysis.read.schema import MOVEMENT, column_names, typed
from ntm_analysis.read.spelling import nearest, nearest_named
from ntm_analysis.read.words import LABOUR_UNIT, LAND_UNIT, MONEY_UNITS

_MONEY = "tiền"
_UNITS = {_MONEY: list(MONEY_UNITS), "ngày công": [LABOUR_UNIT], "hiến đất": [LAND_UNIT]}


def check_shared(
    findings: Findings,
    known: Known,
    months: Series | None,
    sets: Iterable[str] = (),
    no_town: Flags | None = None,
) -> None:
    """Holds the columns a table has against communes, months, sets, criteria and made-up rows.

    ``sets`` are those allowed besides the criteria sets; ``no_town`` marks rows that are about no town.
    """
    cells, sound = findings.cells, findings.sound
    sets = [*sets, *known.standards.criteria.sets]
    if "commune" in cells:
        _check_communes(findings, known, months, no_town)
    if "set" in cells:
        unknown = sound("set") & ~cells["set"].isin(["", *sets])
        findings.check(
            (unknown, "set", "không có bộ tiêu chí “{set}”", lambda row: nearest(row["set"], sets))
        )
    if "criterion" in cells:
        codes, criterion = known.standards.criterion_codes, cells["criterion"]
        unknown = (
            sound("set", "criterion") & ~criterion.isin([""]) & (cells["set"].paired(criterion, codes) < 0)
        )
        findings.add(
            unknown,
            "criterion",
            "không có tiêu chí “{criterion}” trong bộ này".format_map,
            lambda row: nearest(row["criterion"], [code for of, code in codes if of == row["set"]]),
        )
    if "illustrative" in cells and not known.illustrative:
        found = "dòng minh họa trong bộ số liệu có illustrative: false"
        right = "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml"
        findings.check((cells["illustrative"].isin(["có"]), "illustrative", found, right))


def _check_communes(findings: Findings, known: Known, months: Series | None, no_town: Flags | None) -> None:
    """Reports codes that are not in communes.csv, and months before a commune was formed or after it ended.

    A blank code stands for the district, which has no such limits.
    """
    commune = findings.cells["commune"]
    findings.add(
        findings.sound("commune") & commune.are(lambda code: code != "" and code not in known.names),
        "commune",
        "không có xã mã “{commune}”".format_map,
        lambda row: nearest_named(row["commune"], known.names),
    )
    if no_town is not None:
        check_no_town(findings, known, no_town)
    if months is None:
        return
    sound = findings.sound("commune", "period")
    for edge, is_outside, why, right in (
        ("first", Series.lt, "chưa thành lập", "kỳ từ {} trở đi"),
        ("last", Series.gt, "không còn tồn tại", "kỳ đến {} trở về trước"),
    ):
        life = known.life[edge]
        findings.add(
            sound & is_outside(months, commune.numbers(life.get)),
            "period",
            lambda row: f"xã {known.names[row['commune']]} {why}",  # noqa: B023 (called at once)
            lambda row: right.format(Period.from_number(life[row["commune"]])),  # noqa: B023
        )


def read_rows(name: str, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives a table, typed, with the ``month`` of each row where it has one, and every problem in it."""
    findings = Findings(name, known.tables[name])
    columns = findings.cells.keys()
    months = Series(findings.cells["period"].numbers(month_number)) if "period" in columns else None
    no_town = np.ones(len(findings.table), dtype=bool) if name in ("verdicts", "recognitions") else None
    check_shared(findings, known, months, no_town=no_town)
    if "body" in columns and name != "bodies" and "bodies" in known.tables:
        findings.check_code("body", known.codes("bodies", "body"), "không có đơn vị")
    frame = typed(name, findings.table)
    frame = frame if months is None else frame.assign(month=months)
    made = _READERS[name](findings, frame, known)
    return frame if made is None else made, findings.problems


def read_movement(known: Known) -> tuple[Movement, list[Problem]]:
    """Gives the movement's tables and every problem in them; one that is broken was reported as such."""
    frames: dict[str, DataFrame] = {}
    problems: list[Problem] = []
    for name in MOVEMENT:
        if known.tables.get(name):
            frames[name], found = read_rows(name, known)
            problems += found
        else:
            frames[name] = empty_movement(name) if name in known.tables else DataFrame()
    return Movement(**frames, items=known.items or Items()), problems


@cache
def empty_movement(name: str) -> DataFrame:
    """Gives a table without rows with the columns that reading adds: most districts lack most tables."""
    frame = typed(name, empty_table(name, column_names(name)))
    added = ["month"] if "period" in frame.columns else []
    added += {"contributions": ["amount"], "activities": ["item"]}.get(name, [])
    return frame.assign(**{column: Series(dtype="Int64") for column in added})


def read_contributions(findings: Findings, frame: DataFrame, known: Known) -> DataFrame:
    """Checks units and amounts and adds ``amount``, exact đồng: money, or goods at their stated price.

    What is given in kind without a stated price has no amount and enters no sum of money.
    """
    rows, about = findings.rows, {"row", "source", "note", "illustrative"}
    findings.check_not_after(frame, "given_on")
    _check_units(findings, known.items.goods_units if known.items else None)
    # Two gifts, or one typed twice; a source or a note of another wording makes no other gift.
    columns = [name for name in rows.columns if name not in about]
    first = dict(zip(rows["row"], rows.groupby(columns)["row"].transform("min"), strict=True))
    findings.add(
        rows.duplicated(columns),
        "quantity",
        lambda row: f"dòng này giống dòng {first[row['row']]}",
        "bỏ một dòng; nếu là hai khoản thì ghi rõ ở cột use",
        warning=True,
    )
    money, in_kind = rows["kind"] == _MONEY, rows["kind"].isin(["ngày công", "hiến đất", "hiện vật"])
    priced, sourced = rows["value"] != "", rows["price_source"] != ""
    # What one row of money comes to, exact: quantity × unit.
    products = [
        number * MONEY_UNITS[unit] if kind == _MONEY and number is not None and unit in MONEY_UNITS else None
        for kind, number, unit in zip(rows["kind"], map(exact, rows["quantity"]), rows["unit"], strict=True)
    ]
    broken = Series([product is not None and product.denominator != 1 for product in products], rows.index)
    no_money = (rows["account"] != "huy động") & ~money & findings.sound("account", "kind")
    basis = "ghi văn bản quy định giá, hoặc bỏ value"
    findings.check(
        (rows["quantity"].str.startswith("-"), "quantity", "số âm “{quantity}”", "số không âm"),
        (no_money, "kind", "{account} không phải bằng tiền", _MONEY),
        (money & priced, "value", "khoản tiền có ghi thêm value", "để trống"),
        (in_kind & priced & ~sourced, "price_source", "quy ra tiền mà không ghi căn cứ giá", basis),
        (in_kind & ~priced & sourced, "value", "có căn cứ giá mà không ghi số tiền", "số tiền quy đổi, đồng"),
        (broken, "quantity", "không thành số đồng nguyên", "số tiền làm tròn đến đồng"),
    )
    whole = Series(products, rows.index, dtype=object).map(int, na_action="ignore").astype("Int64")
    return frame.assign(amount=whole.where(money, frame["value"]))


def _check_units(findings: Findings, goods_units: tuple[str, ...] | None) -> None:
    """Reports units that a kind is not counted in, and goods in units that movement.yaml does not list.

    ``goods_units`` None: that file is broken, and nothing is held against it; where it lists none, only units
    of money, work and land are wrong.
    """
    kind, unit, sound = findings.rows["kind"], findings.rows["unit"], findings.sound("kind", "unit")
    for word, units in _UNITS.items():
        wrong = sound & (kind == word) & ~unit.isin(units)
        findings.check((wrong, "unit", "{kind} tính bằng “{unit}”", ", ".join(units)))
    if goods_units is None:
        return
    goods = sound & (kind == "hiện vật")
    elsewhere = goods & unit.isin([*MONEY_UNITS, LABOUR_UNIT, LAND_UNIT])
    right = "đơn vị của hiện vật (tấn xi măng, m³ cát…); tiền, công, đất ghi ở kind của nó"
    findings.check((elsewhere, "unit", "hiện vật tính bằng “{unit}”", right))
    unlisted = goods & ~elsewhere & ~unit.isin(list(goods_units))
    found = "đơn vị hiện vật “{unit}” chưa có trong goods_units của movement.yaml"
    if goods_units:
        findings.check((unlisted, "unit", found, lambda row: nearest(row["unit"], goods_units)))
    else:
        findings.check((unlisted, "unit", found, "ghi các đơn vị hiện vật vào movement.yaml"), warning=True)


# What each table is held against; the last of them also add to it.
_READERS: dict[str, Callable[[Findings, DataFrame, Known], DataFrame | None]] = {
    "registrations": tasks.check_registrations,
    "bodies": tasks.check_bodies,
    "responsibilities": tasks.check_responsibilities,
    "tasks": tasks.check_tasks,
    "task_states": tasks.check_task_states,
    "confirmations": tasks.check_confirmations,
    "estimates": tasks.check_estimates,
    "contributions": read_contributions,
    "model_areas": communes.check_model_areas,
    "model_area_items": communes.check_model_area_items,
    "commendations": communes.check_commendations,
    "activities": tasks.read_activities,
    "submissions": tasks.check_submissions,
    "unit_changes": communes.check_unit_changes,
    "verdicts": communes.read_verdicts,
    "recognitions": communes.read_recognitions,
}
