"""Each subject's values, doubts included, stand on the page and in the papers as they were said."""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import product

import pytest

from ntm_analysis.publish.html import as_html, written
from ntm_analysis.say.caveats import caveats
from ntm_analysis.say.changes import changes
from ntm_analysis.say.commitments import model_areas, registrations
from ntm_analysis.say.conclusions import findings
from ntm_analysis.say.conditions import conditions, strengthen
from ntm_analysis.say.first.matters import decisions
from ntm_analysis.say.first.todo import todo
from ntm_analysis.say.first.ways import money, ways
from ntm_analysis.say.items import items
from ntm_analysis.say.late import late
from ntm_analysis.say.matrix import matrix
from ntm_analysis.say.merits import commendations, merits
from ntm_analysis.say.palette import Bar
from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.meeting import meeting, questions
from ntm_analysis.say.papers.report import report
from ntm_analysis.say.plan import plan
from ntm_analysis.say.resources import resources
from ntm_analysis.say.targets import goals
from ntm_analysis.say.tasks import load, responsibilities, tasks, timeline
from ntm_analysis.say.texts import pieces, signed, text_of
from ntm_analysis.say.words import Group, Listing, Opening, Sentence, Table
from tests.wordfile import parts_of, texts_of

SUBJECTS = (
    findings, goals, ways, todo, timeline, money, tasks, load, registrations, responsibilities, plan,
    conditions,
    strengthen, resources, model_areas, commendations, merits, items, late, decisions, caveats,
    matrix, changes,
)  # fmt: skip
STANDARD = "xa_ntm_2021_2025"
TABLES = {
    "bodies": ('yt,Trung tâm Y tế,"phòng, ban huyện",,Danh sách,,có',),
    "submissions": ("2022-01,10001,,2022-01-28,Sổ theo dõi,,có",),
    "contributions": (
        "2022-01,10001,huy động,tiền,người dân,,12.5,triệu đồng,,,Đường,Sổ,,có",
        "2022-01,10003,huy động,tiền,doanh nghiệp,,1,tỷ đồng,,,Đường,Sổ,,có",
        "2022-01,10001,huy động,ngày công,người dân,,12.5,công,,,Đường,Sổ,,có",
        "2022-01,10003,huy động,hiến đất,người dân,,300,m²,45000000,QĐ giá đất,Đường,Sổ,,có",
        "2022-01,,kế hoạch,tiền,ngân sách tỉnh,,800,triệu đồng,,,Đường,Sổ,,có",
        "2022-01,,giải ngân,tiền,ngân sách tỉnh,,300,triệu đồng,,,Đường,Sổ,,có",
        "2022-01,10001,nợ đọng,tiền,ngân sách xã,,150,triệu đồng,,,Đường,Sổ,,có",
    ),
    "registrations": (
        f"2022,10001,{STANDARD},6,I,Đăng ký,Kế hoạch,,có",
        f"2022,10003,{STANDARD},8,,Đăng ký,Kế hoạch,,có",
    ),
    "responsibilities": (
        f"{STANDARD},9,,yt,,Quyết định,,có",
        ",,10001,yt,Giám đốc,Quyết định,,có",
    ),
    "tasks": (
        f"T1,Vận động <b>bảo hiểm</b>,10003,{STANDARD},15,,yt,2022-01-01,2022-01-10,2021-12,,Kế hoạch,,có",
        "T2,Lập hồ sơ,10001,,,health,yt,2022-01-01,2022-02-10,2021-12,,Kế hoạch,,có",
    ),
    "commendations": ("2022-01-10,10001,tập thể,2,,Làm đường,,Quyết định,,có",),
    "activities": ("2022-01,10001,sessions,3,12,,Báo cáo,,có",),
    "model_areas": ("10001,Thôn Một,2022-01-10,,,,Đăng ký,,có",),
}
MOVEMENT = """\
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    about: [resources, rewards]
    kinds:
      - {code: sessions, name: {vi: Buổi, en: Sessions}, unit: {vi: buổi, en: sessions}}
      - {code: audience, name: {vi: Lượt, en: Attendances}, unit: {vi: lượt, en: attendances}}
"""
MEAN = f"""\
  - id: mean
    name: {{vi: Số tiêu chí bình quân, en: Mean}}
    kind: mean_criteria
    sense: reach
    value: "19"
    unit: criteria
    denominator: 3
    set: {STANDARD}
    baseline: {{value: "17", date: 2021-12-31, printed: true}}
    end: "2022-12"
    paragraph: {{vi: mục 5, en: item 5}}
    quote: bình quân 19 tiêu chí
"""


@pytest.fixture(scope="module")
def prepare():
    """Gives the district something of every subject."""

    def write(dataset):
        for table, rows in TABLES.items():
            dataset.fill(table, *rows)
        dataset.write("movement.yaml", MOVEMENT)
        path = dataset.path / "targets.yaml"
        path.write_text(path.read_text("utf-8") + MEAN, "utf-8")

    return write


class Cells(HTMLParser):
    """Gathers the texts of cells, sentences and points."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.whole = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, _attrs):
        if tag in {"th", "td", "p", "li", "summary", "h3"}:
            self.open.append("")

    def handle_endtag(self, tag):
        if tag in {"th", "td", "p", "li", "summary", "h3"}:
            self.found.append(self.open.pop())
            if self.open:
                self.open[-1] += self.found[-1]

    def handle_data(self, data):
        self.whole += data
        if self.open:
            self.open[-1] += data


def bare(text):
    return "".join(text.split())


def whole(words, cell):
    """Gives all texts of a cell, those that open on demand too."""
    said = ""
    for piece in pieces(words, cell):
        said += "" if isinstance(piece, Bar) else text_of(words, piece)  # a bar is drawn
        if isinstance(piece, Opening):
            said += "".join(whole(words, item) for item in piece.items)
    return said


def values(words, parts):
    """Gives every text that parts say, with the signs of its doubts."""
    for part in parts:
        match part:
            case Sentence():
                yield signed(words, part.text, part.doubts)
            case Listing():
                yield from (whole(words, item) for item in part.items)
            case Group():
                yield from values(words, part.parts)
            case Table():
                yield from (column.title for column in part.columns)
                yield from (whole(words, cell) for row in (*part.rows, *part.sums) for cell in row)


def test_the_page_sets_each_value(said):
    told = set()
    for code, subject in product(("999", "10001", "10003"), SUBJECTS):
        view = replace(said.view, place=said.view.data.place(code), subject="movement")
        shown = subject(view)
        if shown is not None:
            on_page = {bare(text) for text in Cells(str(written(shown))).found}
            expected = [bare(text) for text in values(view.words, shown.parts)]
            assert [text for text in expected if text not in on_page] == []
            told.add(subject)
    assert told == set(SUBJECTS)


def test_the_papers_set_each_value(said):
    words, facts = said.view.words, replace(said.facts, kind=ReportKind.MOVEMENT)
    for document in (report(facts), meeting(facts)):
        page = bare(Cells(as_html(document).decode()).whole)
        expected = list(values(words, (p for p in parts_of(document) if isinstance(p, Sentence | Table))))
        assert [text for text in expected if bare(text) not in page] == []


def test_the_page_and_the_papers_of_a_meeting_ask_for_the_same_decisions(said):
    asked = questions(replace(said.facts, kind=ReportKind.MOVEMENT))
    shown = decisions(said.view)
    agenda = next((part.items for part in shown.parts if isinstance(part, Listing)), ())
    page = [" ".join(text_of(said.view.words, item).split()) for item in agenda]
    assert page == list(asked[: len(page)])


def test_page_and_papers_come_to_the_same(said):
    texts = texts_of(report(replace(said.facts, kind=ReportKind.MOVEMENT)))
    kinds = next(part for part in resources(said.view).parts if isinstance(part, Table))
    page = [[text_of(said.view.words, cell) for cell in row] for row in kinds.rows]
    word = {row[1]: row[2:] for row in said.in_word("Nguồn lực")}
    assert {row[0] for row in page} == {"Tiền", "Ngày công", "Hiến đất"}
    for name, unit, now, since, _ in page:
        in_sheet = word["Cộng bằng tiền" if name == "Tiền" else name]
        assert (in_sheet[0], *in_sheet[2:]) == (unit, now, since)
    (supporting,) = merits(said.view).parts
    listed, note = supporting.parts
    assert [fact for fact in listed.items if f"- {fact}" not in texts] == []
    assert note.text in texts
    (needed,) = [text for text in texts if text.startswith("- Để đạt")] or [""]
    (chosen,) = [part for part in plan(said.view).parts if isinstance(part, Table)] or [None]
    names = [f"{row[0]} tiêu chí {row[1][0].text}" for row in chosen.rows] if chosen else []
    assert [name for name in names if name not in needed] == []
    assert bool(names) is bool(needed)
