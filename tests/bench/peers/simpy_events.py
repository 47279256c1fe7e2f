"""The line as one writes it in SimPy to be quick: an event a service, lists for the rest, no process."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable

import simpy

from tests.bench.peers.shape import Shape


class EventLine:
    """A line whose finishes are callbacks of timeouts.

    Attributes:
        flow_times: Of the items that are done.
    """

    def __init__(self, shape: Shape) -> None:
        self.flow_times: list[float] = []
        self._shape = shape
        self._env = simpy.Environment()
        self._over = self._env.event()
        self._chance = random.Random(1)
        self._limit = shape.limit or 1 << 60
        self._bound: list[deque[float]] = [deque() for _ in range(shape.stages + 1)]
        self._queue: list[deque[float]] = [deque() for _ in range(shape.stages)]
        self._held = [0] * shape.stages
        self._busy = [0] * shape.stages

    def run(self) -> float:
        """Run until the items are done; give their mean flow time."""
        self._await_arrival()
        self._env.run(until=self._over)
        return sum(self.flow_times) / len(self.flow_times)

    def _await_arrival(self) -> None:
        self._after(self._chance.expovariate(1.0), (-1, 0.0), self._arrive)

    def _after(self, delay: float, what: tuple[int, float], call: Callable[[simpy.Event], None]) -> None:
        event = self._env.timeout(delay, what)
        event.callbacks.append(call)

    def _arrive(self, _: simpy.Event) -> None:
        self._bound[0].append(-1.0)
        if self._pull(0):
            self._start(0)
        self._await_arrival()

    def _finish(self, event: simpy.Event) -> None:
        stage, entered = event.value or (0, 0.0)
        self._busy[stage] -= 1
        after = stage + 1
        if after == self._shape.stages and self._chance.random() < self._shape.back:
            self._held[stage] -= 1
            self._held[1] += 1
            self._queue[1].append(entered)
            self._start(1)
            self._free(stage)
            return
        self._bound[after].append(entered)
        if not self._pull(after):
            self._start(stage)
            return
        if after < self._shape.stages:
            self._start(after)
        self._free(stage)

    def _free(self, stage: int) -> None:
        """Fill what has become free, from a stage back to the first."""
        while stage >= 0:
            moved = self._pull(stage)
            self._start(stage)
            if not moved:
                return
            stage -= 1

    def _pull(self, stage: int) -> bool:
        bound, moved = self._bound[stage], False
        if stage == self._shape.stages:
            self._held[stage - 1] -= 1
            self.flow_times.append(self._env.now - bound.popleft())
            if len(self.flow_times) == self._shape.items:
                self._over.succeed()
            return True
        while bound and self._held[stage] < self._limit:
            entered = bound.popleft()
            if stage:
                self._held[stage - 1] -= 1
            self._held[stage] += 1
            self._queue[stage].append(self._env.now if entered < 0.0 else entered)
            moved = True
        return moved

    def _start(self, stage: int) -> None:
        queue = self._queue[stage]
        while queue and self._busy[stage] < self._shape.workers:
            self._busy[stage] += 1
            self._after(
                self._chance.expovariate(1.0 / self._shape.mean), (stage, queue.popleft()), self._finish
            )


def event_line(shape: Shape) -> float:
    """Run a line until its items are done; give their mean flow time."""
    return EventLine(shape).run()
