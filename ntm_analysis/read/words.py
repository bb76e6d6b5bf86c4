"""The words of data files and the codes they stand for in the tables."""

from ntm_analysis.model import Level, PlaceKind, Sex, Status, Verdict

STATISTICS = "statistics"  # stands in the column `set` of a supporting statistic

SEXES = {"chung": Sex.TOTAL, "nam": Sex.MALE, "nữ": Sex.FEMALE}
STATUSES = {"chính thức": Status.OFFICIAL, "sơ bộ": Status.PRELIMINARY, "ước": Status.ESTIMATE}
TOTAL, MALE, FEMALE = SEXES
ESTIMATE = "ước"
VERDICTS = {
    "đạt": Verdict.MET,
    "chưa đạt": Verdict.NOT_MET,
    "cơ bản đạt": Verdict.NEARLY_MET,
    "không áp dụng": Verdict.NOT_APPLICABLE,
}
LEVELS = {"xã tự đánh giá": Level.COMMUNE, "huyện rà soát": Level.DISTRICT, "tỉnh thẩm định": Level.PROVINCE}
COMMUNE_TYPES = {"xã": PlaceKind.COMMUNE, "thị trấn": PlaceKind.TOWN}
YES_NO = {"có": "yes", "không": "no", "": "no"}
RECOGNITION_LEVELS = {"ntm": "ntm", "nâng cao": "advanced", "kiểu mẫu": "model"}
DOSSIER_STAGES = {
    "": "",
    "đang lập hồ sơ": "preparing",
    "chờ thẩm định": "under_review",
    "chờ quyết định công nhận": "awaiting_decision",
    "đã có quyết định": "decided",
}
BASES = {"văn bản": "documented", "minh họa": "illustrative"}
# A poverty line by the decision that set it: QĐ 59/2015/QĐ-TTg for 2016-2021, NĐ 07/2021/NĐ-CP from 2022 on
# (and for the review of December 2021). Rates on two lines are never compared.
POVERTY_LINES = {"": "", "NĐ 07/2021": "NĐ 07/2021", "QĐ 59/2015": "QĐ 59/2015"}

# Words in the column `value` of observations.
MET, NOT_MET, NOT_APPLICABLE = "đạt", "chưa đạt", "không áp dụng"

# The movement's tables.
QUARTERS = {"I": "1", "II": "2", "III": "3", "IV": "4", "": ""}
BODY_LEVELS = {
    "ban chỉ đạo huyện": "district_committee",
    "phòng, ban huyện": "district_office",
    "đoàn thể huyện": "district_union",
    "ban chỉ đạo xã": "commune_committee",
    "ban quản lý xã": "management_board",
    "ban phát triển thôn": "village_board",
}
TASK_STATES = {"chưa bắt đầu": "not_started", "đang thực hiện": "running", "hoàn thành": "done"}
ACCOUNTS = {"huy động": "mobilised", "kế hoạch": "planned", "giải ngân": "disbursed", "nợ đọng": "debt"}
CONTRIBUTION_KINDS = {"tiền": "money", "ngày công": "labour", "hiến đất": "land", "hiện vật": "goods"}
FUNDS = {
    "ngân sách trung ương": "central",
    "ngân sách tỉnh": "province",
    "ngân sách huyện": "district",
    "ngân sách xã": "commune",
    "lồng ghép": "combined",
    "tín dụng": "credit",
    "doanh nghiệp": "business",
    "người dân": "people",
    "con em xa quê": "diaspora",
}
# Languages a page exists in besides the data's own.
TRANSLATED_INTO = {"en": "en"}
# Conditions of recognition that no indicator carries (QĐ 18/2022/QĐ-TTg).
RECOGNITION_CONDITIONS = {"hài lòng": "satisfaction", "an ninh": "security"}
ITEM_VERDICTS = {"đạt": "met", "chưa đạt": "not_met"}
COMMENDED = {
    "tập thể": "collective",
    "hộ gia đình": "household",
    "doanh nghiệp": "enterprise",
    "cá nhân": "person",
    "mô hình mới": "model",
    "nhân tố mới": "newcomer",
}
# Units in which each kind is counted: money in đồng or its multiples, land in m², goods in their own.
MONEY_UNITS = {"đồng": 1, "nghìn đồng": 1_000, "triệu đồng": 1_000_000, "tỷ đồng": 1_000_000_000}
LABOUR_UNIT, LAND_UNIT = "công", "m²"

# The criteria.
# Trung du miền núi phía Bắc, Đồng bằng sông Hồng, Bắc Trung Bộ, Duyên hải Nam Trung Bộ,
# Tây Nguyên, Đông Nam Bộ, Đồng bằng sông Cửu Long: the columns of QĐ 318/QĐ-TTg.
REGIONS = ("TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL")
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
    "people", "households", "villages", "schools", "children", "graduates", "workers", "establishments",
    "food_businesses", "organisations", "works", "products", "subscriptions", "disputes", "funerals",
    "landfills",
)  # fmt: skip
