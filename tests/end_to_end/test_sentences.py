"""No built page says what offices do not write: each line stands for a kind of sentence.

What is said instead is tested where it is worded; here all pages of a month are read, in both languages.
"""

import html
import re

import pytest

pytestmark = pytest.mark.slow

VIETNAMESE = {
    "a lead that counts counts": r"\d/\d+ mục tiêu đã đạt, giữ vững hoặc dự kiến đạt",
    "a criterion by its number and a sign": r"\(\d+†\)",
    "a draft explained by the program": "chốt một kỳ là chốt cả các kỳ trước",
    "a gap as a distance": "khoảng cách lớn nhất là",
    "what is behind without saying what": "chậm so với đăng ký, tiêu chí",
    "the movement that gives": "Phong trào thi đua năm 2022 giao",
    "measures for a count of tasks": "Thời hạn mới và biện pháp cho",
    "a conclusion on a count of results": r"Kết luận về \d+ kết quả",
    "rules of the program on the first screen": "Chọn theo quy tắc",
    "none fails where nothing is judged": "Không xã nào chưa đạt",
    "a fall said twice": "Mức giảm tỷ lệ hộ nghèo giảm",
    "denominators": "mẫu số (giữ|theo|cố định)",
    "others counted and not shown": r"Còn \d+ nội dung khác",
    "overdue and still counted": "quá hạn cập nhật, vẫn được tính",
    "as if there were none": "coi như chưa có",
    "a level counted": r"thêm \d+ mức độ",
    "a line of reference": "mốc so sánh",
    "statistics of the school": "trung vị|tứ phân vị",
    "places with figures": "nơi có số liệu",
    "a dataset that has nothing": "Bộ số liệu không có",
    "nothing worth saying": "thay đổi đáng chú ý",
    "an inference": "suy ra",
    "communes that estimated, of all": r"\d+/\d+ xã đã ước",
    "common knowledge": "Hiểu biết chung",
    "no grounds": "chưa đủ căn cứ dự báo",
    "asking for opinions": "Đề nghị cho ý kiến",
    "instructions to whoever types": "cột meeting",
    "summaries that name no content": "Số liệu của biểu đồ|Xem cụ thể",
    "files and rows": r"submissions\.csv|tasks\.csv",
    "codes of tasks": r"NV-\d",
    "hashes": "SHA-256",
    "signs that only the office knows": "[≠↓]",
}
SEVERAL = "criteria|communes|tasks|targets|conditions|indicators|values|results|figures"
SEVERAL += "|reported verdicts|computed results|overdue tasks|other communes"
ENGLISH = {
    # The founding document is quoted as it is: “strive in 2022 for 01 more commune”.
    "leading noughts": r"(?<!for )(?<!“)\b0\d (of|more|communes|targets|tasks)|(?<!to )\b0\d/\d\d\b(?!/)",
    "what nobody checked": "without what nobody",
    "a movement that asks": "The movement of 2022 asks",
    "behind what was registered": "behind what was registered",
    "handing in": "Handing in of figures",
    "what to concentrate on": "What to concentrate on",
    "the course": "Course over the year",
    "matters": "Matters to decide",
    "calls": "The nine calls",
    "a way": "A way to reach",
    "one of several": rf"(?<![\d.,/] )(?<![\d.,])\b1 ({SEVERAL})\b",
    "others after a count": "; the others:",
    "hard to reach": "hard to reach|no grounds",
    "running": r"\brunning\b",
    "nought percentage points": r"\b0\.0 percentage points",
    "derived": r"\bderived\b",
    "good news that is none": "No indicator with data is below",
}


def read(folder):
    """Gives what is written on each page, without its style and its pictures."""
    told = {}
    for path in folder.rglob("van-quan/2022-09/*/*/*.html"):
        body = path.read_text("utf-8").split("<body>", 1)[1]
        body = re.sub(r"(?s)<svg.*?</svg>|<style.*?</style>", " ", body)
        body = re.sub(
            r"<br>|</(?:p|li|td|th|h\d|div|summary|dt|dd|tr|caption|small|figcaption)>", " | ", body
        )
        text = html.unescape(re.sub(r"<[^>]+>", "", body)).replace("\N{NO-BREAK SPACE}", " ")
        told[f"{path.parent.name}/{path.stem}"] = re.sub(r"\s+", " ", text)
    return told


@pytest.fixture(scope="module")
def vietnamese(reports):
    return read(reports)


@pytest.fixture(scope="module")
def english(english_reports):
    return read(english_reports)


def found(pages, pattern):
    return [
        f"{page}: …{m[0]}…"
        for page, text in pages.items()
        if (m := re.search(f".{{0,40}}(?:{pattern})", text))
    ]


@pytest.mark.parametrize("kind", VIETNAMESE)
def test_no_vietnamese_page_has(vietnamese, kind):
    assert len(vietnamese) == 102
    assert found(vietnamese, VIETNAMESE[kind]) == []


@pytest.mark.parametrize("kind", ENGLISH)
def test_no_english_page_has(english, kind):
    assert len(english) == 12
    assert found(english, ENGLISH[kind]) == []
