"""What a criteria file may not say although its shape is right.

Every check reads the document as written, so that a mistake in one key never hides one in another.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Self

from ntm_analysis.read.criteria.thresholds import check_confidence, check_levels, check_thresholds
from ntm_analysis.read.yaml_files import Location, YamlFile, repeated

Entry = dict[str, Any]
_DUE_ONCE_A_YEAR = ("year", "school_year")
_SUMS = ("numerator", "denominator")
_UNIT_OF_RULE = {"is_true": "yes_no", "level_at_least": "level"}


@dataclass(frozen=True)
class Declared:
    """The codes other files may name; None where the file that declares them could not be read."""

    sources: frozenset[str] | None
    statistics: frozenset[str] | None
    criteria: dict[str, frozenset[str]] | None
    measures: dict[str, frozenset[str]]  # indicators and components by set

    @classmethod
    def by(cls, statistics: YamlFile, sources: YamlFile, sets: list[YamlFile]) -> Self:
        """Lists the codes the files declare, as written."""
        criteria: dict[str, frozenset[str]] = {}
        measures: dict[str, frozenset[str]] = {}
        for document in sets:
            found = list(document.members(("criteria",)))
            indicators = [each for place, _ in found for each in document.members((*place, "indicators"))]
            parts = [each for place, _ in indicators for each in document.members((*place, "components"))]
            set_id = str(document.value(("id",)))
            criteria[set_id] = frozenset(str(each.get("code")) for _, each in found)
            measures[set_id] = frozenset(str(each.get("code")) for _, each in (*indicators, *parts))
        codes = frozenset(str(item.get("code")) for _, item in statistics.members(("statistics",)))
        return cls(
            sources=None if sources.data is None else frozenset(sources.data),
            statistics=None if statistics.data is None else codes,
            criteria=None if any(document.data is None for document in sets) else criteria,
            measures=measures,
        )


def check_set(document: YamlFile, known: Declared) -> None:
    """Reports the contradictions within one set of criteria, and the codes it names that do not exist."""
    criteria = list(document.members(("criteria",)))
    indicators = [found for place, _ in criteria for found in document.members((*place, "indicators"))]
    components = [found for place, _ in indicators for found in document.members((*place, "components"))]
    _check_codes(document, criteria)
    _check_codes(document, indicators + components)
    for key, count in (("criterion_count", len(criteria)), ("indicator_count", len(indicators))):
        stated = document.value((key,))
        if isinstance(stated, str) and stated.isdecimal() and int(stated) != count:
            found = f"ghi {stated} nhưng tệp có {count}"
            document.report((key,), found, "bổ sung cho đủ, hoặc sửa số đã ghi")
    for place, criterion in criteria:
        _check_source(document, place, "name", criterion, known)
    for place, indicator in indicators:
        _check_due_month(document, place, indicator)
        _check_source(document, place, "name", indicator, known)
        _check_source(document, place, "", indicator, known)
        if "components" in indicator or indicator.get("rule") == "all_of":
            _check_composite(document, place, indicator)
        else:
            _check_part(document, place, indicator)
        formulas = indicator.get("formulas")
        for name, formula in formulas.items() if isinstance(formulas, dict) else ():
            if isinstance(formula, dict):
                here = (*place, "formulas", name)
                _check_source(document, here, "", formula, known)
                for inner in ((*here, one, sign) for one in _SUMS for sign in ("add", "subtract")):
                    _check_named(document, inner, document.value(inner), known.statistics, "số liệu bổ trợ")


def check_areas(document: YamlFile, known: Declared) -> None:
    """Reports areas naming a set, a criterion or a statistic that does not exist."""
    areas = list(document.members(("areas",)))
    _check_codes(document, areas, "id")
    for place, area in areas:
        statistics, named = area.get("statistics"), area.get("criteria")
        _check_named(document, (*place, "statistics"), statistics, known.statistics, "số liệu bổ trợ")
        if known.criteria is None or not isinstance(named, dict):
            continue
        _check_named(document, (*place, "criteria"), named, frozenset(known.criteria), "bộ tiêu chí")
        for set_id, codes in named.items():
            inner = (*place, "criteria", set_id)
            _check_named(document, inner, codes, known.criteria.get(set_id), "tiêu chí")


def check_statistics(document: YamlFile) -> None:
    """Reports statistics declared twice or without the month they are due in."""
    statistics = list(document.members(("statistics",)))
    _check_codes(document, statistics)
    for place, statistic in statistics:
        _check_due_month(document, place, statistic)


def check_plausible(document: YamlFile, known: Declared) -> None:
    """Reports ranges and denominators that name what does not exist, or that are upside down."""
    denominators = document.value(("denominators",))
    names = frozenset(denominators if isinstance(denominators, dict) else ())
    for name in names:
        place: Location = ("denominators", name)
        _check_named(document, (*place, "of"), [document.value((*place, "of"))], known.statistics, "số liệu")
        _check_order(document, (*place, "share"))
        _check_order(document, (*place, "counts"))
    measures = document.value(("measures",))
    for set_id, codes in measures.items() if isinstance(measures, dict) else ():
        here = ("measures", set_id)
        if set_id == "statistics":
            _check_named(document, here, codes, known.statistics, "số liệu")
        elif known.criteria is not None:
            _check_named(document, here, [set_id], frozenset(known.criteria), "bộ tiêu chí")
            _check_named(document, here, codes, known.measures.get(set_id, frozenset()), "chỉ tiêu")
        for code, each in codes.items() if isinstance(codes, dict) else ():
            _check_order(document, (*here, code, "range"))
            if isinstance(each, dict) and "denominator" in each:
                place = (*here, code, "denominator")
                _check_named(document, place, [each["denominator"]], names, "loại mẫu số")


def _check_order(document: YamlFile, place: Location) -> None:
    """Reports a pair whose first number is the larger one."""
    pair = document.value(place)
    try:
        low, high = map(float, pair)
    except (TypeError, ValueError):  # reported by the shape
        return
    if low > high:
        document.report(place, f"{pair[0]} lớn hơn {pair[1]}", "số nhỏ trước, số lớn sau")


def _check_composite(document: YamlFile, place: Location, indicator: Entry) -> None:
    components = list(document.members((*place, "components")))
    if not components:
        found = "rule là all_of nhưng không có thành phần"
        document.report((*place, "components"), found, "ghi các thành phần")
    if indicator.get("rule") != "all_of":
        document.report((*place, "rule"), f"“{indicator.get('rule')}”", "all_of, vì chỉ tiêu có thành phần")
    for key in ("unit", "thresholds", "both_sexes", "gap_unit"):
        if key in indicator:
            document.report((*place, key), "chỉ tiêu gồm nhiều thành phần", f"ghi {key} ở từng thành phần")
    codes = frozenset(str(component.get("code")) for _, component in components)
    for inner, component in components:
        _check_part(document, inner, {"confidence": indicator.get("confidence"), **component})
        if "measure" in component:
            _check_named(document, (*inner, "measure"), [component["measure"]], codes, "thành phần")
        condition = component.get("condition")
        if isinstance(condition, dict) and len(condition) != 1:
            found = f"{len(condition)} điều kiện"
            document.report((*inner, "condition"), found, "một trong: at_most, more_than")


def _check_part(document: YamlFile, place: Location, part: Entry) -> None:
    unit, rule = part.get("unit"), part.get("rule")
    for needed in ("unit", "thresholds"):
        if needed not in part and place[-2] == "indicators":
            document.report((*place, needed), "thiếu mục này", "cần có, vì chỉ tiêu không có thành phần")
    wanted = _UNIT_OF_RULE.get(str(rule))
    if unit and wanted and unit != wanted:
        document.report((*place, "unit"), f"“{unit}”", f"{wanted}, vì rule là {rule}")
    if unit in _UNIT_OF_RULE.values() and not wanted:
        right = next(name for name, of in _UNIT_OF_RULE.items() if of == unit)
        document.report((*place, "rule"), f"“{rule}”", f"{right}, vì đơn vị là {unit}")
    if part.get("both_sexes") is True and unit == "yes_no":
        found = "chỉ tiêu đạt/không đạt không tính riêng nam, nữ"
        document.report((*place, "both_sexes"), found, "bỏ both_sexes, hoặc sửa đơn vị")
    if part.get("gap_unit") and unit != "percent":
        document.report((*place, "gap_unit"), f"“{part['gap_unit']}”", "chỉ dùng với đơn vị percent")
    if isinstance(part.get("thresholds"), dict):
        for check in (check_thresholds, check_levels, check_confidence):
            check(document, place, part)


def _check_due_month(document: YamlFile, place: Location, item: Entry) -> None:
    frequency, due = item.get("frequency"), item.get("due_month")
    if frequency in _DUE_ONCE_A_YEAR and due is None:
        document.report((*place, "due_month"), "thiếu tháng đến hạn", f"cần có, vì frequency là {frequency}")
    if frequency and frequency not in _DUE_ONCE_A_YEAR and due is not None:
        document.report((*place, "due_month"), f"“{due}”", f"bỏ mục này, vì frequency là {frequency}")


def _check_source(document: YamlFile, place: Location, of: str, item: Entry, known: Declared) -> None:
    """Holds the source of a name (``of="name"``) or of a value against sources.yaml and its confidence."""
    source_key, confidence_key = (f"{of}_source", f"{of}_confidence") if of else ("source", "confidence")
    source = item.get(source_key)
    if source is not None:
        _check_named(document, (*place, source_key), [source], known.sources, "nguồn")
    stated = [item.get(confidence_key)]
    by_region = item.get("confidence_by_region")
    if not of and isinstance(by_region, dict):
        stated += by_region.values()
    if source == "unverified" and "verified" in stated:
        found = "verified nhưng nguồn là unverified"
        document.report((*place, confidence_key), found, "ghi nguồn đã đọc được")


def _check_codes(document: YamlFile, items: list[tuple[Location, Entry]], key: str = "code") -> None:
    coded = [(place, str(item[key])) for place, item in items if key in item]
    for index, code in repeated(code for _, code in coded):
        document.report((*coded[index][0], key), f"mã “{code}” dùng hai lần", "mỗi mã chỉ một lần trong tệp")


def _check_named(
    document: YamlFile, place: Location, named: Any, allowed: frozenset[str] | None, what: str
) -> None:
    """Reports the words of a list, or the keys of a mapping, that are not among those allowed (None: any)."""
    words = named if isinstance(named, list | dict) and allowed is not None else ()
    for word in (word for word in words if isinstance(word, str)):
        if word not in (allowed or ()):
            near = get_close_matches(word, sorted(allowed or ()), 3)
            right = "gần nhất: " + ", ".join(near) if near else "dùng mã đã khai báo"
            document.report(place, f"không có {what} “{word}”", right)
