"""The papers of a meeting: questions by rule, what became of conclusions, what is due and owed."""

import pytest

from ntm_analysis.publish.sheet import grid_of
from ntm_analysis.say.first.matters import matters
from ntm_analysis.say.papers import Heading
from ntm_analysis.say.papers.meeting import meeting, questions
from ntm_analysis.say.words import Table, Tone
from tests.wordfile import texts_of


@pytest.fixture(scope="module")
def papers(facts_with_tasks):
    return meeting(facts_with_tasks)


def grid(document, caption):
    tables = (p for p in document.parts if isinstance(p, Table) and p.caption.startswith(caption))
    return grid_of(document.words, next(tables))


def test_the_questions_stand_first(papers):
    headings = [p.text for p in papers.parts if isinstance(p, Heading)]
    assert headings[0] == "I. NỘI DUNG XIN Ý KIẾN LÃNH ĐẠO"
    assert papers.parts[1].tone is Tone.LEAD


def test_overdue_tasks_that_endanger_one_target_are_one_question(with_tasks, facts_of):
    with_tasks.append("verdicts.csv", "2022-02,10003,xa_ntm_2021_2025,15,chưa đạt,huyện rà soát,B,,có")
    asked = questions(facts_of(with_tasks.read()))
    (question,) = [each for each in asked if each.startswith("Xã đạt tiêu chí 15")]
    for said in (
        "Phòng Y tế: 1 nhiệm vụ quá hạn 15 ngày",
        "Ban Chỉ đạo xã An Hòa: 1 nhiệm vụ quá hạn 5 ngày",
    ):
        assert said in question


def test_three_matters_are_asked_as_the_page_of_the_locality_asks_them(shipped_facts):
    facts = shipped_facts()
    asked = questions(facts)
    assert len(asked) == 3
    assert [question.startswith(m.lead) for question, m in zip(asked, matters(facts.view), strict=False)] == (
        [True] * 3
    )


def test_the_office_checks_thresholds_itself(shipped_facts, under):
    told = under(meeting(shipped_facts()), "III.")
    assert any("cần đối chiếu mức đạt chuẩn" in text and "Bình Phúc (tiêu chí 11)" in text for text in told)


def test_conclusions_of_the_last_meeting_are_counted_and_listed(papers, under):
    last, earlier = under(papers, "II.")
    assert last == (
        "Kết luận giao ban tháng 1/2022 giao 3 nhiệm vụ: "
        "hoàn thành 1; chưa có báo cáo 2 (trong đó quá hạn 1)."
    )
    assert earlier == "Các kỳ trước tháng 1/2022 giao 1 nhiệm vụ: đang thực hiện 1 (trong đó quá hạn 1)."
    assert [row[1] for row in grid(papers, "Nhiệm vụ theo kết luận").rows] == [
        "Lập hồ sơ",
        "Sửa trạm y tế",
        "Tập huấn",
    ]
    assert [row[1] for row in grid(papers, "Nhiệm vụ các kỳ trước").rows] == ["Vận động bảo hiểm"]


def test_a_body_of_a_commune_is_named_with_its_commune(papers, under):
    said = under(papers, "IV.")
    assert "Ban Chỉ đạo xã An Hòa (quá hạn 1, đến hạn 1)" in said[1]


def test_earlier_conclusions_say_where_each_task_is_done(papers):
    told = {"Nhiệm vụ theo": ["An Hòa", "Cao Sơn", "Bình Yên"], "Nhiệm vụ các kỳ trước": ["Cao Sơn"]}
    for caption, places in told.items():
        table = grid(papers, caption)
        where = [column.title for column in table.columns].index("Địa bàn")
        assert [row[where] for row in table.rows] == places


def test_a_done_task_says_when(papers):
    row = next(r for r in grid(papers, "Nhiệm vụ theo kết luận").rows if r[1] == "Tập huấn")
    assert "hoàn thành ngày 19/01/2022" in row


def test_what_is_due_goes_by_commune_and_ends_after_thirty_days(papers, under):
    rows = grid(papers, "Theo xã").rows
    assert [(row[1], row[2]) for row in rows] == [
        ("Lập hồ sơ", "An Hòa"),
        ("Rà soát", "An Hòa"),
        ("Vận động bảo hiểm", "Cao Sơn"),
        ("Sửa trạm y tế", "Cao Sơn"),
    ]
    said = under(papers, "IV.")
    assert "2 nhiệm vụ quá hạn, 2 nhiệm vụ đến hạn trong 30 ngày, thuộc 2 đơn vị" in said[0]
    assert "Phòng Y tế (quá hạn 1, đến hạn 1)" in said[1]


def test_lines_are_left_for_the_conclusions(papers):
    last = grid_of(papers.words, [p for p in papers.parts if isinstance(p, Table)][-1])
    assert all(cell == "" for row in last.rows for cell in row)
    assert [column.title for column in last.columns] == [
        "TT", "Nhiệm vụ", "Tiêu chí hoặc mục tiêu", "Địa bàn", "Đơn vị chủ trì", "Bắt đầu", "Thời hạn",
    ]  # fmt: skip


def test_a_dataset_without_tasks_still_has_papers(tiny_dataset, facts_of):
    document = meeting(facts_of(tiny_dataset.read()))
    assert "Bộ số liệu chưa có nhiệm vụ từ kết luận giao ban kỳ trước." in texts_of(document)
    assert "Không có nhiệm vụ quá hạn hoặc đến hạn trong 30 ngày." in texts_of(document)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_of_both_languages_is_there(with_tasks, facts_of, language):
    assert texts_of(meeting(facts_of(with_tasks.read(), language=language)))
