"""Flow load: items committed and not done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, Intervals, ItemState, date_of_day, lives, local_day, states
from sim.metrics.window import Window, overlap


@dataclass(frozen=True)
class LoadSeries:
    """Items in progress (committed, not done) by what they are doing; all of shape (t,).

    Attributes:
        times: In the log's time.
        waiting: Items that wait in a stage, work not begun.
        active: Items being worked on.
        blocked: Items on which work has begun and stands still.
        finished: Items finished in their stage and not yet pulled.
    """

    times: NDArray[np.float64]
    waiting: NDArray[np.float64]
    active: NDArray[np.float64]
    blocked: NDArray[np.float64]
    finished: NDArray[np.float64]

    @property
    def total(self) -> NDArray[np.float64]:
        """All items in progress, shape (t,)."""
        return self.waiting + self.active + self.blocked + self.finished


@dataclass(frozen=True)
class DailyWip:
    """Items in progress at the end of each local day; shape (days,).

    Attributes:
        days: Days since 1970-01-01 in the log's zone (from time 0 without an origin), int64.
        counts: Items begun on or before the day and not done on or before it, int64.
    """

    days: NDArray[np.int64]
    counts: NDArray[np.int64]

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The days as dates; meaningful where the log has an origin."""
        return tuple(date_of_day(day) for day in self.days.tolist())


def flow_load(log: EventLog, window: Window) -> float:
    """Give the time-average of items committed and not done; NaN for an empty window.

    Items still open count until the window's end (Flow Framework: flow load, active or waiting).
    """
    if not window.length:
        return float("nan")
    return float(item_time(log, window).sum() / window.length)


def load_at(log: EventLog, time: float) -> int:
    """Count the items committed at or before an instant and not done by then."""
    life = lives(log)
    return int(np.count_nonzero((life.commitment <= time) & ~(life.done <= time)))


def item_time(log: EventLog, window: Window) -> NDArray[np.float64]:
    """Give the time each item was in progress within a window, shape (items,); 0 without a commitment."""
    life = lives(log)
    end = np.where(np.isnan(life.done), np.inf, life.done)
    begin = np.where(np.isnan(life.commitment), end, life.commitment)
    return overlap(window, begin, end)


def wip_by_day(log: EventLog, first: int | None = None, last: int | None = None) -> DailyWip:
    """Count the items in progress at the end of each local day.

    Begun on or before the day, not done on or before it; an item begun and done on one day never shows.

    Args:
        log: What happened.
        first: First day, by number; that of the first commitment if None.
        last: Last day, by number; that of the log's end if None.
    """
    life = lives(log)
    begun = life.commitment[~np.isnan(life.commitment) & ~(life.done < life.commitment)]
    done = life.done[life.done >= life.commitment]
    begun_days, done_days = np.sort(local_day(log.base, begun)), np.sort(local_day(log.base, done))
    if first is None:
        first = int(begun_days[0]) if len(begun_days) else int(local_day(log.base, np.array([log.start]))[0])
    if last is None:
        last = int(local_day(log.base, np.array([log.end]))[0])
    days = np.arange(first, last + 1)
    counts = np.searchsorted(begun_days, days, "right") - np.searchsorted(done_days, days, "right")
    return DailyWip(days, counts)


def load_series(log: EventLog, times: NDArray[np.float64]) -> LoadSeries:
    """Count the items in progress by state at given instants.

    Args:
        log: What happened.
        times: Instants in order, shape (t,).
    """
    stretches = in_progress(log)
    end = np.where(stretches.open, np.inf, stretches.end)

    def count(state: ItemState) -> NDArray[np.float64]:
        chosen = stretches.state == state
        begun = np.searchsorted(np.sort(stretches.begin[chosen]), times, "right")
        return np.asarray(begun - np.searchsorted(np.sort(end[chosen]), times, "right"), np.float64)

    return _by_state(times, {state: count(state) for state in _IN_PROGRESS})


def mean_load_series(log: EventLog, edges: NDArray[np.float64]) -> LoadSeries:
    """Give the time-average of items in progress by state between neighbouring edges.

    Args:
        log: What happened.
        edges: Rising, shape (t + 1,).

    Returns:
        ``times`` are the begins of the t stretches; a stretch without length has no items.
    """
    stretches = in_progress(log)
    width = np.diff(edges)

    def mean(state: ItemState) -> NDArray[np.float64]:
        chosen = stretches.state == state
        spent = _time_before(edges, stretches.begin[chosen]) - _time_before(edges, stretches.end[chosen])
        return np.divide(np.diff(spent), width, out=np.zeros(len(width)), where=width > 0)

    return _by_state(edges[:-1], {state: mean(state) for state in _IN_PROGRESS})


_IN_PROGRESS = (ItemState.WAITING, ItemState.ACTIVE, ItemState.BLOCKED, ItemState.FINISHED)


def in_progress(log: EventLog) -> Intervals:
    """Give the intervals from commitment on."""
    stretches = states(log)
    committed = stretches.begin >= lives(log).commitment[stretches.item]
    return stretches.where(committed & (stretches.state != ItemState.NEW))


def _time_before(edges: NDArray[np.float64], moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give, at each edge, the time passed since all moments before it, summed; shape as ``edges``."""
    ordered = np.sort(moments)
    count = np.searchsorted(ordered, edges, "right")
    return np.asarray(count * edges - np.concatenate([[0.0], np.cumsum(ordered)])[count], np.float64)


def _by_state(times: NDArray[np.float64], counts: dict[ItemState, NDArray[np.float64]]) -> LoadSeries:
    waiting, active, blocked, finished = (counts[state] for state in _IN_PROGRESS)
    return LoadSeries(times, waiting, active, blocked, finished)
