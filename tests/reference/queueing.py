"""Streams of the exact and published results in the collection, and what is measured of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate_many
from sim.log import EventLog
from sim.stream import Interarrival, ItemType, Rework, Route, ServiceClass, Stream, TypeLimit
from tests.builders import conwip, exponential, line, poisson, stream, wait, work
from tests.reference.measures import Measures, closed_line, kanban, queue

WARM_UP = 0.1
"""Share of each run that is cut off at its begin."""


@dataclass(frozen=True)
class Known:
    """A result that is not in the collection.

    Attributes:
        values: By measure.
        source: Where it comes from.
        tolerance: Largest relative deviation.
    """

    values: Mapping[str, float]
    source: str
    tolerance: float = 0.03


@dataclass(frozen=True)
class Case:
    """One result to reproduce.

    Attributes:
        id: Its name; in the collection that before a slash, and WIP where it has several.
        stream: The stream.
        items: Items a replication.
        measure: What is measured of a log, from a moment on.
        headline: The measures that must lie in the run's own 99 % interval.
        known: The result, None if it is in the collection.
        replications: How many; more where the low ones have the rare luck that 99 % intervals miss.
    """

    id: str
    stream: Stream
    items: int
    measure: Callable[[EventLog, float], Measures]
    headline: tuple[str, ...]
    known: Known | None = None
    replications: int = 20


def measured(case: Case) -> dict[str, tuple[float, float]]:
    """Run a case: for each measure its mean over the replications and half its 99 % interval."""
    from scipy.special import stdtrit

    request = RunRequest(seed=1, items=case.items)
    found: dict[str, list[float]] = {}
    for log in simulate_many(case.stream, request, case.replications):
        for name, value in case.measure(log, WARM_UP * log.end).items():
            found.setdefault(name, []).append(value)
    reach = stdtrit(case.replications - 1, 0.995) / np.sqrt(case.replications)
    return {
        name: (float(np.mean(values)), float(reach * np.std(values, ddof=1)))
        for name, values in found.items()
    }


def cases() -> Iterator[Case]:
    """Give all cases of the collection that are a matter of chance."""
    yield from _queues()
    yield from _blockers()
    yield from _kingman()
    yield from _lines()
    for wip in range(1, 11):
        closed = conwip(line([exponential(2.0)] * 4), wip)
        yield Case(f"PENNY1-PWC w={wip}", closed, 15_000, closed_line, ("TH", "CT"))
    by_type = line([exponential(2.0)] * 4, type_limits=(TypeLimit(type="item", limit=4),))
    yield Case("PENNY1-PWC/type w=4", by_type, 15_000, closed_line, ("TH", "CT"))


def two_types(
    flows: Mapping[str, tuple[float, Distribution]],
    *,
    classes: tuple[ServiceClass, ...] = (),
    **stage: Any,
) -> Stream:
    """One stage with a worker and Poisson arrivals by type: a rate and a touch time each.

    Where classes are given, each type is of the class of its own name.
    """
    own = {one.id for one in classes}
    types = tuple(
        ItemType.model_validate({"id": name, "name": name, **({"class": name} if name in own else {})})
        for name in flows
    )
    ways = tuple(
        Interarrival(time=exponential(1.0 / rate), types=(name,)) for name, (rate, _) in flows.items()
    )
    times = {name: time for name, (_, time) in flows.items()}
    only = work("Work", 1.0, **stage).model_copy(update={"time": None, "time_by_type": times})
    return stream([only], ways, item_types=types, classes=classes)


def _queues() -> Iterator[Case]:
    uniform = Distribution(family="uniform", low=7.0, high=9.0)
    every = ("utilisation", "Wq", "W", "L", "Lq")
    yield Case("MM1-0.8", line([exponential(8.0)], arrivals=poisson(0.1)), 100_000, queue, every)
    yield Case(
        "MM1-queuecomputer", line([exponential(0.8)], arrivals=poisson(1.0)), 80_000, queue, ("W", "L")
    )
    yield Case("MG1-U79", line([uniform], arrivals=poisson(0.1)), 100_000, queue, every)
    yield Case("MM3", line([exponential(1.0)], 3, arrivals=poisson(2.0)), 80_000, queue, every)
    classes = (ServiceClass(id="expedite", rank=0), ServiceClass(id="standard", rank=1))
    ranked = two_types(
        {"expedite": (0.2, exponential(1.0)), "standard": (0.6, exponential(1.0))}, classes=classes
    )
    yield Case("PRIO-2", ranked, 100_000, queue, ("W_expedite", "W_standard"), replications=60)
    again = work("Work", exponential(1.0), rework=(Rework(to="work", probability=0.25),))
    yield Case("REWORK-1", stream([again], poisson(0.5)), 100_000, queue, ("utilisation", "L", "W_total"))
    mix = two_types({"feature": (0.2, exponential(2.0)), "defect": (0.4, exponential(0.5))})
    yield Case("MIX-2", mix, 100_000, queue, (*every, "W_feature", "W_defect"))


def _blockers() -> Iterator[Case]:
    """Items stopped after their service, beside which the worker goes on: a wait that 70 % pass by.

    A blocker of a stage stops touch time at some point of it; that is another queue (see
    :mod:`tests.reference.features`). What is blocked here is the wait's own stage.
    """
    every = ("W", "L", "items_blocked_mean", "flow_efficiency")
    first, blocked = work("Work", exponential(1.0)), wait("Blocked", exponential(4.0))
    by_skip = stream([first, blocked.model_copy(update={"skip": {"item": 0.7}})], poisson(0.5))
    yield Case("BLOCKERS-free", by_skip, 100_000, queue, every)
    away = first.model_copy(update={"routes": (Route(to="after", share=0.7),)})
    by_route = stream([away, blocked, wait("After")], poisson(0.5))
    yield Case("BLOCKERS-free/route", by_route, 100_000, queue, every)


def _kingman() -> Iterator[Case]:
    """Gamma gaps and times with a coefficient of variation of 1/2; Kingman's is an approximation there."""
    time = Distribution(family="gamma", mean=5.0, cv=0.5)
    for load in ("0.9", "0.95"):
        gap = Distribution(family="gamma", mean=5.0 / float(load), cv=0.5)
        yield Case(f"KINGMAN {load}", line([time], arrivals=Interarrival(time=gap)), 100_000, queue, ())


def _lines() -> Iterator[Case]:
    every = ("throughput", "flow_time_stage1_entry_to_done")
    one = exponential(1.0)
    for name, limits in (
        ("HB-2-0", [1, 1]),
        ("HB-2-1", [1, 2]),
        ("HB-3-0", [1, 1, 1]),
        ("HB-3-1", [1, 2, 2]),
        ("HB-4-0", [1, 1, 1, 1]),
    ):
        holding = line([one] * len(limits), wip_limits=limits, on_finish="hold")
        yield Case(name, holding, 25_000, kanban, every)
    for name, limits in (
        ("KB-111", [1, 1, 1]),
        ("KB-222", [2, 2, 2]),
        ("KB-333", [3, 3, 3]),
        ("KB-121", [1, 2, 1]),
    ):
        yield Case(name, line([one] * 3, wip_limits=limits), 25_000, kanban, every)
    unequal = [exponential(1.0), exponential(1 / 0.8), exponential(0.8)]
    yield Case("KB-unbal", line(unequal, wip_limits=[2, 3, 2]), 25_000, kanban, every)
    open_line = line([one] * 3, wip_limits=2, arrivals=poisson(0.4))
    yield Case("KB-open-0.4", open_line, 25_000, kanban, (*every, "lead_time_arrival_to_done"))
