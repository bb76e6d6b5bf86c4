"""The form of Nghị định 30/2020/NĐ-CP, read back from the file."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from ntm_analysis.publish.docx import as_docx

DAY = dt.date(2022, 9, 25)


@pytest.fixture
def file(document):
    return docx.Document(io.BytesIO(as_docx(document, DAY)))


def paragraph(file, text):
    return next(p for p in file.paragraphs if p.text.startswith(text))


def test_pages_are_a4_with_the_margins_of_the_decree(file):
    for section in file.sections:
        sides = sorted(round(side.mm) for side in (section.page_width, section.page_height))
        assert sides == [210, 297]
        assert 20 <= section.top_margin.mm <= 25
        assert 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20


def test_a_wide_appendix_is_printed_across_and_the_next_upright_again(file):
    assert [s.orientation for s in file.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [s.page_width > s.page_height for s in file.sections] == [False, True, False]


def test_every_letter_is_times_new_roman_also_where_word_asks_by_script(file):
    normal = file.styles["Normal"]
    fonts = normal.element.rPr.find(qn("w:rFonts"))
    scripts = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
    assert {fonts.get(qn(s)) for s in scripts} == {"Times New Roman"}
    assert normal.font.size.pt == 14
    named = {run.font.name for p in file.paragraphs for run in p.runs}
    assert named <= {None, "Times New Roman"}


def test_the_body_is_justified_with_an_indented_first_line(file):
    body = paragraph(file, "Đạt 14,19")
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.paragraph_format.first_line_indent.mm == pytest.approx(10, abs=0.1)
    assert {run.font.size.pt for run in body.runs} == {14}


def test_name_and_subject_are_bold_and_centred(file):
    for text in ("BÁO CÁO", "Kết quả <thử>"):
        found = paragraph(file, text)
        assert found.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert all(run.bold for run in found.runs)


def test_the_head_has_the_bodies_left_the_state_right_and_lines_beneath(file):
    left, right = file.tables[0].rows[0].cells
    assert [p.text for p in left.paragraphs[:2]] == ["UBND HUYỆN THỬ", "BAN CHỈ ĐẠO"]
    assert [bool(p.runs[0].bold) for p in left.paragraphs[:2]] == [False, True]
    assert [p.text for p in right.paragraphs[:2]] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    for cell in (left, right):
        assert cell.paragraphs[2]._p.pPr.find(qn("w:pBdr")) is not None
    number, place = (cell.text for cell in file.tables[0].rows[1].cells)
    assert number.startswith("Số:")
    assert place == "Thử, ngày      tháng      năm 2022"
    assert file.tables[0].rows[1].cells[1].paragraphs[0].runs[0].italic


def test_page_numbers_are_centred_in_the_top_margin_from_the_second_page(file):
    first = file.sections[0]
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == ""
    header = first.header.paragraphs[0]
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in header._p.xml
    assert 13 <= header.runs[0].font.size.pt <= 14
    # Sheets have no first page of their own and carry the number on.
    for section in file.sections[1:]:
        assert section.header.is_linked_to_previous
        assert not section.different_first_page_header_footer


def test_heads_of_tables_repeat_and_rows_do_not_split(file):
    table = next(t for t in file.tables if t.rows[0].cells[0].text == "TT")
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert "w:tblHeader" not in table.rows[1]._tr.xml
    assert table.rows[1].cells[2].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_a_table_fills_the_width_between_the_margins(file):
    for table, section in ((file.tables[1], file.sections[0]), (file.tables[3], file.sections[1])):
        width = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in table.columns) == pytest.approx(width, rel=0.001)


def test_the_signature_names_the_post_and_no_person(file):
    block = next(t for t in file.tables if "Nơi nhận:" in t.rows[0].cells[0].text)
    recipients, signer = block.rows[0].cells
    assert recipients.text.splitlines() == ["Nơi nhận:", "- UBND các xã;", "- Lưu: VT."]
    assert signer.text.split() == ["TM.", "BAN", "CHỈ", "ĐẠO", "TRƯỞNG", "BAN"]
    assert recipients.paragraphs[1].runs[0].font.size.pt == 11


def test_what_is_to_be_filled_in_is_highlighted(file):
    runs = paragraph(file, "Đạt 14,19").runs
    assert [(r.text, r.font.highlight_color is not None) for r in runs] == [
        ("Đạt 14,19 tiêu chí/xã; ", False),
        ("[bổ sung: lý do]", True),
        (".", False),
    ]


def test_the_last_sentence_of_the_body_ends_as_documents_end(file):
    assert paragraph(file, "Trên đây").text == "Trên đây là báo cáo./."
    assert paragraph(file, "Không có").text == "Không có."


def test_marks_stand_first_and_on_every_sheet(file):
    texts = [p.text for p in file.paragraphs]
    assert texts[0] == "SỐ LIỆU MINH HỌA"
    assert texts.count("SỐ LIỆU MINH HỌA") == 1 + 2


def test_the_same_document_gives_the_same_bytes(document):
    first, second = (as_docx(document, DAY) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert packed.testzip() is None


def test_the_file_names_no_person_and_no_software_as_author(file):
    about = file.core_properties
    assert (about.author, about.last_modified_by) == ("BAN CHỈ ĐẠO", "")
    assert about.created.date() == DAY
