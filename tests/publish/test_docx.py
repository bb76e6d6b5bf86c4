"""The form of Nghị định 30/2020/NĐ-CP, read back from the file."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from ntm_analysis.publish.docx import TEMPLATE, TemplateError, as_docx

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
    form = paragraph(file, "Đạt 14,19").style
    assert form.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.paragraph_format.first_line_indent.mm == pytest.approx(10, abs=0.1)
    assert form.font.size.pt == 14


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


@pytest.fixture
def own(tmp_path, document):
    """Changes the template as an office would in Word, and gives the document set in it."""

    def changed(change):
        template = docx.Document(str(TEMPLATE))
        change(template)
        path = tmp_path / "document.docx"
        template.save(str(path))
        return docx.Document(io.BytesIO(as_docx(document, DAY, path)))

    return changed


def place(template, name):
    """Gives the paragraph of a place, in a table or not."""
    cells = [cell for table in template.tables for row in table.rows for cell in row.cells]
    paragraphs = [*template.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return next(p for p in paragraphs if f"{{{{{name}}}}}" in p.text)


def all_text(file):
    return "\n".join(text.text or "" for text in file.element.body.iter(qn("w:t")))


def test_every_place_is_filled_in(file):
    assert "{{" not in all_text(file)


def test_the_description_of_the_data_lists_every_place_of_the_template():
    described = (Path(__file__).parents[2] / "data/README.md").read_text("utf-8")
    template = docx.Document(str(TEMPLATE))
    places = set(re.findall(r"\{\{\w+\}\}", all_text(template)))
    assert len(places) == 14
    assert {name for name in places if f"`{name}`" not in described} == set()


def test_the_styles_of_the_template_are_used_by_name(own):
    def change(template):
        template.styles["NTM Nội dung"].font.size = Pt(13)
        template.styles["Heading 1"].font.italic = True

    file = own(change)
    assert paragraph(file, "Đạt 14,19").style.font.size.pt == 13
    assert paragraph(file, "I. KẾT QUẢ").style.font.italic


def test_what_an_office_writes_itself_stands_and_the_body_stays_where_its_place_is(own):
    def change(template):
        line = place(template, "issuer")
        line.runs[0].text = "VĂN PHÒNG ĐIỀU PHỐI"
        template.add_paragraph("Người lập biểu")

    file = own(change)
    assert file.tables[0].rows[0].cells[0].paragraphs[1].text == "VĂN PHÒNG ĐIỀU PHỐI"
    texts = all_text(file).split("\n")
    order = [texts.index(text) for text in ("Trên đây là báo cáo./.", "TRƯỞNG BAN", "Người lập biểu")]
    assert order == sorted(order)
    assert texts.index("BIỂU SỐ 01") > order[-1]


def test_a_place_that_word_cut_into_runs_keeps_the_look_of_its_first_letter(own):
    def change(template):
        line = place(template, "subject")
        for run in line.runs[1:]:
            run.text = ""
        line.runs[0].text = "Về: {{"
        line.add_run("subject}").italic = True
        line.add_run("} (dự thảo)")

    line = paragraph(own(change), "Về:")
    assert line.text == "Về: Kết quả <thử> (dự thảo)"
    assert [run.text for run in line.runs if run.bold] == ["Về: Kết quả <thử>"]


def test_a_letterhead_in_the_head_of_the_first_page_is_filled_in_too(own):
    def change(template):
        template.sections[0].first_page_header.paragraphs[0].text = "{{superior}}"

    assert own(change).sections[0].first_page_header.paragraphs[0].text == "UBND HUYỆN THỬ"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.add_paragraph("{{chu_ky}}"), "không có chỗ điền {{chu_ky}}"),
        (lambda t: setattr(place(t, "body").runs[0], "text", ""), "{{body}}"),
        (lambda t: setattr(place(t, "marks").runs[0], "text", ""), "{{marks}}"),
        (lambda t: place(t, "body").add_run(" và tiếp"), "{{body}}"),
        (lambda t: t.styles["NTM Ô"].delete(), "kiểu chữ “NTM Ô”"),
    ],
    ids=["unknown place", "no body", "no marks", "a body among words", "no style"],
)
def test_a_template_that_would_lose_something_is_refused(own, change, said):
    with pytest.raises(TemplateError, match=re.escape(said)):
        own(change)


def test_what_is_no_word_file_is_refused(tmp_path, document):
    path = tmp_path / "document.docx"
    path.write_text("thư")
    with pytest.raises(TemplateError, match="không đọc được"):
        as_docx(document, DAY, path)
