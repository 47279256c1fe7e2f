"""Flow efficiency: active time over flow time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, ItemState, lives
from sim.metrics.flow_load import in_progress
from sim.metrics.window import Window, finished_lives


def flow_efficiency(log: EventLog, window: Window) -> float:
    """Give the share of flow time that was active, over items done in a window; 0 to 1.

    A ratio of totals: the active time of all these items, from commitment to done, over their whole time
    from commitment to done, so that an item counts by its length. NaN if no time passed.
    """
    active, total = _times(log, window)
    return float(active.sum() / total.sum()) if total.sum() else float("nan")


def mean_item_efficiency(log: EventLog, window: Window) -> float:
    """Give the mean of the items' own efficiencies, over items done in a window; 0 to 1.

    Every item counts the same, however long it took; items that took no time have none. Not the same as
    :func:`flow_efficiency`. NaN if there is no item.
    """
    active, total = _times(log, window)
    timed = total > 0
    return float((active[timed] / total[timed]).mean()) if timed.any() else float("nan")


def _times(log: EventLog, window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give active and whole time from commitment to done of each item done; shape (done,) each."""
    life = lives(log)
    stretches = in_progress(log)
    chosen = finished_lives(log, window)
    counted = stretches.state == ItemState.ACTIVE
    spent = (stretches.end - stretches.begin)[counted]
    active = np.bincount(stretches.item[counted], spent, minlength=len(log.items))
    return np.asarray(active, np.float64)[chosen], (life.done - life.commitment)[chosen]
