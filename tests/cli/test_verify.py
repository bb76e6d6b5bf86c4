"""``ntm verify``: a sheet by its code, a Word paper by its figures."""

import io

import docx
import pytest

from ntm_analysis.batch.keep.inputs import code_of, keep_inputs
from ntm_analysis.batch.keep.keys import inputs_hash
from ntm_analysis.model import Period

pytestmark = pytest.mark.slow


@pytest.fixture
def code(project):
    """Gives the code of September, with the files kept that its papers were made from."""
    dataset = project / "data" / "van-quan"
    keep_inputs(dataset, project / "reports", "van-quan", inputs_hash(dataset))
    return code_of(Period(2022, 9), inputs_hash(dataset))


def turn_first_verdict(project):
    path = project / "data/van-quan/verdicts.csv"
    path.write_text(path.read_text("utf-8").replace(",đạt,", ",chưa đạt,", 1), "utf-8")


def test_a_sheet_made_from_the_files_there_are_holds(ntm, code):
    ran = ntm("verify", code.lower())
    assert ran.code == 0
    assert "tháng 9/2022: dự thảo, chưa chốt." in ran.out
    assert "Đúng với số liệu hiện nay" in ran.out


def test_what_has_changed_since_a_sheet_was_made_is_told(project, ntm, code):
    turn_first_verdict(project)
    ran = ntm("verify", code)
    assert ran.code == 1
    assert "- Xã Trấn Ninh, tiêu chí 1 (Quy hoạch): đạt → chưa đạt (giảm)" in ran.out
    assert "- Số tiêu chí đạt bình quân mỗi xã: 13,56 → 13,50; khó đạt (không đổi)" in ran.out


def test_files_that_changed_without_any_result_make_no_sheet_wrong(project, ntm, code):
    path = project / "data/van-quan/dataset.yaml"
    path.write_text(path.read_text("utf-8") + "\n# một ghi chú\n", "utf-8")
    ran = ntm("verify", code)
    assert ran.code == 0
    assert "mọi kết quả của kỳ này vẫn như cũ" in ran.out


def test_a_closed_month_is_said_to_be_closed(ntm, code):
    assert ntm("close", "2022-09").code == 0
    ran = ntm("verify", code)
    assert ran.code == 0
    assert "tháng 9/2022: đã chốt." in ran.out


def test_where_the_files_were_not_kept_that_is_said_and_nothing_claimed(project, ntm):
    ran = ntm("verify", code_of(Period(2022, 9), "0" * 64))
    assert ran.code == 1
    assert "không nêu được thay đổi nào" in ran.out
    assert str(project / "reports") in ran.out


def test_a_signed_report_holds_until_the_data_change_and_then_the_figures_are_named(project, ntm):
    assert ntm("report", "--period", "2022-09", "--out", "r.docx").code == 0
    ran = ntm("verify", "r.docx")
    assert ran.code == 0
    assert "Không còn đúng" not in ran.out
    turn_first_verdict(project)
    ran = ntm("verify", "r.docx")
    assert ran.code == 1
    assert "ghi 13,56, số liệu hiện nay 13,50" in ran.out
    assert "dòng “Trấn Ninh”, cột “1”: ghi ✓, số liệu hiện nay ✗" in ran.out


@pytest.mark.parametrize(
    ("command", "name"), [(["report", "--kind", "quarter"], "r.docx"), (["meeting"], None)]
)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("project")
def test_every_paper_as_it_was_made_holds(tmp_path, ntm, command, name, language):
    out = tmp_path / "out" / (name or "")
    assert ntm(*command, "--period", "2022-09", "--lang", language, "--out", out).code == 0
    (paper,) = (tmp_path / "out").glob("*.docx")
    ran = ntm("verify", paper)
    assert ran.code == 0, ran.out


@pytest.mark.usefixtures("project")
def test_what_is_neither_a_code_nor_a_paper_of_ours_is_one_sentence(tmp_path, ntm):
    other, saved = docx.Document(), io.BytesIO()
    other.save(saved)
    (tmp_path / "other.docx").write_bytes(saved.getvalue())
    (tmp_path / "broken.docx").write_bytes(b"PK")
    for paper, said in (
        ("2209", "không phải mã kiểm tra"),
        ("2309-3F9A07C2", "không có số liệu kỳ 2023-09"),
        (tmp_path / "none.docx", "không đọc được"),
        (tmp_path / "broken.docx", "hãy lưu lại thành tệp .docx"),
        (tmp_path / "other.docx", "không ghi loại văn bản và kỳ"),
    ):
        ran = ntm("verify", paper)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert ran.err.count("\n") == 1
