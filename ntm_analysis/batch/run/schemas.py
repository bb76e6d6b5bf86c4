"""jsonschema, which checks every notebook, without what checks formats that no notebook has."""

from __future__ import annotations

import importlib
import sys

# Formats that JSON has room for and no notebook has: resource identifiers, durations, colours, ... A
# grammar of one of them alone takes half of the whole start.
_FORMATS = (
    *("rfc3987_syntax", "rfc3987", "rfc3986_validator", "isoduration", "webcolors", "uri_template"),
    "fqdn",
)


def import_jsonschema() -> None:
    """Imports jsonschema before nbformat, nbconvert and papermill do, who check notebooks with it.

    It takes what checks each format where it finds that, and does without where it does not.
    """
    if "jsonschema" in sys.modules:
        return
    unused = [name for name in _FORMATS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(unused))  # type: ignore[arg-type]  # None, as the import system documents
    try:
        importlib.import_module("jsonschema")
    finally:
        for name in unused:
            del sys.modules[name]
