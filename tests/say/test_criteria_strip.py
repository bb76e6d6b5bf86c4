"""A commune's criteria as one strip: each once, with its sign, short on sight and whole when read aloud."""

import pytest

from ntm_analysis.say.criteria import criteria_strip
from ntm_analysis.say.words import Doubt


def strip(view):
    """Gives what is read out and the verdict of each criterion by its number, and the key."""
    table, key = criteria_strip(view).parts
    return {name.split()[0]: (said, judged) for name, said, judged in table.rows}, key.text


def test_the_strip_shows_every_criterion_once_with_its_sign(view_of):
    cells, _ = strip(view_of("06298"))
    assert list(cells) == [str(n) for n in range(1, 20)]
    assert {code: cells[code][1].verdict.symbol for code in ("11", "17", "1")} == {
        "11": "✗",
        "17": "≈",
        "1": "✓",
    }


def test_the_strip_reads_names_and_verdicts_aloud(view_of):
    cells, _ = strip(view_of("06298"))
    assert cells["17"][0] == "17 Môi trường và an toàn thực phẩm: cơ bản đạt"


def test_the_strip_marks_what_only_the_commune_assessed(view_of):
    cells, _ = strip(view_of("06286"))
    assert Doubt.UNCHECKED in cells["9"][1].doubts


def test_the_key_of_the_strip_explains_the_signs_it_has_and_no_others(view_of):
    _, key = strip(view_of("06256"))
    assert "✓ đạt" in key
    assert "chưa đạt" not in key


def test_the_key_of_the_strip_explains_signs_of_doubt(view_of):
    _, key = strip(view_of("06298"))
    assert "⚠* khác kết quả tính; cần đối chiếu mức đạt chuẩn" in key
    assert "†" not in key


@pytest.mark.parametrize("code", ["184", "06253"])
def test_the_district_and_the_town_have_none(view_of, code):
    assert criteria_strip(view_of(code)) is None


def test_short_names_are_seen(view_of):
    assert criteria_strip(view_of("06298")).parts[0].rows[10][0] == "11 Nghèo đa chiều"
