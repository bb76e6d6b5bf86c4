import subprocess
import sys

CODE = """
import sys
from ntm_analysis.batch.run.schemas import import_jsonschema
{first}
import nbformat
nbformat.validate(nbformat.v4.new_notebook())
print("isoduration" in sys.modules, "jsonschema" in sys.modules)
"""


def loaded(first):
    command = [sys.executable, "-c", CODE.format(first=first)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_notebooks_are_checked_without_what_checks_formats_they_do_not_have():
    assert loaded("import_jsonschema()") == ["False", "True"]


def test_what_is_loaded_already_is_kept():
    assert loaded("import isoduration; import_jsonschema()") == ["True", "True"]
