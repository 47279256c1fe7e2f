"""The clock of runs that someone watches: SimPy's environment sleeps to the board's next instant."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from sim.engine import kernel
from sim.engine.layout import ONE

if TYPE_CHECKING:
    import simpy

    from sim.engine.running import Running


def clock(env: simpy.Environment, running: Running) -> Generator[Any, Any, None]:
    """Let a board's instants happen in a SimPy environment, each at its time.

    Interrupt the process after changing the board from outside: it looks again what is due next.
    """
    import simpy

    while running.status == kernel.GOES_ON:
        due = running.next_instant()
        try:
            if due >= 0:
                yield env.timeout(due / ONE - env.now)
            running.step()
        except simpy.Interrupt:
            continue


def run_with_simpy(running: Running, until: int) -> int:
    """Run up to and including a time in an environment of its own; give the kernel's code."""
    import simpy

    env = simpy.Environment()
    env.process(clock(env, running))
    while env.peek() <= until / ONE:
        env.step()
    return running.status if running.status != kernel.GOES_ON else kernel.AT_HORIZON
