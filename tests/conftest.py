"""A small district that tests may read, change and break."""

from __future__ import annotations

import csv
import datetime as dt
import gc
import io
import os
import re
import shutil
import subprocess
import sys
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from pandas.util import hash_pandas_object

import ntm_analysis.publish.html  # noqa: F401 (sets how what is said is shown)
from ntm_analysis.errors import InputError, Problem
from ntm_analysis.judge import Results, evaluate, evaluation
from ntm_analysis.judge.targets import Progress, follow_targets
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.publish.sheet import workbook_of
from ntm_analysis.publish.xlsx_file import written
from ntm_analysis.read import Dataset, read_dataset
from ntm_analysis.read.schema import column_names
from ntm_analysis.say.page import Page
from ntm_analysis.say.papers.sheets import content
from ntm_analysis.say.view import View

CRITERIA = Path(__file__).parents[1] / "data" / "criteria"
STANDARD, ADVANCED = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"
PERIODS = ("2021-12", "2022-01", "2022-02")
COMMUNES = {"10001": "An Hòa", "10002": "Bình Yên", "10003": "Cao Sơn"}
TOWN = "10009"
_EVALUATE, _KNOWN = evaluation._evaluate, {}

DESCRIPTION = f"""\
name: tiny
title: {{vi: Huyện Thử Nghiệm, en: Trial district}}
office: {{vi: Văn phòng điều phối, en: Coordination office}}
province: {{code: "99", name: Tỉnh Thử}}
district: {{code: "999", name: Thử Nghiệm}}
region: TDMNPB
cut_off_day: 25
criteria: {CRITERIA}
illustrative: true
sets:
  - {{role: standard, set: {STANDARD}, from: "2021-12", to: "2025-12"}}
  - {{role: advanced, set: {ADVANCED}, from: "2021-12", to: "2025-12"}}
formulas: {{}}
threshold_overrides: []
poverty_line: NĐ 07/2021
"""

TARGETS = f"""\
document: {{title: Phát động phong trào, citation: Kế hoạch số 01/KH-UBND}}
targets:
  - id: health
    name: {{vi: Xã đạt tiêu chí 15, en: Communes meeting criterion 15}}
    kind: criterion
    sense: reach
    value: "3"
    unit: communes
    denominator: 3
    baseline: {{value: "2", date: 2021-12-31, printed: true}}
    end: "2022-12"
    paragraph: {{vi: mục 4, en: item 4}}
    quote: phấn đấu 3/3 xã
    set: {STANDARD}
    criterion: "15"
    communes: ["10003"]
"""


def commune_lines() -> list[str]:
    lines = []
    for code, name in COMMUNES.items():
        lines.append(f"{code},{name},xã,2020-01-01,2024-11-30,20.5,2000,500,2019-04-01,8,,,GSO,")
    return [*lines, f"{TOWN},Phố Mới,thị trấn,2020-01-01,,5,4000,1000,2019-04-01,6,,,GSO,"]


def observation_lines() -> list[str]:
    lines = []
    for code in (*COMMUNES, TOWN):
        for statistic, count in (("households", 500), ("poor_households", 60), ("near_poor_households", 40)):
            lines.append(
                f"2021-12,{code},statistics,{statistic},chung,{count},,,2021-12-14,2021,chính thức,"
                "NĐ 07/2021,Rà soát,,có"
            )
    for month, period in enumerate(PERIODS):
        for code in COMMUNES:
            for sex, covered, people in (
                ("nam", 910, 1000),
                ("nữ", 890 + month, 1000),
                ("chung", 1800 + month, 2000),
            ):
                lines.append(
                    f"{period},{code},{STANDARD},15.1,{sex},,{covered},{people},{period}-20,{period[:4]},"
                    "chính thức,,BHXH huyện,,có"
                )
    return lines


def verdict_lines() -> list[str]:
    return [
        f"2021-12,{code},{STANDARD},{criterion},đạt,huyện rà soát,Biên bản,,có"
        for code in COMMUNES
        for criterion in range(1, 20)
    ]


class TinyDataset:
    """A district of three communes and a town, three months: a folder that a test may change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)
        self.write("dataset.yaml", DESCRIPTION)
        self.write("targets.yaml", TARGETS)
        self.fill("communes", *commune_lines())
        self.fill("observations", *observation_lines())
        self.fill("verdicts", *verdict_lines())
        recognised = "10001,ntm,2021,12/QĐ-UBND,2021-12-30,đã có quyết định,văn bản,Quyết định,có"
        self.fill("recognitions", recognised)

    def copy(self, path: Path) -> TinyDataset:
        """Gives a copy as it is now, in another folder."""
        other = copy(self)
        other.path = shutil.copytree(self.path, path)
        return other

    def write(self, name: str, *lines: str) -> None:
        (self.path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def fill(self, table: str, *rows: str) -> None:
        """Writes a table: its header, and the rows given."""
        self.write(f"{table}.csv", ",".join(column_names(table)), *rows)

    def cut(self, name: str, lines: int) -> None:
        """Leaves a file its first lines."""
        self.write(name, *(self.path / name).read_text("utf-8").splitlines()[:lines])

    def strike(self, name: str, *beginnings: str) -> None:
        """Takes the lines that begin so out of a file; there must be some."""
        lines = (self.path / name).read_text("utf-8").splitlines()
        kept = [line for line in lines if not line.startswith(beginnings)]
        assert len(kept) < len(lines)
        self.write(name, *kept)

    def merge(self, month: str) -> None:
        """Lets Bình Yên join An Hòa with a month."""
        self.fill("unit_changes", f"{month}-01,10002,Bình Yên,10001,An Hòa,1,1,,NQ 1,verified,NQ")
        life = "Bình Yên,xã,2020-01-01,{}"
        self.replace(
            "communes.csv",
            life.format("2024-11-30"),
            life.format(dt.date.fromisoformat(f"{month}-01") - dt.timedelta(1)),
        )
        gone = tuple(f"{period},10002" for period in PERIODS if period >= month)
        for table in ("observations.csv", "verdicts.csv"):
            lines = (self.path / table).read_text("utf-8").splitlines()
            self.write(table, *(line for line in lines if not line.startswith(gone)))

    def change_set(self, month: str) -> None:
        """Holds the communes against the advanced set alone from a month on."""
        before = Period.from_number(Period.parse(month).number - 1)
        self.replace("dataset.yaml", 'from: "2021-12", to: "2025-12"', f'from: "2021-12", to: "{before}"')
        since = f'sets:\n  - {{role: standard, set: {ADVANCED}, from: "{month}", to: "2025-12"}}'
        self.replace("dataset.yaml", "sets:", since)

    def append(self, name: str, *lines: str) -> int:
        """Adds lines to a file and gives the line number of the first."""
        path = self.path / name
        before = path.read_text("utf-8")
        path.write_text(before + "\n".join(lines) + "\n", encoding="utf-8")
        return before.count("\n") + 1

    def replace(self, name: str, old: str, new: str) -> None:
        """Changes every occurrence of a text that must occur."""
        path = self.path / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def table(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO((self.path / f"{name}.csv").read_text("utf-8"))))

    def read(self, language: str = "vi") -> Dataset:
        return read_dataset(self.path, language)

    def problems(self) -> tuple[Problem, ...]:
        """Gives what reading complains about, nothing where it succeeds."""
        try:
            self.read()
        except InputError as error:
            return error.problems
        return ()


def observation(**cells: str) -> str:
    """Gives a line of observations.csv: the share of people insured of An Hòa in March 2022, changed."""
    row = dict.fromkeys(column_names("observations"), "")
    row |= {"period": "2022-03", "commune": "10001", "set": STANDARD, "indicator": "15.1", "sex": "chung"}
    row |= {"status": "chính thức", "illustrative": "có"} | cells
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(row.values())
    return text.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _equal_data_are_evaluated_once(request):
    """Lets tests share what was evaluated of equal data; those of the evaluation itself see each run."""
    if request.path.parent.name == "judge":
        yield
        return
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evaluation, "_evaluate", _evaluated_before)
        yield


def _evaluated_before(data: Dataset, until: Period) -> Results:
    """Evaluates what no test of this process had before: everything an evaluation reads is compared."""
    names = ("observations", "verdicts", "recognitions", "communes", "rules", "thresholds")
    tables = [getattr(data, name) for name in names]
    content = [(*table.dtypes.items(), hash_pandas_object(table).to_numpy().tobytes()) for table in tables]
    about = (data.sets, tuple(data.periods), data.district, data.poverty_line, data.cut_off_day, until)
    key = (*content, *about, id(data.criteria))
    if key not in _KNOWN:
        _KNOWN[key] = (data.criteria, _EVALUATE(data, until))  # criteria held have a number of their own
    return _KNOWN[key][1]


@pytest.fixture
def tiny_dataset(tmp_path):
    return TinyDataset(tmp_path / "tiny")


@pytest.fixture(scope="module")
def tiny_dataset_of_module(new_tiny_dataset):
    """The same, shared by the tests of one module, which then only read it."""
    return new_tiny_dataset()


@pytest.fixture(scope="session")
def new_tiny_dataset(tmp_path_factory):
    """Makes one more, in a folder of its own."""
    return lambda: TinyDataset(tmp_path_factory.mktemp("data") / "tiny")


@pytest.fixture(scope="session")
def lines():
    """Builds lines of the data files."""
    return SimpleNamespace(observation=observation, standard=STANDARD, advanced=ADVANCED, town=TOWN)


@pytest.fixture(scope="session")
def van_quan() -> SimpleNamespace:
    """Holds the shipped dataset with its results, read and evaluated once."""
    return _evaluated("vi")


@cache
def _evaluated(language: str) -> SimpleNamespace:
    data = read_dataset(CRITERIA.parent / "van-quan", language)
    return SimpleNamespace(data=data, results=evaluate(data, until=data.latest))


@pytest.fixture(scope="session")
def view_of():
    """Gives the view a notebook would build: place, area or None, period, language; equal asks share one."""

    @cache
    def build(
        place: str, area: str | None = None, period: str = "2022-09", language: str = "vi", subject: str = ""
    ) -> Page:
        held = _evaluated(language)
        data, month = held.data, held.data.period(period)
        about = data.criteria.areas[area] if area else None
        progress, words = _followed(language, month), Language.load(language)
        return Page(data, held.results, progress, data.place(place), month, words, about, subject)

    return build


@cache
def _followed(language: str, month: Period) -> tuple[Progress, ...]:
    held = _evaluated(language)
    return follow_targets(held.data, held.results, month)


def pytest_collection_finish():
    """Looks for garbage less often: what was loaded stays, and pandas leaves few circles."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_addoption(parser):
    parser.addoption("--renew-goldens", action="store_true", help="take the golden pictures anew, judge none")


@pytest.fixture(scope="session")
def ntm():
    """Runs a command as a user would and gives what it said."""
    command = [sys.executable, "-c", "from ntm_analysis.cli import main; main()"]

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        given = [*command, *map(str, arguments)]
        return subprocess.run(given, check=False, capture_output=True, text=True, cwd=CRITERIA.parents[1])

    return run


@pytest.fixture(scope="session")
def build(ntm, tmp_path_factory):
    """Builds the shipped dataset's pages of September 2022 into a folder; what the build says is told."""

    def run(*arguments: object) -> Path:
        out = tmp_path_factory.mktemp("reports")
        ran = ntm("build", "--period", "2022-09", "--out", out, *arguments)
        sys.stderr.write(ran.stdout[-300:])
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return out

    return run


@pytest.fixture(scope="session")
def reports(build, pytestconfig):
    """Holds all 102 pages, built once for all slow tests; golden pictures alone need only two."""
    two = ("--place", "184", "--place", "06298", "--notebook", "overview")
    return build(*two if pytestconfig.getoption("renew_goldens") else ())


@pytest.fixture(scope="session")
def english_reports(build):
    """Holds the English pages of the district and of one commune."""
    return build("--lang", "en", "--place", "184", "--place", "06298")


@pytest.fixture(scope="session")
def opened():
    """Opens the bytes of a workbook."""
    return lambda data: openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="session")
def van_quan_book(view_of, opened):
    """Holds the shipped district's workbook of September 2022: its view, its values, its bytes, the file."""
    view = view_of("184")
    book = workbook_of(content(view))
    data = written(book)
    return SimpleNamespace(view=view, book=book, bytes=data, file=opened(data))


@pytest.fixture
def view_now(tiny_dataset):
    """Evaluates the trial district as a test left it, for one of its places."""

    def build(place="999", period="2022-02", language="vi", area=None, subject=""):
        data = tiny_dataset.read()
        whole = View.of(data, data.period(period), Language.load(language))
        about = data.criteria.areas[area] if area else None
        return replace(whole, place=data.place(place), area=about, subject=subject)

    return build


@pytest.fixture(scope="session")
def sheet_of():
    """Finds a sheet of a book by the name of its table."""

    def find(book, name):
        return next(s for s in book.sheets if any(grid.name == name for grid in s.grids))

    return find


@pytest.fixture(scope="session")
def texts_of():
    """Gives the rows of a grid as lists of plain values under their column titles."""

    def read(grid):
        titles = [column.title for column in grid.columns]
        return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in grid.rows]

    return read


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Converts a file by LibreOffice; where it cannot, tests are skipped unless it is required."""

    def convert(path: Path, to: str) -> Path:
        folder, program = tmp_path_factory.mktemp("office"), shutil.which("soffice")
        if program:
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = [program, profile, "--headless", "--convert-to", to, "--outdir", folder, path]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
        made = folder / f"{path.stem}.{to}"
        if not made.exists():  # LibreOffice without Calc ends well and writes nothing.
            missing = "LibreOffice is not installed"
            if os.environ.get("NTM_REQUIRE_OFFICE"):
                pytest.fail(f"{missing} and NTM_REQUIRE_OFFICE is set")
            pytest.skip(missing)
        return made

    return convert


@pytest.fixture(scope="session")
def printed_by_office(office):
    """Prints a file by LibreOffice and gives the size in points and the text of each page."""

    def pages(path: Path) -> list[tuple[tuple[int, int], str]]:
        pdf = office(path, "pdf")
        asked = (["pdfinfo", "-l", "-1", pdf], ["pdftotext", "-layout", pdf, "-"])
        told, text = (subprocess.run(a, check=True, capture_output=True, text=True).stdout for a in asked)
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
        rounded = ((round(float(wide)), round(float(high))) for wide, high in sizes)
        return list(zip(rounded, text.split("\f"), strict=False))

    return pages
