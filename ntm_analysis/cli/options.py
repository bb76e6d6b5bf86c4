"""The options that commands share, each said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.language import Language

HELP = Language.load("vi")


class Lang(StrEnum):
    """The languages of pages and messages."""

    vi = "vi"
    en = "en"


# The system waits no longer than three weeks for anything.
_LONGEST = 1_000_000
_MOST = 256  # processes; more than the largest machines have cores for


def _option(
    *names: str, about: str, minimum: float | None = None, maximum: float | None = None
) -> typer.models.OptionInfo:
    made: typer.models.OptionInfo = typer.Option(
        *names, help=HELP.word(f"cli.option_{about}"), min=minimum, max=maximum
    )
    return made


DataOption = Annotated[Path | None, _option("--data", about="data")]
SeveralDataOption = Annotated[list[Path] | None, _option("--data", about="several_data")]
ProcessesOption = Annotated[int | None, _option("--workers", about="processes", minimum=1, maximum=_MOST)]
NotebooksOption = Annotated[Path | None, _option("--notebooks", about="notebooks")]
OutOption = Annotated[Path | None, _option("--out", about="out")]
PeriodOption = Annotated[str | None, _option("--period", about="period")]
LangOption = Annotated[Lang, _option("--lang", about="lang")]
PlaceOption = Annotated[list[str] | None, _option("--place", about="place")]
NotebookOption = Annotated[list[str] | None, _option("--notebook", about="notebook")]
WorkersOption = Annotated[int | None, _option("--workers", about="workers", minimum=1, maximum=_MOST)]
PdfOption = Annotated[bool, _option("--pdf", about="pdf")]
SchedulerOption = Annotated[str | None, _option("--scheduler", about="scheduler")]
ForceOption = Annotated[bool, _option("--force", about="force")]
CellTimeoutOption = Annotated[
    float, _option("--cell-timeout", about="cell_timeout", minimum=0.1, maximum=_LONGEST)
]
TimeoutOption = Annotated[float, _option("--timeout", about="timeout", minimum=0.1, maximum=_LONGEST)]
ResultsOption = Annotated[Path, _option("--out", about="results")]
TableOption = Annotated[str, _option("--table", about="table")]
JsonOption = Annotated[bool, _option("--json", about="json")]
