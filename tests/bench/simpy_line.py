"""The five-stage line as most people write it in SimPy: a process an item, resources for the rest."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy
from simpy.resources.resource import Request


def process_line(items: int, stages: int, workers: int, limit: int, mean: float) -> float:
    """Run a line with Poisson arrivals of rate 1 until so many items are done; give their mean flow time."""
    env = simpy.Environment()
    chance = random.Random(1)
    people = [simpy.Resource(env, workers) for _ in range(stages)]
    places = [simpy.Resource(env, limit) for _ in range(stages)]
    flow_times: list[float] = []
    over = env.event()

    def life() -> Generator[Any, Any, None]:
        entered = -1.0
        held: list[Request] = []
        for stage in range(stages):
            place = places[stage].request()
            yield place
            entered = env.now if entered < 0.0 else entered
            for before in held:
                places[stage - 1].release(before)
            held = [place]
            with people[stage].request() as person:
                yield person
                yield env.timeout(chance.expovariate(1.0 / mean))
        places[-1].release(held[0])
        flow_times.append(env.now - entered)
        if len(flow_times) == items:
            over.succeed()

    def arrivals() -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(chance.expovariate(1.0))
            env.process(life())

    env.process(arrivals())
    env.run(until=over)
    return sum(flow_times) / len(flow_times)
