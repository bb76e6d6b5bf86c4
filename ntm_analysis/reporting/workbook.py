"""The workbook of a month, from its maker to a file on the disk; runs inside a worker process."""

from __future__ import annotations

import hashlib
import time

from ntm_analysis.reporting.outcome import Built, Output
from ntm_analysis.reporting.task import WorkbookTask
from ntm_analysis.reporting.writing import write_whole


def write(task: WorkbookTask) -> Built:
    """Has the workbook made and writes it whole.

    Raises OutputError where the disk refuses; what the maker raises costs the workbook alone.
    """
    started, product = time.monotonic(), task.product
    content = product.make(product.folder, product.period, product.language)
    write_whole(task.out / product.path, content)
    output = Output(task.key, hashlib.sha256(content).hexdigest(), len(content))
    return Built(product, output, time.monotonic() - started)
