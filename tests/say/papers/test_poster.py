"""The poster for villages: three figures the data know, marked as the pages are."""

from dataclasses import replace

from ntm_analysis.say.papers.poster import poster


def of(view):
    return [(figure.number, figure.told, figure.beside) for figure in poster(view).figures]


def test_three_figures_in_the_words_of_villages(view_of):
    assert of(view_of("184")) == [
        (
            "06/16",
            "xã đã được công nhận đạt chuẩn nông thôn mới",
            "Phấn đấu hết năm 2022: 07/16 xã. Xã phấn đấu: Bình Phúc.",
        ),
        ("13,56", "tiêu chí mỗi xã đạt được, tính bình quân", "Phấn đấu hết năm 2022: 14,19 tiêu chí."),
        (
            "10.177",
            "ngày công bà con đã góp từ đầu năm",
            "Cùng với 1.752 triệu đồng tiền mặt, 6.593 m² đất hiến.",
        ),
    ]


def test_where_nothing_given_is_known_the_poor_rate_stands_with_its_doubt(view_of):
    view = view_of("184")
    movement = replace(view.data.movement, contributions=view.data.movement.contributions.iloc[:0])
    number, told, _ = of(replace(view, data=replace(view.data, movement=movement)))[2]
    assert (number, told) == ("giảm 2,5 điểm phần trăm (sơ bộ)", "tỷ lệ hộ nghèo so với đầu năm")


def test_without_targets_and_gifts_there_are_no_figures_and_none_is_made_up(view_of):
    view = view_of("184")
    movement = replace(view.data.movement, contributions=view.data.movement.contributions.iloc[:0])
    assert of(replace(view, targets=(), data=replace(view.data, movement=movement))) == []


def test_it_says_that_data_are_illustrative_and_the_month_not_closed(view_of):
    assert poster(view_of("184")).marks == ("SỐ LIỆU MINH HỌA", "DỰ THẢO, đến 25/09/2022")
    assert "Số liệu đến ngày 25/09/2022" in poster(view_of("184")).source
