"""contributions.csv: money, days of work, land and goods, each in its own unit and never mixed."""

from __future__ import annotations

from fractions import Fraction

from pandas import DataFrame, Series

from ntm_analysis.dataset.exact import exact
from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.words import LABOUR_UNIT, LAND_UNIT, MONEY_UNITS

_MONEY = ", ".join(MONEY_UNITS)


def read_contributions(findings: Findings, frame: DataFrame) -> DataFrame:
    """Checks units and amounts and adds ``amount``, exact đồng: money, or goods at their stated price.

    What is given in kind without a stated price has no amount and enters no sum of money.
    """
    rows = findings.rows
    kind, unit = rows["kind"], rows["unit"]
    money, labour, land, goods = (kind == k for k in ("tiền", "ngày công", "hiến đất", "hiện vật"))
    _check_units(findings, kind, unit)
    negative = rows["quantity"].str.startswith("-")
    findings.add(negative, "quantity", lambda row: f"số âm “{row['quantity']}”", "số không âm")
    accounts = ~rows["account"].isin(["huy động"])
    findings.add(
        accounts & ~money & findings.sound("account", "kind"),
        "kind",
        lambda row: f"{row['account']} không phải bằng tiền",
        "tiền",
    )
    findings.add(money & (rows["value"] != ""), "value", "khoản tiền có ghi thêm value", "để trống")
    priced, sourced = rows["value"] != "", rows["price_source"] != ""
    in_kind = labour | land | goods
    findings.add(
        in_kind & priced & ~sourced,
        "price_source",
        "quy ra tiền mà không ghi căn cứ giá",
        "ghi văn bản quy định giá, hoặc bỏ value",
    )
    findings.add(
        in_kind & ~priced & sourced, "value", "có căn cứ giá mà không ghi số tiền", "số tiền quy đổi, đồng"
    )
    products = _money(rows)
    broken = ~products.map(_is_whole).astype(bool)
    findings.add(broken, "quantity", "không thành số đồng nguyên", "số tiền làm tròn đến đồng")
    whole = products.map(int, na_action="ignore").astype("Int64")
    return frame.assign(amount=whole.where(money, frame["value"]))


def _check_units(findings: Findings, kind: Series[str], unit: Series[str]) -> None:
    right = {"tiền": _MONEY, "ngày công": LABOUR_UNIT, "hiến đất": LAND_UNIT}
    taken = [*MONEY_UNITS, LABOUR_UNIT, LAND_UNIT]
    allowed = {"tiền": list(MONEY_UNITS), "ngày công": [LABOUR_UNIT], "hiến đất": [LAND_UNIT]}
    sound = findings.sound("kind", "unit")
    for word, units in allowed.items():
        findings.add(
            sound & (kind == word) & ~unit.isin(units),
            "unit",
            lambda row: f"{row['kind']} tính bằng “{row['unit']}”",
            right[word],
        )
    findings.add(
        sound & (kind == "hiện vật") & unit.isin(taken),
        "unit",
        lambda row: f"hiện vật tính bằng “{row['unit']}”",
        "đơn vị của hiện vật (tấn xi măng, m³ cát…); tiền, công, đất ghi ở kind của nó",
    )


def _money(rows: DataFrame) -> Series:
    """Gives quantity × unit of the readable rows of money as exact đồng, None elsewhere."""
    products = [
        number * MONEY_UNITS[unit] if kind == "tiền" and number is not None and unit in MONEY_UNITS else None
        for kind, number, unit in zip(rows["kind"], map(exact, rows["quantity"]), rows["unit"], strict=True)
    ]
    return Series(products, rows.index, dtype=object)


def _is_whole(product: Fraction | None) -> bool:
    return product is None or product.denominator == 1
