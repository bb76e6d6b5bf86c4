"""Makes what bodies confirm and expect: findings on security and estimates of the year; illustrative."""

from __future__ import annotations

from illustrative_rows import Row

PERIOD = "2022-09"
# What the district expects of each target at the year's end, in the unit targets.yaml gives it.
DISTRICT = {
    "recognised": "7",
    "mean_criteria": "14.13",
    "mean_gain": "0.94",
    "education_14": "14",
    "health_15": "16",
    "advanced_health_14": "0",
    "culture_16": "10",
    "poor_rate": "4.5",
}
# How many criteria each commune expects to meet by December.
CRITERIA = {
    "06274": 12, "06268": 12, "06256": 19, "06277": 11, "06280": 19, "06283": 10, "06286": 10, "06292": 19,
    "06295": 19, "06298": 19, "06301": 6, "06307": 12, "06313": 9, "06316": 19, "06319": 16, "06322": 19,
}  # fmt: skip
# What the communes that a target names expect of themselves.
NAMED = {("06298", "recognised"): 1, ("06286", "health_15"): 1, ("06280", "advanced_health_14"): 0}


def confirmations() -> list[Row]:
    """Gives the one finding there is: nobody has yet asked the people of Bình Phúc."""
    return [
        {
            "confirmed_on": "2022-09-14",
            "commune": "06298",
            "condition": "an ninh",
            "verdict": "đạt",
            "body": "ca",
            "document": "Công văn của Công an huyện (minh họa)",
        }
    ]


def estimates() -> list[Row]:
    """Gives the estimates of the nine-month report: the district's, then the communes' own."""
    rows = [{"period": PERIOD, "target": target, "value": value} for target, value in DISTRICT.items()]
    own = [(commune, "mean_criteria", count) for commune, count in CRITERIA.items()]
    own += [(commune, target, value) for (commune, target), value in NAMED.items()]
    return rows + [{"period": PERIOD, "commune": c, "target": t, "value": str(v)} for c, t, v in own]
