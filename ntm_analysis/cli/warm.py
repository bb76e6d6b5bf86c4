"""Is imported once by the process that workers on datasets are forked from; it ends with the command."""

import importlib

from ntm_analysis.batch.system import end_with_parent

end_with_parent()
for name in ("ntm_analysis.read", "ntm_analysis.judge", "pyarrow.parquet"):
    importlib.import_module(name)
