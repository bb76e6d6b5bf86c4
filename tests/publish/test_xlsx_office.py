"""The workbook opened and printed by an office program."""

import pytest

A4, A3 = (842, 595), (1191, 842)  # points, lying

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed(van_quan_book, tmp_path_factory, printed_by_office):
    path = tmp_path_factory.mktemp("book") / "tong-hop.xlsx"
    path.write_bytes(van_quan_book.bytes)
    return printed_by_office(path)


def test_every_printed_page_says_that_data_are_illustrative_and_a_draft(printed):
    assert len(printed) > 10
    assert all("SỐ LIỆU MINH HỌA" in page and "DỰ THẢO" in page for _, page in printed)


def test_cover_and_matrices_are_one_page_of_a4_each(printed):
    assert [size for size, _ in printed[:3]] == [A4] * 3
    cover, standard, advanced = (page for _, page in printed[:3])
    assert "Bảng tổng hợp" in cover
    assert "Tỷ lệ %" in standard
    assert "nâng cao" in advanced


def test_the_long_lists_are_on_a3_with_their_heads_on_every_page(printed):
    wide = [page for size, page in printed if size == A3]
    assert len(wide) > 10
    assert sum("STT" in page for page in wide) >= len(wide) - 1  # notes may run over to a page of their own


def test_no_number_is_too_wide_for_its_column(printed):
    assert not [page for _, page in printed if "###" in page]
