"""The matrix: what stands together and why, symbols read out, what each column and row sums up to."""

import re
from dataclasses import replace

from ntm_analysis.say.matrix import matrix


def bands(display):
    """Gives the title of each band with the names in it."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", display.html, re.DOTALL)
    titles = [re.search(r'scope="rowgroup"[^>]*>([^<]*)<', body)[1] for body in bodies]
    return {t: re.findall(r'scope="row">([^<]*)<', body) for t, body in zip(titles, bodies, strict=True)}


def column(display, number):
    return [int(n) for n in re.findall(r'<td class="num">(\d+)</td></tr>', display.html)][:number]


def test_recognised_communes_those_of_the_year_and_the_others_stand_apart(view_of):
    found = bands(matrix(view_of("184")))
    assert [(title, len(names)) for title, names in found.items()] == [
        ("Đã được công nhận đạt chuẩn: 6 xã", 6),
        ("Phấn đấu được công nhận năm 2022: 1 xã", 1),
        ("Các xã khác: 9 xã", 9),
    ]
    assert found["Phấn đấu được công nhận năm 2022: 1 xã"] == ["Bình Phúc"]


def test_within_a_band_most_criteria_stand_first(view_of):
    others = column(matrix(view_of("184")), 16)[7:]
    assert others == sorted(others, reverse=True)


def test_a_band_without_another_needs_no_title(view_of):
    assert 'class="band"' not in matrix(view_of("184", "health"), "advanced").html


def test_a_target_of_another_year_names_nobody_for_this_one(view_of):
    view = view_of("184")
    targets = tuple(
        replace(p, target=replace(p.target, end=replace(p.target.end, year=2023))) for p in view.targets
    )
    assert list(bands(matrix(replace(view, targets=targets)))) == [
        "Đã được công nhận đạt chuẩn: 6 xã",
        "Các xã khác: 10 xã",
    ]


def test_criteria_stand_under_the_groups_of_the_national_set(view_of):
    shown = matrix(view_of("184")).html
    heads = re.findall(r'<th scope="colgroup" colspan="(\d+)">([^<]*)</th>', shown)
    assert heads[0] == ("1", "Quy hoạch")
    assert sum(int(span) for span, _ in heads) == 19
    spans = re.findall(r'<colgroup span="(\d+)">', shown)
    assert spans == [span for span, _ in heads]
    assert "Planning" in matrix(view_of("184", language="en")).html


def test_counts_the_communes_that_meet_each_criterion(view_of):
    foot = re.search(r"<tfoot>(.*?)</tfoot>", matrix(view_of("184")).html, re.DOTALL)[1]
    totals = re.findall(r"<td[^>]*>(\d+)</td>", foot)
    assert len(totals) == 20
    assert totals[13:16] == ["14", "15", "9"]
    assert totals[-1] == "217"


def test_reads_each_symbol_out_in_words(view_of):
    cells = re.findall(r'<span class="verdict \w+"[^>]*>', matrix(view_of("184")).html)
    assert len(cells) == 16 * 19
    assert all('role="img" aria-label="' in cell for cell in cells)


def test_its_key_explains_every_sign_of_doubt_in_it(view_of):
    table, key = matrix(view_of("184")).html.split("</table>")
    signs = set(re.findall(r'<abbr class="mark" title="([^"]*)">([^<]*)</abbr>', table))
    assert {sign for _, sign in signs} == {"†", "≠", "≠*", "↓"}
    assert all(f"{sign} {meaning}" in key for meaning, sign in signs)


def test_a_commune_has_no_matrix(view_of):
    assert matrix(view_of("06286")) is None
