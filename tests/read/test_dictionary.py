"""The data dictionary names every column of every table, in order, with its type and its words."""

import re
from pathlib import Path

import pytest

from ntm_analysis.read.schema import TABLES

TEXT = (Path(__file__).parents[2] / "data" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_the_dictionary_agrees_with_the_schema(table):
    part = TEXT.split(f"## {table}\n")[1].split("\n## ")[0]
    rows = [
        [c.strip() for c in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("| `")
    ]
    words = [", ".join(w or "(để trống)" for w in c.words) for c in TABLES[table]]
    assert [re.sub("`", "", r[0]) for r in rows] == [c.name for c in TABLES[table]]
    assert [r[2] for r in rows] == [c.kind.name for c in TABLES[table]]
    assert [r[4] for r in rows] == words
    assert all(r[1] for r in rows)
