"""Makes products one after the other for a worker of a cluster, outside of that worker's own process.

A worker of a cluster has threads and may not start processes of its own; here the same processes are
forked, with the same limits, as in a batch on one machine.
"""

from __future__ import annotations

import pickle
import struct
import subprocess
import sys
from typing import IO, Any

from ntm_analysis.batch.confine import end_with_parent
from ntm_analysis.batch.outcome import Made
from ntm_analysis.batch.task import Task
from ntm_analysis.batch.workers import make_all

_LENGTH = struct.Struct(">Q")


class Station:
    """A process that makes what it is handed; it ends with the process that opened it."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", f"from {__name__} import serve; serve()"]
        # In a session of its own: Ctrl-C is the command's to answer.
        self._process = subprocess.Popen(  # noqa: S603 (this very Python)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )

    def make(self, task: Task) -> Made:
        """Has a product made; raises EOFError when the station has died."""
        assert self._process.stdin is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        try:
            _send(self._process.stdin, task)
            made: Made = _received(self._process.stdout)
        except OSError as error:
            raise EOFError from error
        return made

    @property
    def is_alive(self) -> bool:
        """Tells whether it can be handed something."""
        return self._process.poll() is None


def serve() -> None:
    """Makes what comes on the standard input until that is closed."""
    end_with_parent()
    coming, going = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            task = _received(coming)
        except EOFError:
            return
        for event in make_all([task], workers=1):
            if isinstance(event, Made):
                _send(going, event)


def _send(pipe: IO[bytes], value: Any) -> None:
    content = pickle.dumps(value)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def _received(pipe: IO[bytes]) -> Any:
    return pickle.loads(_read(pipe, *_LENGTH.unpack(_read(pipe, _LENGTH.size))))  # noqa: S301 (from our own process)


def _read(pipe: IO[bytes], size: int) -> bytes:
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return content
