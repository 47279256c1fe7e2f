"""Flow distribution: how items divide over their types."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, lives
from sim.metrics.velocity import Period, done_days, period_of, velocity_series
from sim.metrics.window import Window, done_in


@dataclass(frozen=True)
class DistributionSeries:
    """Items done by type and period.

    Attributes:
        edges: Begins of the periods and the end of the last, in the log's time, shape (periods + 1,).
        types: Ids of the types.
        done: Items done, shape (types, periods), int64.
        by: What a period is.
    """

    edges: NDArray[np.float64]
    types: tuple[str, ...]
    done: NDArray[np.int64]
    by: Period

    @property
    def shares(self) -> NDArray[np.float64]:
        """Shares of each period's items, shape (types, periods); NaN where none was done."""
        total = self.done.sum(axis=0)
        return np.where(total > 0, self.done / np.maximum(total, 1), np.nan)


def flow_distribution(log: EventLog, window: Window) -> dict[str, float]:
    """Give each type's share of the items done in a window, by type id (Flow Framework).

    The shares add up to 1; all are 0 if nothing was done.
    """
    return _shares(log, done_in(log, window))


def load_distribution(log: EventLog, time: float) -> dict[str, float]:
    """Give each type's share of the items in progress at an instant, by type id; all 0 if there are none."""
    life = lives(log)
    return _shares(log, (life.commitment <= time) & ~(life.done <= time))


def distribution_series(
    log: EventLog, by: Period = "week", window: Window | None = None
) -> DistributionSeries:
    """Count the items done by type in each period; the periods are those of :func:`velocity_series`."""
    series = velocity_series(log, by, window)
    ids = tuple(kind.id for kind in log.types)
    counts = np.zeros((len(ids), len(series.done)), np.int64)
    if len(series.done):
        done = ~np.isnan(lives(log).done) if window is None else done_in(log, window)
        days = done_days(log, window)
        np.add.at(counts, (log.items.type[done], period_of(series.days, days)), 1)
    return DistributionSeries(series.edges, ids, counts, by)


def _shares(log: EventLog, chosen: NDArray[np.bool_]) -> dict[str, float]:
    counts = np.bincount(log.items.type[chosen], minlength=len(log.types))
    shares = counts / max(int(counts.sum()), 1)
    return {kind.id: share for kind, share in zip(log.types, shares.tolist(), strict=True)}
