"""How much of the time a stage had no room left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, Steps, stage_limit
from sim.metrics.crew_time import clipped
from sim.metrics.window import Window


def full_shares(log: EventLog, window: Window) -> dict[str, float | None]:
    """Give the share of a window in which each stage held as many items as its limit in force allows.

    Returns:
        By stage id; None for a stage that never had a limit, and for a window without any time in it.
    """
    board = clipped(log, window)
    found: dict[str, float | None] = {}
    for number, stage in enumerate(log.stages):
        limit = stage_limit(log, number)
        here = board.where(board.stage == number)
        known = bool(window.length) and bool(np.isfinite(limit.value).any())
        found[stage.id] = _share(here.begin, here.end, limit, window) if known else None
    return found


def _share(begin: NDArray[np.float64], end: NDArray[np.float64], limit: Steps, window: Window) -> float:
    """Cut the window wherever the count or the limit changes, and add up the steps that are full."""
    inside = limit.time[(limit.time > window.start) & (limit.time < window.end)]
    moments = np.concatenate([begin, end, inside, [window.start]])
    change = np.concatenate([np.ones(len(begin)), -np.ones(len(end)), np.zeros(len(inside) + 1)])
    order = np.argsort(moments, kind="stable")
    times = moments[order]
    length = np.diff(times, append=window.end)
    full = np.cumsum(change[order]) >= limit.after(times)
    return float(length[full].sum() / window.length)
