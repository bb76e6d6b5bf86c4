"""What a notebook shows, and the pieces of HTML it is made of.

Every text goes through markupsafe: what is not :class:`Markup` is escaped.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Display:
    """Shows itself as HTML in a notebook; a function that has nothing to show returns None.

    ``told`` says of it what the page must know: its anchor and title as a section, that it is the heading.
    """

    html: str
    told: dict[str, str] = field(default_factory=dict)
    dress: ClassVar[Callable[[str], str]] = str  # how it looks where it is shown, see lab.py

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        return {"text/html": type(self).dress(self.html)}, {"ntm": self.told} if self.told else {}


def element(tag: str, content: object, **attributes: str) -> Markup:
    """Wraps escaped content in a tag; ``class_`` stands for the attribute ``class``."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    return Markup(f"<{tag}{given}>{escape(content)}</{tag}>")  # noqa: S704 (tags and names are literals)
