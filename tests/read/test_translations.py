"""translations.csv gives a dataset's texts in English, and says which of its lines do not fit."""

import pytest

HEADER = "text,language,translation"
TASKS = "task,name,commune,set,criterion,target,body,start,due,meeting,document,source,note,illustrative"


@pytest.fixture
def told(tiny_dataset):
    """Gives the small district a body and a task, and translations of some texts."""
    tiny_dataset.write(
        "bodies.csv",
        "body,name,level,commune,source,note,illustrative",
        'yt,Trạm y tế xã,"phòng, ban huyện",,,,có',
    )
    task = "NV-1,Vận động người dân,10001,,,health,yt,2022-01-10,2022-02-10,,Kết luận giao ban,,,có"
    tiny_dataset.write("tasks.csv", TASKS, task)
    return tiny_dataset


def test_texts_of_tables_and_targets_are_read_in_english(told):
    told.write(
        "translations.csv",
        HEADER,
        "Vận động người dân,en,Mobilise residents",
        "phấn đấu 3/3 xã,en,strive for 3/3 communes",
        "Phát động phong trào,en,Launch of the movement",
    )
    data = told.read("en")
    assert list(data.movement.tasks["name"]) == ["Mobilise residents"]
    assert data.targets[0].quote == "strive for 3/3 communes"
    assert str(data.target_document) == "Launch of the movement. Kế hoạch số 01/KH-UBND"


def test_what_has_no_translation_stays_and_is_listed(told):
    told.write("translations.csv", HEADER, "Vận động người dân,en,Mobilise residents")
    data = told.read("en")
    assert list(data.movement.bodies["name"]) == ["Trạm y tế xã"]
    assert {"Trạm y tế xã", "Kết luận giao ban", "BHXH huyện"} <= set(data.untranslated)
    assert not {"Vận động người dân", "GSO"} & set(data.untranslated)  # GSO is the same in every language


def test_the_vietnamese_dataset_is_as_written(told):
    told.write("translations.csv", HEADER, "Vận động người dân,en,Mobilise residents")
    data = told.read()
    assert (list(data.movement.tasks["name"]), data.untranslated) == (["Vận động người dân"], ())


def test_a_translation_of_nothing_is_a_warning_that_names_the_nearest_text(told):
    told.write("translations.csv", HEADER, "Vận động ngừơi dân,en,Mobilise residents", "Xyz,en,Xyz")
    near, far = told.read().warnings
    assert (near.file, near.line, near.column) == ("translations.csv", 2, "text")
    assert near.expected == "gần nhất: “Vận động người dân”"
    assert far.expected == "chép đúng nguyên văn, hoặc bỏ dòng này"


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("Trạm y tế xã,en,Clinic", "text", "bản dịch của chữ này đã có ở dòng 2"),
        ("Kết luận giao ban,fr,Conclusions", "language", "“fr”"),
        ("Kết luận giao ban,en,", "translation", "để trống"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(told, line, column, found):
    told.write("translations.csv", HEADER, "Trạm y tế xã,en,Health station", line)
    (problem,) = told.problems()
    assert (problem.line, problem.column, problem.found) == (3, column, found)
