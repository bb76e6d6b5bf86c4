"""In JupyterLab: what is shown looks as on the page, and a mistake is one red line.

Nothing of it reaches what a batch runs: there nobody sits who could be asked, which is how a kernel tells.
"""

import base64
import re
from functools import cache
from importlib.resources import files
from types import TracebackType
from typing import Any

from IPython.display import display

from ntm_analysis import display as shown
from ntm_analysis.errors import InputError, NtmError, spelled
from ntm_analysis.language import Language

# Lab's own rules for what a notebook shows reach into every output; these three classes go before them.
_OURS = ".ntm.ntm.ntm"
_TYPE = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif'
_RESET = """
&{all:revert;display:block;color-scheme:only light;padding:.25rem .5rem;background:#fff;color:var(--ink);
font:1rem/1.5 FONTS;overflow-wrap:break-word}
:where(*){all:revert}
img.ntm-chart{max-width:100%;height:auto}
""".replace("FONTS", _TYPE)
_ONLY_PAGES = ("@font-face{", "html{", "body{", "main", ".skip", "@page{")
_TABLE = re.compile(r"<table(?![^>]*\bmatrix\b).*?</table>", re.DOTALL)  # a matrix has signs, in the middle
_CELL = re.compile(r"<(?P<tag>tr|td|th)\b(?P<about>[^>]*)>")
_PAPER = "background:#fff;color:#1d2a33"
_DRAWING = re.compile(r"<svg\b(?P<about>[^>]*)>.*?</svg>", re.DOTALL)
_TOLD = re.compile(r'aria-label="([^"]*)"')
_WIDTH = re.compile(r'\swidth="([^"]*)"')
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def set_up(shell: Any) -> None:
    """Dresses what the package shows in a shell somebody sits at, and tells its mistakes in one line."""
    shown.Display.dress = lambda html: dressed(html) if is_asked(shell) else html
    shell.set_custom_exc((NtmError,), _tell)


def is_asked(shell: Any) -> bool:
    """Tells whether somebody sits at a shell: who runs notebooks in a batch takes no questions."""
    kernel = getattr(shell, "kernel", None)
    return bool(getattr(kernel, "_allow_stdin", False))  # it has no public name


def dressed(html: str) -> str:
    """Gives what is shown with the looks of the page; what Lab does not trust keeps the least of them.

    From a notebook it does not trust Lab strips stylesheets and SVG: pictures are images, and paper, ink and
    the sides of cells stand at the elements themselves.
    """
    sided = _TABLE.sub(lambda table: _CELL.sub(_with_side, table[0]), html)
    whole = _DRAWING.sub(_as_image, sided)
    return f'<div class="ntm" style="{_PAPER};padding:.25rem .5rem"><style>{style()}</style>{whole}</div>'


@cache
def style(below: str = _OURS) -> str:
    """Nests the stylesheet of the pages below a selector, without what is about a whole page or paper."""
    sheet = files("ntm_analysis.batch.site").joinpath("template", "style.css").read_text("utf-8")
    sheet = sheet[: sheet.index("@page{")]
    rules = (line for line in sheet.splitlines() if not line.startswith(_ONLY_PAGES))
    return f"{below}{{{_RESET}{chr(10).join(rules).replace(':root{', '&{')}}}"


def _with_side(cell: re.Match[str]) -> str:
    tag, about = cell["tag"], cell["about"]
    how = _PAPER if tag == "tr" else f"text-align:{'right' if 'num' in about else 'left'}"
    return cell[0] if "style=" in about else f'<{tag}{about} style="{how}">'


def _as_image(drawing: re.Match[str]) -> str:
    whole, about = drawing[0], drawing["about"]
    # A picture by itself has no page to take its type from.
    named = ("" if "xmlns=" in about else _NAMESPACE) + f" style='font-family:{_TYPE}'"
    source = base64.b64encode(whole.replace("<svg", f"<svg{named}", 1).encode()).decode()
    told, width = _TOLD.search(about), _WIDTH.search(about)
    sized = f' width="{width[1]}"' if width else ""
    alternative = told[1] if told else ""
    return f'<img class="ntm-chart" alt="{alternative}"{sized} src="data:image/svg+xml;base64,{source}">'


def _tell(
    shell: Any, kind: type[NtmError], error: NtmError, _trace: TracebackType, tb_offset: int | None = None
) -> list[str]:
    """Shows a mistake as one red line, several as a table above it."""
    del tb_offset
    line = str(error)
    if isinstance(error, InputError) and len(error.problems) > 1 and is_asked(shell):
        from ntm_analysis.say.frames import shown as table_of  # noqa: PLC0415 (only where there is a table)
        from ntm_analysis.workbench.known import problems_told  # noqa: PLC0415

        display(table_of(problems_told(error.problems), Language.load("vi")))  # type: ignore[no-untyped-call]
        line = f"{len(error.problems)} lỗi trong bộ số liệu; xem bảng trên"
    told = [f"\x1b[31m{spelled(each)}\x1b[0m" for each in line.splitlines()]
    shell._showtraceback(kind, error, told)  # noqa: SLF001 (what IPython itself calls)
    return told
