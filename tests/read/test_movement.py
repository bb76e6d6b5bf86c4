"""The movement's tables: every wrong row is refused with file, line, column and what would be right."""

import pytest

from ntm_analysis.read.schema import MOVEMENT, column_names

SET = "xa_ntm_2021_2025"
GOOD = {
    "registrations": {"year": "2022", "commune": "10001", "set": SET, "criterion": "15", "quarter": "III"},
    "bodies": {"body": "bql", "name": "Ban Quản lý xã", "level": "ban quản lý xã", "commune": "10001"},
    "responsibilities": {"set": SET, "criterion": "15", "body": "yt"},
    "tasks": {
        "task": "NV-2",
        "name": "Vận động",
        "commune": "10001",
        "target": "health",
        "body": "yt",
        "start": "2022-01-10",
        "due": "2022-01-10",
    },
    "task_states": {"period": "2022-02", "task": "NV-1", "state": "hoàn thành", "done_on": "2022-02-28"},
    "confirmations": {
        "confirmed_on": "2022-01-20",
        "commune": "10001",
        "condition": "hài lòng",
        "verdict": "đạt",
        "satisfied": "90",
        "asked": "95",
        "body": "yt",
    },
    "estimates": {"period": "2022-01", "commune": "10001", "target": "health", "value": "1"},
    "contributions": {
        "period": "2022-01",
        "account": "huy động",
        "kind": "tiền",
        "fund": "người dân",
        "quantity": "12,5",
        "unit": "triệu đồng",
    },
    "model_areas": {"commune": "10001", "village": "Thôn Ba", "registered_on": "2022-01-05"},
    "model_area_items": {
        "period": "2022-01",
        "commune": "10001",
        "village": "Thôn Hai",
        "item": "Nước sạch",
        "verdict": "đạt",
    },
    "commendations": {"commended_on": "2022-01-19", "kind": "cá nhân", "quantity": "2", "merit": "Hiến đất"},
    "activities": {"period": "2022-01", "commune": "10001", "kind": "sessions", "quantity": "4"},
    "submissions": {"period": "2022-01", "commune": "10001", "received_on": "2022-01-24"},
    "unit_changes": {
        "effective_date": "2024-12-01",
        "from_code": "10002",
        "from_name": "Bình Yên",
        "to_code": "10001",
        "to_name": "An Hòa",
        "area_share": "1",
        "pop_share": "1",
    },
}
IN_KIND = {"kind": "hiện vật", "quantity": "20", "unit": "tấn xi măng"}
REFUSED = [
    ("registrations", {"commune": "10004"}, "commune", "không có xã mã “10004”"),
    ("registrations", {"commune": "10009"}, "commune", "thị trấn không xét"),
    ("registrations", {"criterion": "20"}, "criterion", "không có tiêu chí “20”"),
    ("registrations", {"quarter": "V"}, "quarter", "I, II, III, IV"),
    ("registrations", {"year": "22"}, "year", "năm gồm bốn chữ số"),
    ("bodies", {"body": "yt"}, "body", "mã này đã có"),
    ("bodies", {"commune": ""}, "commune", "không ghi xã"),
    ("bodies", {"level": "phòng, ban huyện"}, "commune", "để trống"),
    ("responsibilities", {"commune": "10001"}, "criterion", "đúng một trong criterion, commune"),
    ("responsibilities", {"criterion": "", "set": ""}, "criterion", "đúng một trong"),
    ("responsibilities", {"set": ""}, "set", "mã bộ tiêu chí"),
    ("responsibilities", {"body": "ytt"}, "body", "không có đơn vị “ytt”; gần nhất: yt"),
    ("tasks", {"due": "2022-01-09"}, "due", "“2022-01-09” trước ngày bắt đầu 2022-01-10"),
    ("tasks", {"body": "bcd"}, "body", "không có đơn vị “bcd”"),
    ("tasks", {"target": "heath"}, "target", "không có mục tiêu “heath”; gần nhất: health"),
    ("tasks", {"target": ""}, "criterion", "không ghi tiêu chí, không ghi mục tiêu"),
    ("tasks", {"criterion": "15"}, "set", "ghi cả hai hoặc để trống cả hai"),
    ("tasks", {"task": "NV-1"}, "task", "mã nhiệm vụ này đã có"),
    ("tasks", {"meeting": "8/2022"}, "meeting", "năm-tháng"),
    ("task_states", {"task": "NV-9"}, "task", "không có nhiệm vụ “NV-9”"),
    ("task_states", {"done_on": ""}, "done_on", "ngày hoàn thành"),
    ("task_states", {"state": "đang thực hiện"}, "done_on", "mà chưa hoàn thành"),
    ("task_states", {"done_on": "2022-03-01"}, "done_on", "“2022-03-01” sau kỳ 2022-02"),
    ("task_states", {"state": "xong"}, "state", "chưa bắt đầu, đang thực hiện, hoàn thành"),
    ("confirmations", {"condition": "vui"}, "condition", "hài lòng, an ninh"),
    ("confirmations", {"satisfied": ""}, "asked", "ghi cả hai hoặc để trống cả hai"),
    ("confirmations", {"asked": "89"}, "satisfied", "90 hộ hài lòng trên 89 hộ được hỏi"),
    ("confirmations", {"satisfied": "0", "asked": "0"}, "satisfied", "lớn hơn 0"),
    ("confirmations", {"condition": "an ninh"}, "satisfied", "không lấy ý kiến hộ dân"),
    ("confirmations", {"commune": "10009"}, "commune", "thị trấn không xét"),
    ("confirmations", {"body": "bcd"}, "body", "không có đơn vị “bcd”"),
    ("estimates", {"target": "heath"}, "target", "không có mục tiêu “heath”; gần nhất: health"),
    ("estimates", {"value": "0,5"}, "value", "1 nếu xã ước đạt, 0 nếu ước chưa đạt"),
    ("estimates", {"value": "2"}, "value", "1 nếu xã ước đạt"),
    ("estimates", {"commune": "10009"}, "commune", "thị trấn không xét"),
    ("estimates", {"commune": "", "value": "3,1"}, "value", "ước “3,1” lớn hơn mức có thể là 3"),
    ("estimates", {"commune": "", "value": "-1"}, "value", "ước số âm “-1”"),
    ("contributions", {"quantity": "-1"}, "quantity", "số âm “-1”"),
    ("contributions", {"unit": "m²"}, "unit", "tiền tính bằng “m²”; đồng, nghìn đồng"),
    ("contributions", {"unit": "tr"}, "unit", "tiền tính bằng “tr”"),
    ("contributions", {"kind": "hiến đất"}, "unit", "hiến đất tính bằng “triệu đồng”; m²"),
    ("contributions", {"kind": "ngày công", "unit": "ngày"}, "unit", "công"),
    ("contributions", IN_KIND | {"unit": "đồng"}, "unit", "hiện vật tính bằng “đồng”"),
    ("contributions", IN_KIND | {"account": "kế hoạch"}, "kind", "kế hoạch không phải bằng tiền"),
    ("contributions", IN_KIND | {"value": "20000000"}, "price_source", "không ghi căn cứ giá"),
    ("contributions", IN_KIND | {"price_source": "Thông báo"}, "value", "không ghi số tiền"),
    ("contributions", {"value": "12500000"}, "value", "để trống"),
    ("contributions", {"quantity": "0,0000001"}, "quantity", "một số"),
    ("contributions", {"quantity": "0,5", "unit": "đồng"}, "quantity", "không thành số đồng nguyên"),
    ("contributions", {"given_on": "2022-02-01"}, "given_on", "sau kỳ 2022-01"),
    ("contributions", {"fund": "dân"}, "fund", "người dân"),
    ("contributions", {"commune": "10004"}, "commune", "không có xã mã"),
    ("model_areas", {"decision": "12/QĐ"}, "decision", "ghi cả hai"),
    ("model_areas", {"recognised_on": "2022-01-04", "decision": "1"}, "recognised_on", "trước khi đăng ký"),
    ("model_areas", {"village": "Thôn Hai"}, "village", "khu dân cư này đã có"),
    ("model_area_items", {"village": "Thôn Bốn"}, "village", "không có khu dân cư “Thôn Bốn”"),
    ("model_area_items", {"verdict": "tốt"}, "verdict", "đạt, chưa đạt"),
    ("commendations", {"recipient": "Nguyễn Văn A"}, "recipient", "không có quyết định"),
    (
        "commendations",
        {"recipient": "Nguyễn Văn A", "decision": "5/QĐ"},
        "recipient",
        "dòng minh họa có tên người",
    ),
    ("activities", {"kind": "session"}, "kind", "không có loại hoạt động “session”; gần nhất: sessions"),
    ("activities", {"quantity": "-2"}, "quantity", "số nguyên không âm"),
    ("submissions", {"body": "yt"}, "commune", "đúng một trong commune, body"),
    ("submissions", {"commune": ""}, "commune", "đúng một trong"),
    ("submissions", {"received_on": "2021-12-31"}, "received_on", "trước khi kỳ 2022-01 bắt đầu"),
    ("unit_changes", {"pop_share": "1.01"}, "pop_share", "từ 0 đến 1"),
    ("unit_changes", {"pop_share": "0.9"}, "pop_share", "cộng lại không bằng 1"),
    ("tasks", {"body": "bql-1", "commune": "10002"}, "body", "là đơn vị của xã An Hòa"),
    ("tasks", {"commune": "10009", "set": SET, "criterion": "15"}, "commune", "thị trấn không xét"),
    ("tasks", {"set": SET, "criterion": "16"}, "target", "mục tiêu “health” về tiêu chí khác"),
    ("task_states", {"done_on": "2022-01-09"}, "done_on", "trước ngày bắt đầu 2022-01-10"),
    ("contributions", IN_KIND | {"unit": "abcxyz"}, "unit", "một trong: tấn xi măng, m³ cát"),
    ("contributions", IN_KIND | {"unit": "tấn xi mằng"}, "unit", "gần nhất: tấn xi măng"),
    ("contributions", IN_KIND | {"unit": "m2 đất"}, "unit", "chưa có trong goods_units"),
]
KEPT = [
    ("confirmations", {"asked": "90"}),
    ("confirmations", {"satisfied": "", "asked": ""}),
    ("confirmations", {"condition": "an ninh", "satisfied": "", "asked": ""}),
    ("estimates", {"value": "0"}),
    ("estimates", {"commune": "", "value": "3"}),
    ("contributions", {"quantity": "0"}),
    ("contributions", {"quantity": "0,000001"}),
    ("contributions", IN_KIND | {"value": "29000000", "price_source": "Thông báo giá"}),
    ("contributions", {"kind": "hiến đất", "quantity": "120,5", "unit": "m²"}),
    ("contributions", {"commune": "10009"}),
    ("commendations", {"kind": "tập thể", "recipient": "Thôn Ba", "decision": "5/QĐ"}),
    ("submissions", {"received_on": ""}),
    ("unit_changes", {"from_code": "10009", "from_name": "Phố Mới", "pop_share": "0", "area_share": "0.1"}),
    ("tasks", {"body": "bql-1", "commune": "10001"}),
    ("tasks", {"body": "bql-1", "commune": ""}),
    ("tasks", {"commune": "10009"}),
    ("tasks", {"set": SET, "criterion": "15"}),
    ("task_states", {"done_on": "2022-01-10"}),
    ("submissions", {"received_on": "2022-01-01"}),
]
ITEMS = """\
goods_units: [tấn xi măng, m³ cát]
items:
  - number: 1
    name: {vi: Tuyên truyền, en: Information}
    kinds:
      - {code: sessions, name: {vi: Buổi, en: Sessions}, unit: {vi: buổi, en: sessions}}
"""


def line_of(table, cells):
    ending = {"illustrative": "có"} if "illustrative" in column_names(table) else {}
    values = GOOD[table] | ending | cells
    quoted = (values.get(name, "") for name in column_names(table))
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in quoted)


def prepared(dataset):
    """Gives a small district one body, one task and one model area that rows may refer to."""
    for table in MOVEMENT:
        dataset.fill(table)
    dataset.write("movement.yaml", ITEMS)
    office = {"body": "yt", "level": "phòng, ban huyện", "commune": ""}
    dataset.append("bodies.csv", line_of("bodies", office), line_of("bodies", {"body": "bql-1"}))
    dataset.append("tasks.csv", line_of("tasks", {"task": "NV-1"}))
    dataset.append("model_areas.csv", line_of("model_areas", {"village": "Thôn Hai"}))
    return dataset


@pytest.fixture
def movement(tiny_dataset):
    return prepared(tiny_dataset)


@pytest.fixture(scope="module")
def told_of(new_tiny_dataset):
    """Gives each case the line of its row and the problems of its dataset, which has one case of a table."""

    def read(cases):
        found, waiting = {}, dict(enumerate(cases))
        while waiting:
            dataset, lines = prepared(new_tiny_dataset()), {}
            for number, (table, cells, *_) in waiting.items():
                if table not in lines:
                    lines[table] = (number, dataset.append(f"{table}.csv", line_of(table, cells)))
            problems = dataset.problems()
            for number, line in lines.values():
                del waiting[number]
                found[number] = (line, problems)
        return found

    return read


@pytest.fixture(scope="module")
def kept(told_of):
    return told_of([*((table, {}) for table in GOOD), *KEPT])


@pytest.fixture(scope="module")
def refused(told_of):
    return told_of(REFUSED)


@pytest.mark.parametrize(("number", "table"), list(enumerate(GOOD)))
def test_a_good_row_is_read(kept, number, table):
    assert kept[number][1] == (), table


@pytest.mark.parametrize(("number", "case"), list(enumerate(KEPT, start=len(GOOD))))
def test_a_row_at_the_edge_is_read(kept, number, case):
    assert kept[number][1] == (), case


@pytest.mark.parametrize(("number", "case"), list(enumerate(REFUSED)))
def test_a_wrong_row_is_told_what_would_be_right(refused, number, case):
    table, _, column, message = case
    line, problems = refused[number]
    told = [problem for problem in problems if (problem.file, problem.line) == (f"{table}.csv", line)]
    assert column in {problem.column for problem in told}
    assert any(message in f"{problem.found}; {problem.expected}" for problem in told)


def test_a_row_twice_is_refused(movement):
    line = line_of("activities", {})
    movement.append("activities.csv", line)
    second = movement.append("activities.csv", line)
    (problem,) = movement.problems()
    assert (problem.line, problem.found) == (second, "hoạt động này đã có ở dòng 2")


def test_every_table_may_be_left_out(tiny_dataset):
    movement = tiny_dataset.read().movement
    assert all(getattr(movement, table).empty for table in MOVEMENT)
    assert movement.items.items == ()


def test_money_becomes_exact_dong_and_goods_only_at_their_price(movement):
    rows = [{}, IN_KIND, IN_KIND | {"value": "29000000", "price_source": "Thông báo"}]
    movement.append("contributions.csv", *(line_of("contributions", cells) for cells in rows))
    amounts = movement.read().movement.contributions["amount"]
    assert amounts.isna().tolist() == [False, True, False]
    assert [amounts[0], amounts[2]] == [12_500_000, 29_000_000]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("number: 1", "number: 0", "items thứ 1 / number"),
        ("code: sessions", "code: Buổi họp", "items thứ 1 / kinds Buổi họp / code"),
        ("unit: {vi: buổi, en: sessions}", "unit: {vi: buổi}", "items thứ 1 / kinds sessions / unit / en"),
        ("items:", "items: {", ""),
        (
            "    kinds:",
            "    points: [{name: {vi: a, en: a}, shows: [task]}]\n    kinds:",
            "items thứ 1 / points thứ 1 / shows",
        ),
    ],
)
def test_a_broken_list_of_items_names_the_place(movement, old, new, column):
    movement.replace("movement.yaml", old, new)
    assert ("movement.yaml", column) in {(p.file, p.column) for p in movement.problems()}


@pytest.fixture(scope="module")
def with_and_without_tables(new_tiny_dataset):
    """Gives the movement of a dataset with a row in each table, and of one that has none of the tables."""
    filled = prepared(new_tiny_dataset())
    for table in GOOD:
        filled.append(f"{table}.csv", line_of(table, {}))
    return filled.read().movement, new_tiny_dataset().read().movement


@pytest.mark.parametrize("table", GOOD)
def test_a_table_without_rows_has_the_columns_of_one_with_rows(with_and_without_tables, table):
    filled, empty = (getattr(movement, table) for movement in with_and_without_tables)
    assert list(empty.columns) == list(filled.columns)
    assert empty.dtypes.to_dict() == filled.dtypes.to_dict()


def test_parts_of_a_unit_that_exceed_it_are_refused_on_every_row(movement):
    more = {"from_code": "10009", "from_name": "Phố Mới", "pop_share": "0.6", "area_share": "0.5"}
    movement.append("unit_changes.csv", line_of("unit_changes", more))
    movement.append("unit_changes.csv", line_of("unit_changes", more | {"to_code": "10003"}))
    assert {(p.line, p.column) for p in movement.problems()} == {(2, "pop_share"), (3, "pop_share")}


@pytest.mark.parametrize(("note", "warned"), [("", True), ("nghiệm thu lại", False)])
def test_a_task_that_is_no_longer_done_needs_a_word_why(movement, note, warned):
    done = line_of("task_states", {"period": "2022-01", "done_on": "2022-01-20"})
    undone = line_of("task_states", {"state": "đang thực hiện", "done_on": "", "note": note})
    movement.append("task_states.csv", done, undone)
    found = [w for w in movement.read().warnings if "đã hoàn thành ở kỳ trước" in w.found]
    assert [w.line for w in found] == ([3] if warned else [])


@pytest.mark.parametrize(
    ("cells", "like"),
    [
        ({}, True),
        ({"source": "Báo cáo", "note": "gõ lại", "illustrative": ""}, True),
        ({"use": "Đường thôn Hai"}, False),
        ({"quantity": "12,6"}, False),
    ],
    ids=["the same", "another source and note", "another use", "another sum"],
)
def test_a_gift_like_an_earlier_one_is_a_warning_naming_the_first(movement, cells, like):
    first, other = line_of("contributions", {}), line_of("contributions", {"quantity": "3"})
    movement.append("contributions.csv", first, other, line_of("contributions", cells))
    found = [(w.line, w.found) for w in movement.read().warnings if "giống" in w.found]
    assert found == ([(4, "dòng này giống dòng 2")] if like else [])


ESTIMATED = {
    "a mean of all criteria": ("mean_criteria", "criteria", "", "19", ""),
    "a mean above all criteria": ("mean_criteria", "criteria", "", "19,01", "lớn hơn mức có thể là 19"),
    "a fall of a hundred points": ("poor_rate_change", "points", "", "100", ""),
    "a fall of more": ("poor_rate_change", "points", "", "100,1", "lớn hơn mức có thể là 100"),
    "a fall below nought": ("poor_rate_change", "points", "", "-1", "ước số âm “-1”"),
    "all criteria of a commune": ("mean_criteria", "criteria", "10001", "19", ""),
    "one criterion more": ("mean_criteria", "criteria", "10001", "20", "nhiều nhất 19"),
    "half a criterion": ("mean_criteria", "criteria", "10001", "18,5", "một số nguyên không âm"),
}


@pytest.mark.parametrize(
    ("kind", "unit", "commune", "value", "message"), list(ESTIMATED.values()), ids=list(ESTIMATED)
)
def test_an_estimate_is_no_more_than_its_target_can_come_to(movement, kind, unit, commune, value, message):
    movement.replace("targets.yaml", "kind: criterion", f"kind: {kind}")
    movement.replace("targets.yaml", "unit: communes", f"unit: {unit}")
    movement.replace("targets.yaml", "denominator: 3", "denominator: null")
    line = movement.append("estimates.csv", line_of("estimates", {"commune": commune, "value": value}))
    found = [(p.file, p.line, p.column) for p in movement.problems()]
    assert found == ([("estimates.csv", line, "value")] if message else [])
    assert all(message in f"{p.found}; {p.expected}" for p in movement.problems())


def test_without_a_list_of_goods_units_one_is_asked_for(movement):
    movement.replace("movement.yaml", "goods_units: [tấn xi măng, m³ cát]", "")
    movement.append("contributions.csv", line_of("contributions", IN_KIND))
    (warning,) = [w for w in movement.read().warnings if "goods_units" in w.found]
    assert warning.expected == "ghi các đơn vị hiện vật vào movement.yaml"


def test_a_long_list_of_codes_says_how_many_more_there_are(movement):
    for number in range(20):
        movement.append("bodies.csv", line_of("bodies", {"body": f"bcd-{number:02d}"}))
    movement.append("tasks.csv", line_of("tasks", {"body": "zzz"}))
    (problem,) = movement.problems()
    assert problem.expected.endswith("bcd-11 và 10 mã khác")
