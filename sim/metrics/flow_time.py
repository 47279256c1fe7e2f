"""Flow time: from commitment to done; lead time: from arrival to done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, TimeBase, lives, local_day, worked_days
from sim.metrics.percentiles import TimeStats, time_stats
from sim.metrics.window import Window, done_in, finished_lives

DayRule = Literal["elapsed", "inclusive", "difference", "working"]
"""How a time span is counted.

``elapsed``: exact, in the log's unit. ``inclusive``: date difference + 1 in the log's zone, so that an item
begun and done today took 1 day. ``difference``: date difference. ``working``: working days from the first
date to the last, both counted.
"""


@dataclass(frozen=True)
class Completions:
    """Items done in a window that have a flow time, in order of completion; shape (done,).

    Attributes:
        item: Item number, int32.
        done: Time of completion, in the log's time.
        flow_time: Commitment to done by the day rule; in days, or in the log's unit if elapsed.
    """

    item: NDArray[np.int32]
    done: NDArray[np.float64]
    flow_time: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the items."""
        return len(self.item)


def default_rule(log: EventLog) -> DayRule:
    """Give the rule to count by unless asked: exact in a simulation, inclusive days in a history."""
    return "inclusive" if log.origin.kind == "history" else "elapsed"


def unit_of(log: EventLog, rule: DayRule | None = None) -> str:
    """Give the unit of times counted by a rule; the log's default if None."""
    return log.base.unit if (rule or default_rule(log)) == "elapsed" else "day"


def flow_times(log: EventLog, window: Window, rule: DayRule | None = None) -> NDArray[np.float64]:
    """Give the flow time of each item done in a window, in order of item; shape (done,).

    Items still open, and items whose commitment is not known, have none.

    Args:
        log: What happened.
        window: When items must be done.
        rule: How time is counted; the log's default if None.
    """
    life = lives(log)
    chosen = finished_lives(log, window)
    return spans(log, life.commitment[chosen], life.done[chosen], rule or default_rule(log))


def lead_times(log: EventLog, window: Window, rule: DayRule | None = None) -> NDArray[np.float64]:
    """Give the time from arrival to done of each item done in a window; shape (done,).

    Items whose arrival is not known have none.
    """
    life = lives(log)
    chosen = done_in(log, window) & (life.arrival <= life.done)
    return spans(log, life.arrival[chosen], life.done[chosen], rule or default_rule(log))


def flow_time(log: EventLog, window: Window, rule: DayRule | None = None) -> TimeStats:
    """Sum up the flow times of a window (Flow Framework: flow time, waiting included)."""
    rule = rule or default_rule(log)
    return time_stats(flow_times(log, window, rule), unit_of(log, rule))


def lead_time(log: EventLog, window: Window, rule: DayRule | None = None) -> TimeStats:
    """Sum up the lead times of a window."""
    rule = rule or default_rule(log)
    return time_stats(lead_times(log, window, rule), unit_of(log, rule))


def completions(log: EventLog, rule: DayRule | None = None, window: Window | None = None) -> Completions:
    """Give when each item was done and its flow time; all observed time unless a window is given."""
    life = lives(log)
    done = np.isfinite(life.done) & (life.commitment <= life.done)
    items = np.flatnonzero(done if window is None else finished_lives(log, window))
    items = items[np.argsort(life.done[items], kind="stable")]
    times = spans(log, life.commitment[items], life.done[items], rule or default_rule(log))
    return Completions(items.astype(np.int32), life.done[items], times)


def spans(
    log: EventLog, begin: NDArray[np.float64], end: NDArray[np.float64], rule: DayRule
) -> NDArray[np.float64]:
    """Count the time between moments by a day rule; shape as given, all finite."""
    if rule == "elapsed":
        return end - begin
    first, final = local_day(log.base, begin), local_day(log.base, end)
    if rule == "working":
        return _working_days(log.base, first, final)
    return (final - first + (rule == "inclusive")).astype(np.float64)


def _working_days(base: TimeBase, first: NDArray[np.int64], final: NDArray[np.int64]) -> NDArray[np.float64]:
    """Count the working days from first to final, both included; Monday to Friday without a calendar."""
    if not len(first):
        return np.zeros(0)
    earliest, latest = int(first.min()), int(final.max())
    before = np.concatenate([[0], np.cumsum(worked_days(base, earliest, latest))])
    return np.asarray(before[final - earliest + 1] - before[first - earliest], np.float64)
