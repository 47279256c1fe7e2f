"""The engine and the twin of ordinary SimPy processes tell the same story."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import RunRequest, simulate
from sim.log import Kind
from sim.stream import Schedule, ScheduledItem, Stream
from tests.builders import stream, work
from tests.laws_of_flow.simpy_twin import run_as_processes


@st.composite
def lines(draw: st.DrawFn) -> Stream:
    """Lines whose times are all odd, so that no two things fall on one instant by chance."""
    size = draw(st.integers(1, 5))
    stages = [
        work(
            f"S{number}",
            1.0,
            draw(st.integers(1, 3)),
            wip_limit=draw(st.one_of(st.none(), st.integers(1, 4))),
            on_finish=draw(st.sampled_from(("free", "hold"))),
        )
        for number in range(size)
    ]
    chance = random.Random(draw(st.integers(0, 10**6)))
    moments = sorted(chance.random() * 20.0 for _ in range(draw(st.integers(1, 25))))
    items = tuple(
        ScheduledItem(at=_odd(moment), times={one.id: _odd(chance.expovariate(1.0) + 0.01) for one in stages})
        for moment in moments
    )
    return stream(stages, Schedule(items=items))


def _odd(value: float) -> float:
    """The nearest multiple of 2^-20: what the engine's clock can tell apart."""
    return round(value * 2**20) / 2**20


@settings(max_examples=150)
@given(lines())
def test_the_engine_tells_the_story_of_ordinary_processes(given_line: Stream) -> None:
    log = simulate(given_line, RunRequest())
    told = sorted(
        (float(log.time[row]), int(log.item[row]), Kind(int(log.kind[row])).name.lower(), int(log.stage[row]))
        for row in range(len(log))
    )
    assert told == run_as_processes(given_line)
