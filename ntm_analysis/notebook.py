"""In a notebook: what pandas, matplotlib and seaborn show is set as the page sets it, in the house style."""

from typing import Any

import pandas as pd
from IPython import get_ipython
from matplotlib.figure import Figure
from matplotlib_inline.backend_inline import set_matplotlib_formats
from pandas import DataFrame

import ntm_analysis.publish.html  # noqa: F401 (sets how what is said is shown)
from ntm_analysis.display import Display
from ntm_analysis.draw import picture as drawn
from ntm_analysis.errors import NtmError
from ntm_analysis.judge import evaluate
from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.language import Language
from ntm_analysis.read import Dataset
from ntm_analysis.say.page import Page, shown

_REGISTERED = "_ntm_registered"
_OVERVIEW = "overview"
# Notebooks that are neither an area's nor the overview, yet have their own page.
_SUBJECTS = ("movement",)


def picture(figure: Any, title: str = "", finding: str = "", data: DataFrame | None = None) -> Display:
    """Shows a figure, its axes or a grid of seaborn in the house style, and closes it.

    ``finding`` is the sentence the picture is there for, ``data`` the table behind it, which opens on
    demand; a column "illustrative" in it marks the picture. The language is that of the notebook's parameter.
    """
    return drawn.picture(figure, title, finding, data, _language())


def page(data: Dataset, notebook: str, place: str | int, period: str) -> Page:
    """Evaluates a dataset up to a month and gives the page of a notebook about a place.

    ``notebook`` is an area's id, "overview" or "movement"; ``place`` a code or a name. The language is that
    of the notebook's parameter. Raises NtmError for what the dataset does not have.
    """
    month, areas = data.period(period), data.criteria.areas
    if notebook not in {*areas, _OVERVIEW, *_SUBJECTS}:
        known = ", ".join([_OVERVIEW, *areas, *_SUBJECTS])
        raise NtmError(f"không có lĩnh vực “{notebook}” trong areas.yaml; đang có: {known}")
    results = evaluate(data, until=month)
    targets = follow_targets(data, results, month)
    # A code whose leading nought was taken for a number's is found all the same.
    where = data.place(f"{place:05d}" if isinstance(place, int) else place)
    subject = notebook if notebook in _SUBJECTS else ""
    return Page(data, results, targets, where, month, _language(), areas.get(notebook), subject)


def _language() -> Language:
    """Loads the language that the notebook's parameter names, Vietnamese where there is none."""
    shell = get_ipython()
    named = shell.user_ns.get("language") if shell else None
    return Language.load(named if named in {"vi", "en"} else "vi")


def register() -> None:
    """Has every DataFrame and every open figure of the running notebook shown as on the page."""
    shell = get_ipython()
    if shell is None or shell.display_formatter is None or hasattr(shell, _REGISTERED):
        return
    setattr(shell, _REGISTERED, True)
    drawn.house_style()
    set_matplotlib_formats()  # type: ignore[no-untyped-call]  # none: a figure has one form, ours

    def frame_as_html(frame: DataFrame) -> str:
        most = pd.get_option("display.max_rows")
        return shown(frame, _language(), str(frame.attrs.get("title", "")), most).html

    def figure_as_html(figure: Figure) -> tuple[str, dict[str, Any]]:
        as_drawn = picture(figure)
        return as_drawn.html, {"ntm": as_drawn.told}

    forms = shell.display_formatter.formatters
    forms["text/html"].for_type(DataFrame, frame_as_html)
    forms["text/html"].for_type(Figure, figure_as_html)
