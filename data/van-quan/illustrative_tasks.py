"""Makes registrations, bodies, responsibilities, tasks and their states: illustrative, posts and offices."""

from __future__ import annotations

from typing import NamedTuple

from illustrative_rows import ADVANCED, STANDARD, Row
from illustrative_story import STORIES

# What each commune promised for 2022 and by which quarter: criterion → quarter. The communes the founding
# document names promise what it asks of them.
REGISTERED = {
    "06274": {"2": "IV"},
    "06268": {"13": "III", "16": "IV"},
    "06277": {"5": "III", "16": "IV"},
    "06283": {"16": "IV"},
    "06286": {"15": "IV", "9": "III"},
    "06298": {"6": "II", "13": "II", "11": "IV", "17": "III"},
    "06301": {"15": "III", "16": "IV"},
    "06307": {"16": "III", "2": "IV"},
    "06313": {"9": "III", "14": "IV"},
    "06319": {"13": "II", "6": "III"},
}
DISTRICT_OFFICES = {
    "bcd-huyen": ("Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện", "ban chỉ đạo huyện"),
    "nnptnt": ("Phòng Nông nghiệp và Phát triển nông thôn", "phòng, ban huyện"),
    "gddt": ("Phòng Giáo dục và Đào tạo", "phòng, ban huyện"),
    "ttyt": ("Trung tâm Y tế huyện", "phòng, ban huyện"),
    "vhtt": ("Phòng Văn hóa và Thông tin", "phòng, ban huyện"),
    "ldtbxh": ("Phòng Lao động - Thương binh và Xã hội", "phòng, ban huyện"),
    "ktht": ("Phòng Kinh tế và Hạ tầng", "phòng, ban huyện"),
    "tnmt": ("Phòng Tài nguyên và Môi trường", "phòng, ban huyện"),
    "bhxh": ("Bảo hiểm xã hội huyện", "phòng, ban huyện"),
    "ca": ("Công an huyện", "phòng, ban huyện"),
    "ubmttq": ("Ủy ban Mặt trận Tổ quốc huyện", "đoàn thể huyện"),
    "hpn": ("Hội Liên hiệp Phụ nữ huyện", "đoàn thể huyện"),
}
# Who answers for which criteria of the standard set.
IN_CHARGE = {
    "ktht": ("1", "2", "4", "7"),
    "nnptnt": ("3", "10", "13"),
    "gddt": ("5", "14"),
    "vhtt": ("6", "8", "16"),
    "ldtbxh": ("11", "12"),
    "ttyt": ("15",),
    "tnmt": ("17",),
    "ubmttq": ("18",),
    "bcd-huyen": ("9", "19"),
}


class Task(NamedTuple):
    """One task: when it was set, when it is due, and in which month it was done, if it was."""

    name: str
    commune: str
    criterion: str
    target: str
    body: str
    start: str
    due: str
    done: str = ""
    cause: str = ""
    meeting: str = ""
    advanced: bool = False


TASKS = (
    Task("Hoàn thiện hồ sơ đề nghị công nhận xã đạt chuẩn", "06298", "", "recognised", "bcd-06298",
         "2022-03-01", "2022-10-31"),
    Task("Rà soát hộ nghèo, hộ cận nghèo, hỗ trợ 26 hộ thoát nghèo", "06298", "11", "", "bql-06298",
         "2022-02-15", "2022-09-15", cause="Chờ kết quả rà soát chính thức cuối năm"),
    Task("Xây dựng nhà văn hóa thôn còn thiếu", "06298", "6", "", "bql-06298", "2022-01-10", "2022-06-30",
         done="2022-06-20"),
    Task("Thành lập tổ thu gom rác thải ở 9 thôn", "06298", "17", "", "bql-06298", "2022-04-01", "2022-09-20",
         cause="Chưa bố trí được điểm tập kết rác"),
    Task("Ký hợp đồng liên kết tiêu thụ hồi", "06298", "13", "", "nnptnt", "2022-02-01", "2022-06-15",
         done="2022-05-30"),
    Task("Vận động phụ nữ tham gia bảo hiểm y tế", "06286", "15", "", "bcd-06286", "2022-03-01", "2022-09-10",
         cause="Hộ mới thoát nghèo chưa đóng tiếp"),
    Task("Tổ chức điểm thu bảo hiểm y tế lưu động", "06286", "15", "health_15", "bhxh", "2022-08-26",
         "2022-10-20", meeting="2022-08"),
    Task("Vận động tham gia bảo hiểm y tế ở 5 thôn", "06301", "15", "health_15", "bcd-06301", "2022-03-01",
         "2022-08-31", done="2022-08-22"),
    Task("Cập nhật sổ khám chữa bệnh điện tử", "06301", "15", "", "ttyt", "2022-05-01", "2022-10-10"),
    Task("Tập huấn khám chữa bệnh từ xa cho trạm y tế và người dân", "06280", "14", "", "ttyt", "2022-05-10",
         "2022-09-15", cause="Đường truyền ở ba thôn chưa ổn định", advanced=True),
    Task("Sửa chữa nhà văn hóa thôn, lập hồ sơ thôn văn hóa", "06307", "16", "culture_16", "bql-06307",
         "2022-02-10", "2022-08-15", cause="Vốn đối ứng của xã về chậm"),
    Task("Đăng ký, bình xét gia đình văn hóa năm 2022", "06268", "16", "culture_16", "vhtt", "2022-06-01",
         "2022-10-15"),
    Task("Lập hồ sơ thôn văn hóa còn thiếu", "06277", "16", "culture_16", "bpt-06277", "2022-06-01",
         "2022-10-25"),
    Task("Mở lớp xóa mù chữ mức độ 2", "06313", "14", "education_14", "gddt", "2022-03-15", "2022-09-01",
         cause="Số học viên chưa đủ mở lớp"),
    Task("Nhà vệ sinh, sân chơi cho điểm trường", "06277", "5", "", "ktht", "2022-03-01", "2022-08-31",
         done="2022-08-29"),
    Task("Xóa nhà tạm, nhà dột nát cho 12 hộ", "06313", "9", "", "bql-06313", "2022-02-01", "2022-09-20",
         done="2022-09-12"),
    Task("Cứng hóa 1,8 km đường trục thôn", "06274", "2", "mean_criteria", "bql-06274", "2022-04-01",
         "2022-11-30"),
    Task("Thành lập hợp tác xã trồng hồi, nghệ", "06268", "13", "mean_criteria", "nnptnt", "2022-03-01",
         "2022-07-31", done="2022-07-20"),
    Task("Hoàn thành phòng chức năng nhà văn hóa", "06319", "6", "mean_criteria", "bql-06319", "2022-01-20",
         "2022-08-31", cause="Thiếu vật liệu, nhà thầu thi công chậm"),
    Task("Cải tạo vườn tạp, trồng hoa đường thôn kiểu mẫu", "06280", "", "model_areas", "bpt-06280",
         "2022-02-01", "2022-08-31", done="2022-08-25"),
    Task("Hoàn thiện hồ sơ khu dân cư kiểu mẫu", "06316", "", "model_areas", "bql-06316", "2022-03-01",
         "2022-10-20"),
    Task("Chọn thôn, phát động xây dựng khu dân cư kiểu mẫu", "06292", "", "model_areas", "bcd-06292",
         "2022-03-01", "2022-07-31", cause="Chưa thống nhất được thôn làm điểm"),
    Task("Rà soát nguyên nhân, giao từng hội viên giúp một hộ thoát nghèo", "", "11", "poor_rate", "hpn",
         "2022-07-26", "2022-10-25", meeting="2022-07"),
    Task("Đôn đốc các xã nộp số liệu đúng ngày chốt", "", "", "mean_criteria", "nnptnt", "2022-08-26",
         "2022-09-20", done="2022-09-20", meeting="2022-08"),
    Task("Bố trí vốn đối ứng cho nhà văn hóa thôn", "06307", "16", "", "bcd-huyen", "2022-08-26",
         "2022-09-15", cause="Chờ điều chỉnh kế hoạch vốn", meeting="2022-08"),
)  # fmt: skip


def registrations() -> list[Row]:
    """Gives what the communes registered, and the advanced criterion asked of Điềm He."""
    document = "Đăng ký thi đua năm 2022 (minh họa)"
    rows = [
        {"year": "2022", "commune": c, "set": STANDARD, "criterion": k, "quarter": q, "document": document}
        for c, asked in REGISTERED.items()
        for k, q in asked.items()
    ]
    advanced = {"year": "2022", "commune": "06280", "set": ADVANCED, "criterion": "14", "quarter": "IV"}
    return [*rows, advanced | {"document": document}]


def bodies() -> list[Row]:
    """Gives the offices of the district, and of each commune the steering committee and the boards."""
    rows = [{"body": b, "name": name, "level": level} for b, (name, level) in DISTRICT_OFFICES.items()]
    for commune in STORIES:
        rows += [
            {"body": f"{code}-{commune}", "name": name, "level": level, "commune": commune}
            for code, name, level in (
                ("bcd", "Ban Chỉ đạo xã", "ban chỉ đạo xã"),
                ("bql", "Ban Quản lý xã", "ban quản lý xã"),
                ("bpt", "Ban Phát triển các thôn", "ban phát triển thôn"),
            )
        ]
    return rows


def responsibilities() -> list[Row]:
    """Gives the office of each criterion, and of each commune a post of the steering committee."""
    rows = [
        {"set": STANDARD, "criterion": c, "body": body, "post": "cơ quan chủ trì"}
        for body, codes in IN_CHARGE.items()
        for c in codes
    ]
    posts = ("Phó Chủ tịch Ủy ban nhân dân huyện", "Trưởng phòng, ủy viên", "Trưởng đoàn thể, ủy viên")
    rows += [
        {"commune": commune, "body": "bcd-huyen", "post": posts[number % len(posts)]}
        for number, commune in enumerate(STORIES)
    ]
    return rows


def tasks() -> list[Row]:
    """Gives the roadmap, numbered NV-01 on."""
    return [
        {
            "task": f"NV-{number:02d}",
            "name": task.name,
            "commune": task.commune,
            "set": (ADVANCED if task.advanced else STANDARD) if task.criterion else "",
            "criterion": task.criterion,
            "target": task.target,
            "body": task.body,
            "start": task.start,
            "due": task.due,
            "meeting": task.meeting,
            "document": f"Kết luận giao ban tháng {int(task.meeting[5:])}/2022"
            if task.meeting
            else "Lộ trình năm 2022",
        }
        for number, task in enumerate(TASKS, start=1)
    ]


def _document(task: Task) -> str:
    return f"Kết luận giao ban tháng {int(task.meeting[5:])}/2022" if task.meeting else "Lộ trình năm 2022"


def task_states() -> list[Row]:
    """Gives the state of each task month by month from its start on; the cause once it is past due."""
    months = [f"2022-{month:02d}" for month in range(1, 10)]
    rows = []
    for number, task in enumerate(TASKS, start=1):
        for period in months:
            if period < max(task.start[:7], task.meeting) or (task.done and period > task.done[:7]):
                continue
            done = bool(task.done) and period == task.done[:7]
            state = "hoàn thành" if done else "chưa bắt đầu" if period == task.start[:7] else "đang thực hiện"
            rows.append(
                {
                    "period": period,
                    "task": f"NV-{number:02d}",
                    "state": state,
                    "done_on": task.done if done else "",
                    "cause": task.cause if period >= task.due[:7] and not done else "",
                }
            )
    return sorted(rows, key=lambda row: (row["period"], row["task"]))


# Model residential areas: commune, village, registered, decision, day of the decision, items met of seven.
MODEL_AREAS = (
    ("06280", "Nà Bung", "2022-02-10", "Quyết định số …/QĐ-UBND (minh họa)", "2022-09-05", 7),
    ("06316", "Thôn điểm số 1", "2022-03-05", "", "", 5),
    ("06322", "Thôn điểm số 1", "2022-03-12", "Quyết định số …/QĐ-UBND (minh họa)", "2022-08-18", 7),
    ("06256", "Thôn điểm số 1", "2022-04-01", "", "", 4),
    ("06295", "Thôn điểm số 2", "2022-04-20", "", "", 3),
    ("06298", "Thôn điểm số 1", "2022-05-16", "", "", 4),
)  # fmt: skip
ITEMS = ("Đường thôn sáng, xanh, sạch", "Nhà ở, vườn hộ", "Thu gom rác thải", "Nước sạch",
         "Nhà văn hóa, sân thể thao", "An ninh trật tự", "Thu nhập, hộ nghèo")  # fmt: skip


def model_areas() -> list[Row]:
    """Gives the areas registered; Lương Năng, recognised, has none."""
    return [
        {
            "commune": commune,
            "village": village,
            "registered_on": registered,
            "document": "Đăng ký của xã (minh họa)",
            "decision": decision,
            "recognised_on": day,
        }
        for commune, village, registered, decision, day, _ in MODEL_AREAS
    ]


def model_area_items() -> list[Row]:
    """Gives the checklist of September 2022, whose items the district chose itself."""
    return [
        {
            "period": "2022-09",
            "commune": commune,
            "village": village,
            "item": item,
            "verdict": "đạt" if number < met else "chưa đạt",
        }
        for commune, village, *_, met in MODEL_AREAS
        for number, item in enumerate(ITEMS)
    ]
