"""The README names every command and only paths that exist."""

import re
from pathlib import Path

from ntm_analysis.cli.app import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_is_named() -> None:
    commands = [command.name for command in app.registered_commands]
    assert "build" in commands
    assert [c for c in commands if f"| `ntm {c}` |" not in README] == []


def test_every_make_target_named_exists() -> None:
    named = set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))
    assert named == {"reports", "test", "lab", "docs", "test-all", "goldens", "lint"}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named <= targets


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert all((ROOT / link).exists() for link in links)
