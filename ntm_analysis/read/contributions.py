"""contributions.csv: money, days of work, land and goods, each in its own unit and never mixed."""

from __future__ import annotations

from fractions import Fraction

from pandas import DataFrame, Series

from ntm_analysis.read.exact import exact
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.nearest import nearest
from ntm_analysis.read.words import LABOUR_UNIT, LAND_UNIT, MONEY_UNITS

_MONEY = ", ".join(MONEY_UNITS)


def read_contributions(
    findings: Findings, frame: DataFrame, goods_units: tuple[str, ...] | None
) -> DataFrame:
    """Checks units and amounts and adds ``amount``, exact đồng: money, or goods at their stated price.

    ``goods_units`` None: the file that lists them is broken, and nothing is held against it.
    What is given in kind without a stated price has no amount and enters no sum of money.
    """
    rows = findings.rows
    kind, unit = rows["kind"], rows["unit"]
    money, labour, land, goods = (kind == k for k in ("tiền", "ngày công", "hiến đất", "hiện vật"))
    _check_units(findings, kind, unit)
    if goods_units is not None:
        _check_goods(findings, kind, unit, goods_units)
    _warn_of_copies(findings)
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
    allowed = {"tiền": list(MONEY_UNITS), "ngày công": [LABOUR_UNIT], "hiến đất": [LAND_UNIT]}
    sound = findings.sound("kind", "unit")
    for word, units in allowed.items():
        findings.add(
            sound & (kind == word) & ~unit.isin(units),
            "unit",
            lambda row: f"{row['kind']} tính bằng “{row['unit']}”",
            right[word],
        )


def _check_goods(findings: Findings, kind: Series[str], unit: Series[str], known: tuple[str, ...]) -> None:
    """Reports goods in units that movement.yaml does not list; where it lists none, only money and land."""
    taken = [*MONEY_UNITS, LABOUR_UNIT, LAND_UNIT]
    goods = findings.sound("kind", "unit") & (kind == "hiện vật")
    elsewhere = goods & unit.isin(taken)
    findings.add(
        elsewhere,
        "unit",
        lambda row: f"hiện vật tính bằng “{row['unit']}”",
        "đơn vị của hiện vật (tấn xi măng, m³ cát…); tiền, công, đất ghi ở kind của nó",
    )
    findings.add(
        goods & ~elsewhere & ~unit.isin(list(known)),
        "unit",
        lambda row: f"đơn vị hiện vật “{row['unit']}” chưa có trong goods_units của movement.yaml",
        lambda row: nearest(row["unit"], known) if known else "ghi các đơn vị hiện vật vào movement.yaml",
        warning=not known,
    )


def _warn_of_copies(findings: Findings) -> None:
    """Warns of a row that says the same as an earlier one: two gifts, or one typed twice.

    A source or a note of another wording makes no other gift.
    """
    about = {"row", "source", "note", "illustrative"}
    columns = [name for name in findings.rows.columns if name not in about]
    copies = findings.rows.duplicated(columns)
    lines = findings.rows.groupby(columns)["row"].transform("min")
    first = dict(zip(findings.rows["row"], lines, strict=True))
    findings.add(
        copies,
        "quantity",
        lambda row: f"dòng này giống dòng {first[row['row']]}",
        "bỏ một dòng; nếu là hai khoản thì ghi rõ ở cột use",
        warning=True,
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
