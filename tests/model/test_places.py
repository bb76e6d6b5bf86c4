"""Names of places: their order in lists."""

from ntm_analysis.model import in_alphabet


def test_names_stand_in_the_order_of_the_vietnamese_alphabet():
    names = [
        "Tràng Phái",
        "Điềm He",
        "An Sơn",
        "Dương Đức",
        "Ân Thi",
        "Đại An",
        "Trấn Ninh",
        "Bình Phúc",
        "Tri Lễ",
    ]
    ordered = [
        "An Sơn",
        "Ân Thi",
        "Bình Phúc",
        "Dương Đức",
        "Đại An",
        "Điềm He",
        "Tràng Phái",
        "Trấn Ninh",
        "Tri Lễ",
    ]
    assert sorted(names, key=in_alphabet) == ordered


def test_where_only_the_tone_differs_it_decides():
    assert sorted(["Bạch", "Bách", "Bảch", "Bach", "Bãch", "Bàch"], key=in_alphabet) == [
        "Bach",
        "Bàch",
        "Bảch",
        "Bãch",
        "Bách",
        "Bạch",
    ]


def test_what_is_no_letter_stands_before_letters_in_an_order_of_its_own():
    assert sorted(["Tổ 2", "Tổ An", "Tổ 1", "Tổ 10"], key=in_alphabet) == ["Tổ 1", "Tổ 10", "Tổ 2", "Tổ An"]


def test_a_shorter_name_stands_before_one_that_begins_with_it():
    assert sorted(["An Sơn Hạ", "An Sơn", "Anh"], key=in_alphabet) == ["An Sơn", "An Sơn Hạ", "Anh"]
