"""Closed months: what changes afterwards is told with the old value, the new one and the reason."""

import pytest

from ntm_analysis.cli.dataset import close_month
from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.model import Period

JANUARY = Period(2022, 1)


@pytest.fixture(scope="module")
def closed_once(new_tiny_dataset):
    dataset = new_tiny_dataset()
    close_month(dataset.path, JANUARY)
    return dataset


@pytest.fixture
def closed(closed_once, tmp_path):
    """Gives the small district with January 2022 closed."""
    return closed_once.copy(tmp_path / "closed")


def told(data):
    columns = ["period", "table", "commune", "code", "column", "old", "new", "reason"]
    return [tuple(row) for row in data.adjustments[columns].itertuples(index=False)]


def test_a_month_is_a_draft_until_it_is_closed(tiny_dataset):
    assert tiny_dataset.read().is_draft(JANUARY)
    close_month(tiny_dataset.path, JANUARY)
    data = tiny_dataset.read()
    assert (data.closed, data.is_draft(JANUARY), data.is_draft(Period(2022, 2))) == ((JANUARY,), False, True)


def test_closing_keeps_every_word_of_the_description(tiny_dataset):
    before = (tiny_dataset.path / "dataset.yaml").read_text("utf-8")
    close_month(tiny_dataset.path, JANUARY)
    after = (tiny_dataset.path / "dataset.yaml").read_text("utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []


def test_an_unchanged_month_has_no_adjustment(closed):
    data = closed.read()
    assert told(data) == []
    assert [w for w in data.warnings if "điều chỉnh" in w.found] == []


def test_the_order_of_rows_and_rows_of_other_months_do_not_matter(closed):
    path = closed.path / "observations.csv"
    header, *lines = path.read_text("utf-8").splitlines()
    closed.write("observations.csv", header, *reversed(lines))
    closed.replace("observations.csv", ",892,", ",893,")  # of February
    assert told(closed.read()) == []


def test_a_changed_value_is_told_with_its_reason_and_line(closed):
    closed.replace(
        "observations.csv",
        "2022-01,10001,xa_ntm_2021_2025,15.1,nữ,,891,1000,2022-01-20,2022,chính thức,,BHXH huyện,",
        "2022-01,10001,xa_ntm_2021_2025,15.1,nữ,,880,1000,2022-01-20,2022,chính thức,,BHXH huyện,đếm trùng",
    )
    data = closed.read()
    assert told(data) == [
        ("2022-01", "observations", "10001", "15.1 nữ", "numerator", "891", "880", "đếm trùng")
    ]
    (warning,) = [w for w in data.warnings if "điều chỉnh sau khi chốt" in w.found]
    lines = (closed.path / "observations.csv").read_text("utf-8").splitlines()
    assert "đếm trùng" in lines[warning.line - 1]
    assert (warning.file, warning.column, warning.warning) == ("observations.csv", "numerator", True)


def test_a_change_of_source_or_note_alone_adjusts_nothing(closed):
    closed.replace("observations.csv", "BHXH huyện", "BHXH huyện Thử Nghiệm")
    assert told(closed.read()) == []


def test_a_row_added_or_removed_afterwards_is_told(closed):
    closed.append("verdicts.csv", "2022-01,10001,xa_ntm_2021_2025,15,chưa đạt,huyện rà soát,,bổ sung,có")
    closed.replace(
        "observations.csv",
        "2022-01,10002,xa_ntm_2021_2025,15.1,chung,,1801,2000,2022-01-20,2022,chính thức,,BHXH huyện,,có\n",
        "",
    )
    added, removed = sorted(told(closed.read()), key=lambda row: row[1], reverse=True)
    assert added[1:] == ("verdicts", "10001", "15 huyện rà soát", "", "", "chưa đạt", "bổ sung")
    assert removed[1:5] == ("observations", "10002", "15.1 chung", "")
    assert removed[6:] == ("", "")


def test_a_touched_copy_is_an_error(closed):
    path = closed.path / "closed" / "2022-01" / "observations.csv"
    path.write_text(path.read_text("utf-8").replace(",910,", ",911,"), "utf-8")
    closed.replace(
        "observations.csv",
        "2022-01,10001,xa_ntm_2021_2025,15.1,nam,,910",
        "2022-01,10001,xa_ntm_2021_2025,15.1,nam,,911",
    )
    (problem,) = closed.problems()
    assert (problem.file, problem.found) == (
        "closed/2022-01",
        "bản chốt không khớp mã sha256 trong dataset.yaml",
    )


@pytest.mark.parametrize("month", [JANUARY, Period(2022, 7)], ids=["closed already", "without rows"])
def test_a_month_is_closed_once_and_only_with_rows(closed, month):
    before = (closed.path / "dataset.yaml").read_bytes()
    with pytest.raises(NtmError, match=str(month)):
        close_month(closed.path, month)
    assert (closed.path / "dataset.yaml").read_bytes() == before


def test_a_broken_dataset_cannot_be_closed(tiny_dataset):
    tiny_dataset.replace("observations.csv", ",910,", ",9100,")
    with pytest.raises(InputError):
        close_month(tiny_dataset.path, JANUARY)
    assert not (tiny_dataset.path / "closed").exists()


def gift(quantity, note="", period="2022-01"):
    return f"{period},10001,huy động,tiền,người dân,,{quantity},triệu đồng,,,Đường,Sổ,{note},có"


def task(due, note="", code="NV-1", meeting=""):
    return f"{code},Vận động,10001,,,health,yt,2022-01-01,{due},{meeting},,Lộ trình,{note},có"


@pytest.fixture(scope="module")
def full_once(new_tiny_dataset):
    dataset = new_tiny_dataset()
    dataset.fill("bodies", 'yt,Trung tâm Y tế,"phòng, ban huyện",,Danh sách,,có')
    dataset.fill("contributions", gift(20), gift(139))
    dataset.fill("tasks", task("2022-02-10"))
    close_month(dataset.path, Period(2022, 2))
    return dataset


@pytest.fixture
def full(full_once, tmp_path):
    """Gives the small district with tasks, gifts and a body, February closed and January with it."""
    return full_once.copy(tmp_path / "full")


def test_closing_a_month_closes_those_before(full):
    data = full.read()
    months = (JANUARY, Period(2022, 2), Period(2022, 3))
    assert [data.is_draft(month) for month in months] == [False, False, True]
    with pytest.raises(NtmError, match="2022-01"):
        close_month(full.path, JANUARY)


GIFT, TASK = ("2022-01", "contributions", "10001"), ("2022-02", "tasks", "10001", "NV-1")
LATER = task("2022-04-10", code="NV-2", meeting="2022-03")
CHANGED = {
    "a row of an earlier month": (
        lambda full: full.replace("contributions.csv", gift(139), gift(149, "đếm thiếu")),
        (*GIFT, "huy động tiền người dân triệu đồng Đường", "quantity", "139", "149", "đếm thiếu"),
    ),
    "of gifts alike the one that changed": (
        lambda full: full.replace("contributions.csv", gift(20), gift(200)),
        (*GIFT, "huy động tiền người dân triệu đồng Đường", "quantity", "20", "200", ""),
    ),
    "a task, and none of a later meeting": (
        lambda full: full.fill("tasks", task("2022-03-10", "gia hạn"), LATER),
        (*TASK, "due", "2022-02-10", "2022-03-10", "gia hạn"),
    ),
    "a task struck out, under its commune": (
        lambda full: full.fill("tasks", LATER),
        (*TASK, "", "Vận động, 10001, health, yt, 2022-01-01, 2022-02-10", "", ""),
    ),
    "a recognition": (
        lambda full: full.replace("recognitions.csv", "ntm,2021,12/QĐ", "ntm,2022,12/QĐ"),
        ("2022-02", "recognitions", "10001", "ntm", "credited_year", "2021", "2022", "Quyết định"),
    ),
    "the name of a body": (
        lambda full: full.replace("bodies.csv", "Trung tâm Y tế", "Phòng Y tế"),
        ("2022-02", "bodies", "", "yt", "name", "Trung tâm Y tế", "Phòng Y tế", ""),
    ),
}


@pytest.mark.parametrize(("change", "adjustment"), CHANGED.values(), ids=CHANGED)
def test_what_is_changed_afterwards_is_told(full, change, adjustment):
    change(full)
    assert told(full.read()) == [adjustment]


def test_a_body_more_changes_nothing_that_was_closed(full):
    full.append("bodies.csv", 'vh,Phòng Văn hóa,"phòng, ban huyện",,Danh sách,,có')
    assert told(full.read()) == []


def test_what_two_closings_kept_is_told_once_from_the_first(tiny_dataset):
    tiny_dataset.fill("contributions", gift(139))
    close_month(tiny_dataset.path, JANUARY)
    close_month(tiny_dataset.path, Period(2022, 2))
    tiny_dataset.replace("contributions.csv", gift(139), gift(149))
    assert [row[5:7] for row in told(tiny_dataset.read())] == [("139", "149")]
