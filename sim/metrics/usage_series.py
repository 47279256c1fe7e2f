"""Where the time of each crew went, stretch by stretch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import Crew, EventLog, crews
from sim.metrics.crew_time import clipped, crew_time
from sim.metrics.window import Window

USES = ("working", "setup", "blocked", "down", "idle", "starved")
"""What an instant of a worker counts as, in the order of the rows of a `UsageSeries`."""


@dataclass(frozen=True)
class UsageSeries:
    """One crew over time.

    Attributes:
        id: Id of the stage or the team.
        name: Its name.
        shares: Share of the workers' time spent on each of `USES` in each stretch, shape (6, stretches);
            they add up to 1, and are NaN where nobody was there.
    """

    id: str
    name: str
    shares: NDArray[np.float64]


def usage_series(log: EventLog, edges: NDArray[np.float64]) -> tuple[UsageSeries, ...]:
    """Give the shares of every crew whose size is known, in the stretches between the edges.

    Args:
        log: What happened.
        edges: Begins of the stretches and the end of the last, rising, shape (stretches + 1,).
    """
    known = [crew for crew in crews(log) if crew.size is not None]
    found = np.full((len(known), len(USES), max(len(edges) - 1, 0)), np.nan)
    for place, (begin, end) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        window = Window(begin, end)
        board = clipped(log, window)
        for row, crew in enumerate(known):
            time = crew_time(log, window, crew, board)
            parts = (
                sum(time.working.values()),
                sum(time.setup.values()),
                time.blocked,
                time.down,
                time.idle,
                time.starved,
            )
            if time.total:
                found[row, :, place] = np.array(parts) / time.total
    return tuple(_series(crew, shares) for crew, shares in zip(known, found, strict=True))


def _series(crew: Crew, shares: NDArray[np.float64]) -> UsageSeries:
    shares.flags.writeable = False
    return UsageSeries(crew.id, crew.name, shares)
