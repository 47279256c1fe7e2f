"""A trace worked out by hand from recursions, to the last digit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine import Clock, RunRequest, simulate
from sim.log import EventLog, Kind
from sim.stream import Schedule, ScheduledItem, Stream
from tests.builders import stream, work


@pytest.fixture(name="trace")
def _trace(shared_reference: Path) -> dict[str, Any]:
    written = json.loads((shared_reference / "queueing_cases.json").read_text(encoding="utf-8"))
    trace: dict[str, Any] = written["trace"]
    return trace


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


def moments(log: EventLog, kind: Kind) -> list[list[float]]:
    """The moments of a kind of event: a list an item, one an event."""
    return [log.time[(log.item == number) & (log.kind == kind)].tolist() for number in range(len(log.items))]


@pytest.mark.parametrize("clock", ["kernel", "simpy"])
def test_kanban_limits_give_the_trace_to_the_last_digit(trace: dict[str, Any], clock: Clock) -> None:
    expected = trace["kanban_free"]
    log = simulate(replayed(trace, expected["wip_limits"], "free"), RunRequest(clock=clock))
    assert moments(log, Kind.ENTERED) == expected["enter"]
    assert moments(log, Kind.STARTED) == expected["start"]
    assert moments(log, Kind.FINISHED) == expected["finish"]
    assert moments(log, Kind.DONE) == [[moment] for moment in expected["done"]]
    flow = log.time[log.kind == Kind.DONE] - log.items.arrival
    assert np.array_equal(flow, expected["flow_time_from_arrival"])


@pytest.mark.parametrize("clock", ["kernel", "simpy"])
def test_blocking_after_service_gives_the_trace_to_the_last_digit(
    trace: dict[str, Any], clock: Clock
) -> None:
    expected = trace["blocking_after_service"]
    first, second = (places + 1 for places in expected["buffers_between"])
    log = simulate(replayed(trace, [None, first, second], "hold"), RunRequest(clock=clock))
    assert moments(log, Kind.STARTED) == expected["start"]
    entered, done = moments(log, Kind.ENTERED), moments(log, Kind.DONE)
    onward = [own[1:] + last for own, last in zip(entered, done, strict=True)]
    assert onward == expected["leave"]
