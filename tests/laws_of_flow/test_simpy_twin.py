"""The engine and the twin of ordinary SimPy processes tell the same story."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate
from sim.log import Kind
from sim.stream import (
    Blockers,
    Downtime,
    ItemType,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
)
from tests.builders import constant, stream, work
from tests.laws_of_flow.simpy_twin import Event, run_as_processes

Fields = Callable[[st.DrawFn, int], dict[str, Any]]

SLOW = ServiceClass(id="slow", rank=1)


@st.composite
def lines(draw: st.DrawFn, fast: ServiceClass | None = None, fields: Fields = lambda _, __: {}) -> Stream:
    """Lines whose times are all odd, so that no two things fall on one instant by chance.

    Args:
        draw: Draws.
        fast: Class of a type beside the ordinary one.
        fields: Gives further fields of a stage with so many workers.
    """
    chance = random.Random(draw(st.integers(0, 10**6)))
    stages = []
    for number in range(draw(st.integers(1, 5))):
        workers = draw(st.integers(1, 3))
        limit = draw(st.one_of(st.none(), st.integers(1, 4)))
        how = draw(st.sampled_from(("free", "hold")))
        more = fields(draw, workers)
        stages.append(work(f"S{number}", 1.0, workers, wip_limit=limit, on_finish=how, **more))
    moments = sorted(chance.random() * 20.0 for _ in range(draw(st.integers(1, 25))))
    kinds = ["a"] if fast is None else ["a", "a", "b"]
    items = tuple(
        ScheduledItem(
            at=odd(moment),
            type=chance.choice(kinds),
            times={one.id: odd(chance.expovariate(1.0) + 0.01) for one in stages},
        )
        for moment in moments
    )
    types = [ItemType.model_validate({"id": "a", "name": "A", "share": 1.0, "class": "slow"})]
    types += [ItemType.model_validate({"id": "b", "name": "B", "share": 1.0, "class": "fast"})] * (
        fast is not None
    )
    classes = (SLOW,) if fast is None else (SLOW, fast)
    return stream(stages, Schedule(items=items), item_types=tuple(types), classes=classes)


def odd(value: float) -> float:
    """The nearest multiple of 2^-20: what the engine's clock can tell apart."""
    return round(value * 2**20) / 2**20


def odd_time(draw: st.DrawFn, low: float) -> Distribution:
    """A constant that nothing else ties with."""
    return constant(odd(low + draw(st.integers(0, 10**6)) / 6e5 + 1e-4))


def told(given_line: Stream) -> list[Event]:
    """Give the engine's story."""
    log = simulate(given_line, RunRequest())
    return sorted(
        (float(log.time[row]), int(log.item[row]), Kind(int(log.kind[row])).name.lower(), int(log.stage[row]))
        for row in range(len(log))
    )


@settings(max_examples=100)
@given(lines())
def test_the_engine_tells_the_story_of_ordinary_processes(given_line: Stream) -> None:
    assert told(given_line) == run_as_processes(given_line)


@settings(max_examples=60)
@given(lines(ServiceClass(id="fast", rank=0)))
def test_who_goes_first_is_a_priority_of_ordinary_resources(given_line: Stream) -> None:
    assert told(given_line) == run_as_processes(given_line)


@settings(max_examples=100)
@given(lines(ServiceClass(id="fast", rank=0, preempts=True)))
def test_the_urgent_take_workers_away_as_from_ordinary_resources(given_line: Stream) -> None:
    assert told(given_line) == run_as_processes(given_line)


def troubled(draw: st.DrawFn, workers: int) -> dict[str, Any]:
    """Blockers, and failures where there is one machine."""
    blockers = Blockers(
        time_to=odd_time(draw, 0.2), time=odd_time(draw, 0.0), keeps_worker=draw(st.booleans())
    )
    downtime = Downtime(time_to_failure=odd_time(draw, 0.5), time_to_repair=odd_time(draw, 0.0))
    return {
        "blockers": draw(st.sampled_from((None, blockers))),
        "downtime": downtime if workers == 1 and draw(st.booleans()) else None,
    }


@settings(max_examples=100)
@given(lines(None, troubled))
def test_blocked_items_and_machines_that_fail_are_interrupts_and_timeouts(given_line: Stream) -> None:
    assert told(given_line) == run_as_processes(given_line)


@settings(max_examples=100)
@given(lines(ServiceClass(id="fast", rank=0, preempts=True), troubled))
def test_the_urgent_the_blocked_and_the_broken_together(given_line: Stream) -> None:
    assert told(given_line) == run_as_processes(given_line)
