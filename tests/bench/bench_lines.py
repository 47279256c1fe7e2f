"""The five-stage line on both clocks, beside a bare compiled loop and what the package index has."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any

from sim.engine import Clock, RunRequest, simulate, warm_cache
from sim.stream import Stream
from tests.bench.lines import every_rule, stream_of
from tests.bench.measure import Bench, rate
from tests.bench.peers.found import why_missing
from tests.bench.peers.shape import LIMITED, OPEN, WITH_REWORK, Shape

PEERS = (
    ("SimPy, event per service", "simpy", "simpy_events.event_line", 10_000),
    ("SimPy, process per item", "simpy", "simpy_processes.process_line", 4_000),
    ("Ciw", "ciw", "ciw_line.ciw_line", 2_000),
    ("salabim", "salabim", "salabim_line.salabim_line", 800),
)
"""Name, package, function, and items: rates do not depend on how many, patience does."""
FEW = 10_000
"""Items on SimPy's clock."""
UNLIMITED = 1 << 14
"""A limit that the bare loop never meets."""
AHEAD: dict[str, float] = {name: 1.0 for name, *_ in PEERS}
BARE = "bare numba loop"
PROCESS = "SimPy, process per item"


def benchmarks() -> list[Bench]:
    """The line open, with WIP limits and with rework; and with every rule in use, beside the plain peers."""
    assert warm_cache()
    job = "engine: five-stage line, {}, items a second"
    return [
        *_job(job.format("open"), stream_of(OPEN), OPEN, {}, {}),
        *_job(job.format("WIP limits"), stream_of(LIMITED), LIMITED, {BARE: 0.5}, {PROCESS: 5.0}),
        *_job(job.format("rework"), stream_of(WITH_REWORK), WITH_REWORK, {}, {}),
        *_job(job.format("every rule on; peers plain"), every_rule(), LIMITED, {BARE: 0.25}, {}),
    ]


def _job(
    job: str, given: Stream, shape: Shape, kernel: dict[str, float], clock: dict[str, float]
) -> list[Bench]:
    speed: dict[str, Any] = {"job": job, "unit": "items/s", "better": "higher"}
    ours = [
        Bench(
            runner="headrace, kernel, log written",
            measure=rate(partial(run, given, shape.items)),
            at_least=AHEAD | kernel,
            **speed,
        ),
        Bench(
            runner="headrace, SimPy clock, log written",
            measure=rate(partial(run, given, FEW, "simpy")),
            at_least=clock,
            **speed,
        ),
        Bench(runner=BARE, measure=rate(partial(bare, shape)), peer=True, **speed),
    ]
    peers = [
        Bench(
            runner=name,
            measure=rate(partial(_peer, function, shape.of(items))),
            peer=True,
            missing=why_missing(package),
            **speed,
        )
        for name, package, function, items in PEERS
    ]
    return ours + peers


def run(given: Stream, items: int, clock: Clock = "kernel") -> int:
    """Run until so many items are done."""
    simulate(given, RunRequest(items=items, clock=clock))
    return items


def bare(shape: Shape) -> int:
    """Run the bare loop; it knows no rework."""
    from tests.bench.peers.bare_kernel import bare_line

    bare_line(shape.items, shape.stages, shape.workers, shape.limit or UNLIMITED, shape.mean)
    return shape.items


def _peer(function: str, shape: Shape) -> int:
    module, _, name = function.partition(".")
    line: Callable[[Shape], float] = getattr(importlib.import_module(f"tests.bench.peers.{module}"), name)
    line(shape)
    return shape.items
