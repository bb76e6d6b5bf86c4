"""What nbformat, nbconvert and papermill check notebooks with, loaded without what no notebook needs."""

from __future__ import annotations

import importlib
import sys

_GRAMMAR = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Imports jsonschema, which all of them do, before they do.

    It takes rfc3987_syntax for one format (IRI) where it finds it, and does without where it does not.
    Building that grammar takes half of the whole start, and no notebook has such a field.
    """
    if "jsonschema" in sys.modules or _GRAMMAR in sys.modules:
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # which the import system documents
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[_GRAMMAR]
