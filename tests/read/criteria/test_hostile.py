"""Criteria files that multiply, nest or hide something, and limits that name what does not exist."""

import pytest

NTM, AREAS, PLAUSIBLE = "xa-ntm-2021-2025.yaml", "areas.yaml", "plausible.yaml"


@pytest.mark.parametrize("name", [NTM, AREAS, "statistics.yaml", "sources.yaml", PLAUSIBLE])
def test_a_reference_is_refused_with_its_line(folder, name):
    before = (folder.path / name).read_text("utf-8")
    (folder.path / name).write_text(f"{before}x: &a [1]\ny: *a\n", encoding="utf-8")
    found = [p for p in folder.problems() if p.file == name]
    assert [(p.line, p.found) for p in found] == [(before.count("\n") + 2, "dùng tham chiếu (&, *)")]


@pytest.mark.parametrize(
    "identity", ["../x", "Health", "a b", "1a", "a-b", "a/b", "con.css", "đất", "a" * 41, "x;y", "<b>"]
)
def test_the_id_of_an_area_names_files_and_is_an_identifier(folder, identity):
    folder.edit(AREAS, "id: health", f'id: "{identity}"')
    found = [p for p in folder.problems() if p.file == AREAS]
    assert [p.column for p in found] == [f"lĩnh vực {identity} / id"]
    assert "chữ thường không dấu, chữ số và dấu gạch dưới" in found[0].expected


POPULATION = "population: {of: population, share: [0.7, 1.3], counts: [0.25, 1.5]}"
HEALTH = '"15.1": {range: [30, 100], steady: 15, denominator: population}'
LIMITS = {
    "an unknown set": (
        "  xa_ntm_2021_2025:\n", "  xa_ntm_2021_2026:\n",
        "measures / xa_ntm_2021_2026", "“xa_ntm_2021_2026”"),
    "an unknown code": (
        HEALTH, HEALTH.replace("15.1", "15.9"), "measures / xa_ntm_2021_2025", "“15.9”"),
    "an unknown denominator": (
        HEALTH, HEALTH.replace("denominator: population", "denominator: peoples"),
        "measures / xa_ntm_2021_2025 / 15.1 / denominator", "không có loại mẫu số “peoples”"),
    "a range upside down": (
        HEALTH, HEALTH.replace("[30, 100]", "[100, 30]"),
        "measures / xa_ntm_2021_2025 / 15.1 / range", "100 lớn hơn 30"),
    "a share upside down": (
        POPULATION, POPULATION.replace("[0.7, 1.3]", "[1.3, 0.7]"),
        "denominators / population / share", "1.3 lớn hơn 0.7"),
    "counts upside down": (
        POPULATION, POPULATION.replace("[0.25, 1.5]", "[1.5, 0.25]"),
        "denominators / population / counts", "1.5 lớn hơn 0.25"),
    "an unknown statistic": (
        POPULATION, POPULATION.replace("of: population", "of: popullation"),
        "denominators / population / of", "không có số liệu “popullation”"),
    "a range of one number": (
        HEALTH, HEALTH.replace("[30, 100]", "[30]"),
        "measures / xa_ntm_2021_2025 / 15.1 / range", ""),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "column", "found"), list(LIMITS.values()), ids=list(LIMITS))
def test_a_limit_that_cannot_hold_is_named(folder, old, new, column, found):
    folder.edit(PLAUSIBLE, old, new)
    problems = [p for p in folder.problems() if p.file == PLAUSIBLE]
    assert [p for p in problems if p.column.startswith(column) and found in p.found and p.line], [
        str(problem) for problem in problems
    ]


def test_a_range_of_one_value_is_none_upside_down(folder):
    folder.edit(PLAUSIBLE, HEALTH, HEALTH.replace("[30, 100]", "[100, 30]"))
    assert len(folder.problems()) == 1
