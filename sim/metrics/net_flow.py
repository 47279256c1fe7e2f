"""Arrivals against departures, period by period: does work come in faster than it goes out?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, date_of_day, day_start, lives, local_day
from sim.metrics.velocity import Period, period_days, period_of
from sim.metrics.window import Window, window_days, within


@dataclass(frozen=True)
class NetFlow:
    """What came and went in each period of a window; shape (periods,) unless said.

    Attributes:
        days: First day of each period and of the one after the last, shape (periods + 1,), int64.
        edges: Where these days begin, in the log's time, shape (periods + 1,).
        arrived: Items that arrived, int64.
        begun: Items that flow time began for, and that are not done before that, int64.
        done: Those of them that were done, int64.
        before: Items in progress just before the window.
        by: What a period is.
    """

    days: NDArray[np.int64]
    edges: NDArray[np.float64]
    arrived: NDArray[np.int64]
    begun: NDArray[np.int64]
    done: NDArray[np.int64]
    before: int
    by: Period

    @property
    def net(self) -> NDArray[np.int64]:
        """Begun less done; above 0 the load grows."""
        return self.begun - self.done

    @property
    def load(self) -> NDArray[np.int64]:
        """Items in progress at the end of each period, as far as the window goes."""
        return self.before + np.cumsum(self.net)

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """First date of each period; meaningful where the log has an origin."""
        return tuple(date_of_day(day) for day in self.days[:-1].tolist())


def net_flow(log: EventLog, window: Window, by: Period = "week") -> NetFlow:
    """Count arrivals, commitments and completions in each period that a window touches.

    Only what happens within the window counts, so the first and the last period may be cut short. Items
    done without a known begin never were in progress here and are left out of ``done``; velocity has them.
    """
    life = lives(log)
    begins = period_days(log.base, by, *window_days(log, window))
    # NaN is not before anything: an item that is open, or whose begin is not known, stays as it is.
    begun = np.where(life.done < life.commitment, np.nan, life.commitment)
    done = np.where(life.commitment <= life.done, life.done, np.nan)

    def counted(moments: NDArray[np.float64]) -> NDArray[np.int64]:
        days = local_day(log.base, moments[within(log, window, moments)])
        return np.bincount(period_of(begins, days), minlength=len(begins) - 1)

    counts = counted(begun), counted(done)
    ended = Window(-np.inf, window.end)
    came, went = (int(np.count_nonzero(within(log, ended, times))) for times in (begun, done))
    return NetFlow(
        days=begins,
        edges=np.array([day_start(log.base, day) for day in begins.tolist()]),
        arrived=counted(life.arrival),
        begun=counts[0],
        done=counts[1],
        before=came - went - int(counts[0].sum() - counts[1].sum()),
        by=by,
    )
