"""Work beside the window: a pure function and a frozen request go out, a result comes back if wanted."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from sim.errors import UserFault

Lane = Literal["thread", "process"]
Q = TypeVar("Q")
R = TypeVar("R")


class Cancelled(Exception):
    """Raised inside a tracked job once nobody wants its result."""


class Track:
    """What a tracked job is given to report with and to be stopped by.

    Safe to use from the job's thread.
    """

    def __init__(self, post: Callable[[float, str], None]) -> None:
        """Report through ``post``, which must be safe to call from any thread."""
        self._post = post
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._stop.set()

    def report(self, share: float, text: str = "") -> None:
        """Tell how far the job is (0 to 1) and what it does.

        Raises:
            Cancelled: If the result is no longer wanted.
        """
        if self._stop.is_set():
            raise Cancelled
        self._post(share, text)


def _always() -> bool:
    return True


@dataclass(eq=False)
class Job:
    """One piece of work under way.

    Attributes:
        key: The slot it runs in; a newer job of the same key makes this one stale.
        on_result: Called in the window's thread with the result.
        on_fault: Called in the window's thread with a `UserFault`; without it, `Jobs.faulted` tells it.
        on_progress: Called in the window's thread with share (0 to 1) and text.
        still_current: Asked on arrival; a result that is not current is dropped.
        is_stale: Whether the result will be dropped.
    """

    key: str
    on_result: Callable[[Any], None]
    on_fault: Callable[[UserFault], None] | None = None
    on_progress: Callable[[float, str], None] | None = None
    still_current: Callable[[], bool] = _always
    is_stale: bool = False
    track: Track | None = field(default=None, repr=False)
    future: Future[Any] | None = field(default=None, repr=False)

    def cancel(self) -> None:
        """Drop the result, and stop the work at its next report."""
        self.is_stale = True
        if self.track is not None:
            self.track.cancel()
        if self.future is not None:
            self.future.cancel()


class Jobs(QObject):
    """Runs pure functions on frozen requests in threads or processes.

    Signals:
        busy_changed(bool): The first job began, or the last one ended.
        faulted(object): A `UserFault` that no caller took.
        broke(object): Any other exception: a bug.
    """

    busy_changed = Signal(bool)
    faulted = Signal(object)
    broke = Signal(object)
    _ended = Signal(object)
    _progressed = Signal(object, float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no thread; pools are made when first needed."""
        super().__init__(parent)
        self._pools: dict[Lane, Executor] = {}
        self._running: dict[str, Job] = {}
        self._closed = False
        # Queued even from this thread: a job that ended before `start` returned is delivered after it.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a result is awaited."""
        return bool(self._running)

    def is_running(self, key: str) -> bool:
        """Say whether a result is awaited under a key."""
        return key in self._running

    def start(
        self,
        function: Callable[[Q], R],
        request: Q,
        on_result: Callable[[R], None],
        *,
        key: str,
        on_fault: Callable[[UserFault], None] | None = None,
        still_current: Callable[[], bool] = _always,
        lane: Lane = "thread",
    ) -> Job:
        """Run ``function(request)``; in the process lane both must be importable and picklable."""
        job = Job(key, on_result, on_fault, still_current=still_current)
        return self._submit(job, lane, partial(function, request))

    def start_tracked(
        self,
        function: Callable[[Q, Track], R],
        request: Q,
        on_result: Callable[[R], None],
        *,
        key: str,
        on_progress: Callable[[float, str], None],
        on_fault: Callable[[UserFault], None] | None = None,
        still_current: Callable[[], bool] = _always,
    ) -> Job:
        """Run ``function(request, track)`` in a thread; it reports progress and can be stopped."""
        job = Job(key, on_result, on_fault, on_progress, still_current)
        job.track = Track(partial(self._progressed.emit, job))
        return self._submit(job, "thread", partial(function, request, job.track))

    def cancel(self, key: str) -> None:
        """Drop the result awaited under a key, if there is one."""
        job = self._running.pop(key, None)
        if job is not None:
            job.cancel()
            self._tell_busy(1)

    def close(self) -> None:
        """Drop every result, stop what can be stopped, wait for the threads."""
        self._closed = True
        for key in tuple(self._running):
            self.cancel(key)
        for pool in self._pools.values():
            _end_processes(pool)
            pool.shutdown(wait=True, cancel_futures=True)
        self._pools.clear()

    def _submit(self, job: Job, lane: Lane, work: Callable[[], object]) -> Job:
        before = len(self._running)
        older = self._running.pop(job.key, None)
        if older is not None:
            older.cancel()
        if self._closed:
            job.is_stale = True
            return job
        self._running[job.key] = job
        job.future = self._pool(lane).submit(work)
        job.future.add_done_callback(partial(_post_end, self._ended.emit, job))
        self._tell_busy(before)
        return job

    def _pool(self, lane: Lane) -> Executor:
        if lane not in self._pools:
            self._pools[lane] = _thread_pool() if lane == "thread" else _process_pool()
        return self._pools[lane]

    def _deliver(self, job: Job) -> None:
        if self._running.get(job.key) is job:
            del self._running[job.key]
            self._tell_busy(1)
        if job.is_stale or job.future is None or job.future.cancelled() or not job.still_current():
            return
        error = job.future.exception()
        if error is None:
            job.on_result(job.future.result())
        elif isinstance(error, UserFault):
            (job.on_fault or self.faulted.emit)(error)
        elif not isinstance(error, Cancelled | CancelledError):
            self.broke.emit(error)

    def _pass_on(self, job: Job, share: float, text: str) -> None:
        if not job.is_stale and job.on_progress is not None:
            job.on_progress(share, text)

    def _tell_busy(self, before: int) -> None:
        if bool(before) != self.is_busy:
            self.busy_changed.emit(self.is_busy)


def _post_end(post: Callable[[Job], None], job: Job, _: Future[Any]) -> None:
    try:
        post(job)
    except RuntimeError:
        # The window is gone already: Qt deleted the object that would take the result.
        return


def _thread_pool() -> Executor:
    return ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2), thread_name_prefix="headrace-job")


def _process_pool() -> Executor:
    import multiprocessing

    return ProcessPoolExecutor(
        max_workers=max(1, (os.cpu_count() or 2) - 1), mp_context=multiprocessing.get_context("spawn")
    )


def _end_processes(pool: Executor) -> None:
    # WORKAROUND(https://docs.python.org/3.14/library/concurrent.futures.html#concurrent.futures.ProcessPoolExecutor.terminate_workers):
    # before Python 3.14 there is no public way to end a worker that is in the middle of a long job.
    for process in tuple((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()
