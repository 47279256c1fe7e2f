"""The line in salabim: a component an item, resources for the rest, monitors and trace off."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import salabim

from tests.bench.peers.shape import Shape


def salabim_line(shape: Shape) -> float:
    """Run a line until its items are done; give their mean flow time."""
    salabim.yieldless(False)
    env = salabim.Environment(trace=False, random_seed=1)
    chance = random.Random(1)
    people = _resources(env, shape.stages, shape.workers)
    places = _resources(env, shape.stages, shape.limit) if shape.limit else []
    flow_times: list[float] = []

    class Item(salabim.Component):
        def process(self) -> Generator[Any, Any, None]:
            entered, stage = -1.0, 0
            while stage < shape.stages:
                if places:
                    yield self.request(places[stage])
                    if stage:
                        self.release(places[stage - 1])
                entered = env.now() if entered < 0.0 else entered
                yield self.request(people[stage])
                yield self.hold(chance.expovariate(1.0 / shape.mean))
                self.release(people[stage])
                stage += 1
                if stage == shape.stages and chance.random() < shape.back:
                    stage = 1
            flow_times.append(env.now() - entered)
            if len(flow_times) == shape.items:
                env.main().activate()

    class Arrivals(salabim.Component):
        def process(self) -> Generator[Any, Any, None]:
            while True:
                yield self.hold(chance.expovariate(1.0))
                Item()

    Arrivals()
    env.run()
    return sum(flow_times) / len(flow_times)


def _resources(env: salabim.Environment, count: int, capacity: int) -> list[salabim.Resource]:
    return [
        salabim.Resource(f"{number}", capacity=capacity, env=env, monitor=False) for number in range(count)
    ]
