"""What the sheets say: everything traced, nothing missing told as a number, in both languages."""

import re
from fractions import Fraction

import pytest

from ntm_analysis.publish.sheet import Cell, workbook_of
from ntm_analysis.say.papers.sheets import content


@pytest.fixture(scope="module", params=["vi", "en"])
def book(request, van_quan_book, view_of):
    return (
        van_quan_book.book if request.param == "vi" else workbook_of(content(view_of("184", language="en")))
    )


def test_sheets_and_columns_have_names_a_spreadsheet_takes(book):
    names = [sheet.name for sheet in book.sheets]
    assert len(set(names)) == len(names) == 10
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    for sheet in book.sheets:
        for grid in sheet.grids:
            titles = [column.title for column in grid.columns]
            assert len(set(titles)) == len(titles)
            assert all(len(row) == len(titles) for row in (*grid.rows, *grid.sums))


def test_no_cell_shows_a_missing_value_of_the_frames(book):
    values = [cell.value for s in book.sheets for g in s.grids for row in g.rows for cell in row]
    assert len(values) > 20_000
    assert not [value for value in values if str(value) in {"nan", "NaT", "<NA>", "None"}]


def test_every_figure_has_a_format(book):
    cells = [cell for s in book.sheets for g in s.grids for row in (*g.rows, *g.sums) for cell in row]
    assert all(cell.format for cell in cells if isinstance(cell.value, (int, Fraction)))


def test_every_value_names_its_row_date_threshold_decision_and_confidence(van_quan_book, sheet_of, texts_of):
    rows = texts_of(sheet_of(van_quan_book.book, "indicators").grids[0])
    parts = van_quan_book.view.now.parts
    applied = parts["verdict"] != "not_applicable"
    figures = parts["num"].notna() & (parts["unit"] != "yes_no") & applied
    measured = [row for row in rows if isinstance(row["Kết quả"], (int, Fraction))]
    assert len(measured) == int(figures.sum())
    for row in measured:
        assert re.match(r"[a-z_]+\.csv:\d+", row["Dòng số liệu"])
        assert row["Ngày số liệu"]
        assert row["Mức đạt chuẩn"]
        assert "QĐ-TTg" in row["Quyết định"]
        assert row["Độ tin cậy của mức"]


def test_every_indicator_of_every_commune_is_listed_with_its_components(van_quan_book, sheet_of, texts_of):
    rows = texts_of(sheet_of(van_quan_book.book, "indicators").grids[0])
    indicators = van_quan_book.view.now.indicators
    assert len({(row["Tên xã"], row["Bộ tiêu chí"], row["Chỉ tiêu"]) for row in rows}) == len(rows)
    assert len(rows) > len(indicators)
    missing = [r for r in rows if r["Đánh giá"].startswith("?") and "quá cũ" not in r["Ghi chú"]]
    assert missing
    assert {row["Kết quả"] for row in missing} == {"chưa có số liệu"}


def test_late_and_preliminary_values_are_marked(van_quan_book, sheet_of, texts_of):
    remarks = [row["Ghi chú"] for row in texts_of(sheet_of(van_quan_book.book, "indicators").grids[0])]
    indicators = van_quan_book.view.now.indicators
    assert sum("quá hạn" in remark for remark in remarks) >= int(indicators["late"].sum()) > 0
    assert any("sơ bộ" in remark for remark in remarks)


def test_gaps_are_those_of_the_results_the_single_ones_first(van_quan_book, sheet_of, texts_of):
    rows = texts_of(sheet_of(van_quan_book.book, "gaps").grids[0])
    parts = van_quan_book.view.now.parts
    assert len(rows) == int((parts["verdict"] == "not_met").sum())
    assert rows[0]["Mức độ vướng"] == "chỉ còn vướng chỉ tiêu này"
    counted = [row["Còn thiếu"] for row in rows if isinstance(row["Còn thiếu"], int)]
    left = (parts["gap_unit"] == "graduates") & (parts["reference_year"] < 2022).fillna(value=False)
    assert sorted(counted) == sorted(parts.loc[~left, "gap_count"].dropna())
    assert [row for row in rows if row["Còn thiếu"] == "khóa 2021 đã xong, tính lại ở khóa sau"]


def test_targets_say_where_they_stand_and_what_their_value_owes(van_quan_book, sheet_of, texts_of):
    rows = texts_of(sheet_of(van_quan_book.book, "targets").grids[0])
    assert len(rows) == 9
    mean = rows[1]
    assert (mean["Thực hiện"], mean["Kế hoạch năm"]) == (Fraction(217, 16), Fraction(227, 16))
    assert "13,75 kể cả 3 tiêu chí xã tự đánh giá" in mean["Ghi chú"]
    assert "Tràng Các: ✓ đạt" in rows[6]["Xã được giao"]


def test_tasks_lead_with_the_longest_overdue(van_quan_book, sheet_of, texts_of):
    rows = texts_of(sheet_of(van_quan_book.book, "tasks").grids[0])
    assert len(rows) == len(van_quan_book.view.data.movement.tasks)
    days = [row["Quá hạn (ngày)"] for row in rows if row["Quá hạn (ngày)"] != ""]
    assert days == sorted(days, reverse=True)
    assert days[0] > 0
    assert all(re.match(r"tasks\.csv:\d+", row["Dòng số liệu"]) for row in rows)


def test_discrepancies_show_report_and_data_side_by_side_with_their_rows(van_quan_book, sheet_of, texts_of):
    rows = texts_of(sheet_of(van_quan_book.book, "discrepancies").grids[0])
    criteria = van_quan_book.view.now.criteria
    assert len(rows) == int(((criteria["discrepancy"] != "") | criteria["levels_differ"]).sum())
    row = next(row for row in rows if row["Tên xã"] == "Hữu Lễ")
    assert (row["Kết quả báo cáo"], row["Tính từ số liệu"]) == ("✓ đạt⚠", "✗ chưa đạt")
    assert row["Dòng số liệu"].startswith("verdicts.csv:")
    assert "15.1: 89,3% (≥ 90%" in row["Số liệu cho kết quả khác"]


def test_a_reported_verdict_leads_to_the_row_it_was_read_from(van_quan_book, sheet_of, texts_of):
    rows = texts_of(sheet_of(van_quan_book.book, "criteria").grids[0])
    verdicts = van_quan_book.view.data.verdicts.set_index("row")
    names = van_quan_book.view.communes
    led = [row for row in rows if row["Dòng số liệu"]]
    assert len(led) > 300
    for row in led:
        source = verdicts.loc[int(row["Dòng số liệu"].removeprefix("verdicts.csv:"))]
        assert (names[source["commune"]], source["criterion"]) == (row["Tên xã"], row["Tiêu chí"])


def test_a_district_without_movement_or_disputes_says_so(tiny_dataset, view_now):
    tiny_dataset.write("targets.yaml", "document: {title: a, citation: b}\ntargets: []")
    said = {sheet.name: sheet.lead for sheet in workbook_of(content(view_now())).sheets if not sheet.grids}
    assert "Bộ số liệu chưa có nhiệm vụ theo lộ trình." in said["Nhiệm vụ"]
    assert said["Mục tiêu"]


def test_the_cover_leads_to_every_sheet(book):
    cover, *rest = book.sheets
    links = [row[0] for row in cover.grids[1].rows]
    assert links == [Cell(sheet.name, link=sheet.name) for sheet in rest]
