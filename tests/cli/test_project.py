"""What of the datasets is asked for on the command line."""

import pickle
import subprocess
import sys
from types import SimpleNamespace

from ntm_analysis.cli.options import Lang
from ntm_analysis.cli.project import asked_of


def test_what_a_process_is_handed_does_not_load_the_command_line_there():
    edition = SimpleNamespace(briefings=[], data=None)
    project = SimpleNamespace(name="small", edition=lambda *_: edition)
    (asked,) = asked_of([project], "2022-09", Lang.vi)
    code = f"import pickle, sys; pickle.loads({pickle.dumps(asked.language)!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert "typer" not in loaded.split()
    assert asked.language == "vi"
