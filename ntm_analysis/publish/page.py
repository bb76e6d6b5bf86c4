"""The frame of a page: its title, its sections, and the summary the index is made from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ntm_analysis.display import Display, element
from ntm_analysis.language import Language
from ntm_analysis.model import slug_of
from ntm_analysis.read.copies import ORIGINAL
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.texts import assumed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Shown

MIME = "application/vnd.ntm.summary+json"
_TAG_OR_PICTURE = re.compile(r"(<svg\b.*?</svg>|<[^>]*>)", re.DOTALL)


def title(view: View) -> Display:
    """Shows whose page it is and of when, what is not sure of all of it, and the message as the heading."""
    words = view.words
    named = f"notebook.{view.notebook}"
    subject = words.word(named) if named in words or view.area is None else words.text(view.area.name)
    place = words.word(f"page.{view.place.kind}_name", name=view.place.name)
    about = element("b", place) + Markup(" · ") + Markup(" · ").join((subject, words.month(view.period)))
    day = words.date(view.data.cut_off(view.period))
    illustrative, draft = view.data.illustrative, view.data.is_draft(view.period)
    meant = words.word("scenario.note")
    marks = [element("strong", m, class_="chip banner", title=meant) for m in assumed(view.data, words)]
    marks += [_chip(words, "banner", "illustrative", "illustrative_note")] if illustrative else []
    marks += [_chip(words, "draft", "draft_until", "draft_note", day=day)] if draft else []
    marks += [] if draft else [element("span", words.word("page.cut_off", date=day), class_="chip")]
    top = element("p", about, class_="about") + element(
        "p", Markup(" ").join(marks), class_="chips", role="note"
    )
    heading = element("h1", sentences(view)[0])
    return Display(element("header", element("div", top, class_="top") + heading), {"heading": subject})


def _chip(words: Language, kind: str, key: str, note: str, **told: str) -> Markup:
    said, meaning = words.word(f"page.{key}", **told), words.word(f"page.{note}")
    return element("strong", said, class_=f"chip {kind}", title=meaning)


def columns(*sections: Display | None) -> Display | None:
    """Sets sections beside each other where there is room, below each other on a phone."""
    shown = [each for each in sections if each is not None]
    if not shown:
        return None
    told = {"sections": "\n".join(f"{each.told['anchor']}\t{each.told['title']}" for each in shown)}
    parts = [Markup(each.html) for each in shown]  # noqa: S704 (built escaped)
    return Display(element("div", Markup("\n").join(parts), class_="columns"), told)


def section(view: View, heading: str, *parts: Display | Shown | None, folded: bool = False) -> Display | None:
    """Puts what is shown under a heading with an anchor; nothing when no part applies to the place.

    The heading is one of ours, by its name in the language file, or any words. One that is ``folded`` opens
    on demand on a phone; wide screens and paper show it whole.
    """
    shown = [Markup(part.html) for part in parts if part is not None]  # noqa: S704 (built escaped)
    if not shown:
        return None
    name = f"heading.{heading}"
    words = view.words.word(name) if name in view.words else heading
    anchor = slug_of(words)
    head, content = element("h2", words, id=anchor), Markup("\n").join(shown)
    inner = (
        element("details", element("summary", head) + content, class_="fold") if folded else head + content
    )
    whole = element("section", inner, aria_labelledby=anchor)
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
    named = view.words.word(f"page.{view.place.kind}_name", name=view.place.name)
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
            # With what is only assumed, on every sheet of paper.
            "title": " – ".join([*assumed(view.data, view.words), named]),
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
