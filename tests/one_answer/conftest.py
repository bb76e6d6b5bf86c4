"""The trial district in states in which media once contradicted each other, as each medium reads it."""

from functools import cache, cached_property

import pytest

from ntm_analysis.cli.dataset import close_month
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.publish.sheet import workbook_of
from ntm_analysis.say.changes import differences
from ntm_analysis.say.papers import ReportKind
from ntm_analysis.say.papers.facts import gather
from ntm_analysis.say.papers.report import report
from ntm_analysis.say.papers.sheets import content
from ntm_analysis.say.view import View
from tests.wordfile import rows_under, texts_of

STANDARD = "xa_ntm_2021_2025"
DECEMBER, JANUARY = Period(2021, 12), Period(2022, 1)


def verdict(period, commune, criterion, word, level="huyện rà soát", note=""):
    return f"{period},{commune},{STANDARD},{criterion},{word},{level},Biên bản,{note},có"


def as_it_comes(dataset):
    """Lets communes gain and lose, one by its own word alone, one against the province."""
    dataset.replace(
        "verdicts.csv",
        verdict("2021-12", "10003", 8, "đạt"),
        verdict("2021-12", "10003", 8, "chưa đạt"),
    )
    dataset.replace("verdicts.csv", verdict("2021-12", "10001", 6, "đạt") + "\n", "")
    dataset.append(
        "verdicts.csv",
        verdict("2022-01", "10003", 8, "đạt"),
        verdict("2022-01", "10002", 9, "chưa đạt"),
        verdict("2022-01", "10001", 6, "đạt", "xã tự đánh giá"),
        verdict("2021-12", "10002", 11, "đạt", "tỉnh thẩm định"),
        verdict("2022-01", "10002", 11, "chưa đạt"),
    )


def merged(dataset):
    """Lets a commune join another in January."""
    as_it_comes(dataset)
    dataset.merge("2022-01")


def another_set(dataset):
    """Holds the communes against another set from January on."""
    as_it_comes(dataset)
    dataset.change_set("2022-01")


def adjusted(dataset):
    """Closes January and turns a verdict of it afterwards."""
    as_it_comes(dataset)
    close_month(dataset.path, JANUARY)
    was = verdict("2022-01", "10003", 8, "đạt")
    dataset.replace("verdicts.csv", was, verdict("2022-01", "10003", 8, "cơ bản đạt", note="rà soát lại"))


STATES = (as_it_comes, merged, another_set, adjusted)


class Said:
    """January's view of a dataset after a month, its Word report, its workbook, what the command prints."""

    def __init__(self, dataset):
        self.data, self.words = dataset.read(), Language.load("vi")
        self.view = View.of(self.data, JANUARY, self.words)
        self.changes = self.view.since(DECEMBER)

    @cached_property
    def facts(self):
        return gather(self.view, ReportKind.MONTH)

    @cached_property
    def paper(self):
        return report(self.facts)

    @property
    def report(self):
        return texts_of(self.paper)

    def in_word(self, title):
        return rows_under(self.paper, self.data.cut_off(JANUARY), title)

    @cached_property
    def book(self):
        return workbook_of(content(self.view))

    @cached_property
    def printed(self):
        return list(differences(self.view, self.changes))


def _as_it_is(dataset):
    """Adds nothing to a trial district."""


@pytest.fixture(scope="module")
def prepare():
    """Adds to a trial district what the tests of a module ask of every state."""
    return _as_it_is


@pytest.fixture(scope="session")
def said_of(new_tiny_dataset):
    """Gives what is said of a prepared district in a state, once for the modules that prepare it alike."""

    @cache
    def build(prepare, state):
        dataset = new_tiny_dataset()
        prepare(dataset)
        state(dataset)
        return Said(dataset)

    return build


@pytest.fixture(scope="module", params=STATES, ids=lambda state: state.__name__)
def said(request, said_of, prepare):
    return said_of(prepare, request.param)
