"""The same briefings on a Dask cluster, whose workers share no disk with this machine.

A worker needs this very package and nothing of the project: a notebook comes with each task, the part
of a dataset it reads comes once to each worker, pages go back as bytes and are written here.
"""

# distributed types no function.
# mypy: disable-error-code="no-untyped-call"

import asyncio
import hashlib
import tempfile
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from distributed import CancelledError, Client, Future, LocalCluster, wait
from distributed.comm.core import connect
from distributed.scheduler import KilledWorker

from ntm_analysis.batch.keep import temporary_folder
from ntm_analysis.batch.keep.keys import Code
from ntm_analysis.batch.run.system import end_if_asked, environment
from ntm_analysis.batch.run.task import Failed, FailureReason, Made, PageTask, Started, Task
from ntm_analysis.batch.run.workers import Station
from ntm_analysis.errors import NtmError
from ntm_analysis.read.copies import SUFFIX

LOCAL = "local"
_CONNECT_SECONDS = 15
_WORKER_SECONDS = 60
_CODE = Code()  # of a worker
_here = threading.local()
_folder = cache(partial(tempfile.TemporaryDirectory, prefix="ntm-"))  # made for the first that is kept


class NoSchedulerError(NtmError):
    """Says that nobody answers at the address."""

    def __init__(self, address: str) -> None:
        super().__init__(f"không nối được bộ điều phối “{address}”; kiểm tra địa chỉ và lệnh dask scheduler")


class NoWorkerError(NtmError):
    """Says that the scheduler has nobody to work."""

    def __init__(self, address: str) -> None:
        super().__init__(f"bộ điều phối “{address}” chưa có máy tính toán nào; khởi động bằng dask worker")


class OtherVersionError(NtmError):
    """Says that a worker would make other pages."""

    def __init__(self) -> None:
        super().__init__(
            "một máy tính toán dùng bản ntm_analysis, thư viện hoặc Python khác; cài cùng bản trên mọi máy"
        )


@contextmanager
def scheduler_at(address: str, workers: int) -> Iterator[str]:
    """Gives the address of a scheduler, for ``local`` that of a cluster which this machine has meanwhile."""
    if address != LOCAL:
        yield address
        return
    with temporary_folder() as folder:
        # What this process and those it starts need for a while lies in a folder that is removed.
        before, tempfile.tempdir = tempfile.tempdir, folder
        options = {"threads_per_worker": 1, "dashboard_address": None, "local_directory": folder}
        try:
            with environment({"TMPDIR": folder}), LocalCluster(n_workers=workers, **options) as cluster:
                yield cluster.scheduler_address
        finally:
            tempfile.tempdir = before


def make_on_cluster(tasks: Iterable[Task], address: str) -> Generator[Started | Made]:
    """Makes every product on the cluster of a scheduler.

    Raises NoSchedulerError, NoWorkerError, and OtherVersionError where a worker runs other software.
    """
    try:
        # A client would wait without end for something that answers otherwise, or not at all.
        with ThreadPoolExecutor(1) as aside:  # whoever calls this may have an event loop
            aside.submit(asyncio.run, asyncio.wait_for(connect(address), _CONNECT_SECONDS)).result().abort()
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except Exception as error:  # nobody there, no address, or an answer of whatever kind
        raise NoSchedulerError(address) from error
    try:
        yield from _made(client, tasks, address)
    except (OSError, CancelledError) as error:  # it went away
        raise NoSchedulerError(address) from error
    finally:
        client.close()


def _made(client: Client, tasks: Iterable[Task], address: str) -> Generator[Started | Made]:  # noqa: C901 (one loop)
    """Keeps every thread of the cluster busy and waits for what ends; workers may come and go."""
    try:
        client.wait_for_workers(1, timeout=_WORKER_SECONDS)
    except TimeoutError:
        raise NoWorkerError(address) from None
    waiting, running = deque(tasks), dict[Future[Made], tuple[Task, float]]()
    copies: dict[Path, Future[bytes]] = {}
    software, last = Code().running, time.monotonic()  # when there was a worker
    while waiting or running:
        while waiting and len(running) < max(1, sum(client.nthreads().values())):
            task = waiting.popleft()
            if task.copy is not None and task.copy not in copies:
                # A task that gives it, and not scattered data, which would die with the worker that holds it.
                copies[task.copy] = client.submit(bytes, task.copy.read_bytes())
            copy = copies.get(task.copy) if task.copy else None
            notebook = task.product.notebook.path.read_bytes() if isinstance(task, PageTask) else b""
            future = client.submit(make_here, task, notebook, copy, software, pure=False)
            running[future] = task, time.monotonic()
            yield Started(task.product)
        try:
            with client.as_current():
                wait(list(running), timeout=1, return_when="FIRST_COMPLETED")
        except TimeoutError:
            end_if_asked()
        if client.nthreads():
            last = time.monotonic()
        elif time.monotonic() - last > _WORKER_SECONDS:
            raise NoWorkerError(address) from None
        for future in [future for future in running if future.done()]:
            (task, began), error = running.pop(future), future.exception()
            if error is None or isinstance(error, NtmError):
                yield future.result()  # which raises it
                continue
            told = (FailureReason.INTERNAL, f"{type(error).__name__}: {error}"[:300])
            if isinstance(error, KilledWorker):
                told = (FailureReason.WORKER_DIED, "")
            yield Made(Failed(task.product, *told, time.monotonic() - began, kept=False))


def make_here(task: Task, notebook: bytes, copy: bytes | None, software: str) -> Made:
    """Runs on a worker: puts what came where the product looks for it, and has it made."""
    if software != _CODE.running:
        raise OtherVersionError
    if copy is not None:
        task = replace(task, copy=_kept(copy, f"dataset{SUFFIX}"))
    if isinstance(task, PageTask):
        # A folder for each notebook, which runs beside its own file and sees no other.
        own = replace(task.product.notebook, path=_kept(notebook, task.product.notebook.path.name))
        task = replace(task, product=replace(task.product, notebook=own))
    try:
        return _station().make(task)
    except EOFError:  # by a machine out of memory, for one; a new one tries once more
        return _station().make(task)


def _station() -> Station:
    """Gives the station of this thread, a new one where the last has died."""
    station: Station | None = getattr(_here, "station", None)
    if station is None or not station.is_alive:
        station = _here.station = Station()
    return station


def _kept(content: bytes, name: str) -> Path:
    """Keeps a file under its content, so that it is written once on each worker."""
    folder = Path(_folder().name) / hashlib.sha256(content).hexdigest()[:16]
    path = folder / name
    if not path.exists():
        folder.mkdir(exist_ok=True)
        temporary = folder / f"{threading.get_ident()}.part"
        temporary.touch(mode=0o600)
        temporary.write_bytes(content)
        temporary.replace(path)
    return path
