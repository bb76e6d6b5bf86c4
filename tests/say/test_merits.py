"""Commendations, and facts that support further ones."""

import pytest

from ntm_analysis.say.merits import commendations, merits


def given(day="2022-02-10", commune="10001", kind="tập thể", recipient="", decision="5/QĐ-UBND"):
    return f"{day},{commune},{kind},2,{recipient},Làm đường thôn,{decision},Quyết định,,không"


class TestCommendations:
    def test_of_the_district_are_all_of_the_year_with_their_place(self, view_of, told):
        rows = told.rows(commendations(view_of("184")))
        assert [row[0][3:] for row in rows] == sorted(row[0][3:] for row in rows)
        assert rows[1][:4] == ["28/06/2022", "hộ gia đình", "03", "Điềm He: Hiến đất làm đường thôn"]
        assert rows[0][3] == "Thực hiện tốt phong trào 6 tháng đầu năm"
        assert rows[1][4] == "Quyết định số …/QĐ-UBND (minh họa)"

    def test_of_a_commune_are_its_own(self, view_of, told):
        (row,) = told.rows(commendations(view_of("06298")))
        assert row[3] == "Hiến đất, góp ngày công"
        assert commendations(view_of("06286")) is None

    @pytest.mark.parametrize(
        ("day", "shown"),
        [("2021-12-31", False), ("2022-01-01", True), ("2022-02-25", True), ("2022-02-26", False)],
    )
    def test_are_of_the_year_up_to_the_cut_off(self, small, day, shown):
        view = small("10001", commendations=[given(day)])
        assert (commendations(view) is not None) is shown

    @pytest.mark.parametrize("kind", ["cá nhân", "hộ gia đình", "nhân tố mới"])
    def test_never_print_the_name_of_a_person(self, small, told, kind):
        said = told.text(commendations(small("10001", commendations=[given(kind=kind, recipient="X")])))
        assert f" {kind} 02 " in said
        assert "X" not in said

    def test_print_the_name_of_an_enterprise_as_its_decision_does(self, small, told):
        lines = [given(kind="doanh nghiệp", recipient="Công ty Hồi")]
        (row,) = told.rows(commendations(small("10001", commendations=lines)))
        assert row[1] == "doanh nghiệp: Công ty Hồi"

    def test_without_a_decision_say_so(self, small, told):
        (row,) = told.rows(commendations(small("10001", commendations=[given(decision="")])))
        assert row[4] == "chưa ghi quyết định"


@pytest.fixture(scope="module")
def said(view_of, told):
    return told.text(merits(view_of("184")))


class TestMerits:
    def test_name_who_gained_most_criterion_by_criterion(self, said):
        assert (
            "Tăng nhiều tiêu chí nhất từ đầu năm (thêm 2 tiêu chí): Bình Phúc (tăng tiêu chí 6, 13)." in said
        )

    def test_name_who_was_first_of_those_that_registered(self, said):
        assert "Tiêu chí 15 (Y tế): Tràng Các đạt sớm nhất (tháng 8/2022) trong 2 xã đăng ký." in said
        assert "Tiêu chí 6 (Cơ sở vật chất văn hóa): Bình Phúc đạt sớm nhất (tháng 6/2022)" in said

    def test_rest_on_nothing_the_commune_alone_has_judged(self, said):
        assert "†" not in said
        assert "Liên Hội" not in said  # with 13, which it assessed itself, it would have gained two
        assert "Tiêu chí 9" not in said  # Khánh Khê and Tri Lễ registered it and call it met

    def test_name_who_gave_most_a_head_and_how_that_is_counted(self, said):
        # 124 million đồng over the 1,205 people of Hòa Bình in 2019.
        assert "Ủng hộ bằng tiền bình quân đầu người cao nhất: Hòa Bình 102.905 đồng; " in said
        assert "dân số theo tổng điều tra ngày 01/04/2019" in said

    def test_are_evidence_and_no_ranking(self, said):
        assert "không phải xếp hạng" in said

    def test_are_of_the_district_only_and_nothing_without_facts(self, view_of, small):
        assert merits(view_of("06298")) is None
        assert merits(view_of("184", period="2021-12")) is None
        assert merits(small("999")) is None

    def test_say_what_was_lost_beside_what_was_gained(self, small, tiny_dataset, told):
        old = [f"2021-12,10001,xa_ntm_2021_2025,{n},đạt" for n in (3, 5)]
        for line in old:
            tiny_dataset.replace("verdicts.csv", line, line.replace(",đạt", ",chưa đạt"))
        for number, word in ((3, "đạt"), (5, "đạt"), (9, "chưa đạt")):
            tiny_dataset.append(
                "verdicts.csv", f"2022-02,10001,xa_ntm_2021_2025,{number},{word},huyện rà soát,Biên bản,,có"
            )
        said = told.text(merits(small("999")))
        assert "(thêm 1 tiêu chí): An Hòa (tăng tiêu chí 3, 5; giảm tiêu chí 9)." in said
        assert "†" not in said
