"""The clock of runs that someone watches: SimPy's environment sleeps to the board's next instant."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from sim.engine.layout import ONE

if TYPE_CHECKING:
    import simpy

    from sim.engine.course import Course


def clock(env: simpy.Environment, course: Course) -> Generator[Any, Any, None]:
    """Let a board's instants happen in a SimPy environment, each at its time.

    Interrupt the process after changing the board from outside: it looks again what is due next.
    """
    import simpy

    while course.due >= 0:
        try:
            yield env.timeout(course.due / ONE - env.now)
        except simpy.Interrupt:
            continue
        course.step()


def run_with_simpy(course: Course, until: int) -> None:
    """Run up to and including a time in an environment of its own."""
    import simpy

    env = simpy.Environment()
    env.process(clock(env, course))
    horizon = until / ONE
    while env.peek() <= horizon:
        env.step()
