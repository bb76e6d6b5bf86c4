"""What stands above a matrix: of which month, by whom, of which set; two readings stop it."""

import re
from collections.abc import Iterator

from ntm_analysis.model import CriteriaSet, Period

_DAY_OF_PAPER = re.compile(
    r"(?<!đến )(?<!hết )ngày\s*\d{1,2}\s*(?:/\s*\d{1,2}\s*/\s*20\d\d|tháng\s*\d{1,2}\s*năm\s*20\d\d)"
)
_MONTHS = re.compile(
    r"(?P<against>(?:so với|so cùng kỳ|cùng kỳ|kỳ trước)[^.;]{0,12})?"
    r"tháng\s*(?P<month>\d{1,2})\s*(?:/|-|\.|năm)\s*(?P<year>20\d\d)"
    r"|(?:đến|hết)\s*(?:hết\s*)?ngày\s*\d{1,2}\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>20\d\d)"
)
_BARE_MONTH = re.compile(r"tháng\s*(\d{1,2})(?!\s*(?:\d|/|-|\.|năm))")
_YEAR = re.compile(r"(?<!giai đoạn )năm\s*(20\d\d)")
_QUARTER = re.compile(r"quý\s*(iv|iii|ii|i|[1-4])\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SPAN = re.compile(r"(20\d\d)\s*(?:-|–|đến)\s*(20\d\d)")
_NO_RESULTS = ("đăng ký", "kế hoạch thực hiện", "phấn đấu", "dự kiến", "lộ trình")
_MONTHS_OF_YEAR = 12


def months_in(title: str) -> set[Period]:
    """Lists the months that a title is about: not the days of papers, nor what it is compared with."""
    found = set()
    for each in _MONTHS.finditer(_DAY_OF_PAPER.sub(" ", title)):
        month, year = int(each["month"] or each["m"]), int(each["year"] or each["y"])
        if not each["against"] and 1 <= month <= _MONTHS_OF_YEAR:
            found.add(Period(year, month))
    return found


def contradicts(title: str, period: Period) -> Iterator[str]:
    """Says what in a title does not fit a month."""
    plain = _DAY_OF_PAPER.sub(" ", title)
    said = months_in(title)
    if said and period not in said:
        yield f"phần đầu trang ghi kỳ {', '.join(map(str, sorted(said)))}, không phải {period}"
    bare = {int(each) for each in _BARE_MONTH.findall(plain)}
    if not said and bare and period.month not in bare:
        yield f"phần đầu trang ghi tháng {', '.join(map(str, sorted(bare)))}, không phải {period}"
    years = {int(each) for each in _YEAR.findall(plain)}
    if not said and years and period.year not in years:
        yield f"phần đầu trang ghi năm {', '.join(map(str, sorted(years)))}, không phải {period}"
    quarters = {_QUARTERS.get(each, each) for each in _QUARTER.findall(plain)}
    if not said and quarters and (period.month + 2) // 3 not in {int(each) for each in quarters}:
        yield f"phần đầu trang ghi quý {', '.join(sorted(map(str, quarters)))}, không phải {period}"


def of_other_set(title: str, of: CriteriaSet) -> Iterator[str]:
    """Says what in a title is about another set, several, or no results at all."""
    own = _SPAN.search(of.title.vi)
    for found in _SPAN.finditer(title):
        if own is None or found.groups() != own.groups():
            yield f"phần đầu trang ghi giai đoạn {found[0]}, bộ tiêu chí đang áp dụng là {of.title.vi}"
    if "kiểu mẫu" in title:
        yield "phần đầu trang nói về nông thôn mới kiểu mẫu, chưa có bộ tiêu chí này"
    for word in _NO_RESULTS:
        if word in title:
            yield f"phần đầu trang có chữ “{word}”: đăng ký, kế hoạch không phải kết quả"
    both = title.replace("nông thôn mới nâng cao", "nâng cao").replace("ntm nâng cao", "nâng cao")
    if "nâng cao" in both and re.search(r"xã (?:đạt chuẩn )?(?:nông thôn mới|ntm)\b(?!\s+nâng cao)", both):
        yield "phần đầu trang nêu cả xã nông thôn mới và xã nâng cao"


def levels_in(title: str) -> set[str]:
    """Lists who says it, as files have it; the district where nobody is named."""
    found, rest = set(), title
    for word in ("tự đánh giá", "tự rà soát"):
        if word in rest:
            found.add("xã tự đánh giá")
            rest = rest.replace(word, " ")
    if re.search(r"thẩm định|tỉnh thẩm tra", rest):
        found.add("tỉnh thẩm định")
        if re.search(r"(?:tổ|đoàn|hội đồng) thẩm định[^,;.]*huyện|huyện thẩm định", rest):
            found.add("huyện rà soát")
    if re.search(r"huyện (?:đã )?rà soát|rà soát của huyện|huyện thẩm tra", rest):
        found.add("huyện rà soát")
    return found or {"huyện rà soát"}
