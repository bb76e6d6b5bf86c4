"""Is imported once by the process that all briefings are forked from: loads what they need.

Only code is loaded. The process opens no dataset, starts no thread and no event loop and holds
no socket but the one it is asked to fork through, so that a fork of it is as good as a new process.
"""

# nbformat publishes no types.
# mypy: disable-error-code="no-untyped-call"

import gc
import importlib
from fractions import Fraction
from io import BytesIO

import nbformat
from matplotlib.figure import Figure

import ntm_analysis
from ntm_analysis.language import Language
from ntm_analysis.reporting.confine import end_with_parent
from ntm_analysis.reporting.render import nbconvert

_LIBRARIES = (
    "IPython.core.application",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.core.magics",
    "geopandas",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pandas.core.methods.to_dict",
    "pandas.io.formats.csvs",
    "pandera.pandas",
    "pyarrow.pandas_compat",
    "pyarrow.vendored.version",
    "seaborn",
    "shapely",
    "xlsxwriter",
    "ntm_analysis.reporting.execute",
    "ntm_analysis.reporting.workbook",
)

end_with_parent()
for _name in _LIBRARIES:
    importlib.import_module(_name)
for _name in ntm_analysis.__all__:
    getattr(ntm_analysis, _name)
# What libraries make ready the first time they are asked: schemas, locales, fonts.
for _relaxed in (False, True):
    nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=_relaxed)
nbconvert()
for _language in ("vi", "en"):
    Language.load(_language).number(Fraction(12345, 10))
_figure = Figure()
_figure.add_subplot()
_figure.savefig(BytesIO(), format="svg")
# What is loaded is never freed: the collector need not touch, and so copy, its pages in every fork.
gc.collect()
gc.freeze()
