"""The options that commands share, each said once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ntm_analysis import language

HELP = language.Language.load("vi")


class Lang(StrEnum):
    """The languages of pages and messages."""

    vi = "vi"
    en = "en"


# The system waits no longer than three weeks for anything.
_LONGEST = 1_000_000
_MOST = 256  # processes; more than the largest machines have cores for


def _option(*names: str, about: str, minimum: float | None = None, maximum: float | None = None) -> Any:
    told = about if "." in about else f"cli.option_{about}"
    return typer.Option(*names, help=HELP.word(told), min=minimum, max=maximum)


def _argument(name: str, about: str) -> Any:
    return typer.Argument(help=HELP.word(about), metavar=name)


Data = Annotated[Path | None, _option("--data", about="data")]
SeveralData = Annotated[list[Path] | None, _option("--data", about="several_data")]
Processes = Annotated[int | None, _option("--workers", about="processes", minimum=1, maximum=_MOST)]
Notebooks = Annotated[Path | None, _option("--notebooks", about="notebooks")]
Out = Annotated[Path | None, _option("--out", about="out")]
Month = Annotated[str | None, _option("--period", about="period")]
Language = Annotated[Lang, _option("--lang", about="lang")]
Place = Annotated[list[str] | None, _option("--place", about="place")]
Notebook = Annotated[list[str] | None, _option("--notebook", about="notebook")]
Workers = Annotated[int | None, _option("--workers", about="workers", minimum=1, maximum=_MOST)]
Pdf = Annotated[bool, _option("--pdf", about="pdf")]
Pictures = Annotated[bool, _option("--pictures", about="pictures")]
Scheduler = Annotated[str | None, _option("--scheduler", about="scheduler")]
Kernel = Annotated[bool, _option("--kernel", about="kernel")]
Force = Annotated[bool, _option("--force", about="force")]
CellTimeout = Annotated[float, _option("--cell-timeout", about="cell_timeout", minimum=0.1, maximum=_LONGEST)]
Timeout = Annotated[float, _option("--timeout", about="timeout", minimum=0.1, maximum=_LONGEST)]
Results = Annotated[Path, _option("--out", about="results")]
Table = Annotated[str, _option("--table", about="table")]
Backtest = Annotated[bool, _option("--backtest", about="backtest")]
Json = Annotated[bool, _option("--json", about="json")]
Csv = Annotated[Path | None, _option("--csv", about="document.option_csv")]
Folder = Annotated[Path | None, _option("--out", about="document.option_folder")]
Kind = Annotated[str, _option("--kind", about="document.option_kind")]
Document = Annotated[Path | None, _option("--out", about="document.option_document")]
Paper = Annotated[str, _argument("VĂN BẢN", "cli.argument_paper")]
Closed = Annotated[str, _argument("KỲ", "cli.close_period")]
FormMonth = Annotated[str, _option("--period", about="form_month")]
Forms = Annotated[Path | None, _option("--out", about="forms")]
Files = Annotated[list[Path] | None, _argument("TỆP", "cli.argument_files")]
ImportMonth = Annotated[str | None, _option("--period", about="import_month")]
Marks = Annotated[str | None, _option("--marks", about="marks")]
Replace = Annotated[bool, _option("--replace", about="replace")]
Reason = Annotated[str | None, _option("--reason", about="reason")]
DryRun = Annotated[bool, _option("--dry-run", about="dry_run")]
Undo = Annotated[bool, _option("--undo", about="undo")]
NewFolder = Annotated[Path, _argument("THƯ MỤC", "cli.argument_new_folder")]
NewName = Annotated[str, _argument("TÊN", "cli.argument_new_name")]
FirstMonth = Annotated[str | None, _option("--period", about="first_month")]
Province = Annotated[str | None, _option("--province", about="province")]
AreaName = Annotated[str | None, _option("--area", about="area")]
AreaCriteria = Annotated[list[str] | None, _option("--criteria", about="area_criteria")]
Before = Annotated[str, _argument("KỲ1", "document.argument_before")]
Now = Annotated[str, _argument("KỲ2", "document.argument_now")]
