"""The clock of runs that someone watches: SimPy's environment sleeps to the board's next instant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.engine.layout import LAST_TICK, ONE

if TYPE_CHECKING:
    import simpy

    from sim.engine.course import Course


class Clock:
    """Lets a board's instants happen in a SimPy environment, each at its time.

    One event is scheduled again and again. PERF(tests/bench, five-stage line): runs take half the time that
    they took with a process that yielded a timeout for each instant and asked for what is due in between.

    Attributes:
        is_alive: Whether another instant is to come.
    """

    def __init__(self, env: simpy.Environment, course: Course, until: int = LAST_TICK) -> None:
        """Wait for the first instant; after ``until`` ticks the clock stands still."""
        self._env = env
        self._course = course
        self._until = until
        self._callbacks: list[Callable[[simpy.Event], None]] = [self._tick]
        self._event = env.event()
        self.is_alive = False
        self.look_again()

    def look_again(self) -> None:
        """Wait for what is due now, the board having been changed from outside."""
        self._event.callbacks = []
        due = self._course.due
        self.is_alive = 0 <= due <= self._until
        if self.is_alive:
            self._event = self._env.timeout(due / ONE - self._env.now)
            self._event.callbacks = self._callbacks

    def _tick(self, event: simpy.Event) -> None:
        """Let an instant happen, and wait for the next."""
        self.is_alive = False
        due = self._course.step()
        if 0 <= due <= self._until:
            self.is_alive = True
            event.callbacks = self._callbacks
            self._env.schedule(event, delay=due / ONE - self._env.now)


def run_with_simpy(course: Course, until: int) -> None:
    """Run up to and including a time in an environment of its own."""
    import simpy

    env = simpy.Environment()
    Clock(env, course, until)
    env.run()
