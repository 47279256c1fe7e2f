"""What "New" begins with."""

from __future__ import annotations

from sim.distributions import Distribution
from sim.stream import DEFAULT_TYPES, Interarrival, Stage, Stream


def new_stream() -> Stream:
    """Make the smallest stream worth running: two steps, a limit each, and a steady demand."""
    return Stream(
        name="New stream",
        item_types=DEFAULT_TYPES,
        arrivals=(Interarrival(time=Distribution(family="exponential", mean=1.0)),),
        stages=(
            Stage(
                id="do",
                name="Do",
                workers=2,
                wip_limit=3,
                time=Distribution(family="lognormal", p50=1.2, p85=2.4),
            ),
            Stage(
                id="check",
                name="Check",
                workers=1,
                wip_limit=2,
                time=Distribution(family="lognormal", p50=0.6, p85=1.2),
            ),
        ),
    )
