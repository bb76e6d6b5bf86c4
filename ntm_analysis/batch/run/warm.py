"""Is imported once by the process that all briefings are forked from: loads what they need.

Only code is loaded. The process opens no dataset, starts no thread and no event loop and holds
no socket but the one it is asked to fork through, so that a fork of it is as good as a new process.
"""

# What is loaded is loaded after the process has been told to end with its parent.
# nbformat publishes no types.
# ruff: noqa: PLC0415
# mypy: disable-error-code="no-untyped-call"

import gc
import importlib
from fractions import Fraction
from io import BytesIO
from typing import Any

from ntm_analysis.batch.run.system import end_with_parent

_LIBRARIES = """
    bdb IPython.core.application IPython.core.completer IPython.core.completerlib
    IPython.core.logger IPython.core.magics IPython.core.oinspect matplotlib.backends.backend_svg
    matplotlib.pyplot multiprocessing.popen_forkserver pandas.core.methods.to_dict
    pandas.io.formats.csvs pyarrow.pandas_compat pyarrow.vendored.version seaborn shapely
    ntm_analysis.cli ntm_analysis.batch.run.execute ntm_analysis.notebook ntm_analysis.publish
""".split()  # noqa: SIM905 (names are read more easily so)

_INLINE = "module://matplotlib_inline.backend_inline"


def _load() -> None:
    """Loads the code, then has made what is made when first asked for: locales, fonts, the shell."""
    from ntm_analysis.batch.run.executed import import_jsonschema

    import_jsonschema()
    # Schemas are compiled first of all, for what that takes in between is used again.
    import nbformat

    for relaxed in (False, True):
        nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=relaxed)
    for name in _LIBRARIES:
        importlib.import_module(name)
    package = importlib.import_module("ntm_analysis")
    for name in package.__all__:
        getattr(package, name)
    import pandas as pd
    from IPython.core.pylabtools import activate_matplotlib
    from matplotlib.figure import Figure
    from matplotlib_inline.backend_inline import configure_inline_support

    from ntm_analysis.batch.run.kernels import only_kernel
    from ntm_analysis.batch.site.page import exporter
    from ntm_analysis.language import Language

    exporter()
    # Figures are shown at the end of a cell, as in a kernel.
    activate_matplotlib(_INLINE)
    shell: Any = only_kernel().shell
    configure_inline_support(shell, _INLINE)
    shell.display_formatter.format(None)
    for language in ("vi", "en"):
        Language.load(language).number(Fraction(12345, 10))
    # What pandas takes in a kernel, of which it knows only one that was there before it was loaded.
    pd.set_option("display.max_columns", 20)
    figure = Figure()
    figure.add_subplot()
    figure.savefig(BytesIO(), format="svg")


end_with_parent()
# What is loaded is never freed: the collector need not look for garbage in it meanwhile, nor touch, and so
# copy, its pages in every fork.
gc.disable()
_load()
gc.freeze()
gc.enable()
# What is forked has less than a second of work: it need not look for garbage at all.
gc.set_threshold(200_000)
