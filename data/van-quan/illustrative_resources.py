"""Makes contributions, commendations, activities and submissions: illustrative, counts without persons."""

from __future__ import annotations

import random

from illustrative_rows import Row
from illustrative_story import RECOGNISED, STORIES

SEED = 20220928
MONTHS = tuple(f"2022-{month:02d}" for month in range(1, 10))
# Capital of the year in million đồng by fund, and how much of it was disbursed by September, in percent.
CAPITAL = {
    "ngân sách trung ương": (18_600, 41),
    "ngân sách tỉnh": (4_200, 52),
    "ngân sách huyện": (2_900, 60),
    "ngân sách xã": (640, 58),
    "lồng ghép": (7_300, 47),
}
PAYMENTS = (("2022-04", 15), ("2022-06", 35), ("2022-08", 75), ("2022-09", 100))  # percent of what was paid
DEBT = {"2022-03": 480, "2022-06": 420, "2022-09": 365}  # million đồng, commune Yên Phúc
NO_REPORT = ("06277", "2022-09")
LATE = {("06286", "2022-09"): 29, ("06313", "2022-09"): 27, ("06301", "2022-08"): 30}
# Items of the founding document without a row: 7 (appeals) stays empty, so that the page says so.
DISTRICT_ACTIVITIES = {
    "officials_trained": ((4, 46), (8, 38)),
    "vocational_courses": ((3, 2), (6, 3), (9, 2)),
    "study_sessions": tuple((month, 1) for month in range(2, 10)),
    "inspections": ((3, 2), (6, 3), (9, 4)),
    "meetings_held": tuple((month, 1) for month in range(1, 10)),
    "models_presented": ((5, 3), (9, 4)),
    "investors": ((6, 1),),
}
PLANNED = {"officials_trained": 120, "vocational_courses": 9, "inspections": 12, "meetings_held": 12}


def _row(period: str, account: str, kind: str, fund: str, amount: tuple[int, str], **rest: str) -> Row:
    quantity, unit = amount
    what = {"period": period, "account": account, "kind": kind, "fund": fund}
    return what | {"quantity": str(quantity), "unit": unit} | rest


def contributions() -> list[Row]:
    """Gives the capital planned and disbursed, the debt of one commune, and what people gave."""
    rows = []
    for fund, (planned, share) in CAPITAL.items():
        rows.append(
            _row("2022-01", "kế hoạch", "tiền", fund, (planned, "triệu đồng"), use="Kế hoạch vốn năm 2022")
        )
        paid = planned * share // 100
        before = 0
        for period, percent in PAYMENTS:
            total = paid * percent // 100
            rows.append(
                _row(
                    period, "giải ngân", "tiền", fund, (total - before, "triệu đồng"), use="Hạ tầng nông thôn"
                )
            )
            before = total
    rows += [
        _row(
            period,
            "nợ đọng",
            "tiền",
            "ngân sách xã",
            (debt, "triệu đồng"),
            commune="06319",
            use="Nhà văn hóa xã",
        )
        for period, debt in DEBT.items()
    ]
    for commune, story in STORIES.items():
        rows += _given(commune, story.villages)
    rows.append(
        _row("2022-05", "huy động", "tiền", "doanh nghiệp", (250, "triệu đồng"), use="Xóa nhà tạm toàn huyện")
    )
    rows.append(
        _row(
            "2022-02", "huy động", "tiền", "con em xa quê", (85, "triệu đồng"), use="Quỹ vì người nghèo huyện"
        )
    )
    return sorted(rows, key=lambda row: (row["period"], row.get("commune", ""), row["account"], row["kind"]))


def _given(commune: str, villages: int) -> list[Row]:
    """Gives what one commune's people and friends gave; each commune has a stream of its own."""
    rng = random.Random(SEED + int(commune))  # noqa: S311 - reproducible on purpose
    rows = [
        _row(period, "huy động", "ngày công", "người dân", (villages * rng.randint(9, 34), "công"),
             commune=commune, use="Làm đường thôn, vệ sinh môi trường")
        for period in rng.sample(MONTHS, 4)
    ]  # fmt: skip
    rows.append(
        _row(rng.choice(MONTHS), "huy động", "hiến đất", "người dân", (villages * rng.randint(25, 110), "m²"),
             commune=commune, use="Mở rộng đường thôn")
    )  # fmt: skip
    rows.append(
        _row(rng.choice(MONTHS), "huy động", "tiền", "người dân", (rng.randint(18, 140), "triệu đồng"),
             commune=commune, use="Đối ứng nhà văn hóa, đường thôn")
    )  # fmt: skip
    tonnes = rng.randint(6, 30)
    goods = _row(rng.choice(MONTHS), "huy động", "hiện vật", "doanh nghiệp", (tonnes, "tấn xi măng"),
                 commune=commune, use="Đường thôn")  # fmt: skip
    if commune in RECOGNISED:  # some offices state a price, most do not
        goods |= {"value": str(tonnes * 1_450_000), "price_source": "Thông báo giá vật liệu quý (minh họa)"}
    return [*rows, goods]


def commendations() -> list[Row]:
    """Gives commendations as counts: no names, because no decision printed any."""
    decision = "Quyết định số …/QĐ-UBND (minh họa)"
    given = (
        ("2022-05-19", "", "tập thể", 4, "Thực hiện tốt phong trào 6 tháng đầu năm"),
        ("2022-06-28", "06280", "hộ gia đình", 3, "Hiến đất làm đường thôn"),
        ("2022-06-28", "06298", "hộ gia đình", 5, "Hiến đất, góp ngày công"),
        ("2022-08-19", "", "doanh nghiệp", 2, "Ủng hộ xi măng, xóa nhà tạm"),
        ("2022-09-02", "06316", "cá nhân", 2, "Vận động khu dân cư kiểu mẫu"),
        ("2022-09-05", "06280", "mô hình mới", 1, "Khu dân cư nông thôn mới kiểu mẫu đầu tiên"),
    )
    return [
        {
            "commended_on": day,
            "commune": commune,
            "kind": kind,
            "quantity": str(number),
            "merit": merit,
            "decision": decision,
        }
        for day, commune, kind, number, merit in given
    ]


def activities() -> list[Row]:
    """Gives the counts of the numbered items: some of the district, some of each commune."""
    rows = [
        {
            "period": f"2022-{month:02d}",
            "kind": kind,
            "quantity": str(number),
            "planned": str(PLANNED[kind]) if kind in PLANNED and place == 0 else "",
        }
        for kind, counts in DISTRICT_ACTIVITIES.items()
        for place, (month, number) in enumerate(counts)
    ]
    for commune, story in STORIES.items():
        rng = random.Random(2 * SEED + int(commune))  # noqa: S311 - reproducible on purpose
        for period in MONTHS:
            if (commune, period) == NO_REPORT:
                continue
            counted = {
                "information_sessions": rng.randint(1, story.villages),
                "disputes_settled": rng.randint(0, 3),
                "complaints_received": rng.randint(0, 1),
                "opinions_received": rng.randint(0, 6),
                "culture_events": rng.randint(0, 2),
            }
            counted["information_audience"] = counted["information_sessions"] * rng.randint(28, 55)
            counted["opinions_answered"] = counted["opinions_received"] * rng.randint(6, 10) // 10
            if period[5:] in {"03", "06", "09"}:
                counted |= {
                    "works_started": rng.randint(0, 2),
                    "works_finished": rng.randint(0, 1),
                    "cooperative_groups": rng.randint(0, 1),
                    "technique_courses": rng.randint(0, 2),
                    "security_models": rng.randint(0, 1),
                }
            rows += [
                {"period": period, "commune": commune, "kind": kind, "quantity": str(number)}
                for kind, number in counted.items()
            ]
    return sorted(rows, key=lambda row: (row["period"], row.get("commune", ""), row["kind"]))


def submissions() -> list[Row]:
    """Gives the day each commune's figures came: most before the cut-off, a few late, one not at all."""
    rows = []
    for period in MONTHS:
        rng = random.Random(3 * SEED + int(period[5:]))  # noqa: S311 - reproducible on purpose
        for commune in STORIES:
            if (commune, period) == NO_REPORT:
                continue
            day = LATE.get((commune, period), rng.randint(19, 25))
            rows.append({"period": period, "commune": commune, "received_on": f"{period}-{day:02d}"})
        rows += [
            {"period": period, "body": body, "received_on": f"{period}-{rng.randint(18, 25):02d}"}
            for body in ("gddt", "ttyt", "ldtbxh", "vhtt", "bhxh")
        ]
    return rows
