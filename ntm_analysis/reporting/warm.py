"""Is imported once by the process that all briefings are forked from: loads what they need.

Only code is loaded. The process opens no dataset, starts no thread and no event loop and holds
no socket but the one it is asked to fork through, so that a fork of it is as good as a new process.
"""

import gc
import importlib

import ntm_analysis
from ntm_analysis.reporting.confine import end_with_parent

_LIBRARIES = (
    "IPython.core.display",
    "geopandas",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pandera.pandas",
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
# What is loaded is never freed: the collector need not touch, and so copy, its pages in every fork.
gc.collect()
gc.freeze()
