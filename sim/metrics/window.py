"""The stretch of a log that a number is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, day_number, day_start, lives, local_day, units_per_day

_SLACK_SECONDS = 1e-5
"""A moment of a history this close to a window's edge is on it: dates as doubles are not exact."""


@dataclass(frozen=True)
class Window:
    """A stretch of time.

    Windows that meet share no event. In a simulation an event at an edge belongs to the earlier window
    (what happens at the horizon is in); in a history to the later one (a date without a time of day is its
    day's first instant). At the log's own start and end both are in.

    Attributes:
        start: Begin, in the log's time.
        end: End, in the log's time.
    """

    start: float
    end: float

    @property
    def length(self) -> float:
        """Length, in the log's unit; 0 for a window without any time in it."""
        return max(self.end - self.start, 0.0)


def whole(log: EventLog) -> Window:
    """Give all observed time: start to end of a simulation, whole local days of a history.

    Whole days make a history's velocity items a day observed, also where its dates have no time of day.
    """
    if log.origin.kind == "simulation" or log.base.origin is None:
        return Window(log.start, log.end)
    first, final = local_day(log.base, np.array([log.start, log.end])).tolist()
    return Window(day_start(log.base, first), day_start(log.base, final + 1))


def last(log: EventLog, span: float) -> Window:
    """Give the last ``span`` units of the log, or all of it if it is shorter."""
    everything = whole(log)
    return Window(max(everything.start, everything.end - span), everything.end)


def between(log: EventLog, first: dt.date | None = None, final: dt.date | None = None) -> Window:
    """Give the window from one local date to another, both included, as far as the log was observed.

    Args:
        log: What happened; it must have dates.
        first: First date; the log's first if None.
        final: Last date; the log's last if None.

    Returns:
        A window without time in it where the dates lie outside what was observed, or the wrong way round.
    """
    everything = whole(log)
    begin = everything.start if first is None else day_start(log.base, day_number(first))
    end = everything.end if final is None else day_start(log.base, day_number(final) + 1)
    begin = min(max(begin, everything.start), everything.end)
    return Window(begin, max(min(end, everything.end), begin))


def window_days(log: EventLog, window: Window) -> tuple[int, int]:
    """Give the numbers of the first and the last local day that a window touches."""
    low, high = local_day(log.base, np.array([window.start, window.end - 2 * slack(log)])).tolist()
    return low, max(low, high)


def within(log: EventLog, window: Window, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which times belong to a window; NaN belongs to none. Shape as ``times``."""
    if log.origin.kind == "simulation":
        begun = times >= window.start if window.start <= log.start else times > window.start
        return np.asarray(begun & (times <= window.end))
    near = slack(log)
    ended = times <= window.end if window.end >= log.end else times < window.end - near
    return np.asarray(ended & (times >= window.start - near))


def slack(log: EventLog) -> float:
    """Give how close to an edge a moment of a history must be to be on it, in the log's unit."""
    return _SLACK_SECONDS / 86_400 * units_per_day(log.base)


def done_in(log: EventLog, window: Window) -> NDArray[np.bool_]:
    """Say which items were done in a window; shape (items,)."""
    return within(log, window, lives(log).done)


def finished_lives(log: EventLog, window: Window) -> NDArray[np.bool_]:
    """Say which items were done in a window and have a flow time; shape (items,).

    A flow time needs a commitment that is not after done.
    """
    life = lives(log)
    return np.asarray(done_in(log, window) & (life.commitment <= life.done))


def overlap(window: Window, begin: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the time that each stretch has in common with a window; shape as given, 0 or more."""
    shared = np.minimum(end, window.end) - np.maximum(begin, window.start)
    return np.asarray(np.maximum(shared, 0.0))
