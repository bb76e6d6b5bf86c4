"""The data dictionary names every key that dataset.yaml and targets.yaml may have."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ntm_analysis.model import Target
from ntm_analysis.read.description import Description

DICTIONARY = Path("data/README.md")


def keys_of(heading):
    section = DICTIONARY.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("dataset.yaml", {field.alias or name for name, field in Description.model_fields.items()}),
        ("targets.yaml", {field.name for field in fields(Target)}),
    ],
)
def test_every_key_is_described_and_no_other(heading, names):
    assert keys_of(heading) == names
