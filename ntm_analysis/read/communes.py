"""The communes and their model residential areas, what authorities found of them, what became of them.

communes.csv, verdicts.csv, recognitions.csv, unit_changes.csv, model_areas.csv, model_area_items.csv and
commendations.csv.
"""

from fractions import Fraction

import numpy as np
from pandas import DataFrame, MultiIndex

from ntm_analysis.errors import Problem
from ntm_analysis.model import in_alphabet, is_list_of_units, slug_of
from ntm_analysis.model.dataset import months_of
from ntm_analysis.read.cells import exact
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known, check_no_town
from ntm_analysis.read.schema import typed
from ntm_analysis.read.spelling import misspelled, nearest

_LARGEST = 600  # km²; few communes of the country are larger
_MOST_PEOPLE = 400_000


def read_communes(table: TextTable) -> tuple[DataFrame, list[Problem]]:
    """Gives the communes and every problem of their table; the area is often in hectares."""
    findings = Findings("communes", table)
    rows = typed("communes", table)
    reversed_dates = rows["valid_from"].to_numpy() > rows["valid_to"].to_numpy()
    findings.add_duplicates(["code"], "mã này")
    _check_names(findings, rows)
    area, people, listed = rows["area_km2"], rows["population"], findings.rows["predecessors"]
    unlisted = (listed != "") & ~listed.map(is_list_of_units).astype(bool)
    more = (rows["households"] > people) & (people > 0)
    hectares = "diện tích theo km² (100 ha là 1 km²)"
    most = f"kiểm tra lại; tối đa {_MOST_PEOPLE}"
    findings.check(
        (reversed_dates, "valid_to", "ngày này trước valid_from", "một ngày từ valid_from trở đi"),
        (area <= 0, "area_km2", "diện tích “{area_km2}”", "số km² lớn hơn 0"),
        (people > _MOST_PEOPLE, "population", "{population} người quá nhiều với một xã", most),
    )
    findings.check(
        (area > _LARGEST, "area_km2", "“{area_km2}” km² quá lớn với một xã; có phải héc-ta?", hectares),
        (more, "households", "{households} hộ nhiều hơn {population} người", "kiểm tra lại cả hai số"),
        (
            unlisted,
            "predecessors",
            "“{predecessors}” không đọc được thành đơn vị cũ, nên không có tác dụng",
            "mã 5 chữ số và tên, ngăn bằng dấu chấm phẩy: 06310 Bình Phúc; 06298 Xuân Mai (một phần)",
        ),
        warning=True,
    )
    if rows.empty:
        findings.problems.append(Problem(table.file, 0, "", "không có dòng nào", "ít nhất một xã"))
    columns = {"kind" if name == "type" else str(name): rows[name] for name in rows}
    columns["slug"] = table.cells["name"].cleaned(slug_of).column()
    first = ("code", "name", "slug")
    order = [*first, *(name for name in columns if name not in {*first, "row"}), "row"]
    return DataFrame({name: columns[name] for name in order}), findings.problems


def _check_names(findings: Findings, rows: DataFrame) -> None:
    """Reports names misspelt, and two units of one name and kind alive at once: nothing tells them apart."""
    texts = findings.cells["name"]
    for text in filter(None, texts.texts):
        wrong = misspelled(text)
        if wrong:
            findings.add(texts.isin([text]) & findings.sound("name"), "name", *wrong)
    begun, ended = (rows[edge].to_numpy("datetime64[us]") for edge in ("valid_from", "valid_to"))
    kinds = rows["type"].to_numpy()
    # Alike wherever their tones are set (Hoà, Hòa), and unlike in any of them (Hoa, Hóa).
    names = texts.cleaned(
        lambda name: str([(w, [t for t in tones if t >= 0]) for w, tones in map(in_alphabet, name.split())])
    )
    for index in range(len(rows)):
        same = (names.codes[:index] == names.codes[index]) & (kinds[:index] == kinds[index])
        # A date that is not given compares as neither before nor after.
        alive = ~(begun[:index] > ended[index]) & ~(begun[index] > ended[:index])
        twins = np.flatnonzero(same & alive)
        if len(twins) and texts.texts[texts.codes[index]]:
            line = int(findings.table.lines[twins[0]])
            mine = np.arange(len(rows)) == index
            found = f"trùng tên với đơn vị ở dòng {line}, cùng thời gian"
            findings.add(mine, "name", found, "sửa tên hoặc ngày, hoặc bỏ một dòng")


def read_verdicts(findings: Findings, frame: DataFrame, _known: Known) -> DataFrame:
    """Checks the reported verdicts, each once."""
    findings.add_duplicates(["period", "commune", "set", "criterion", "level"], "kết quả này", "criterion")
    return frame[["period", "month", *[c for c in findings.cells if c != "period"], "row"]]


def read_recognitions(findings: Findings, frame: DataFrame, known: Known) -> DataFrame:
    """Checks the recognitions: a row must say what it rests on.

    Warns of a higher level without the one it rests on.
    """
    cells, rows = findings.cells, findings.rows
    named = ~cells["decision"].isin([""]) | ~cells["decision_date"].isin([""])
    decided, blank = (cells["dossier_stage"].isin([stage]) for stage in ("đã có quyết định", ""))
    made_up = cells["basis"].isin([] if known.illustrative else ["minh họa"])
    real = "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml"
    findings.check(
        (
            findings.sound("dossier_stage") & named & ~decided & ~blank,
            "dossier_stage",
            "“{dossier_stage}” mà có số hoặc ngày quyết định",
            "đã có quyết định, hoặc để trống decision và decision_date",
        ),
        (
            decided & ~named & cells["source"].isin([""]),
            "decision",
            "đã có quyết định mà không ghi số, ngày, nguồn",
            "ghi decision, decision_date, hoặc nguồn cho biết xã đã được công nhận",
        ),
        (made_up, "basis", "công nhận minh họa trong bộ số liệu có illustrative: false", real),
    )
    standard = list(set(rows.loc[rows["level"] == "ntm", "commune"]))
    higher = rows["level"].isin(["nâng cao", "kiểu mẫu"]) & ~rows["commune"].isin(standard)
    found = "không nêu quyết định, không nêu giai đoạn hồ sơ: không tính là được công nhận"
    without = "xã {commune} có {level} mà không có dòng ntm: không tính là đạt chuẩn"
    findings.check(
        (blank & ~named, "dossier_stage", found, "ghi decision và decision_date, hoặc dossier_stage"),
        (higher, "level", without, "thêm dòng ntm với quyết định đạt chuẩn của xã"),
        warning=True,
    )
    findings.add_duplicates(["commune", "level"], "xã này với cấp độ này")
    return frame[[*findings.cells, "row"]]


def check_unit_changes(findings: Findings, frame: DataFrame, known: Known) -> None:
    """Reports shares that are none, and units of which more than the whole goes at one date.

    Less than the whole may go of a unit that lives on.
    """
    rows = findings.rows
    last = findings.cells["from_code"].numbers(known.life["last"].get)
    ended = (last < months_of(frame["effective_date"])) | ~rows["from_code"].isin(list(known.names))
    for column in ("area_share", "pop_share"):
        outside = ~frame[column].between(0, 1) & findings.sound(column)
        findings.check((outside, column, "tỷ lệ ngoài khoảng", "một tỷ lệ từ 0 đến 1"))
        shares = rows[column].map(exact).map(lambda share: share or Fraction(0))
        total = shares.groupby([rows["effective_date"], rows["from_code"]]).transform("sum")
        wrong = (total > 1) | (ended.fillna(value=False) & (total < 1))
        wrong &= findings.sound(column, "effective_date", "from_code")
        found = "các phần của {from_code} ngày {effective_date} cộng lại không bằng 1"
        findings.check((wrong, column, found, "chia hết đơn vị đã kết thúc, không quá 1"))
    findings.add_duplicates(["effective_date", "from_code", "to_code"], "thay đổi này")


def check_model_areas(findings: Findings, frame: DataFrame, known: Known) -> None:
    """Checks model residential areas, each registered and recognised once."""
    rows = findings.rows
    check_no_town(findings, known)
    findings.add_duplicates(["commune", "village"], "khu dân cư này")
    # Villages of one commune whose names differ in capitals or in where the accent stands.
    alike = rows.assign(slug=rows["village"].map(slug_of)).duplicated(["commune", "slug"])
    alike &= ~rows.duplicated(["commune", "village"])
    found = "“{village}” giống tên một khu dân cư khác của xã"
    findings.check((alike, "village", found, "nếu là một thì bỏ một dòng, viết tên như nhau"), warning=True)
    half = (rows["decision"] != "") != (rows["recognised_on"] != "")
    earlier = frame["recognised_on"] < frame["registered_on"]
    findings.check(
        (half, "decision", "chỉ ghi một trong decision, recognised_on", "ghi cả hai"),
        (earlier, "recognised_on", "công nhận trước khi đăng ký", "ngày từ registered_on trở đi"),
    )


def check_model_area_items(findings: Findings, _frame: DataFrame, known: Known) -> None:
    """Checks what is found of model areas, which their own table must list."""
    findings.add_duplicates(["period", "commune", "village", "item"], "nội dung này")
    if "model_areas" not in known.tables:
        return
    listed = known.codes("model_areas", "commune", "village")
    pairs = MultiIndex.from_frame(findings.rows[["commune", "village"]])
    unknown = findings.sound("commune", "village") & ~pairs.isin(listed)
    found = "không có khu dân cư “{village}” của xã này trong model_areas"
    findings.add(
        unknown,
        "village",
        found.format_map,
        lambda row: nearest(row["village"], [v for c, v in sorted(listed) if c == row["commune"]]),
    )


def check_commendations(findings: Findings, frame: DataFrame, _known: Known) -> None:
    """Checks who is commended: a name rests on a decision, and no made-up row names a person."""
    rows = findings.rows
    named, personal = rows["recipient"] != "", rows["kind"].isin(["cá nhân", "hộ gia đình"])
    again = rows.duplicated(["commended_on", "commune", "kind", "recipient", "merit"])
    unfounded, made_up = named & (rows["decision"] == ""), rows["illustrative"] == "có"
    findings.check(
        (unfounded, "recipient", "có tên mà không có quyết định", "ghi decision hoặc bỏ tên"),
        (named & personal & made_up, "recipient", "dòng minh họa có tên người", "để trống"),
    )
    findings.check(
        (frame["quantity"] == 0, "quantity", "khen thưởng 0", "số lớn hơn 0, hoặc bỏ dòng"),
        (again, "merit", "giống một dòng khen thưởng trước đó", "bỏ một dòng, hoặc ghi rõ thành tích"),
        warning=True,
    )
