"""What notebooks are checked with, and what of it is not loaded."""

import subprocess
import sys

CODE = """
import sys
from ntm_analysis.reporting.schemas import import_jsonschema
{first}
import nbformat
nbformat.validate(nbformat.v4.new_notebook())
print("rfc3987_syntax" in sys.modules, "jsonschema" in sys.modules)
"""


def loaded(first):
    command = [sys.executable, "-c", CODE.format(first=first)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_notebooks_are_checked_without_the_grammar_of_a_field_they_do_not_have():
    assert loaded("import_jsonschema()") == ["False", "True"]


def test_what_has_loaded_the_grammar_before_keeps_it():
    assert loaded("import rfc3987_syntax; import_jsonschema()") == ["True", "True"]
