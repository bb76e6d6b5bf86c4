"""Word papers held against what the data give now."""

import datetime as dt
import io
import random
import re

import docx
import pytest

from ntm_analysis.errors import NtmError
from ntm_analysis.publish.docx import as_docx
from ntm_analysis.publish.docx_figures import held, lines_of
from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.facts import gather
from ntm_analysis.say.papers.report import report

FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")


DAY = dt.date(2022, 9, 25)


@pytest.fixture(scope="module")
def made(view_of):
    """Gives the shipped report of a month in Word."""
    return as_docx(report(gather(view_of("184"), ReportKind.MONTH)), DAY)


def paragraphs(file):
    yield from file.paragraphs
    for table in file.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def edited(paper, change):
    """Lets a hand edit a paper."""
    file, saved = docx.Document(io.BytesIO(paper)), io.BytesIO()
    change(file)
    file.save(saved)
    return saved.getvalue()


def wrong(theirs, ours):
    return [(each.found, each.now) for each in told(theirs, ours) if each.now not in {None, each.found}]


def told(theirs, ours):
    return list(held(lines_of(theirs), lines_of(ours), ","))


def test_of_a_paper_as_it_was_made_every_figure_holds(made):
    figures = told(made, made)
    assert len(figures) > 500
    assert all(each.found == each.now for each in figures)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_fifty_figures_changed_by_hand_fifty_are_found_and_no_other(made, seed):
    planted, chance = [], random.Random(seed)  # noqa: S311 (no secret)

    def change(file):
        spots = [
            (run, match.span())
            for line in paragraphs(file)
            for run in line.runs
            for match in FIGURE.finditer(run.text)
        ]
        for run, (start, end) in sorted(chance.sample(spots, 50), key=lambda spot: -spot[1][0]):
            old = run.text[start:end]
            at = chance.choice([n for n, letter in enumerate(old) if letter.isdigit()])
            new = f"{old[:at]}{(int(old[at]) + chance.randint(1, 8)) % 10}{old[at + 1 :]}"
            planted.append((new, old))
            run.text = f"{run.text[:start]}{new}{run.text[end:]}"

    assert sorted(wrong(edited(made, change), made)) == sorted(planted)


def test_words_changed_added_and_left_out_by_hand_make_no_figure_wrong(made):
    def change(file):
        lines = [line for line in file.paragraphs if len(line.text) > 80 and FIGURE.search(line.text)]
        for line in lines[::3]:
            line.runs[0].text = f"Nhìn chung, {line.runs[0].text}"
        for line in lines[1::3]:
            line.insert_paragraph_before("Ban Chỉ đạo đã họp và thống nhất đánh giá như sau.")
        for line in lines[2::3]:
            line._p.getparent().remove(line._p)

    assert wrong(edited(made, change), made) == []


def test_a_number_that_a_hand_added_is_told_as_one_that_cannot_be_held_against_anything(made):
    def change(file):
        (line,) = (line for line in file.paragraphs if line.text.startswith("Trên đây là"))
        line.insert_paragraph_before("Ngân sách xã đã chi thêm 377 triệu đồng cho đường ngõ xóm.")

    added = [each for each in told(edited(made, change), made) if each.now is None]
    assert [each.found for each in added] == ["377"]


@pytest.mark.parametrize(
    ("written", "same"), [("6/16", True), ("06/16", True), ("7/16", False), ("6,0/16", True)]
)
def test_a_figure_is_what_it_counts_and_not_how_it_is_written(document, written, same):
    def paper(text):
        return edited(as_docx(document, DAY), lambda file: file.add_paragraph(text))

    ours = paper("Số xã đạt chuẩn nông thôn mới của huyện là 06/16 xã.")
    theirs = paper(f"Số xã đạt chuẩn nông thôn mới của huyện là {written} xã.")
    assert (wrong(theirs, ours) == []) is same


def test_a_row_is_named_by_its_table_its_first_words_and_its_column(made):
    row = next(each for each in told(made, made) if each.line.columns and "Bình Phúc" in each.line.text)
    assert row.line.head == "Bình Phúc"
    assert row.line.table
    assert row.column in row.line.columns


def test_what_is_no_word_file_is_told():
    with pytest.raises(NtmError, match=r"không đọc được tệp"):
        lines_of(b"PK no paper")
