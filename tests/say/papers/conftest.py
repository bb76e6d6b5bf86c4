"""A document by hand, and the facts of the small district."""

from functools import cache

import pytest

from ntm_analysis.language import Language
from ntm_analysis.say.papers import Heading, ReportKind
from ntm_analysis.say.papers.facts import gather
from ntm_analysis.say.papers.report import report
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Table

STANDARD = "xa_ntm_2021_2025"
TABLES = {
    "bodies": (
        'health,Phòng Y tế,"phòng, ban huyện",,Quyết định,,có',
        "an_hoa,Ban Chỉ đạo xã,ban chỉ đạo xã,10001,Quyết định,,có",
    ),
    # Feb 25 is the cut-off day: overdue by 15 and by 5 days, due on the day, due in 30 and in 31 days, done.
    "tasks": (
        f"T1,Vận động bảo hiểm,10003,{STANDARD},15,,health,2022-01-01,2022-02-10,2021-12,,Kế hoạch,,có",
        "T2,Lập hồ sơ,10001,,,health,an_hoa,2022-01-01,2022-02-20,2022-01,,Kế hoạch,,có",
        f"T3,Sửa trạm y tế,10003,{STANDARD},15,,health,2022-01-01,2022-02-25,2022-01,,Kế hoạch,,có",
        f"T4,Rà soát,10001,{STANDARD},9,,an_hoa,2022-01-01,2022-03-27,,,Kế hoạch,,có",
        f"T5,Tổng hợp,,{STANDARD},9,,health,2022-01-01,2022-03-28,2022-02,,Kế hoạch,,có",
        f"T6,Tập huấn,10002,{STANDARD},9,,health,2022-01-01,2022-01-20,2022-01,,Kế hoạch,,có",
    ),
    "task_states": (
        "2022-02,T1,đang thực hiện,,Chưa bố trí kinh phí,Báo cáo,,có",
        "2022-01,T6,hoàn thành,2022-01-19,,Báo cáo,,có",
        "2022-02,T4,chưa bắt đầu,,,Báo cáo,,có",
    ),
}


def _with_tasks(dataset):
    for table, rows in TABLES.items():
        dataset.fill(table, *rows)
    return dataset


@pytest.fixture
def with_tasks(tiny_dataset):
    """The small district with six tasks of three meetings."""
    return _with_tasks(tiny_dataset)


@pytest.fixture(scope="module")
def facts_with_tasks(new_tiny_dataset, facts_of):
    """Gives the facts of the same, for tests that only read them."""
    return facts_of(_with_tasks(new_tiny_dataset()).read())


@pytest.fixture(scope="session")
def facts_of():
    """Gives the facts of a dataset in a month, for a kind of report."""

    def build(data, kind=ReportKind.MONTH, period=None, language="vi"):
        month = data.period(period) if period else data.latest
        return gather(View.of(data, month, Language.load(language)), kind)

    return build


@pytest.fixture(scope="session")
def shipped_facts(van_quan):
    """Gives the facts of the shipped dataset, gathered once for each kind of report and month."""

    @cache
    def build(kind=ReportKind.MONTH, period="2022-09"):
        month = van_quan.data.period(period)
        return gather(View.of(van_quan.data, month, Language.load("vi")), kind)

    return build


@pytest.fixture(scope="session")
def shipped_report(shipped_facts):
    """Gives the report of the shipped dataset, written once for each kind and month."""
    return cache(lambda kind, period="2022-09": report(shipped_facts(kind, period)))


@pytest.fixture(scope="session")
def under():
    """Gives the texts under the heading that starts so, up to the next of its level."""

    def texts(document, title):
        level, found = 0, []
        for part in document.parts:
            if isinstance(part, Heading) and level and part.level <= level:
                break
            if isinstance(part, Heading) and part.text.startswith(title):
                level = part.level
            elif level and not isinstance(part, Table):
                found.append(part.text)
        return found

    return texts
