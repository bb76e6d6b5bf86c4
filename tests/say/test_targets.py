"""What a page says of the movement's targets."""

from dataclasses import replace

from ntm_analysis.judge.targets.course import NamedState
from ntm_analysis.model import TargetKind, Verdict
from ntm_analysis.publish.page import summary
from ntm_analysis.say.indicators import priorities
from ntm_analysis.say.target_notes import areas_of
from ntm_analysis.say.targets import targets_table


def with_own_verdict(view, verdict):
    targets = tuple(
        replace(p, named=(NamedState(view.place.code, verdict),))
        if view.place.code in p.target.communes
        else p
        for p in view.targets
    )
    return replace(view, targets=targets)


def test_the_rate_a_change_is_counted_from_stands_with_its_households(view_of, told):
    assert "tỷ lệ gốc 26,0% (3.640/14.019 hộ)" in told.text(targets_table(view_of("184", "poverty")))
    assert "tỷ lệ gốc" not in told.text(targets_table(view_of("184", "health")))


def test_a_commune_that_did_what_a_target_asks_of_it_has_reached_it(view_of, told):
    view = with_own_verdict(view_of("06280", "health"), Verdict.MET)
    shown = told.text(targets_table(view))
    assert "đã đạt" in shown
    assert "cả huyện: có nguy cơ" in shown
    assert summary(view).facts["targets"] == {"reached": 1}


def test_a_commune_that_did_not_is_where_the_district_is(view_of, told):
    view = with_own_verdict(view_of("06280", "health"), Verdict.NOT_MET)
    shown = told.text(targets_table(view))
    assert "có nguy cơ" in shown
    assert "cả huyện" not in shown
    assert summary(view).facts["targets"] == {"at_risk": 1}


def test_two_lists_of_gaps_are_told_apart(view_of, told):
    view = view_of("184", "health")
    standard, advanced = (told.text(priorities(view, role)) for role in ("standard", "advanced"))
    assert "Chỉ tiêu nâng cao chưa đạt" in advanced
    assert "Chỉ tiêu nâng cao chưa đạt" not in standard


def test_a_goal_is_written_with_the_decimals_its_document_prints(view_of, told):
    rows = {row[0].split(" kể cả")[0]: row[3] for row in told.rows(targets_table(view_of("184")))}
    of_means = {name: goal for name, goal in rows.items() if "bình quân" in name}
    assert sorted(of_means.values()) == ["1", "14,19"]


def test_model_areas_are_told_as_decided_and_as_under_way_at_their_target_alone(view_of):
    for code, said in (("184", "xã đạt chuẩn: 2 đã công nhận, 3 đang thực hiện"), ("06280", "Điềm He: ")):
        view = view_of(code)
        told = {p.target.kind: areas_of(view, p) for p in view.targets}
        assert said in told.pop(TargetKind.MODEL_AREAS)
        assert set(told.values()) == {""}


def test_the_district_follows_every_target_of_the_document(view_of, told):
    rows = {row[0]: row for row in told.rows(targets_table(view_of("184")))}
    assert len(rows) == 9
    recognised = (
        "Xã được công nhận đạt chuẩn nông thôn mới "
        "Có nguy cơ vì: 2 nhiệm vụ quá hạn; Bình Phúc chưa đủ điều kiện công nhận (đạt đủ tiêu chí)."
    )
    # One step from its goal, so that there is no range.
    assert rows[recognised][1:6] == ["có nguy cơ", "06/16", "07/16", "06/16", ""]
    mean = next(row for name, row in rows.items() if name.startswith("Số tiêu chí đạt bình quân"))
    assert mean[1:5] == ["khó đạt", "13,56", "14,19", "13,19"]


def test_a_commune_follows_the_targets_that_name_it(view_of, told):
    assert len(told.rows(targets_table(view_of("06286")))) == 1
    assert targets_table(view_of("06274")) is None
