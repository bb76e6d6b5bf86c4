"""The workbook of a month, from its maker to its bytes; runs inside a process of its own."""

from __future__ import annotations

import hashlib
import time

from ntm_analysis.batch.outcome import Built, Made, Output
from ntm_analysis.batch.task import WorkbookTask


def make(task: WorkbookTask) -> Made:
    """Has the workbook made; what the maker raises costs the workbook alone."""
    started, product = time.monotonic(), task.product
    content = product.make(task.copy or product.folder, product.period, product.language)
    output = Output(task.key, hashlib.sha256(content).hexdigest(), len(content))
    built = Built(product, output, time.monotonic() - started, time.process_time())
    return Made(built, ((product.path, content),))
