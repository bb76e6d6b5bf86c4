from collections import Counter

import pytest

from ntm_analysis.model import Verdict
from ntm_analysis.publish.sheet import workbook_of
from ntm_analysis.say.marks import records
from ntm_analysis.say.papers.sheets import content

CODES = [str(n) for n in range(1, 20)]


def matrix(view):
    """Gives the grid of the standard set, if there is one."""
    grids = (grid for sheet in workbook_of(content(view)).sheets for grid in sheet.grids)
    return next((grid for grid in grids if grid.name == "matrix_standard"), None)


@pytest.fixture
def grid(van_quan_book, sheet_of):
    return sheet_of(van_quan_book.book, "matrix_standard").grids[0]


def by_commune(view):
    rows = view.now.criteria
    rows = rows[rows["set"] == view.set_in_force("standard").id]
    return {(view.communes[row.commune], row.criterion): row for row in records(rows)}


def test_the_matrix_has_the_columns_and_last_rows_offices_know(grid):
    assert grid.columns[2].title == "1 Quy hoạch"
    assert [c.title.split()[0] if c.upright else c.title for c in grid.columns] == [
        "STT",
        "Tên xã",
        *CODES,
        "Tổng số",
        "Tăng so với đầu năm",
        "Ghi chú",
    ]
    assert len(grid.rows) == 16
    assert [row[1].value for row in grid.sums] == ["Số xã đạt", "Tỷ lệ %"]


def test_every_cell_carries_the_official_verdict_as_a_sign_and_its_marks(van_quan_book, grid):
    known = by_commune(van_quan_book.view)
    seen = Counter()
    for row in grid.rows:
        for code, cell in zip(CODES, row[2:21], strict=True):
            official = known[row[1].value, code]
            assert cell.value[0] == Verdict(official.verdict).symbol
            assert cell.look == official.verdict
            marks = {
                "*": official.provisional,
                "†": official.unchecked,
                "⚠": official.discrepancy == "disagree" or official.levels_differ,
                "⚠*": official.discrepancy == "check_threshold",
            }
            assert "".join(mark for mark, holds in marks.items() if holds) == cell.value[1:]
            seen.update(cell.value[1:])
    assert {"†", "⚠"} <= set(seen)


def test_sums_and_shares_are_those_of_the_verdicts(van_quan_book, grid):
    known = by_commune(van_quan_book.view).values()
    met = Counter(row.criterion for row in known if row.met)
    numbers, shares = grid.sums
    assert [cell.value for cell in numbers[2:21]] == [met[code] for code in CODES]
    assert [cell.value * 16 for cell in shares[2:21]] == [met[code] for code in CODES]
    assert numbers[21].value == sum(met.values()) == sum(row[21].value for row in grid.rows)
    assert numbers[23].value == "chưa kể 3 tiêu chí xã tự đánh giá đạt, chưa thẩm tra"


def test_gained_this_year_counts_what_was_not_met_in_december(van_quan_book, grid):
    view = van_quan_book.view
    rows = view.results.criteria
    rows = rows[rows["set"] == view.set_in_force("standard").id]
    met = {
        month: set(
            map(tuple, rows.loc[(rows["period"] == month) & rows["met"], ["commune", "criterion"]].values)
        )
        for month in ("2021-12", "2022-09")
    }
    gained = Counter(view.communes[commune] for commune, _ in met["2022-09"] - met["2021-12"])
    assert {row[1].value: row[22].value for row in grid.rows} == {
        name: gained[name] for name in view.communes.values()
    }
    assert sum(gained.values()) > 0


def test_without_last_december_nothing_is_compared(view_now):
    row = matrix(view_now(period="2021-12")).rows[0]
    assert row[22].value == "không so sánh"


def test_what_nobody_knows_is_said_in_words_and_never_nought(tiny_dataset, view_now):
    tiny_dataset.cut("verdicts.csv", 1)
    tiny_dataset.write("targets.yaml", "document: {title: a, citation: b}\ntargets: []")
    grid = matrix(view_now())
    assert {row[2].value for row in grid.rows} == {"?"}
    assert grid.sums[0][2].value == grid.sums[1][2].value == "chưa có số liệu"


def test_communes_held_against_the_advanced_set_have_a_sheet_of_their_own(van_quan_book, sheet_of):
    grid = sheet_of(van_quan_book.book, "matrix_advanced").grids[0]
    assert len(grid.rows) == 6


def test_a_month_without_any_set_has_no_matrix(tiny_dataset, view_now):
    tiny_dataset.replace("dataset.yaml", 'from: "2021-12", to: "2025-12"', 'from: "2021-12", to: "2022-01"')
    view = view_now()
    assert matrix(view) is None
    assert len(workbook_of(content(view)).sheets) == 8
