"""Flow velocity: items done in a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, TimeBase, date_of_day, day_number, day_start, lives, local_day
from sim.metrics.window import Window, done_in, window_days
from sim.stream import days_in_week

Period = Literal["day", "week", "month"]
"""A local day, an ISO week from Monday, or a calendar month."""


@dataclass(frozen=True)
class VelocitySeries:
    """Items done by period, periods without any included; shape (periods,) unless said.

    Attributes:
        days: First day of each period and of the one after the last, shape (periods + 1,), int64: days
            since 1970-01-01 (from time 0 without an origin).
        edges: Where these days begin, in the log's time, shape (periods + 1,).
        done: Items done, int64.
        by: What a period is.
    """

    days: NDArray[np.int64]
    edges: NDArray[np.float64]
    done: NDArray[np.int64]
    by: Period

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """First date of each period; meaningful where the log has an origin."""
        return tuple(date_of_day(day) for day in self.days[:-1].tolist())


def flow_velocity(log: EventLog, window: Window) -> float:
    """Give items done per unit of time, without sizing (Flow Framework); NaN for an empty window.

    Items whose beginning is not known count too.
    """
    if not window.length:
        return float("nan")
    return float(np.count_nonzero(done_in(log, window)) / window.length)


def done_days(log: EventLog, window: Window | None = None) -> NDArray[np.int64]:
    """Give the local day of each item done, in order of item; all items unless a window is given."""
    done = lives(log).done
    return local_day(log.base, done[~np.isnan(done) if window is None else done_in(log, window)])


def daily_done(log: EventLog, first: dt.date | int, last: dt.date | int) -> NDArray[np.int64]:
    """Count the items done on each local day from first to last, both included; shape (days,).

    Args:
        log: What happened.
        first: A date, or a day's number.
        last: A date, or a day's number.
    """
    low, high = _number(first), _number(last)
    days = done_days(log)
    return np.bincount(days[(days >= low) & (days <= high)] - low, minlength=max(high - low + 1, 0))


def velocity_series(log: EventLog, by: Period = "week", window: Window | None = None) -> VelocitySeries:
    """Count the items done in each period.

    Periods run from that of the first item done to that of the last; over a given window, through all
    periods that it touches. A log without an origin has no dates: its weeks and months are counted from
    time 0, in weeks of 7 days (of the calendar's working days) and months of 52 / 12 weeks.
    """
    days = done_days(log, window)
    if window is not None:
        low, high = window_days(log, window)
    elif len(days):
        low, high = int(days.min()), int(days.max())
    else:
        empty = np.zeros(0, np.int64)
        return VelocitySeries(empty, np.zeros(0), empty, by)
    begins = period_days(log.base, by, low, high)
    counts = np.bincount(period_of(begins, days), minlength=len(begins) - 1)
    edges = np.array([day_start(log.base, day) for day in begins.tolist()])
    return VelocitySeries(begins, edges, counts, by)


def period_of(begins: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the period that each day is in, by the periods' first days (and that of the next)."""
    periods = np.searchsorted(begins, days, "right") - 1
    return np.asarray(np.minimum(periods, len(begins) - 2))  # at the very end of a window: the last period


def period_days(base: TimeBase, by: Period, low: int, high: int) -> NDArray[np.int64]:
    """Give the first days of the periods from that of day ``low`` to that of ``high``, and of the next."""
    if by == "day":
        return np.arange(low, high + 2)
    if base.origin is None:
        length = _period_length(base, by)
        return np.arange(low // length, high // length + 2) * length
    if by == "week":
        monday = low - (low + 3) % 7  # 1970-01-01 was a Thursday
        return np.arange(monday, high + 8 - (high + 3) % 7, 7)
    begin, end = (np.datetime64(day, "D").astype("datetime64[M]") for day in (low, high))
    return np.arange(begin, end + 2).astype("datetime64[D]").astype(np.int64)


def _period_length(base: TimeBase, by: Period) -> int:
    """Give the days of a week or a month of a log without dates."""
    days_per_week = 7 if base.calendar is None else days_in_week(base.calendar)
    return days_per_week if by == "week" else round(days_per_week * 52 / 12)


def _number(day: dt.date | int) -> int:
    return day if isinstance(day, int) else day_number(day)
