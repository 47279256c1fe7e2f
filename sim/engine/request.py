"""What is asked of a run."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from sim.distributions import Distribution
from sim.errors import StreamFault
from sim.stream import (
    Backlog,
    CadenceArrival,
    Interarrival,
    Schedule,
    Stream,
    arrival_rates,
    offered_load,
    team_loads,
)

Clock = Literal["auto", "simpy", "kernel"]

USUAL_ITEMS = 1_000
USUAL_PERIODS = 50
"""Items, and periods of the longest cadence, that a default horizon is meant for."""

GENERATIONS = 200
LEFT_AT_LAST = 0.5
"""An item whose feedback leaves so few in so many generations is said to die out."""

FARTHEST = 2.0**33
"""The farthest horizon in units of time: beyond it a tick of 2^-20 units is lost in double precision."""

MOST_ITEMS = 1_000_000_000
"""The engine counts items in 64 bits, but no log of as many fits in memory."""


@dataclass(frozen=True)
class RunRequest:
    """One run of a stream; the same request gives the same log, to the last byte.

    Attributes:
        seed: Seed of all chance.
        replication: Number of the replication; each has its own chance.
        until: Horizon in the stream's unit, events at it included; None for none.
        items: Number of done items after which to stop; None for none.
        clock: ``kernel`` (compiled), ``simpy``, or ``auto``, which is the kernel. Both give the same log.
    """

    seed: int = 1
    replication: int = 0
    until: float | None = None
    items: int | None = None
    clock: Clock = "auto"


def default_request(stream: Stream) -> RunRequest:
    """Give a request with a sensible horizon where the stream does not end by itself.

    A stream of given items runs until all are done, unless each creates another without end. Any other runs
    for about a thousand items, at the rate of its arrivals or of its slowest stage, whichever is lower, and
    for fifty of its longest cadence.

    Args:
        stream: A stream without errors.
    """
    if all(isinstance(one, Backlog | Schedule) for one in stream.arrivals) and _dies_out(stream):
        return RunRequest()
    rate = sum(arrival_rates(stream).values())
    slowest = _time_of_slowest(stream)
    gap = max(1.0 / rate if rate > 0.0 else 0.0, slowest)
    span = max(USUAL_ITEMS * gap, USUAL_PERIODS * _longest_period(stream))
    return RunRequest(until=_round_up(span)) if span > 0.0 else RunRequest(items=USUAL_ITEMS)


def horizon_of(stream: Stream, request: RunRequest) -> RunRequest:
    """Complete a request that says neither until when nor for how many items.

    Raises:
        StreamFault: If the request asks for a horizon or a number of items that cannot be.
    """
    if request.until is not None and not 0.0 <= request.until <= FARTHEST:
        raise StreamFault(
            f"The horizon is {request.until:g} time units; it must be from 0 to {FARTHEST:.3g}.",
            "Give one in this range, or use a larger time unit.",
        )
    if request.items is not None and request.items < 1:
        raise StreamFault(f"The run is for {request.items} items; it must be 1 or more.", "Ask for more.")
    if request.items is not None and request.items > MOST_ITEMS:
        raise StreamFault(f"The run is for more than {MOST_ITEMS:,} items.", "Ask for fewer.")
    if request.until is not None or request.items is not None:
        return request
    usual = default_request(stream)
    return replace(request, until=usual.until, items=usual.items)


def _time_of_slowest(stream: Stream) -> float:
    """Give the mean time an item takes of the stage or team that takes longest, over its people."""
    steady = _one_a_time_unit(stream)
    loads = [one.load for one in offered_load(steady)] + [one.load for one in team_loads(steady)]
    return max(loads, default=0.0) / sum(arrival_rates(steady).values())


def _one_a_time_unit(stream: Stream) -> Stream:
    """Give the stream with one item a time unit instead of its arrivals: its loads are times an item."""
    steady = Interarrival(time=Distribution(family="constant", value=1.0))
    equal = all(one.share <= 0.0 for one in stream.item_types)
    types = tuple(one.model_copy(update={"share": 1.0}) if equal else one for one in stream.item_types)
    return stream.model_copy(update={"arrivals": (steady,), "item_types": types})


def _dies_out(stream: Stream) -> bool:
    """Tell whether what items create, and what these create in turn, comes to an end within reason."""
    expected = {one.id: 1.0 for one in stream.item_types}
    for _ in range(GENERATIONS):
        expected = {
            one: sum(way.mean_count * expected[way.creates] for way in stream.feedback if way.on == one)
            for one in expected
        }
        if all(count < LEFT_AT_LAST for count in expected.values()):
            return True
    return False


def _longest_period(stream: Stream) -> float:
    gates = [stage.cadence.every for stage in stream.stages if stage.cadence is not None]
    deliveries = [one.every for one in stream.arrivals if isinstance(one, CadenceArrival)]
    return max(gates + deliveries, default=0.0)


def _round_up(span: float) -> float:
    """Round a span up to two digits."""
    step = 10.0 ** (math.floor(math.log10(span)) - 1)
    return float(math.ceil(span / step - 1e-9) * step)
