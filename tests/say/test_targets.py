"""What a page says of the movement's targets."""

from dataclasses import replace

import pytest

from ntm_analysis.judge.targets.course import NamedState
from ntm_analysis.model import TargetKind, Verdict
from ntm_analysis.publish.page import summary
from ntm_analysis.say.target_notes import areas_of
from ntm_analysis.say.targets import glossary, goals


def with_own_verdict(view, verdict):
    targets = tuple(
        replace(p, named=(NamedState(view.place.code, verdict),))
        if view.place.code in p.target.communes
        else p
        for p in view.targets
    )
    return replace(view, targets=targets)


def test_the_rate_a_change_is_counted_from_stands_with_its_households(view_of, told):
    assert "tỷ lệ gốc 26,0% (3.640/14.019 hộ)" in told.text(goals(view_of("184", "poverty")))


@pytest.mark.parametrize(
    ("verdict", "counted"), [(Verdict.MET, {"reached": 1}), (Verdict.NOT_MET, {"at_risk": 1})]
)
def test_a_commune_that_did_what_a_target_asks_of_it_has_reached_it(view_of, verdict, counted):
    assert summary(with_own_verdict(view_of("06280", "health"), verdict)).facts["targets"] == counted


def test_the_states_in_which_targets_stand_are_explained_and_no_other(view_of, told):
    said = told.text(glossary(view_of("184")))
    assert "chưa dự báo được: không có số đầu năm hoặc chưa đủ 4 lần có số liệu để dự báo" in said
    assert "cận tốt nhất của dự báo cũng không tới mục tiêu" in said  # khó đạt
    assert "hết hạn" not in said.replace("hoặc đã hết hạn", "")
    assert glossary(replace(view_of("184"), targets=())) is None


def test_model_areas_are_told_as_decided_and_as_under_way_at_their_target_alone(view_of):
    for code, said in (("184", "xã đạt chuẩn: 2 đã công nhận, 3 đang thực hiện"), ("06280", "Điềm He: ")):
        view = view_of(code)
        told = {p.target.kind: areas_of(view, p) for p in view.targets}
        assert said in told.pop(TargetKind.MODEL_AREAS)
        assert set(told.values()) == {""}


def test_the_district_follows_every_target_of_the_document(view_of, told):
    rows = {row[0]: row for row in told.rows(goals(view_of("184")))}
    assert len(rows) == 9
    (name,) = [name for name in rows if name.startswith("Xã được công nhận đạt chuẩn")]
    assert "Có nguy cơ vì: 2 nhiệm vụ quá hạn; Bình Phúc chưa đủ điều kiện công nhận" in name
    assert rows[name][3] == "06/16"
    assert rows[name][6] == "có nguy cơ"  # one step from its goal, so that there is no range
    mean = next(row for name, row in rows.items() if name.startswith("Số tiêu chí đạt bình quân"))
    assert mean[3] == "13,56"
    assert mean[6].startswith("khó đạt")
