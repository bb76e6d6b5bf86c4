"""The closed lists of words that criteria files may use."""

from __future__ import annotations

# Trung du miền núi phía Bắc, Đồng bằng sông Hồng, Bắc Trung Bộ, Duyên hải Nam Trung Bộ,
# Tây Nguyên, Đông Nam Bộ, Đồng bằng sông Cửu Long: the columns of QĐ 318/QĐ-TTg.
REGIONS = ("TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL")

# The key that stands for every region at once in `thresholds`.
ALL_REGIONS = "all"

INDICATOR_UNITS = (
    "percent",
    "million_dong_per_person_year",
    "square_metres_per_person",
    "litres_per_person_day",
    "level",
    "yes_no",
)

STATISTIC_UNITS = ("people", "households", "villages", "schools", "centres", "houses", "count")

# What a gap in percent is counted in; an indicator whose gap no count closes has none.
GAP_UNITS = (
    "people",
    "households",
    "villages",
    "schools",
    "children",
    "graduates",
    "workers",
    "establishments",
    "food_businesses",
    "organisations",
    "works",
    "products",
    "subscriptions",
    "disputes",
    "funerals",
    "landfills",
)
