"""The line as most people write it in SimPy: a process an item, resources for the rest."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy
from simpy.resources.resource import Request

from tests.bench.peers.shape import Shape


def process_line(shape: Shape) -> float:
    """Run a line until its items are done; give their mean flow time."""
    env = simpy.Environment()
    chance = random.Random(1)
    people = [simpy.Resource(env, shape.workers) for _ in range(shape.stages)]
    places = [simpy.Resource(env, shape.limit) for _ in range(shape.stages)] if shape.limit else []
    flow_times: list[float] = []
    over = env.event()

    def life() -> Generator[Any, Any, None]:
        entered, stage = -1.0, 0
        held: Request | None = None
        while stage < shape.stages:
            if places:
                place = places[stage].request()
                yield place
                if held is not None:
                    places[stage - 1].release(held)
                held = place
            entered = env.now if entered < 0.0 else entered
            with people[stage].request() as person:
                yield person
                yield env.timeout(chance.expovariate(1.0 / shape.mean))
            stage += 1
            if stage == shape.stages and chance.random() < shape.back:
                stage = 1
        if held is not None:
            places[-1].release(held)
        flow_times.append(env.now - entered)
        if len(flow_times) == shape.items:
            over.succeed()

    def arrivals() -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(chance.expovariate(1.0))
            env.process(life())

    env.process(arrivals())
    env.run(until=over)
    return sum(flow_times) / len(flow_times)
