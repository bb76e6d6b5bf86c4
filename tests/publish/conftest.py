"""A document by hand that holds one of everything."""

import pytest

from ntm_analysis.publish.parts import (
    Align,
    Appendix,
    Document,
    Grid,
    GridColumn,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Style,
)

COLUMNS = (GridColumn("TT", 1, Align.CENTER), GridColumn("Nội dung", 6), GridColumn("Số", 2, Align.RIGHT))


@pytest.fixture
def document():
    """Holds one of everything a document may hold."""
    rows = tuple((str(n), f"dòng {n}", f"{n},5") for n in range(1, 90))
    return Document(
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
            Paragraph("Đạt 14,19 tiêu chí/xã; [bổ sung: lý do]."),
            Paragraph("Xin ý kiến.", Style.LEAD),
            Grid(COLUMNS, rows, "Bảng"),
            Paragraph("Ghi chú.", Style.NOTE),
            Paragraph("Trên đây là báo cáo."),
        ),
        signature=Signature("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Nơi nhận:", ("UBND các xã;", "Lưu: VT.")),
        appendices=(
            Appendix("BIỂU SỐ 01", "MỤC TIÊU", "(Kèm theo)", (Grid(COLUMNS, rows[:2]),), wide=True),
            Appendix("BIỂU SỐ 02", "NHIỆM VỤ", "(Kèm theo)", (Paragraph("Không có."),)),
        ),
    )
