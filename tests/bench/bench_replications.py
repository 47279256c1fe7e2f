"""A small project a thousand times: on one thread, and in chunks on two."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from sim.engine import RunRequest, simulate_many, warm_cache
from sim.stream import Stream
from tests.bench.bench_lines import bare
from tests.bench.lines import PROJECT, REPLICATIONS, stream_of
from tests.bench.measure import Bench, timed
from tests.bench.peers.shape import LIMITED
from tests.bench.peers.simpy_events import event_line
from tests.bench.peers.simpy_processes import process_line

SHARE = 25
"""What part of the replications SimPy runs; its time is multiplied by as much."""
THREADS, CHUNKS = 2, 16


def benchmarks() -> list[Bench]:
    """The same replications here, by peers, and on two threads."""
    assert warm_cache()
    given, few = stream_of(LIMITED), LIMITED.of(PROJECT)
    job = f"engine: {REPLICATIONS:,} replications of {PROJECT} items"
    threads = f"{job}, {THREADS} threads"
    part = f"1/{SHARE} of them, × {SHARE}"
    return [
        Bench(job, "headrace, logs written", timed(partial(replicate, given, 0, REPLICATIONS)), target=250.0),
        Bench(job, "bare numba loop", timed(lambda: [bare(few) for _ in range(REPLICATIONS)]), peer=True),
        Bench(job, f"SimPy, event per service ({part})", _part(lambda: event_line(few)), peer=True),
        Bench(job, f"SimPy, process per item ({part})", _part(lambda: process_line(few)), peer=True),
        Bench(threads, f"{CHUNKS} chunks on {THREADS} threads", timed(partial(on_threads, given))),
        Bench(threads, "1 thread", timed(partial(replicate, given, 0, REPLICATIONS)), peer=True),
    ]


def replicate(given: Stream, first: int, count: int) -> None:
    """Run a project of a few items again and again."""
    for _ in simulate_many(given, RunRequest(items=PROJECT, replication=first), count):
        pass


def on_threads(given: Stream) -> None:
    """Run all replications in chunks; the compiled rules let the threads run side by side."""
    size = -(-REPLICATIONS // CHUNKS)
    with ThreadPoolExecutor(THREADS) as pool:
        chunks = [
            pool.submit(replicate, given, first, min(size, REPLICATIONS - first))
            for first in range(0, REPLICATIONS, size)
        ]
    for one in chunks:
        one.result()


def _part(once: Callable[[], float]) -> Callable[[], float]:
    measure = timed(lambda: [once() for _ in range(REPLICATIONS // SHARE)])
    return lambda: SHARE * measure()
