"""The data dictionary names every key that dataset.yaml and targets.yaml may have."""

import re
from pathlib import Path

import pytest

from ntm_analysis.read.description import Description
from ntm_analysis.read.items import TargetShape

DICTIONARY = Path("data/README.md")


def keys_of(heading):
    section = DICTIONARY.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize(("heading", "shape"), [("dataset.yaml", Description), ("targets.yaml", TargetShape)])
def test_every_key_is_described_and_no_other(heading, shape):
    assert keys_of(heading) == {field.alias or name for name, field in shape.model_fields.items()}
