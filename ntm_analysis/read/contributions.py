"""What people give, model villages and who is commended.

contributions.csv, model_areas.csv, model_area_items.csv and commendations.csv.

Money, days of work, land and goods are each in their own unit and never mixed.
"""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import slug_of
from ntm_analysis.read.cells import exact
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.references import References, check_no_town, check_not_after
from ntm_analysis.read.spelling import nearest
from ntm_analysis.read.words import LABOUR_UNIT, LAND_UNIT, MONEY_UNITS

_MONEY, _GOODS = "tiền", "hiện vật"
_UNITS = {_MONEY: list(MONEY_UNITS), "ngày công": [LABOUR_UNIT], "hiến đất": [LAND_UNIT]}


def read_contributions(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks units and amounts and adds ``amount``, exact đồng: money, or goods at their stated price.

    What is given in kind without a stated price has no amount and enters no sum of money.
    """
    rows = findings.rows
    check_not_after(findings, frame, "given_on")
    _check_units(findings, references.items.goods_units if references.items else None)
    _warn_of_copies(findings)
    money, in_kind = rows["kind"] == _MONEY, rows["kind"].isin([*_UNITS, _GOODS]) & (rows["kind"] != _MONEY)
    mobilised = rows["account"].isin(["huy động"])
    priced, sourced = rows["value"] != "", rows["price_source"] != ""
    # What one row of money comes to, exact: quantity × unit.
    products = [
        number * MONEY_UNITS[unit] if kind == _MONEY and number is not None and unit in MONEY_UNITS else None
        for kind, number, unit in zip(rows["kind"], map(exact, rows["quantity"]), rows["unit"], strict=True)
    ]
    broken = Series([product is not None and product.denominator != 1 for product in products], rows.index)
    negative = rows["quantity"].str.startswith("-")
    no_money = ~mobilised & ~money & findings.sound("account", "kind")
    basis = "ghi văn bản quy định giá, hoặc bỏ value"
    for wrong, column, found, right in (
        (negative, "quantity", "số âm “{quantity}”", "số không âm"),
        (no_money, "kind", "{account} không phải bằng tiền", _MONEY),
        (money & priced, "value", "khoản tiền có ghi thêm value", "để trống"),
        (in_kind & priced & ~sourced, "price_source", "quy ra tiền mà không ghi căn cứ giá", basis),
        (in_kind & ~priced & sourced, "value", "có căn cứ giá mà không ghi số tiền", "số tiền quy đổi, đồng"),
        (broken, "quantity", "không thành số đồng nguyên", "số tiền làm tròn đến đồng"),
    ):
        findings.add(wrong, column, found.format_map, right)
    whole = Series(products, rows.index, dtype=object).map(int, na_action="ignore").astype("Int64")
    return frame.assign(amount=whole.where(money, frame["value"]))


def _check_units(findings: Findings, goods_units: tuple[str, ...] | None) -> None:
    """Reports units that a kind is not counted in, and goods in units that movement.yaml does not list.

    ``goods_units`` None: that file is broken, and nothing is held against it; where it lists none, only units
    of money, work and land are wrong.
    """
    kind, unit, sound = findings.rows["kind"], findings.rows["unit"], findings.sound("kind", "unit")
    for word, units in _UNITS.items():
        findings.add(
            sound & (kind == word) & ~unit.isin(units),
            "unit",
            lambda row: f"{row['kind']} tính bằng “{row['unit']}”",
            ", ".join(units),
        )
    if goods_units is None:
        return
    goods = findings.sound("kind", "unit") & (kind == _GOODS)
    elsewhere = goods & unit.isin([*MONEY_UNITS, LABOUR_UNIT, LAND_UNIT])
    findings.add(
        elsewhere,
        "unit",
        lambda row: f"hiện vật tính bằng “{row['unit']}”",
        "đơn vị của hiện vật (tấn xi măng, m³ cát…); tiền, công, đất ghi ở kind của nó",
    )
    right = "ghi các đơn vị hiện vật vào movement.yaml"
    findings.add(
        goods & ~elsewhere & ~unit.isin(list(goods_units)),
        "unit",
        lambda row: f"đơn vị hiện vật “{row['unit']}” chưa có trong goods_units của movement.yaml",
        lambda row: nearest(row["unit"], goods_units) if goods_units else right,
        warning=not goods_units,
    )


def _warn_of_copies(findings: Findings) -> None:
    """Warns of a row that says the same as an earlier one: two gifts, or one typed twice.

    A source or a note of another wording makes no other gift.
    """
    about = {"row", "source", "note", "illustrative"}
    columns = [name for name in findings.rows.columns if name not in about]
    lines = findings.rows.groupby(columns)["row"].transform("min")
    first = dict(zip(findings.rows["row"], lines, strict=True))
    findings.add(
        findings.rows.duplicated(columns),
        "quantity",
        lambda row: f"dòng này giống dòng {first[row['row']]}",
        "bỏ một dòng; nếu là hai khoản thì ghi rõ ở cột use",
        warning=True,
    )


def read_model_areas(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks model residential areas, each registered and recognised once."""
    rows = findings.rows
    check_no_town(findings, references.known)
    findings.add_duplicates(["commune", "village"], "khu dân cư này")
    # Villages of one commune whose names differ in capitals or in where the accent stands.
    alike = rows.assign(slug=rows["village"].map(slug_of)).duplicated(["commune", "slug"])
    findings.add(
        alike & ~rows.duplicated(["commune", "village"]),
        "village",
        lambda row: f"“{row['village']}” giống tên một khu dân cư khác của xã",
        "nếu là một thì bỏ một dòng, viết tên như nhau",
        warning=True,
    )
    half = (rows["decision"] != "") != (rows["recognised_on"] != "")
    findings.add(half, "decision", "chỉ ghi một trong decision, recognised_on", "ghi cả hai")
    earlier = frame["recognised_on"] < frame["registered_on"]
    findings.add(earlier, "recognised_on", "công nhận trước khi đăng ký", "ngày từ registered_on trở đi")
    return frame


def read_model_area_items(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks what is found of model areas, which their own table must list."""
    findings.add_duplicates(["period", "commune", "village", "item"], "nội dung này")
    if not references.knows("model_areas"):
        return frame
    listed = references.codes("model_areas", "commune", "village")
    pairs = pd.MultiIndex.from_frame(findings.rows[["commune", "village"]])
    findings.add(
        findings.sound("commune", "village") & ~Series(pairs.isin(listed), findings.rows.index),
        "village",
        lambda row: f"không có khu dân cư “{row['village']}” của xã này trong model_areas",
        lambda row: nearest(row["village"], [v for c, v in sorted(listed) if c == row["commune"]]),
    )
    return frame


def read_commendations(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    """Checks who is commended: a name rests on a decision, and no made-up row names a person."""
    rows = findings.rows
    named, personal = rows["recipient"] != "", rows["kind"].isin(["cá nhân", "hộ gia đình"])
    again = rows.duplicated(["commended_on", "commune", "kind", "recipient", "merit"])
    unfounded, made_up = named & (rows["decision"] == ""), rows["illustrative"] == "có"
    for wrong, column, found, right in (
        (unfounded, "recipient", "có tên mà không có quyết định", "ghi decision hoặc bỏ tên"),
        (named & personal & made_up, "recipient", "dòng minh họa có tên người", "để trống"),
    ):
        findings.add(wrong, column, found, right)
    for wrong, column, found, right in (
        (frame["quantity"] == 0, "quantity", "khen thưởng 0", "số lớn hơn 0, hoặc bỏ dòng"),
        (again, "merit", "giống một dòng khen thưởng trước đó", "bỏ một dòng, hoặc ghi rõ thành tích"),
    ):
        findings.add(wrong, column, found, right, warning=True)
    return frame
