"""The report: its parts in order, sentences that agree with the results, blanks where data are silent."""

import datetime as dt
import io
import re
from fractions import Fraction

import docx
import pytest

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period
from ntm_analysis.publish.docx import as_docx
from ntm_analysis.publish.sheet import grid_of
from ntm_analysis.say.papers import Heading, ReportKind, compared_with, is_told, month_of
from ntm_analysis.say.papers.report import report
from ntm_analysis.say.papers.sheets import targets
from ntm_analysis.say.texts import text_of
from ntm_analysis.say.words import Table
from tests.wordfile import parts_of, texts_of

STANDARD = "xa_ntm_2021_2025"
YEAR = tuple(Period.from_number(Period(2021, 12).number + n) for n in range(10))


@pytest.fixture(scope="module")
def shipped(shipped_facts, shipped_report):
    """The report of nine months of the shipped data, with its facts."""
    return shipped_facts(ReportKind.NINE_MONTHS), shipped_report(ReportKind.NINE_MONTHS)


@pytest.fixture(scope="module")
def of_tasks(facts_with_tasks):
    """The report of the small district with six tasks."""
    return report(facts_with_tasks)


def grids(document, appendix):
    """Gives the tables of a sheet as texts."""
    return [grid_of(document.words, part) for part in appendix.parts if isinstance(part, Table)]


def test_the_parts_stand_in_the_order_of_the_office(shipped):
    _, document = shipped
    headings = [p.text.split(".")[0] for p in document.parts if isinstance(p, Heading) and p.level == 1]
    assert headings == ["I", "II", "III", "IV", "V", "VI"]
    assert [a.number for a in document.appendices] == [f"BIỂU SỐ {n:02d}" for n in (1, 2, 3, 4)]


def test_the_sentences_carry_the_numbers_of_the_results(shipped, under):
    facts, document = shipped
    view = facts.view
    counts = view.now.counts
    met = int(counts.loc[counts["set"] == STANDARD, "met"].sum())
    text = "\n".join(under(document, "2. Kết quả thực hiện bộ tiêu chí"))
    assert f"{met} tiêu chí, bình quân {view.words.number(Fraction(met, 16), 2)} tiêu chí/xã" in text
    assert f"{view.words.share(len(view.recognised), 16)} xã được công nhận" in text


def test_every_target_is_told_with_figure_goal_and_standing(shipped, under):
    facts, document = shipped
    told = under(document, "1. Kết quả thực hiện các mục tiêu")
    assert len(told) == 1 + len(facts.view.targets)
    states = [int(n) for n in re.findall(r"[:;] (\d+) ", told[0])]
    assert sum(states) == len(facts.view.targets)
    assert [p.target.id for p in facts.view.targets if p.preliminary] == ["poor_rate"]
    for progress, text in zip(facts.view.targets, told[1:], strict=True):
        words, target = facts.view.words, progress.target
        figure = words.target_figure(target, progress.value) + (" (sơ bộ)" if progress.preliminary else "")
        assert f"{words.text(target.name)}: {figure};" in text
        assert f"đánh giá: {words.word(f'target_status.{progress.status}')}." in text


def test_what_only_the_commune_assessed_is_told_beside_what_counts_and_explained_in_the_sheet(shipped):
    _, document = shipped
    (gained,) = [text for text in texts_of(document) if text.startswith("So với tháng 12/2021, tăng")]
    assert "Khánh Khê" not in gained
    assert "Liên Hội (tiêu chí 7)" in gained  # and not 13, which it assessed itself
    assert gained.endswith("Yên Phúc (tiêu chí 2).")
    assert "†" not in gained
    (means,) = [text for text in texts_of(document) if text.startswith("Tổng số tiêu chí đạt của các xã")]
    assert means.endswith(
        "Ngoài ra 3 tiêu chí do xã tự đánh giá đạt, chưa thẩm tra, chưa tính; "
        "kể cả thì bình quân 13,75 tiêu chí/xã."
    )
    key = next(p.text for p in document.appendices[1].parts if getattr(p, "text", "").startswith("Ký hiệu"))
    assert "† xã tự đánh giá đạt, chưa thẩm tra, chưa tính" in key


def test_the_sheets_say_which_document_and_which_report_they_belong_to(shipped):
    facts, document = shipped
    sheet = document.appendices[0]
    assert str(facts.view.data.target_document) in "".join(
        p.text for p in sheet.parts if not isinstance(p, Table)
    )
    assert all("năm 2022 của" in appendix.attached for appendix in document.appendices)


def test_figures_past_due_are_told_apart_from_those_too_old(shipped, under):
    told = under(shipped[1], "III.")
    assert any(text.startswith("- 2 số liệu chỉ tiêu quá hạn cập nhật, vẫn được tính:") for text in told)
    assert any(text.startswith("- 1 số liệu chỉ tiêu quá cũ, coi như chưa có số liệu:") for text in told)


def test_codes_of_the_advanced_set_are_named_as_such(shipped, under):
    _, document = shipped
    (threshold,) = [text for text in under(document, "VI.") if "chưa có mức đạt chuẩn" in text]
    assert "chỉ tiêu 16, nâng cao 6.3, nâng cao 10, nâng cao 12.3." in threshold
    (registered,) = [text for text in under(document, "V.") if "đăng ký đạt trong năm" in text]
    assert "Điềm He (tiêu chí nâng cao 14)" in registered


def test_a_verdict_the_data_contradict_is_told_apart_from_a_threshold_to_check(shipped, under):
    told = under(shipped[1], "2. Kết quả thực hiện bộ tiêu chí")
    assert "1 kết quả chưa thống nhất giữa đánh giá đã báo cáo và số liệu: Hữu Lễ (tiêu chí 15)." in told
    (check,) = [text for text in told if "cần đối chiếu mức đạt chuẩn" in text]
    assert check.endswith(": Bình Phúc (tiêu chí 11).")


def test_what_the_data_do_not_say_is_left_to_fill_in(tiny_dataset, facts_of, under):
    document = report(facts_of(tiny_dataset.read()))
    for part in ("I.", "III.", "IV.", "V.", "VI."):
        assert any("[bổ sung" in text for text in under(document, part)), part


def test_causes_are_those_the_bodies_stated_and_no_others(of_tasks, under):
    told = under(of_tasks, "IV.")
    assert "- Chưa bố trí kinh phí (nhiệm vụ: Vận động bảo hiểm; theo Phòng Y tế)." in told
    assert any(text.startswith("1 nhiệm vụ quá hạn chưa được nêu nguyên nhân: [bổ sung") for text in told)
    assert sum("(nhiệm vụ:" in text for text in told) == 1


OF_TASKS = {
    "III.": ["2/6 nhiệm vụ quá hạn, lâu nhất 15 ngày"],
    "V.": ["2 nhiệm vụ đến hạn trước hoặc trong ngày 31/03/2022", "Rà soát", "Tổng hợp"],
    "I.": [
        "Đã giao 6 nhiệm vụ theo lộ trình cho 2 đơn vị; đến ngày 25/02/2022: hoàn thành 1; ",
        "; đang thực hiện 1 (trong đó quá hạn 1); chưa bắt đầu 1; ",
        "; chưa có báo cáo 3 (trong đó quá hạn 1) (Biểu số 04).",
        "Trong kỳ, kết luận giao ban tháng 2/2022 đã giao 1 nhiệm vụ: chưa có báo cáo 1.",
    ],
}


@pytest.mark.parametrize(("part", "said"), OF_TASKS.items(), ids=["overdue", "ahead", "by state"])
def test_tasks_are_counted_overdue_ahead_and_by_state_with_the_overdue_inside_theirs(
    of_tasks, part, said, under
):
    told = "\n".join(under(of_tasks, part))
    assert [text for text in said if text not in told] == []


def test_a_task_that_begins_later_owes_no_report(with_tasks, facts_of, under):
    line = f"T5,Tổng hợp,,{STANDARD},9,,health,2022-{{}}"
    with_tasks.replace("tasks.csv", line.format("01-01"), line.format("02-26"))
    told = under(report(facts_of(with_tasks.read())), "I.")
    assert any("Đã giao 5 nhiệm vụ" in text and "chưa có báo cáo 2 (" in text for text in told)
    assert "1 nhiệm vụ theo lộ trình bắt đầu sau ngày 25/02/2022, chưa tính trong báo cáo này." in told
    assert "Trong kỳ, kết luận giao ban tháng 2/2022 đã giao 1 nhiệm vụ: chưa đến ngày bắt đầu 1." in told


def test_the_report_of_the_year_before_judges_no_target_and_counts_no_task_of_the_next(shipped_report, under):
    document = shipped_report(ReportKind.YEAR, "2021-12")
    (said,) = under(document, "1. Kết quả thực hiện các mục tiêu")
    assert said == (
        "9 mục tiêu của phong trào thi đua lấy tháng 12/2021 làm đầu kỳ, thực hiện đến hết tháng 12/2022; "
        "chưa đánh giá trong báo cáo này."
    )
    assert not [p for p in document.appendices[0].parts if isinstance(p, Table)]
    assert not any("Nội dung 1" in text or "chưa có khu dân cư" in text for text in texts_of(document))
    assert not any("chưa có báo cáo" in text or "phấn đấu" in text for text in texts_of(document))


@pytest.mark.parametrize(
    ("kind", "month", "told"),
    [
        (ReportKind.MONTH, Period(2021, 12), False),
        (ReportKind.MONTH, Period(2022, 1), True),
        (ReportKind.YEAR, Period(2022, 12), True),
        (ReportKind.MONTH, Period(2023, 1), False),
        (ReportKind.MOVEMENT, Period(2023, 1), True),
    ],
)
def test_a_report_is_about_the_targets_whose_time_it_falls_in(van_quan, kind, month, told):
    assert {is_told(target, kind, month) for target in van_quan.data.targets} == {told}


def test_illustrative_and_open_months_are_said_at_the_head(shipped):
    _, document = shipped
    assert document.marks[0].startswith("SỐ LIỆU MINH HỌA")
    assert document.draft.startswith("DỰ THẢO")


def test_the_head_names_the_office_and_leaves_number_and_day_blank(shipped):
    _, document = shipped
    head = document.letterhead
    assert head.superior == "UBND HUYỆN VĂN QUAN"
    assert head.issuer == "BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA"
    assert head.place_and_date.split() == ["Văn", "Quan,", "ngày", "tháng", "năm", "2022"]
    assert not any(character.isdigit() for character in head.number)


def test_the_file_says_what_the_document_says(shipped):
    _, document = shipped
    file = docx.Document(io.BytesIO(as_docx(document, dt.date(2022, 9, 25))))
    written = {p.text.removesuffix("./.").removesuffix(".") for p in file.paragraphs}
    assert {text.removesuffix(".") for text in texts_of(document)} <= written
    cells = [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]
    for part in parts_of(document):
        if isinstance(part, Table):
            assert all(list(row) in cells for row in grid_of(document.words, part).rows)


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_can_be_written_in_both_languages(tiny_dataset, facts_of, kind, language):
    facts = facts_of(tiny_dataset.read(), kind, "2021-12", language)
    assert report(facts).subject


@pytest.mark.parametrize(
    ("kind", "period", "subject"),
    [
        (ReportKind.MONTH, "2022-09", "Kết quả xây dựng nông thôn mới tháng 9 năm 2022"),
        (ReportKind.QUARTER, "2022-09", "Kết quả xây dựng nông thôn mới quý III năm 2022"),
        (ReportKind.NINE_MONTHS, "2022-09", "Kết quả xây dựng nông thôn mới 9 tháng đầu năm 2022"),
        (ReportKind.YEAR, "2021-12", "Kết quả xây dựng nông thôn mới năm 2021"),
    ],
)
def test_the_subject_names_the_time_covered(shipped_report, kind, period, subject):
    assert shipped_report(kind, period).subject == subject


def test_a_movement_under_way_is_reviewed_midway(shipped_report):
    document = shipped_report(ReportKind.MOVEMENT)
    assert document.subject == (
        "Sơ kết Phong trào thi đua đặc biệt “Văn Quan tổ chức xây dựng nông thôn mới” năm 2022 "
        "(đến hết tháng 9 năm 2022)"
    )


def test_the_movements_report_names_the_movement_from_its_opening_to_its_closing(shipped_report):
    document = shipped_report(ReportKind.MOVEMENT)
    named = "sơ kết Phong trào thi đua đặc biệt “Văn Quan tổ chức xây dựng nông thôn mới” năm 2022"
    texts = [part.text for part in document.parts if not isinstance(part, Table)]
    assert named in texts[0]
    assert named in texts[-1]


def test_the_movements_report_tells_commendations_and_leaves_the_proposals_blank(shipped_report, under):
    document = shipped_report(ReportKind.MOVEMENT)
    told = under(document, "VII. BIỂU DƯƠNG, KHEN THƯỞNG")
    assert any("khen thưởng 4 tập thể; khen thưởng 8 hộ gia đình" in text for text in told)
    facts = under(document, "2. Căn cứ để xem xét đề nghị khen thưởng")
    assert any(text.startswith("- Tăng nhiều tiêu chí nhất từ đầu năm (thêm 2 tiêu chí):") for text in facts)
    assert not any("<" in text for text in facts)
    assert under(document, "3. Đề nghị khen thưởng")[0].startswith("[bổ sung:")


@pytest.mark.parametrize(
    ("kind", "month", "before"),
    [
        (ReportKind.MONTH, Period(2022, 9), Period(2022, 8)),
        (ReportKind.MONTH, Period(2021, 12), None),
        (ReportKind.QUARTER, Period(2022, 9), Period(2022, 6)),
        (ReportKind.QUARTER, Period(2022, 3), Period(2021, 12)),
        (ReportKind.NINE_MONTHS, Period(2022, 9), Period(2021, 12)),
        (ReportKind.MOVEMENT, Period(2022, 4), Period(2021, 12)),
        (ReportKind.YEAR, Period(2021, 12), None),
    ],
)
def test_a_report_looks_back_to_the_end_of_the_time_before(kind, month, before):
    assert compared_with(kind, month, YEAR) == before


def test_a_gap_in_the_months_is_no_earlier_quarter():
    assert compared_with(ReportKind.QUARTER, Period(2022, 9), (Period(2022, 5), Period(2022, 9))) is None


@pytest.mark.parametrize(
    ("kind", "asked", "month"),
    [
        (ReportKind.MONTH, None, Period(2022, 9)),
        (ReportKind.QUARTER, Period(2022, 6), Period(2022, 6)),
        (ReportKind.MOVEMENT, Period(2022, 2), Period(2022, 2)),
    ],
)
def test_the_latest_month_is_taken_unless_one_is_asked_for(kind, asked, month):
    assert month_of(kind, asked, YEAR) == month


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (ReportKind.YEAR, None),
        (ReportKind.QUARTER, Period(2022, 8)),
        (ReportKind.NINE_MONTHS, Period(2022, 8)),
    ],
)
def test_a_month_that_ends_no_such_time_is_refused_and_the_fitting_ones_named(kind, asked):
    with pytest.raises(NtmError, match="đang có:"):
        month_of(kind, asked, YEAR)


@pytest.mark.parametrize(("commune", "shown"), [("", "03/03"), ("10001", "chưa có")])
def test_the_sheet_of_targets_gives_the_districts_own_estimate_only(tiny_dataset, facts_of, commune, shown):
    value = "1" if commune else "3"
    tiny_dataset.fill("estimates", f"2022-02,{commune},health,{value},Báo cáo,,có")
    facts = facts_of(tiny_dataset.read())
    (grid,) = (p for p in targets(facts).parts if isinstance(p, Table))
    assert text_of(facts.view.words, grid.rows[0][6]) == shown


def test_a_criterion_nobody_has_data_of_is_not_among_those_few_communes_meet(tiny_dataset, facts_of):
    rows = tiny_dataset.table("verdicts")
    kept = [row for row in rows if row["criterion"] != "9"]
    changed = [row | {"verdict": "chưa đạt"} if row["criterion"] == "8" else row for row in kept]
    tiny_dataset.write("verdicts.csv", ",".join(rows[0]), *(",".join(row.values()) for row in changed))
    texts = " ".join(texts_of(report(facts_of(tiny_dataset.read()))))
    fewest = texts.partition("Các tiêu chí ít xã đạt nhất:")[2].partition("(chi tiết")[0]
    assert "8" in fewest
    assert "Nhà ở dân cư" not in fewest


def test_a_commune_nothing_is_known_of_is_in_no_group_of_few_criteria(tiny_dataset, facts_of):
    for name in ("verdicts", "observations"):
        rows = tiny_dataset.table(name)
        kept = (",".join(row.values()) for row in rows if row["commune"] != "10003")
        tiny_dataset.write(f"{name}.csv", ",".join(rows[0]), *kept)
    (said,) = [
        text for text in texts_of(report(facts_of(tiny_dataset.read()))) if "1 xã chưa có số liệu" in text
    ]
    assert "<5" not in said
