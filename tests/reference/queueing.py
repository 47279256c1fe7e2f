"""Streams of the exact and published results, and what is measured of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate_many
from sim.log import EventLog
from sim.stream import Interarrival, ItemType, Rework, Stream
from tests.builders import conwip, exponential, line, poisson, stream, work
from tests.reference.intervals import by_stage, times_of_items

Measures = dict[str, float]
REPLICATIONS = 20
WARM_UP = 0.1
"""Share of each run that is cut off at its begin."""


@dataclass(frozen=True)
class Case:
    """One result to reproduce.

    Attributes:
        id: Its name in the collection (and WIP, where it has several).
        stream: The stream.
        items: Items a replication.
        measure: What is measured of a log, from a moment on.
        headline: The measures that must lie in the run's own 99 % interval.
    """

    id: str
    stream: Stream
    items: int
    measure: Callable[[EventLog, float], Measures]
    headline: tuple[str, ...]


def measured(case: Case) -> dict[str, tuple[float, float]]:
    """Run a case: for each measure its mean over the replications and half its 99 % interval."""
    request = RunRequest(seed=1, items=case.items)
    found: dict[str, list[float]] = {}
    for log in simulate_many(case.stream, request, REPLICATIONS):
        for name, value in case.measure(log, WARM_UP * log.end).items():
            found.setdefault(name, []).append(value)
    quantile = 2.860934606449914  # Student's t, 19 degrees of freedom, 99.5 %
    return {
        name: (float(np.mean(values)), float(quantile * np.std(values, ddof=1) / np.sqrt(len(values))))
        for name, values in found.items()
    }


# --- what is measured ------------------------------------------------------------------------------


def queue(log: EventLog, begin: float) -> Measures:
    """Figures of a queue with one stage."""
    window = (begin, log.end)
    mean = {name: values[0] for name, values in by_stage(log, window).items()}
    arrival, _, done = times_of_items(log)
    settled = (arrival >= begin) & ~np.isnan(done)
    flow = (done - arrival)[settled]
    workers = log.stages[0].workers or 1
    rate = settled.sum() / (log.end - begin)
    figures = {
        "utilisation": mean["busy_servers"] / workers,
        "Lq": mean["waiting_to_start"],
        "Wq": mean["waiting_to_start"] / rate,
        "L": mean["wip_by_stage"],
        "W": float(flow.mean()),
        "W_total": float(flow.mean()),
        "flow_efficiency_service_over_flow_time": mean["busy_servers"] / mean["wip_by_stage"],
    }
    for percent in (50, 70, 85, 95):
        figures[f"flow_time_percentiles.p{percent}"] = float(np.percentile(flow, percent))
    for number, one in enumerate(log.types):
        own = settled & (log.items.type == number)
        figures[f"W_{one.id}"] = float((done - arrival)[own].mean())
        figures[f"flow_distribution.{one.id}"] = float(own.sum() / settled.sum())
    return figures


def kanban(log: EventLog, begin: float) -> Measures:
    """Figures of a line: by stage, throughput, flow and lead time, backlog."""
    window = (begin, log.end)
    figures: Measures = {}
    for name, values in by_stage(log, window).items():
        figures |= {f"{name}.{stage}": value for stage, value in enumerate(values)}
    arrival, entered, done = times_of_items(log)
    counted = done > begin
    figures["throughput"] = float(counted.sum() / (log.end - begin))
    figures["flow_time_stage1_entry_to_done"] = float((done - entered)[counted].mean())
    figures["lead_time_arrival_to_done"] = float((done - arrival)[counted].mean())
    until = np.where(np.isnan(entered), log.end, entered)
    waits = np.minimum(until, log.end) - np.maximum(arrival, begin)
    figures["backlog_mean"] = float(np.maximum(waits, 0.0).sum() / (log.end - begin))
    return figures


def conwip_line(log: EventLog, begin: float) -> Measures:
    """Throughput and flow time of a closed line."""
    _, entered, done = times_of_items(log)
    counted = done > begin
    return {
        "TH": float(counted.sum() / (log.end - begin)),
        "CT": float((done - entered)[counted].mean()),
    }


# --- the cases ---------------------------------------------------------------------------------------------


def cases() -> Iterator[Case]:
    """Give all cases that are a matter of chance."""
    yield from _queues()
    yield from _lines()
    for wip in range(1, 11):
        closed = conwip(line([exponential(2.0)] * 4), wip)
        yield Case(f"PENNY1-PWC w={wip}", closed, 40_000, conwip_line, ("TH", "CT"))


def _queues() -> Iterator[Case]:
    uniform = Distribution(family="uniform", low=7.0, high=9.0)
    every = ("utilisation", "Wq", "W", "L", "Lq")
    yield Case("MM1-0.8", line([exponential(8.0)], arrivals=poisson(0.1)), 200_000, queue, every)
    yield Case("MG1-U79", line([uniform], arrivals=poisson(0.1)), 100_000, queue, every)
    yield Case("MM3", line([exponential(1.0)], 3, arrivals=poisson(2.0)), 150_000, queue, every)
    again = work("Work", exponential(1.0), rework=(Rework(to="work", probability=0.25),))
    yield Case("REWORK-1", stream([again], poisson(0.5)), 100_000, queue, ("utilisation", "L", "W_total"))
    yield Case("MIX-2", _mix(), 100_000, queue, (*every, "W_feature", "W_defect"))


def _mix() -> Stream:
    types = (ItemType(id="feature", name="Feature"), ItemType(id="defect", name="Defect"))
    ways = (
        Interarrival(time=exponential(5.0), types=("feature",)),
        Interarrival(time=exponential(2.5), types=("defect",)),
    )
    times = {"feature": exponential(2.0), "defect": exponential(0.5)}
    stage = work("Work", 1.0).model_copy(update={"time": None, "time_by_type": times})
    return stream([stage], ways, item_types=types)


def _lines() -> Iterator[Case]:
    every = ("throughput", "flow_time_stage1_entry_to_done")
    one = exponential(1.0)
    for name, stages, limits in (
        ("HB-2-0", 2, [1, 1]),
        ("HB-3-0", 3, [1, 1, 1]),
        ("HB-3-1", 3, [1, 2, 2]),
    ):
        holding = line([one] * stages, wip_limits=limits, on_finish="hold")
        yield Case(name, holding, 60_000, kanban, every)
    yield Case("KB-111", line([one] * 3, wip_limits=1), 60_000, kanban, every)
    yield Case("KB-222", line([one] * 3, wip_limits=2), 60_000, kanban, every)
    unequal = [exponential(1.0), exponential(1 / 0.8), exponential(0.8)]
    yield Case("KB-unbal", line(unequal, wip_limits=[2, 3, 2]), 60_000, kanban, every)
    open_line = line([one] * 3, wip_limits=2, arrivals=poisson(0.4))
    yield Case("KB-open-0.4", open_line, 60_000, kanban, (*every, "lead_time_arrival_to_done"))


# --- without chance --------------------------------------------------------------------------------

CYCLES = 2520
"""Items over which every WIP from 1 to 10 repeats itself a whole number of times."""


def deterministic(wip: int, hours: float) -> Stream:
    """Four stations of so many hours each, with constant WIP."""
    return conwip(line([hours] * 4), wip)


def steady(given: Stream) -> tuple[float, float]:
    """Throughput and mean flow time of 2520 items, after as many."""
    (log,) = simulate_many(given, RunRequest(items=2 * CYCLES + 20), 1)
    _, entered, done = times_of_items(log)
    order = np.argsort(done)[CYCLES : 2 * CYCLES + 1]
    span = done[order[-1]] - done[order[0]]
    return CYCLES / float(span), float((done - entered)[order[1:]].mean())
