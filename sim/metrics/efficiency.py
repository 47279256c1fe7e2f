"""Flow efficiency: touch time over flow time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, lives, touched
from sim.metrics.window import Window, finished_lives


def flow_efficiency(log: EventLog, window: Window) -> float:
    """Give the share of flow time that was touch time, over items done in a window; 0 to 1.

    A ratio of totals: the touch time of all these items, from commitment to done, over their whole time
    from commitment to done, so that an item counts by its length. An item that shares its worker with
    others has its part of the worker's time; changeovers, blockers and pauses are no touch time. NaN if no
    time passed.
    """
    touch, total = _times(log, window)
    return float(touch.sum() / total.sum()) if total.sum() else float("nan")


def mean_item_efficiency(log: EventLog, window: Window) -> float:
    """Give the mean of the items' own efficiencies, over items done in a window; 0 to 1.

    Every item counts the same, however long it took; items that took no time have none. Not the same as
    :func:`flow_efficiency`. NaN if there is no item.
    """
    touch, total = _times(log, window)
    timed = total > 0
    return float((touch[timed] / total[timed]).mean()) if timed.any() else float("nan")


def _times(log: EventLog, window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give touch time and whole time from commitment to done of each item done; shape (done,) each."""
    life = lives(log)
    chosen = finished_lives(log, window)
    return touched(log)[chosen], (life.done - life.commitment)[chosen]
