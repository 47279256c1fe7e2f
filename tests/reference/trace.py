"""A trace of twelve items worked out by hand from recursions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.engine import Clock, RunRequest, simulate
from sim.log import EventLog, Kind
from sim.stream import Schedule, ScheduledItem, Stream
from tests.builders import stream, work

Moments = list[list[float]]


def replayed(trace: dict[str, Any], limits: list[int | None], on_finish: str) -> Stream:
    """Its arrivals with their own times, in columns with these limits."""
    columns = [
        work(f"C{number}", 1.0, wip_limit=limit, on_finish=on_finish) for number, limit in enumerate(limits)
    ]
    given = [
        ScheduledItem(at=at, times={f"c{column}": time for column, time in enumerate(times)})
        for at, times in zip(trace["arrivals"], trace["service_days"], strict=True)
    ]
    return stream(columns, Schedule(items=tuple(given)))


def moments(log: EventLog, kind: Kind) -> Moments:
    """The moments of a kind of event: a list an item, one an event."""
    return [log.time[(log.item == number) & (log.kind == kind)].tolist() for number in range(len(log.items))]


def with_kanban(trace: dict[str, Any], clock: Clock = "kernel") -> dict[str, Moments]:
    """Run it with WIP limits; give the moments that the trace tells."""
    limits = trace["kanban_free"]["wip_limits"]
    log = simulate(replayed(trace, limits, "free"), RunRequest(clock=clock))
    done = moments(log, Kind.DONE)
    return {
        "enter": moments(log, Kind.ENTERED),
        "start": moments(log, Kind.STARTED),
        "finish": moments(log, Kind.FINISHED),
        "done": done,
        "flow_time_from_arrival": [[own[0] - at] for own, at in zip(done, log.items.arrival, strict=True)],
    }


def with_blocking(trace: dict[str, Any], clock: Clock = "kernel") -> dict[str, Moments]:
    """Run it with workers that wait with their items; give the moments that the trace tells."""
    first, second = (places + 1 for places in trace["blocking_after_service"]["buffers_between"])
    log = simulate(replayed(trace, [None, first, second], "hold"), RunRequest(clock=clock))
    entered, done = moments(log, Kind.ENTERED), moments(log, Kind.DONE)
    onward = [own[1:] + last for own, last in zip(entered, done, strict=True)]
    return {"start": moments(log, Kind.STARTED), "leave": onward, "done": done}


def told(trace: dict[str, Any], rule: str) -> dict[str, Moments]:
    """Give the moments of the trace, each in a list an item."""
    names = ("enter", "start", "finish", "leave", "done", "flow_time_from_arrival")
    written = {name: trace[rule][name] for name in names if name in trace[rule]}
    return {
        name: [own if isinstance(own, list) else [own] for own in values] for name, values in written.items()
    }


def deviations(trace: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Give the largest deviation of each of the trace's tables."""
    for rule, run in (("kanban_free", with_kanban), ("blocking_after_service", with_blocking)):
        got = run(trace)
        for name, values in told(trace, rule).items():
            yield f"{rule}.{name}", float(np.abs(np.array(got[name]) - np.array(values)).max())
