"""Queues, lots and counts of types, carried over to a board under new rules."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine import layout_ways as way
from sim.engine.plan_ways import links_on
from sim.engine.queues import list_of

Words = NDArray[np.int64]


def carry_ways(old: Words, new: Words) -> None:
    """Copy what waits where from one board to another of the same stages, lanes and orders."""
    new[way.IN_BACKLOG] = old[way.IN_BACKLOG]
    for t in range(int(new[at.TYPE_COUNT])):
        new[at.type_row(new, t) + at.TYPE_IN_STREAM] = old[at.type_row(old, t) + at.TYPE_IN_STREAM]
    for s in range(int(new[at.STAGE_COUNT])):
        _carry_queue(old, new, way.waiting(s), way.waiting(s))
        lot, other = int(new[at.stage(s) + way.LOT]), int(old[at.stage(s) + way.LOT])
        if lot > 0:
            new[lot + way.LOT_HELD : lot + way.LOT_WORDS] = old[other + way.LOT_HELD : other + way.LOT_WORDS]
    for link, (origin, to) in enumerate(links_on(old)):
        _carry_queue(old, new, way.bound(old, link), way.bound(new, way.link_of(new, origin, to)))


def _carry_queue(old: Words, new: Words, queue: int, new_queue: int) -> None:
    words = 2 * int(new[at.LANE_COUNT])
    start, new_start = int(list_of(old, queue, 0)), int(list_of(new, new_queue, 0))
    new[new_start : new_start + words] = old[start : start + words]
