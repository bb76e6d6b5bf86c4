"""The files of a dataset's folder: what is read, and what looks like a table and is not."""

import os
from pathlib import Path

import pytest

from ntm_analysis.read.schema import column_names

OTHER_ENDINGS = {
    "verdicts.csv.gz": "lưu lại thành verdicts.csv",
    "verdicts.csv.txt": "lưu lại thành verdicts.csv",
    "verdicts.tsv": "lưu lại thành verdicts.csv",
    "verdicts.txt": "lưu lại thành verdicts.csv",
    "verdicts.json": "lưu lại thành verdicts.csv",
    "verdicts.csv.bak": "lưu lại thành verdicts.csv",
    "verdicts": "lưu lại thành verdicts.csv",
    "verdicts.CSV": "đổi tên thành verdicts.csv",
    "boundaries.json": "lưu lại thành boundaries.geojson",
    "boundaries.shp": "lưu lại thành boundaries.geojson",
    "verdicts.ods": "lưu lại thành .xlsx",
    "so-lieu.xlsm": "lưu lại thành .xlsx",
}


@pytest.mark.parametrize(("name", "right"), OTHER_ENDINGS.items(), ids=list(OTHER_ENDINGS))
def test_a_table_under_another_ending_is_refused_with_the_one_to_use(tiny_dataset, name, right):
    (tiny_dataset.path / name).write_bytes(b"x")
    (problem,) = tiny_dataset.problems()
    assert (problem.file, problem.line) == (name, 0)
    assert "chỉ đọc" in problem.found or "không được đọc" in problem.found
    assert right in problem.expected


@pytest.mark.parametrize(
    "name", ["README.md", "verdicts.md", "verdicts.py", "ảnh.png", "Kế hoạch.docx", "notes.json"]
)
def test_a_file_of_no_table_is_left_alone(tiny_dataset, name):
    (tiny_dataset.path / name).write_bytes(b"x")
    assert tiny_dataset.read().warnings == ()


@pytest.mark.parametrize(
    "name", ["._observations.csv", "~$so.xlsx", ".so-lieu.xlsx", "._verdicts.csv", ".~lock.verdicts.csv#"]
)
def test_a_companion_or_hidden_file_is_told_and_not_read(tiny_dataset, name):
    (tiny_dataset.path / name).write_bytes(b"\x00\x05\x16\x07 no table")
    (warning,) = tiny_dataset.read().warnings
    assert warning.file == name
    assert "không được đọc" in warning.found


def test_a_hidden_file_of_no_table_is_left_alone(tiny_dataset):
    (tiny_dataset.path / ".gitignore").write_bytes(b"x")
    (tiny_dataset.path / ".DS_Store").write_bytes(b"x")
    assert tiny_dataset.read().warnings == ()


@pytest.mark.parametrize(
    ("folder", "file", "told"),
    [
        ("cu", "verdicts.csv", "bảng trong thư mục con không được đọc: cu/verdicts.csv"),
        ("2022", "observations.xlsx", "bảng trong thư mục con không được đọc: 2022/observations.xlsx"),
        ("closed", "verdicts.csv", ""),
        (".cu", "verdicts.csv", ""),
        ("cu", "ghi-chu.csv", ""),
    ],
)
def test_a_table_in_a_folder_below_is_told(tiny_dataset, folder, file, told):
    (tiny_dataset.path / folder).mkdir()
    (tiny_dataset.path / folder / file).write_bytes(b"x")
    assert [w.found for w in tiny_dataset.read().warnings] == ([told] if told else [])


HEADER = ",".join(column_names("verdicts"))
ROW = "2022-01,10001,xa_ntm_2021_2025,1,đạt,huyện rà soát,,,có"
TOPS = {
    "a title": (["BẢNG KẾT QUẢ", HEADER, ROW], 1, "“BẢNG KẾT QUẢ” không phải dòng tên cột"),
    "a title with blanks": (["BẢNG KẾT QUẢ,,,,,,,,", HEADER, ROW], 1, "không phải dòng tên cột"),
    "a title below a blank line": (["", "BẢNG KẾT QUẢ", HEADER, ROW], 2, "không phải dòng tên cột"),
    "a comment": (["# xuất ngày 24/9/2022", HEADER, ROW], 1, "“# xuất ngày 24/9/2022” không phải"),
    "a long title": (["Bảng " * 50, HEADER, ROW], 1, "không phải dòng tên cột"),
    "sep=": (["sep=,", HEADER, ROW], 1, "dòng “sep=” của Excel"),
    "sep=;": (["sep=;", HEADER.replace(",", ";"), ROW.replace(",", ";")], 1, "dòng “sep=” của Excel"),
    "tabs": ([HEADER.replace(",", "\t"), ROW.replace(",", "\t")], 1, "các cột ngăn bằng dấu tab"),
    "bars": ([HEADER.replace(",", "|"), ROW.replace(",", "|")], 1, "các cột ngăn bằng dấu |"),
    "semicolons": ([HEADER.replace(",", ";"), ROW.replace(",", ";")], 1, "ngăn bằng dấu chấm phẩy"),
    "no header": ([ROW, ROW.replace(",1,", ",2,")], 1, "“2022-01” không phải dòng tên cột"),
    "another case": ([HEADER.title(), ROW], 1, "không phải dòng tên cột"),
}


@pytest.mark.parametrize(("content", "line", "found"), list(TOPS.values()), ids=list(TOPS))
def test_what_stands_where_the_header_should_is_one_problem(tiny_dataset, content, line, found):
    tiny_dataset.write("verdicts.csv", *content)
    (problem,) = tiny_dataset.problems()
    assert (problem.file, problem.line) == ("verdicts.csv", line)
    assert found in problem.found
    assert len(str(problem)) < 400


def test_a_header_below_blank_lines_is_read(tiny_dataset):
    tiny_dataset.write("verdicts.csv", "", ",,", HEADER, ROW)
    assert tiny_dataset.read().verdicts["row"].tolist() == [4]


FILES = ["verdicts.csv", "so.xlsx", "dataset.yaml", "targets.yaml", "movement.yaml", "boundaries.geojson"]


def unreadable(path):
    path.touch()
    path.chmod(0)


# What stands in a file's place, and whether the sentence about it is of the file and not of the folder.
IN_PLACE = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a link that leads nowhere": lambda path: path.symlink_to(path.parent / "nowhere"),
    "what may not be read": pytest.param(
        unreadable, marks=pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
    ),
}


@pytest.mark.parametrize("put", IN_PLACE.values(), ids=IN_PLACE)
@pytest.mark.parametrize("name", FILES)
def test_what_stands_in_place_of_a_file_is_one_sentence(tiny_dataset, name, put):
    path = tiny_dataset.path / name
    path.unlink(missing_ok=True)
    put(path)
    (problem,) = tiny_dataset.problems()
    of_folder = problem.file == str(tiny_dataset.path) and "không có dataset.yaml" in problem.found
    assert of_folder or problem.file == name
    told = ("không phải một tệp thường", "không đọc được", "không có")
    assert any(text in problem.found for text in told)


BROKEN = {
    "targets.yaml": "targets: [",
    "movement.yaml": "items: [",
    "tasks.csv": "task,name\nNV-1,Vận động",
    "bodies.csv": "body\nyt",
    "model_areas.csv": "BẢNG\nx",
    "boundaries.geojson": "{",
    "translations.csv": "text\nx",
    "recognitions.csv": "commune;level",
    "unit_changes.csv": "x",
}
REFERRING = {
    "targets.yaml": "",
    "movement.yaml": """\
goods_units: [tấn xi măng]
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: sessions, name: {vi: Buổi, en: Sessions}, unit: {vi: buổi, en: sessions}}
""",
    "bodies": ['yt,Phòng Y tế,"phòng, ban huyện",,,,có'],
    "tasks": ["NV-1,Vận động,,,,health,yt,2022-01-10,2022-01-20,,,,,có"],
    "task_states": ["2022-01,NV-1,hoàn thành,2022-01-20,,,,có"],
    "model_areas": ["10001,Thôn Hai,2022-01-05,,,,,,có"],
    "model_area_items": ["2022-01,10001,Thôn Hai,Nước sạch,đạt,,,có"],
    "activities": ["2022-01,10001,sessions,4,,yt,,,có"],
    "contributions": ["2022-01,,huy động,hiện vật,người dân,,20,tấn xi măng,,,,,,có"],
    "estimates": ["2022-01,10001,health,1,,,có"],
    "confirmations": ["2022-01-20,10001,hài lòng,đạt,90,95,yt,,,,có"],
    "responsibilities": ["xa_ntm_2021_2025,15,,yt,,,,có"],
    "submissions": ["2022-01,,yt,2022-01-24,,,có"],
}


@pytest.fixture
def referring(tiny_dataset):
    """Gives a district whose tables refer to each other."""
    for name, rows in REFERRING.items():
        if isinstance(rows, list):
            tiny_dataset.fill(name, *rows)
        elif rows:
            tiny_dataset.write(name, rows)
    return tiny_dataset


def test_tables_that_refer_to_each_other_are_sound(referring):
    data = referring.read()
    assert data.warnings == ()
    assert len(data.movement.task_states) == 1


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_its_own_problem_and_none_of_another(referring, name):
    referring.write(name, BROKEN[name])
    assert {problem.file for problem in referring.problems()} == {name}


@pytest.mark.parametrize("name", ["communes.csv", "observations.csv", "verdicts.csv"])
def test_a_broken_main_table_is_one_problem(referring, name):
    referring.write(name, "BẢNG SỐ LIỆU", "x")
    assert [problem.file for problem in referring.problems()] == [name]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("targets.yaml", "kind: criterion", "kind: criteria"),
        ("movement.yaml", "number: 1", "number: 0"),
    ],
)
def test_a_file_of_wrong_shape_is_its_own_problem_and_none_of_another(referring, name, old, new):
    referring.replace(name, old, new)
    assert [problem.file for problem in referring.problems()] == [name]
