"""Does a long run cost more an item than a short one, and does memory grow with the log only?"""

from __future__ import annotations

import tracemalloc
from functools import cache, partial

from sim.engine import RunRequest, simulate, simulate_many, warm_cache
from sim.log import EventLog
from tests.bench.lines import stream_of
from tests.bench.measure import Bench, timed
from tests.bench.peers.shape import LIMITED

ROWS_AN_ITEM = 17
"""Rows of the log: an arrival, three in each of five stages, a done."""
LARGEST = 7
WITHIN = 0.1


def benchmarks() -> list[Bench]:
    """Time an item from 10^4 to 10^7 events, bytes of log an item, and memory beside the log."""
    assert warm_cache()
    job = "engine: time an item in runs of"
    growth = [
        Bench(job, f"10^{power} events", partial(microseconds, power), "µs", peer=True)
        for power in range(4, LARGEST)
    ]
    longest = Bench(
        job,
        f"10^{LARGEST} events",
        partial(microseconds, LARGEST),
        "µs",
        at_least={one.runner: 1.0 / (1.0 + WITHIN) for one in growth},
        rounds=5,
    )
    size = "engine: size of a run of 10^7 events"
    return [
        longest,
        *growth,
        Bench(size, "log", log_bytes_an_item, "bytes/item", target=400.0, rounds=1),
        Bench(size, "memory at its most", partial(peak, "bytes_an_event"), "bytes/event", rounds=1),
        Bench(size, "memory at its most, over the log's size", partial(peak, "over_log"), "×", rounds=1),
    ]


def microseconds(power: int) -> float:
    """Time an item in a run of so many events; short runs are repeated to last as long as longer ones."""
    items = 10**power // ROWS_AN_ITEM
    times = 10 ** max(0, 6 - power)

    def work() -> None:
        for _ in simulate_many(stream_of(LIMITED), RunRequest(items=items), times):
            pass

    took: float = timed(work)() * 1e3 / (items * times)
    return took


def log_bytes_an_item() -> float:
    """Bytes of the log's columns and of its table of items, an item done."""
    return log_bytes(simulate(stream_of(LIMITED), RunRequest(items=LIMITED.items))) / LIMITED.items


def peak(name: str) -> float:
    """What the longest run allocates at its most: bytes an event, or as a multiple of its log."""
    return _peaks()[name]


@cache
def _peaks() -> dict[str, float]:
    tracemalloc.start()
    log = simulate(stream_of(LIMITED), RunRequest(items=10**LARGEST // ROWS_AN_ITEM))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"bytes_an_event": most / len(log.time), "over_log": most / log_bytes(log)}


def log_bytes(log: EventLog) -> int:
    """Bytes of a log's columns and of its table of items."""
    columns = (log.time, log.item, log.kind, log.stage, log.who)
    table = (log.items.type, log.items.service_class, log.items.arrival)
    return sum(one.nbytes for one in (*columns, *table))
