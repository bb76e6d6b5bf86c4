"""What the process of a product tells the batch, read as what comes from a program nobody has checked.

A notebook runs in that process and can write into the pipe what it likes. Nothing is made of a message
but what stands in a list, and no file is taken but the product's own.
"""

from __future__ import annotations

import io
import pickle
from pathlib import PurePosixPath
from typing import Any

from ntm_analysis.batch import outcome
from ntm_analysis.batch.outcome import Begun, Failed, Made
from ntm_analysis.batch.plan import Briefing
from ntm_analysis.batch.task import Task

_PRODUCT = "product"  # stands for the product itself, which the batch has
_KNOWN: dict[str, type] = {
    "Begun": Begun,
    "Built": outcome.Built,
    "Failed": Failed,
    "Made": Made,
    "Output": outcome.Output,
    "Page": outcome.Page,
    "Reason": outcome.Reason,
    "PurePosixPath": PurePosixPath,
}
_MODULES = (outcome.__name__, "pathlib", "pathlib._local")  # the last is where Python 3.13 keeps its paths


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, task: Task) -> None:
        super().__init__(file, protocol=5)
        self._product = task.product

    def persistent_id(self, obj: Any) -> str | None:
        return _PRODUCT if obj is self._product else None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, task: Task) -> None:
        super().__init__(file)
        self._product = task.product

    def find_class(self, module: str, name: str) -> type:
        if module not in _MODULES or name not in _KNOWN:
            raise pickle.UnpicklingError
        return _KNOWN[name]

    def persistent_load(self, pid: Any) -> Any:
        if pid != _PRODUCT:
            raise pickle.UnpicklingError
        return self._product


def written(message: Begun | Made, task: Task) -> bytes:
    """Gives a message as it is sent."""
    content = io.BytesIO()
    _Writer(content, task).dump(message)
    return content.getvalue()


def understood(content: bytes, task: Task) -> Begun | Made:
    """Reads a message about a product; raises one error or another where it is none."""
    message = _Reader(io.BytesIO(content), task).load()
    if isinstance(message, Begun):
        return message
    if not isinstance(message, Made) or message.outcome.product is not task.product:
        raise pickle.UnpicklingError
    own = {task.product.path}
    if isinstance(task.product, Briefing):
        own |= {task.product.run_path, task.product.failed_path}
    if not {path for path, _ in message.files} <= own:
        raise pickle.UnpicklingError
    return message
