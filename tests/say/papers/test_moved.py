"""Criteria that changed and changed back between the two ends a report compares."""

import pytest

from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.report import report
from ntm_analysis.say.papers.results import back_and_forth_told
from tests.wordfile import texts_of

STANDARD = "xa_ntm_2021_2025"
MONTHS = ("2021-12", "2022-01", "2022-02")
MET, NOT_MET = "đạt", "chưa đạt"


@pytest.fixture
def steps(tiny_dataset, facts_of):
    """Tells what verdicts of Bình Yên's criterion 7, one a month from December 2021, come to."""

    def tell(*verdicts):
        line = f"{{}},10002,{STANDARD},7,{{}},huyện rà soát,Biên bản,,có"
        lines = [line.format(*told) for told in zip(MONTHS, verdicts, strict=True)]
        tiny_dataset.replace("verdicts.csv", line.format("2021-12", MET), "\n".join(lines))
        facts = facts_of(tiny_dataset.read(), ReportKind.MOVEMENT)
        return list(back_and_forth_told(facts, facts.view.set_in_force("standard"))), report(facts)

    return tell


def test_a_criterion_lost_and_met_again_is_told_though_both_ends_are_met(steps):
    texts, document = steps(MET, NOT_MET, MET)
    (text,) = texts
    assert text == (
        "Trong kỳ, 1 tiêu chí giảm rồi đạt lại: "
        "Bình Yên (tiêu chí 7: giảm tháng 1/2022, đạt lại tháng 2/2022)."
    )
    assert text in texts_of(document)
    assert "So với tháng 12/2021, không xã nào giảm tiêu chí." in texts_of(document)


def test_a_criterion_met_and_lost_again_is_told_though_neither_end_is_met(steps):
    texts, _ = steps(NOT_MET, MET, NOT_MET)
    assert texts == [
        "Trong kỳ, 1 tiêu chí đạt rồi giảm: Bình Yên (tiêu chí 7: đạt tháng 1/2022, giảm tháng 2/2022)."
    ]


@pytest.mark.parametrize("verdicts", [(MET, NOT_MET, NOT_MET), (NOT_MET, NOT_MET, MET), (MET, MET, MET)])
def test_what_changed_once_or_never_is_left_to_the_comparison_of_the_ends(steps, verdicts):
    assert steps(*verdicts)[0] == []
