"""The frame of a page: its title, its sections, and the summary the index is made from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ntm_analysis.display import Display, element
from ntm_analysis.model import slug_of
from ntm_analysis.read.copies import ORIGINAL
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Shown

MIME = "application/vnd.ntm.summary+json"
_TAG_OR_PICTURE = re.compile(r"(<svg\b.*?</svg>|<[^>]*>)", re.DOTALL)


def title(view: View) -> Display:
    """Shows place, subject and period, and says first where data are made up for illustration."""
    words = view.words
    parts = []
    if view.data.illustrative:
        banner = element("strong", words.word("page.illustrative")) + Markup(" ")
        parts.append(
            element("p", banner + words.word("page.illustrative_note"), class_="banner", role="note")
        )
    if view.data.is_draft(view.period):
        draft = element("strong", words.word("page.draft")) + Markup(" ")
        parts.append(element("p", draft + words.word("page.draft_note"), class_="draft", role="note"))
    place = words.word(f"page.{view.place.kind}_name", name=view.place.name)
    named = f"notebook.{view.notebook}"
    subject = words.word(named) if named in words or view.area is None else words.text(view.area.name)
    parts.append(element("h1", f"{place}: {subject}"))
    cut_off = words.word("page.cut_off", date=words.date(view.data.cut_off(view.period)))
    facts = [words.text(view.data.title), f"{words.word('page.period')}: {words.month(view.period)}", cut_off]
    parts.append(element("p", " · ".join(facts), class_="subtitle"))
    return Display(element("header", Markup("\n").join(parts)), {"heading": subject})


def section(view: View, heading: str, *parts: Display | Shown | None) -> Display | None:
    """Puts what is shown under a heading with an anchor; nothing when no part applies to the place.

    The heading is one of ours, by its name in the language file, or any words.
    """
    shown = [Markup(part.html) for part in parts if part is not None]  # noqa: S704 (built escaped)
    if not shown:
        return None
    name = f"heading.{heading}"
    words = view.words.word(name) if name in view.words else heading
    anchor = slug_of(words)
    content = element("h2", words, id=anchor) + Markup("\n").join(shown)
    whole = element("section", content, aria_labelledby=anchor)
    return Display(in_language(whole, view.data.untranslated, ORIGINAL), {"anchor": anchor, "title": words})


def in_language(shown: Markup, texts: Iterable[str], language: str) -> Markup:
    """Marks the texts that are in another language than their page, for a voice to read them so.

    Texts inside a picture stay as they are: what is drawn there are names, figures and own words.
    """
    longest_first = sorted((str(escape(text)) for text in texts), key=len, reverse=True)
    if not longest_first:
        return shown
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    parts = _TAG_OR_PICTURE.split(str(shown))
    parts[::2] = [found.sub(rf'<span lang="{language}">\g<0></span>', part) for part in parts[::2]]
    return Markup("".join(parts))  # noqa: S704 (built escaped)


@dataclass(frozen=True)
class Summary:
    """Says in a few figures what the page says, for the index; shown in JupyterLab as plain facts."""

    facts: dict[str, Any]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {MIME: self.facts}


def summary(view: View) -> Summary:
    """Gathers title, headline and counts of the page from its own results."""
    standard = view.set_in_force("standard")
    mine = view.of_page("criteria")
    counted = mine[mine["set"] == standard.id] if standard else mine.head(0)
    measured = view.of_page("indicators")
    statuses = [str(view.own_status(p)) for p in view.own_targets]
    leading = standard and view.area and view.criteria_of(standard)
    verdicts = (
        counted.loc[counted["criterion"] == leading[0], "verdict"] if leading else counted["verdict"].head(0)
    )
    return Summary(
        {
            "title": f"{view.words.word(f'page.{view.place.kind}_name', name=view.place.name)}",
            "place": view.place.name,
            "code": view.place.code,
            "slug": view.place.slug,
            "kind": str(view.place.kind),
            "notebook": view.notebook,
            "period": str(view.period),
            "language": view.words.code,
            "headline": sentences(view)[0],
            "verdict": str(verdicts.iloc[0]) if view.is_commune and len(verdicts) else "",
            "met": int(counted["met"].sum()),
            "total": len(counted),
            "provisional": int(mine["provisional"].sum()),
            "discrepancies": int((mine["discrepancy"] != "").sum()),
            "late": int(measured["late"].sum()),
            "stale": int(measured["stale"].sum()),
            "illustrative": bool(view.data.illustrative),
            "draft": view.data.is_draft(view.period),
            "recognised": view.is_recognised,
            "targets": {status: statuses.count(status) for status in sorted(set(statuses))},
        }
    )
