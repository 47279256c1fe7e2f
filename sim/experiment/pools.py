"""Where cells run: here, in threads, in processes or on a cluster, behind one Executor."""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

from sim.errors import UserFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")

PoolKind = Literal["serial", "threads", "processes"]


class SerialExecutor(Executor):
    """Runs each call at once, in the calling thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call and give a future that is already settled."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:  # noqa: BLE001  (handed to whoever asks for the result, as in any executor)
            future.set_exception(fault)
        return future


def open_pool(kind: PoolKind, workers: int | None = None) -> Executor:
    """Open a pool; close it with ``shutdown`` or a ``with`` statement.

    Args:
        kind: ``serial``, ``threads`` (the compiled kernel lets them run side by side) or
            ``processes`` (started afresh, so that they work from a window on every system).
        workers: Number of threads or processes; all cores if None.

    Raises:
        UserFault: If the kind is not one of these, or the number is below 1.
    """
    count = workers if workers is not None else os.cpu_count() or 1
    if count < 1:
        raise UserFault(f"A pool of {count} workers cannot run anything.", "Give 1 or more.")
    if kind == "serial":
        return SerialExecutor()
    if kind == "threads":
        return ThreadPoolExecutor(count)
    if kind == "processes":
        import multiprocessing

        return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    raise UserFault(f"There is no pool called {kind!r}.", "Choose serial, threads or processes.")


def cluster_pool(client: Client) -> Executor:
    """Give the executor of a Dask client, so that cells run on its cluster.

    Args:
        client: A ``distributed.Client`` (extra ``cluster``).
    """
    executor: Executor = client.get_executor()
    return executor
