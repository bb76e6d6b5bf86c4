"""The documentation: what can be generated from the package is, and every cell is run when it is built."""

import sys
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ntm_analysis.cli.app import app as commands  # noqa: E402 (the repository's own, not one installed)
from ntm_analysis.lab import style  # noqa: E402
from ntm_analysis.language import Language  # noqa: E402
from ntm_analysis.workbench.schema import dictionary  # noqa: E402

project = "ntm_analysis"
author = "ntm_analysis"
language = "vi"
extensions = ["myst_nb"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "ntm_analysis"
html_static_path = ["_static"]
html_css_files = ["ntm.css"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_execution_in_temp = False
nb_merge_streams = True
GENERATED = ROOT / "docs"


def command_reference() -> str:
    """Writes every command with its arguments and options, from the command line itself."""
    parts = ["# Các lệnh"]
    for name, command in typer.main.get_group(commands).commands.items():
        parts.append(f"## `ntm {name}`\n\n{command.help}")
        rows = []
        for param in command.params:
            told = getattr(param, "help", None)
            if told:
                is_option = param.opts[0].startswith("-")
                names = " ".join(f"`{each}`" for each in param.opts) if is_option else f"`{param.metavar}`"
                rows.append(f"| {names} | {told} |")
        if rows:
            parts.append("| | |\n|---|---|\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def setup(app: object) -> None:
    """Writes the generated pages before anything is read."""
    del app
    # What cells show looks as on the pages.
    static = GENERATED / "_static"
    static.mkdir(exist_ok=True)
    (static / "ntm.css").write_text(style(".cell_output.cell_output.cell_output"), "utf-8")
    (GENERATED / "columns.md").write_text(dictionary(Language.load("vi")), "utf-8")
    (GENERATED / "commands.md").write_text(command_reference(), "utf-8")
