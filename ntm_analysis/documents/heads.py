"""What stands around the text of every document: marks, letterhead, signature."""

from __future__ import annotations

from ntm_analysis.model import Period
from ntm_analysis.publish.parts import Letterhead, Signature
from ntm_analysis.say.view import View

# The office that a district's steering committee is; another office signs otherwise.
_COMMITTEE = "ban chỉ đạo"


def marks(view: View) -> tuple[str, ...]:
    """Says first of all, and on every sheet that may be laid apart, that data are illustrative."""
    return (view.words.word("document.illustrative"),) if view.data.illustrative else ()


def draft(view: View) -> str:
    """Says, once a document, that the month is not closed."""
    return view.words.word("document.draft") if view.data.is_draft(view.period) else ""


def letterhead(view: View, number: str) -> Letterhead:
    """Gives the head of a document; number, day and month are left blank."""
    words, district = view.words, view.data.district.name
    office = words.text(view.data.office)
    # The line above already names the district.
    short = office.removesuffix(words.word("document.of_district", district=district))
    return Letterhead(
        superior=words.word("document.superior", district=district.upper()),
        issuer=short.upper(),
        state=words.word("document.state"),
        motto=words.word("document.motto"),
        number=words.word(number),
        place_and_date=words.word("document.place_and_date", place=district, year=str(view.period.year)),
    )


def signature(view: View, recipients: str) -> Signature:
    """Gives who signs and who receives; an office that is no committee fills in its own authority."""
    words = view.words
    signer = "committee" if view.data.office.vi.lower().startswith(_COMMITTEE) else "other"
    listed = words.word(recipients, district=view.data.district.name, province=view.data.province.name)
    return Signature(
        authority=words.word(f"document.authority_{signer}"),
        post=words.word(f"document.post_{signer}"),
        recipients_title=words.word("document.recipients"),
        recipients=tuple(listed.splitlines()),
    )


def day_of(view: View, period: Period) -> str:
    """Writes the day a month's figures are taken."""
    return view.words.date(view.data.cut_off(period))


def blank(view: View, what: str) -> str:
    """Gives the blank an official fills in, saying what is missing."""
    return view.words.word("document.blank", what=view.words.word(what))


def listed(view: View, names: list[str], most: int = 12) -> str:
    """Joins names with semicolons and says how many more there are."""
    shown = "; ".join(names[:most])
    if len(names) <= most:
        return shown
    return view.words.word("document.and_more", names=shown, n=view.words.number(len(names) - most))
