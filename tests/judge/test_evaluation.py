"""What was concluded of a closed month, held against what is concluded of it now."""

import hashlib

import pandas as pd
import pytest

from ntm_analysis.cli.dataset import close_month
from ntm_analysis.judge import evaluate
from ntm_analysis.judge.evaluation import conclusions, reopened
from ntm_analysis.model import Period

JANUARY, FEBRUARY = Period(2022, 1), Period(2022, 2)
VERDICT = "2022-02,10003,{set},{criterion},{verdict},huyện rà soát,Biên bản,,có"
THRESHOLD = '[{{set: {set}, indicator: "15.1", value: "{value}", source: QĐ 1}}]'


def concluded_of(dataset, month):
    read = dataset.read()
    return conclusions(read, evaluate(read, until=month), month)


def told(dataset, until=FEBRUARY):
    """Lists what is reopened as (kind, commune, code, then, now)."""
    read = dataset.read()
    rows = reopened(read, evaluate(read, until=until), until)
    return {(r.kind, r.commune, r.code, r.concluded, r.now) for r in rows.itertuples()}


@pytest.mark.parametrize("is_merging", [False, True])
def test_the_rows_of_every_table_are_numbered_through(world, is_merging):
    counts = {"poor_households": 8, "near_poor_households": 5, "households": 100}
    world.commune("c2").commune("c1").rule().report("met", period="2022-04").statistic(**counts)
    world.observe(of=(95, 100), period="2022-03").recognise("c1").recognise("c2")
    if is_merging:
        world.commune("c3", end="2022-04-30").merge("c3", "c1")
    found = world.evaluate()
    for name in found.names:
        table = found.named(name)
        assert list(table.index) == list(range(len(table))), name
        assert len(table) > 1, name


@pytest.fixture(scope="module")
def closed_once(new_tiny_dataset):
    dataset = new_tiny_dataset()
    close_month(dataset.path, FEBRUARY)
    return dataset


@pytest.fixture
def closed(closed_once, tmp_path):
    """The small district with February closed."""
    return closed_once.copy(tmp_path / "closed")


@pytest.fixture
def unmeet(lines):
    """Has one commune not meet a criterion, as the district reviewed it at the base."""

    def change(dataset, criterion, commune="10003"):
        judged = f"2021-12,{commune},{lines.standard},{criterion},"
        dataset.replace("verdicts.csv", f"{judged}đạt,", f"{judged}chưa đạt,")

    return change


def override(dataset, lines, value):
    given = THRESHOLD.format(set=lines.standard, value=value)
    dataset.replace("dataset.yaml", "threshold_overrides: []", f"threshold_overrides: {given}")


def test_the_conclusions_of_a_month_tell_every_verdict_count_and_target(tiny_dataset, lines):
    rows = concluded_of(tiny_dataset, FEBRUARY)
    assert set(rows["kind"]) == {"verdict", "computed", "indicator", "count", "target", "status"}
    mine = rows[(rows["commune"] == "10001") & (rows["set"] == lines.standard)]
    verdicts = mine[mine["kind"] == "verdict"]
    assert sorted(map(int, verdicts["code"])) == list(range(1, 20))
    assert set(verdicts["concluded"]) == {"met"}
    assert list(mine.loc[mine["kind"] == "count", "concluded"]) == ["19"]
    assert list(rows.loc[rows["kind"] == "target", "concluded"]) == ["3"]
    assert not rows.duplicated(["kind", "commune", "set", "code"]).any()


def test_the_conclusions_are_those_of_the_month_alone(tiny_dataset, lines):
    before = concluded_of(tiny_dataset, JANUARY)
    tiny_dataset.append("verdicts.csv", VERDICT.format(set=lines.standard, criterion=15, verdict="chưa đạt"))
    assert concluded_of(tiny_dataset, JANUARY).equals(before)
    assert not concluded_of(tiny_dataset, FEBRUARY).equals(before)


def test_what_is_kept_at_closing_are_the_conclusions(tiny_dataset):
    concluded = concluded_of(tiny_dataset, FEBRUARY)
    close_month(tiny_dataset.path, FEBRUARY)
    kept = pd.read_csv(tiny_dataset.path / "closed/2022-02/conclusions.csv", dtype=str, keep_default_na=False)
    assert kept.to_dict("list") == concluded.to_dict("list")


def test_without_a_closed_month_nothing_is_reopened(tiny_dataset):
    assert told(tiny_dataset) == set()


def test_nothing_is_reopened_where_nothing_changed(closed):
    assert told(closed) == set()


def test_a_changed_verdict_is_told_with_its_target_and_without_its_count(closed, unmeet):
    unmeet(closed, 15)
    found = told(closed)
    assert ("verdict", "10003", "15", "met", "not_met") in found
    assert ("target", "", "health", "3", "2") in found
    assert {commune for _, commune, *_ in found} == {"10003", ""}
    assert not {kind for kind, *_ in found} & {"count"}


def test_a_verdict_that_no_target_counts_is_told_alone(closed, unmeet):
    unmeet(closed, 16)
    assert told(closed) == {("verdict", "10003", "16", "met", "not_met")}


def test_a_changed_threshold_is_told_by_the_indicator_and_not_by_what_follows_from_it(closed, lines):
    before = concluded_of(closed, FEBRUARY)
    override(closed, lines, "85")
    found = told(closed)
    assert {("indicator", code, "15.1", "not_met", "met") for code in ("10001", "10002", "10003")} <= found
    after = concluded_of(closed, FEBRUARY)
    computed = [each.loc[each["kind"] == "computed", "concluded"].tolist() for each in (before, after)]
    assert computed[0] != computed[1]
    assert "computed" not in {kind for kind, *_ in found}


@pytest.fixture
def rewrite(closed):
    """Changes what was kept at closing, and its hash."""

    def change(old, new):
        kept = closed.path / "closed/2022-02/conclusions.csv"
        before = kept.read_text("utf-8")
        assert before.count(old) == 1
        after = before.replace(old, new)
        kept.write_text(after, "utf-8")
        closed.replace("dataset.yaml", *(hashlib.sha256(t.encode()).hexdigest() for t in (before, after)))

    return change


KEPT = "verdict,10001,xa_ntm_2021_2025,16,met\n"


@pytest.mark.parametrize(
    ("kept", "told_of"),
    [
        (f"{KEPT}verdict,10001,xa_ntm_2021_2025,99,met\n", ("99", "met", "")),
        ("", ("16", "", "met")),
    ],
    ids=["no longer said", "said only now"],
)
def test_what_one_of_the_two_does_not_say_is_told(closed, rewrite, kept, told_of):
    rewrite(KEPT, kept)
    assert told(closed) == {("verdict", "10001", *told_of)}


def test_what_was_closed_counts_from_its_month_on(closed, unmeet):
    unmeet(closed, 16)
    assert told(closed, until=JANUARY) == set()
    assert told(closed, until=FEBRUARY)


def test_every_closed_month_is_told_under_its_own(tiny_dataset, unmeet):
    close_month(tiny_dataset.path, JANUARY)
    close_month(tiny_dataset.path, FEBRUARY)
    unmeet(tiny_dataset, 16)
    read = tiny_dataset.read()
    rows = reopened(read, evaluate(read, until=FEBRUARY), FEBRUARY)
    assert list(zip(rows["kind"], rows["month"], strict=True)) == [
        ("verdict", JANUARY.number),
        ("verdict", FEBRUARY.number),
    ]
