"""What cells show, cleaned against a list of what charts, tables and texts need.

A parser that reads as browsers do takes away whatever could fetch, run or lead elsewhere by itself. Where it
took anything the page is refused: nothing shown is dropped silently.
"""

import re
from collections.abc import Callable

import nh3

from ntm_analysis.batch.run.task import FailureReason

_TEXTS = """
    a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section
    small span strong style sub summary sup table tbody td tfoot th thead time tr u ul var wbr
""".split()  # noqa: SIM905 (names are read more easily so)
_DRAWINGS = """
    circle clippath clipPath defs desc ellipse g image line lineargradient linearGradient marker mask
    metadata path pattern polygon polyline radialgradient radialGradient rect stop svg symbol text title
    tspan use
""".split()  # noqa: SIM905
_ELEMENTS = {*_TEXTS, *_DRAWINGS}
_ATTRIBUTES = set(
    """
    abbr align alt border cellpadding cellspacing class clip-path clip-rule clipPathUnits color colspan
    cx cy d datetime dir display dominant-baseline dx dy enable-background fill fill-opacity fill-rule
    font-family font-size font-style font-weight gradientTransform gradientUnits headers height href id
    lang letter-spacing marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask
    offset opacity open orient overflow paint-order patternTransform patternUnits points
    preserveAspectRatio r refX refY reversed role rotate rowspan rx ry scope shape-rendering span src
    start stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style tabindex text-anchor text-decoration
    text-rendering textLength title transform type valign value version vector-effect viewBox visibility
    width word-spacing writing-mode x x1 x2 xlink:href xml:space xmlns xmlns:xlink y y1 y2
    """.split()  # noqa: SIM905
)
_SCHEMES = {"data", "http", "https", "mailto"}
_SOME_SCHEMES = {"javascript", "vbscript", "file", "blob", "about", "tel", "ftp", "ws", "wss", "filesystem"}
_NAME = re.compile(r"<([a-z][^\s/>\"'=<]*)", re.IGNORECASE)
_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"[\s/\"']([^\s/>\"'=<]{1,60})\s*=")
_ACTS = re.compile(r"on.*|srcset|poster|background|action|formaction|ping|data|srcdoc", re.IGNORECASE)
# Begins where a word does, and is short: a page may hold a word of millions of letters.
_SCHEME = re.compile(r"(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
# What makes a style fetch something; an escape could hide any of it.
_FETCHES = re.compile(
    r"@import|url\((?!\s*(?:\"|'|&quot;)?(?:data:|#))|image-set\(|(?<![\w-])src\(|\\[0-9a-f]", re.IGNORECASE
)
_PICTURE = "data:image/"


class UnfitPageError(Exception):
    """Is raised for a page that would not stand alone or shows a path of this machine."""

    reason = FailureReason.UNFIT


def cleaned(html: str) -> str:
    """Gives HTML as a page carries it; raises UnfitPageError that names what it cannot carry.

    An attribute that nobody knows does nothing and is left out.
    """
    names = map(str.lower, _NAME.findall(_REMARK.sub("", html)))
    unknown = [name for name in names if name not in _ELEMENTS]
    clean = _without(html, _stands_alone, _ATTRIBUTES, _SCHEMES)
    # The same with everything that acts: what differs was taken away.
    acting = {name.lower() for name in _ATTRIBUTE.findall(html) if _ACTS.fullmatch(name)}
    schemes = {scheme.lower() for scheme in _SCHEME.findall(html)}
    everything = _without(html, None, _ATTRIBUTES | acting, _SCHEMES | _SOME_SCHEMES | schemes)
    if not unknown and clean == everything and not any(map(_FETCHES.search, _SHEET.findall(clean))):
        return clean
    found = (*unknown, *sorted(name for name in acting if name.startswith("on")), "src, href, url()")
    raise UnfitPageError(f"trang có thành phần không tự chứa được: {found[0]}")


def _without(
    html: str, keep: Callable[[str, str, str], str | None] | None, attributes: set[str], schemes: set[str]
) -> str:
    """Takes away what is in none of the lists."""
    return nh3.clean(
        html,
        tags=_ELEMENTS,
        clean_content_tags=set(),
        attributes={"*": attributes},
        attribute_filter=keep,
        generic_attribute_prefixes={"aria-", "data-"},
        url_schemes=schemes,
        link_rel=None,
    )


def _stands_alone(element: str, attribute: str, value: str) -> str | None:
    """Keeps an attribute that fetches nothing: a reader follows a link, or not."""
    if attribute in {"src", "href", "xlink:href"} and element != "a":
        return value if value.lower().startswith((_PICTURE, "#")) else None
    if attribute == "href" and value.lower().startswith("data:"):
        return None
    return None if _FETCHES.search(value) else value
