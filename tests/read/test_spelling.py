"""Vietnamese that lost its letters on the way is refused with what it was meant to say."""

import csv
import io
from pathlib import Path

import pytest

VAN_QUAN = Path(__file__).parents[2] / "data" / "van-quan" / "communes.csv"
SHIPPED = [row["name"] for row in csv.DictReader(io.StringIO(VAN_QUAN.read_text("utf-8")))]
GOOD = """\
Ia Grai, Đắk Lắk, Krông Nô, Y Tý, Ý Yên, Phường Đúc, Mường Thín, Cò Nòi, Ea H'Leo, Đắk Rlấp, A Lưới,
Hồ Thị Kỷ, Đô Lương, Âu Lâu, Sa Pa, Quý Lộc, Nghĩa Bình, Ô Môn, Hòa Ninh 2, Tân Thành-Bình"""
# name: (as written, what is wrong, what is right)
GARBLED = {
    "TCVN3": ("B×nh Phóc", "bảng mã cũ", "“Bình Phúc”"),
    "TCVN3, another": ("Trµng C¸c", "bảng mã cũ", "“Tràng Các”"),
    "TCVN3 with a capital of its own": ("§iÒm He", "bảng mã cũ", "“Điềm He”"),
    "VNI": ("Bình Phuùc", "bảng mã cũ", "“Bình Phúc”"),
    "VNI, both syllables": ("Traøng Caùc", "bảng mã cũ", "“Tràng Các”"),
    "VNI with a capital of its own": ("Ñieàm He", "bảng mã cũ", "“Điềm He”"),
    "UTF-8 read as Windows-1252": ("BÃ¬nh PhÃºc", "bảng mã cũ", "“Bình Phúc”"),
    "a question mark in a word": ("B?nh Phúc", "mất chữ", "gõ lại tên"),
    "a question mark at an end": ("Bình Ph?", "mất chữ", "gõ lại tên"),
    "the sign of a lost letter": ("B\ufffdnh Phúc", "mất chữ", "gõ lại tên"),
    "the eth of Iceland": ("\u00d0ồng Giáp", "U+00D0", "“Đồng Giáp”"),
    "the kind of a unit": ("Xã An Hòa", "có cả loại đơn vị", "chỉ ghi tên: “An Hòa”"),
    "the kind of a town": ("thị trấn Phố Cũ", "có cả loại đơn vị", "chỉ ghi tên: “Phố Cũ”"),
    "digits only": ("12345", "không có chữ cái nào", "tên đơn vị"),
    "signs only": ("---", "không có chữ cái nào", "tên đơn vị"),
    "too long": ("An " * 20 + "A", "tên dài 61 ký tự", "tối đa 60 ký tự"),
}


def commune(name):
    return f'10004,"{name}",xã,2020-01-01,,,,,,,,,,'


@pytest.mark.parametrize(("name", "found", "right"), list(GARBLED.values()), ids=list(GARBLED))
def test_a_garbled_name_is_refused_once_with_what_would_be_right(tiny_dataset, name, found, right):
    line = tiny_dataset.append("communes.csv", commune(name))
    (problem,) = tiny_dataset.problems()
    assert (problem.file, problem.line, problem.column) == ("communes.csv", line, "name")
    assert found in problem.found
    assert right in problem.expected


@pytest.mark.parametrize("name", [*SHIPPED, *GOOD.replace("\n", " ").split(", ")])
def test_a_good_name_is_read_as_it_stands(tiny_dataset, name):
    tiny_dataset.append("communes.csv", commune(name))
    data = tiny_dataset.read()
    assert data.communes["name"].iloc[-1] == name
    assert [warning for warning in data.warnings if warning.file == "communes.csv"] == []


@pytest.mark.parametrize("length", [60, 61])
def test_a_name_is_at_most_sixty_letters_long(tiny_dataset, length):
    tiny_dataset.append("communes.csv", commune(("An " * 30)[: length - 1].replace("  ", " ") + "a"))
    assert bool(tiny_dataset.problems()) is (length > 60)


def test_a_name_in_decomposed_letters_is_the_same_name(tiny_dataset):
    tiny_dataset.append("communes.csv", commune("Bi\u0300nh Phu\u0301c"))
    assert tiny_dataset.read().communes["name"].iloc[-1] == "Bình Phúc"


UNSEEN = {
    "a zero-width space": "\u200b",
    "a zero-width joiner": "\u200d",
    "a byte-order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "right to left": "\u202e",
    "an isolate": "\u2066",
    "a bell": "\x07",
    "a deletion": "\x7f",
    "a control of Latin-1": "\x85",
}


@pytest.mark.parametrize("mark", list(UNSEEN.values()), ids=list(UNSEEN))
def test_a_character_nobody_sees_is_refused_and_spelled_out(tiny_dataset, mark):
    line = tiny_dataset.append("communes.csv", commune(f"Bình{mark} Phúc"))
    (problem,) = tiny_dataset.problems()
    assert (problem.file, problem.line, problem.column) == ("communes.csv", line, "name")
    assert f"⟨U+{ord(mark):04X}⟩" in problem.found
    assert mark not in str(problem)


TEXT_CELLS = {
    "a source of a commune": ("communes.csv", "8,,,GSO,", "8,,,G\u200bSO,", "source"),
    "a note of a commune": ("communes.csv", "GSO,\n10002", "GSO,xem\u200b lại\n10002", "note"),
    "a predecessor": ("communes.csv", "8,,,GSO,\n10002", "8,10001\u200b An,,GSO,\n10002", "predecessors"),
    "the name of a decision": ("recognitions.csv", "12/QĐ-UBND", "12/QĐ\u200b-UBND", "decision"),
    "a source of a recognition": ("recognitions.csv", "Quyết định", "Quyết\u200b định", "source"),
    "the word of a stage": ("recognitions.csv", "đã có quyết", "đã có\u200b quyết", "dossier_stage"),
    "a day": ("recognitions.csv", "2021-12-30", "2021-12\u200b-30", "decision_date"),
}


@pytest.mark.parametrize(("file", "old", "new", "column"), list(TEXT_CELLS.values()), ids=list(TEXT_CELLS))
def test_no_column_of_any_kind_may_hold_one(tiny_dataset, file, old, new, column):
    text = (tiny_dataset.path / file).read_text("utf-8")
    assert old in text
    (tiny_dataset.path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = [p for p in tiny_dataset.problems() if (p.file, p.column) == (file, column)]
    assert len(problems) == 1
    assert "⟨U+200B⟩" in problems[0].found


MOVEMENT_ROWS = {
    "bodies": 'yt,Phòng\u200b Y tế,"phòng, ban huyện",,,,',
    "commendations": "2022-01-19,,cá nhân,2,,Hiến\u200b đất,,,,",
    "contributions": "2022-01,,huy động,tiền,người dân,,12.5,triệu đồng,,,Làm\u200b đường,,,",
    "translations": "An Hòa,en,An\u200b Hoa",
}


@pytest.mark.parametrize(("table", "row"), MOVEMENT_ROWS.items(), ids=MOVEMENT_ROWS)
def test_no_table_of_the_movement_may_hold_one(tiny_dataset, table, row):
    tiny_dataset.fill(table, row)
    found = [p.found for p in tiny_dataset.problems() if p.file == f"{table}.csv"]
    assert len(found) == 1
    assert "⟨U+200B⟩" in found[0]


@pytest.mark.parametrize(
    "blank", ["\u00a0", "\u2009", "\u202f", "\u3000"], ids=["no-break", "thin", "narrow", "wide"]
)
def test_another_blank_is_read_as_a_blank(tiny_dataset, blank):
    tiny_dataset.append(
        "verdicts.csv", f"2022-01,10001,xa_ntm_2021_2025,1,chưa{blank}đạt,huyện{blank}rà soát,,,có"
    )
    assert tiny_dataset.read().verdicts["verdict"].iloc[-1] == "not_met"


GARBLED_TEXTS = {
    "VNI": ("Baùo caùo thaùng", "“Báo cáo tháng”"),
    "TCVN3": ("B¸o c¸o th¸ng", "“Báo cáo tháng”"),
    "UTF-8 read as Windows-1252": ("BÃ¡o cÃ¡o thÃ¡ng", "“Báo cáo tháng”"),
}


@pytest.mark.parametrize("column", ["source", "note"])
@pytest.mark.parametrize(("text", "right"), list(GARBLED_TEXTS.values()), ids=list(GARBLED_TEXTS))
def test_a_garbled_source_or_note_is_refused_with_what_it_says(tiny_dataset, lines, text, right, column):
    cells = {"indicator": "15.2", "value": "đạt", column: text}
    line = tiny_dataset.append("observations.csv", lines.observation(**cells))
    (problem,) = tiny_dataset.problems()
    assert (problem.line, problem.column) == (line, column)
    assert right in problem.expected


@pytest.mark.parametrize(
    "note",
    [
        "Ghi theo GSO (2019)",
        "đo lúc 5°C",
        "café ở thôn",
        "17 m² – 20 m³",
        "90 % của “xã”",
        "Ai hỏi? Tôi hỏi.",
    ],
)
def test_a_note_with_other_signs_is_no_garbled_one(tiny_dataset, lines, note):
    tiny_dataset.append("observations.csv", lines.observation(indicator="15.2", value="đạt", note=note))
    assert tiny_dataset.problems() == ()
