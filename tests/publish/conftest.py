"""A document by hand that holds one of everything."""

import pytest

from ntm_analysis.language import Language
from ntm_analysis.say.papers import Appendix, Heading, Letterhead, OfficialPaper, Signature
from ntm_analysis.say.words import Column, Sentence, Side, Table, Tone

COLUMNS = (Column("Nội dung", width=6), Column("Số", Side.RIGHT, 2))


@pytest.fixture
def document():
    """Holds one of everything a document may hold."""
    rows = tuple((f"dòng {n}", f"{n},5") for n in range(1, 90))
    return OfficialPaper(
        name="BÁO CÁO",
        subject="Kết quả <thử>",
        marks=("SỐ LIỆU MINH HỌA",),
        letterhead=Letterhead(
            "UBND HUYỆN THỬ",
            "BAN CHỈ ĐẠO",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số:        /BC-",
            "Thử, ngày      tháng      năm 2022",
        ),
        parts=(
            Heading("I. KẾT QUẢ"),
            Heading("1. Mục tiêu", 2),
            Sentence("Đạt 14,19 tiêu chí/xã; [bổ sung: lý do]."),
            Sentence("Xin ý kiến.", Tone.LEAD),
            Table("", "Bảng", COLUMNS, rows),
            Sentence("Ghi chú.", Tone.NOTE),
            Sentence("Trên đây là báo cáo."),
        ),
        signature=Signature("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Nơi nhận:", ("UBND các xã;", "Lưu: VT.")),
        words=Language.load("vi"),
        appendices=(
            Appendix("BIỂU SỐ 01", "MỤC TIÊU", "(Kèm theo)", (Table("", "", COLUMNS, rows[:2]),), wide=True),
            Appendix("BIỂU SỐ 02", "NHIỆM VỤ", "(Kèm theo)", (Sentence("Không có."),)),
        ),
    )
