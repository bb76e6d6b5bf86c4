"""Problems as they are told: whole files first, many alike folded."""

import pytest

from ntm_analysis.errors import InputError, Problem, told


def wrong(line, column="value", file="observations.csv", word="không phải là số", cell="x"):
    return Problem(file, line, column, f"“{cell}{line}” {word}", "một số")


@pytest.mark.parametrize(
    ("many", "lines", "folded"),
    [
        (1, 1, ""),
        (6, 6, ""),
        (7, 6, "observations.csv, value: và 2 dòng khác như vậy"),
        (500, 6, "observations.csv, value: và 495 dòng khác như vậy"),
    ],
)
def test_more_than_six_alike_are_folded(many, lines, folded):
    said = list(told(map(wrong, range(2, many + 2))))
    assert len(said) == lines
    assert said[0] == "observations.csv, dòng 2, value: “x2” không phải là số; một số"
    assert said[-1] == folded if folded else "như vậy" not in said[-1]


@pytest.mark.parametrize(
    "other",
    [{"column": "numerator"}, {"file": "verdicts.csv"}, {"word": "là số âm"}],
    ids=["another column", "another file", "another mistake"],
)
def test_what_is_wrong_in_another_way_is_counted_apart(other):
    problems = [*map(wrong, range(4)), *(wrong(line, **other) for line in range(4))]
    assert len(list(told(problems))) == 8


def test_problems_of_whole_files_come_first_for_others_follow_from_them():
    whole = Problem("zzz.csv", 0, "", "không có bảng này", "cần tệp zzz.csv")
    header = Problem("verdicts.csv", 1, "", "các cột ngăn bằng dấu tab", "ngăn bằng dấu phẩy")
    described = Problem("targets.yaml", 3, "targets health / kind", "“x”", "một trong")
    said = told(sorted([wrong(2), whole, header, described]))
    assert [text.split(",")[0].split(":")[0] for text in said] == [
        "targets.yaml",
        "verdicts.csv",
        "zzz.csv",
        "observations.csv",
    ]


def test_the_sentence_of_an_error_is_folded_and_its_problems_are_all_there():
    error = InputError([wrong(line) for line in range(2, 102)])
    assert len(error.problems) == 100
    assert str(error).splitlines()[-1] == "observations.csv, value: và 95 dòng khác như vậy"
    assert len(str(error).splitlines()) == 6


def test_a_dataset_with_one_mistake_in_every_row_is_told_in_few_lines(tiny_dataset):
    tiny_dataset.replace("verdicts.csv", ",đạt,", ",Đạt rồi,")
    with pytest.raises(InputError) as raised:
        tiny_dataset.read()
    said = str(raised.value).splitlines()
    assert len(raised.value.problems) == 57
    assert len(said) == 6
    assert said[-1] == "verdicts.csv, verdict: và 52 dòng khác như vậy"
