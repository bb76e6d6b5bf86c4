"""In a notebook: what pandas, matplotlib and seaborn show is set as the page sets it, in the house style."""

from collections.abc import Mapping
from dataclasses import replace
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from IPython import get_ipython
from matplotlib import pyplot as plt
from matplotlib import rcParams
from matplotlib.category import StrCategoryLocator
from matplotlib.dates import AutoDateFormatter, DateFormatter, MonthLocator
from matplotlib.figure import Figure
from matplotlib.ticker import AutoLocator, FixedLocator
from matplotlib_inline.backend_inline import set_matplotlib_formats
from pandas import DataFrame, Series

import ntm_analysis.publish.html  # noqa: F401 (sets how what is said is shown)
from ntm_analysis.display import Display
from ntm_analysis.draw import picture as drawn
from ntm_analysis.errors import NtmError
from ntm_analysis.lab import set_up
from ntm_analysis.language import Language
from ntm_analysis.model import Period, slug_of
from ntm_analysis.publish.page import section
from ntm_analysis.read import Dataset
from ntm_analysis.say.frames import CODES, head, shown
from ntm_analysis.say.page import Page
from ntm_analysis.say.palette import ACCENT, BAD, FAINT, GOOD, MARKS, QUIET, WARN

_REGISTERED, _OVERVIEW = "_ntm_registered", "overview"
_SUBJECTS = ("movement",)  # notebooks that are neither an area's nor the overview, yet have pages
_COLOURS = {
    "male": ACCENT,
    "female": BAD,
    "overdue": BAD,
    "due_soon": WARN,
    "running": ACCENT,
    "done": GOOD,
    "unknown": QUIET,
    "not_started": FAINT,
    "ahead": FAINT,
}
_PICTURED = 3  # rows from which on a picture says more than a table
_EVIDENT = {"", "name", "month"}  # axes that need no title
_DAYS = 120  # that a step of one month between dates is for
_WIDE = 2  # of an axis that needs no fractions
_LINE, _LABEL = 32, 40  # letters in a line of a name along an axis, of its title
_ROWS, _ROW_HEIGHT = 10, 0.24  # from which on a figure grows, inches a row


def picture(figure: Any, title: str = "", finding: str = "", data: DataFrame | None = None) -> Display:
    """Shows a figure, its axes or a grid of seaborn in the house style, and closes it.

    ``finding`` is the sentence the picture is there for, ``data`` the table behind it, which opens on
    demand; a column "illustrative" in it marks the picture. The language is that of the notebook's parameter.
    """
    in_words(figure, _language(), {})
    return drawn.picture(figure, title, finding, data, _language())


def palette() -> dict[str, str]:
    """Gives the colour of each verdict, sex and state of a task by its code, for ``palette=`` of seaborn."""
    return {str(verdict): mark.fill for verdict, mark in MARKS.items()} | _COLOURS


def question(  # noqa: PLR0913 (what is asked, said and shown; how by name)
    page: Page,
    heading: str | tuple[str, str],
    finding: str | tuple[str, str],
    answer: Any,
    data: DataFrame,
    *,
    folded: bool = False,
    **values: Any,
) -> Display | None:
    """Shows a question of the notebook's own as a section: the finding, and the picture or table it is from.

    ``heading`` asks and ``finding`` is the sentence that answers it, each a Vietnamese text, or that and the
    English one; ``values`` fill their placeholders as :meth:`Page.text` does, ``{where}`` names the places of
    ``data`` and ``{unsure}`` what is not sure of them. ``answer`` is a figure or its axes, ``data`` the table
    behind it, which opens on demand; where ``answer`` is None, and of one or two rows, which make no picture,
    the table itself is shown, and nothing where it has no rows. Columns that say nothing new are left out:
    codes of places, a month beside a day, what is empty. Older figures are dated; rows without "illustrative"
    are as the dataset is. One that is ``folded`` opens on demand on a phone, as :func:`section` says.
    """
    if answer is not None and len(data) < _PICTURED:
        plt.close(answer if isinstance(answer, Figure) else answer.figure)
        answer = None
    if data.empty:
        return None
    where = page.where(data) if "commune" in data else ""
    values = {"where": where, "unsure": page.unsure(data), **values}
    texts = ((text,) if isinstance(text, str) else text for text in (heading, finding))
    asked, found = (page.text(*text, **values) for text in texts)
    dated, told = page.dated(data), _new_in(page, data)
    illustrative = bool(data.get("illustrative", Series([page.data.illustrative])).any())
    if answer is not None:
        in_words(answer, page.words, page.names)
        _legends_above(answer)
        told.attrs["title"], notes = asked, [dated] * bool(dated)
        how: dict[str, Any] = {"notes": notes, "illustrative": illustrative, "name": slug_of(asked)}
        return section(page, asked, drawn.picture(answer, "", found, told, page.words, **how), folded=folded)
    mark = page.words.word("page.illustrative") if illustrative else ""
    table = shown(told, page.words, " ".join(filter(None, (found, dated, mark))))
    return section(page, asked, table, folded=folded)


def _new_in(page: Page, rows: DataFrame) -> DataFrame:
    """Leaves out columns that say nothing new, and names the codes of statistics."""
    same = [name for name in ("code", "month", "name") if name in rows and rows[name].nunique() == 1]
    known = {"code": True, "month": "day" in rows, "name": not page.is_district}
    plain = ["commune", "illustrative", *(name for name in same if known[name])]
    plain += ["oldest"] if "oldest" in rows and rows["oldest"].equals(rows["day"]) else []
    plain += [str(name) for name in rows if rows[name].isin(["", "total"]).all() or rows[name].isna().all()]
    told = rows.drop(columns=plain, errors="ignore").replace({"code": page.names})
    return told.rename(columns=page.names)


def in_words(figure: Any, words: Language, names: Mapping[str, str]) -> None:
    """Tells codes, heads and months along the axes and in the legends of a figure in words.

    Long names break into lines, wide axes have whole numbers, a figure of usual height grows with its rows.
    """
    whole: Any = figure if isinstance(figure, Figure) else figure.figure
    for axes in whole.axes:
        for axis in (axes.xaxis, axes.yaxis):
            label, locator, span = (
                axis.get_label_text(),
                axis.get_major_locator(),
                np.ptp(axis.get_view_interval()),
            )
            told = "" if label in _EVIDENT else names.get(label) or head(label, words)
            axis.set_label_text(fill(told, _LABEL))
            if isinstance(axis.get_major_formatter(), AutoDateFormatter):
                step = 1 + int(span / _DAYS)
                axis.set_major_locator(MonthLocator(interval=step))  # type: ignore[no-untyped-call]
                axis.set_major_formatter(DateFormatter("%m/%Y"))  # type: ignore[no-untyped-call]
            elif isinstance(locator, FixedLocator | StrCategoryLocator):
                ticks = axis.get_ticklocs()
                texts = axis.get_major_formatter().format_ticks(ticks)
                axis.set_ticks(ticks, [fill(_told(text, words, names), _LINE) for text in texts])
            elif isinstance(locator, AutoLocator) and span > _WIDE:
                locator.set_params(integer=True)
        rows = len(axes.get_yticks()) if isinstance(axes.yaxis.get_major_locator(), FixedLocator) else 0
        if rows > _ROWS and whole.get_figheight() == rcParams["figure.figsize"][1]:
            whole.set_figheight(_ROW_HEIGHT * (rows + 2))
        if legend := axes.get_legend():
            for text in (legend.get_title(), *legend.get_texts()):
                text.set_text(_told(text.get_text(), words, names))


def _legends_above(figure: Any) -> None:
    """Puts each legend above its axes, without a title, and gives the figure the height that it takes."""
    whole: Any = figure if isinstance(figure, Figure) else figure.figure
    for axes in whole.axes:
        if legend := axes.get_legend():
            keys = [text.get_text() for text in legend.get_texts()]
            columns = max(1, _LINE // (max(map(len, keys), default=0) + 4))
            axes.legend(legend.legend_handles, keys, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns)
            whole.set_figheight(whole.get_figheight() + _ROW_HEIGHT * max(0, len(keys) // columns - 1))


def _told(text: str, words: Language, names: Mapping[str, str]) -> str:
    """Names a code that stands in a picture, whatever column it is of."""
    keys = (f"{place}.{text}" for places in CODES.values() for place in places)
    known = next((words.word(key) for key in keys if key in words), None)
    return names.get(text) or known or head(text, words)


def page(data: Dataset, notebook: str, place: str | int, period: str) -> Page:
    """Evaluates a dataset up to a month and gives the page of a notebook about a place.

    ``notebook`` is an area's id, "overview" or "movement"; ``place`` a code or a name. The language is that
    of the notebook's parameter. Raises NtmError for what the dataset does not have.
    """
    return page_of(data, notebook, place, data.period(period), _language())


def page_of(data: Dataset, notebook: str, place: str | int, month: Period, words: Language) -> Page:
    """Gives the page of a notebook about a place in a month and a language; NtmError as :func:`page`."""
    areas = data.criteria.areas
    if notebook not in {*areas, _OVERVIEW, *_SUBJECTS}:
        known = ", ".join([_OVERVIEW, *areas, *_SUBJECTS])
        raise NtmError(f"không có lĩnh vực “{notebook}” trong areas.yaml; đang có: {known}")
    subject = notebook if notebook in _SUBJECTS else ""
    whole, where = Page.of(data, month, words), data.place(place)
    return replace(whole, place=where, area=areas.get(notebook), subject=subject)


def _language() -> Language:
    """Loads the language that the notebook's parameter names, Vietnamese where it names none."""
    shell = get_ipython()
    return Language.named((shell.user_ns.get("language") if shell else None) or "vi")


def register() -> None:
    """Has every DataFrame and every open figure of the running notebook shown as on the page."""
    shell = get_ipython()
    if shell is None or shell.display_formatter is None or hasattr(shell, _REGISTERED):
        return
    setattr(shell, _REGISTERED, True)
    drawn.house_style()
    set_up(shell)
    set_matplotlib_formats()  # type: ignore[no-untyped-call]  # none: a figure has one form, ours

    def frame_as_html(frame: DataFrame) -> str:
        most = pd.get_option("display.max_rows")
        told = shown(frame, _language(), str(frame.attrs.get("title", "")), most)
        return Display.dress(told.html)

    def figure_as_html(figure: Figure) -> tuple[str, dict[str, Any]]:
        as_drawn = picture(figure)
        return Display.dress(as_drawn.html), {"ntm": as_drawn.told}

    forms = shell.display_formatter.formatters
    forms["text/html"].for_type(DataFrame, frame_as_html)
    forms["text/html"].for_type(Figure, figure_as_html)
