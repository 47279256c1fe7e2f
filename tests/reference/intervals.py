"""Stays in stages, read off a log with numpy alone: time averages without the metrics of the product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, Kind

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Stays:
    """Each visit of an item to a stage: four moments, cut off at the log's end, and its stage.

    Attributes:
        stage: Stage number, shape (visits,).
        entered: When it entered.
        started: When its work started.
        finished: When its work finished.
        left: When it left the stage.
    """

    stage: NDArray[np.int16]
    entered: Floats
    started: Floats
    finished: Floats
    left: Floats


def stays(log: EventLog) -> Stays:
    """Give all visits to work stages."""
    order = np.argsort(log.item, kind="stable")
    item, kind, time = log.item[order], log.kind[order], log.time[order]
    at = np.flatnonzero(kind == Kind.ENTERED)

    def after(step: int, wanted: tuple[Kind, ...]) -> Floats:
        row = np.minimum(at + step, len(item) - 1)
        there = (at + step < len(item)) & (item[row] == item[at]) & np.isin(kind[row], wanted)
        return np.where(there, time[row], log.end)

    started = after(1, (Kind.STARTED,))
    finished = np.where(started < log.end, after(2, (Kind.FINISHED,)), log.end)
    left = np.where(finished < log.end, after(3, (Kind.ENTERED, Kind.DONE)), log.end)
    return Stays(log.stage[order][at], time[at], started, finished, left)


def average(begin: Floats, end: Floats, window: tuple[float, float]) -> float:
    """Mean number of intervals that are open, over a window."""
    inside = np.minimum(end, window[1]) - np.maximum(begin, window[0])
    return float(np.maximum(inside, 0.0).sum() / (window[1] - window[0]))


def by_stage(log: EventLog, window: tuple[float, float]) -> dict[str, list[float]]:
    """Mean numbers in each stage: all, waiting to start, in work, and done but not pulled."""
    visits = stays(log)
    found: dict[str, list[float]] = {
        "wip_by_stage": [],
        "waiting_to_start": [],
        "busy_servers": [],
        "done_but_blocked": [],
    }
    for stage in range(len(log.stages)):
        here = visits.stage == stage
        entered, started = visits.entered[here], visits.started[here]
        finished, left = visits.finished[here], visits.left[here]
        found["wip_by_stage"].append(average(entered, left, window))
        found["waiting_to_start"].append(average(entered, started, window))
        found["busy_servers"].append(average(started, finished, window))
        found["done_but_blocked"].append(average(finished, left, window))
    return found


def times_of_items(log: EventLog) -> tuple[Floats, Floats, Floats]:
    """Moments of arrival, of the first entry and of done of each item, shape (items,); NaN where absent."""
    arrival = np.array(log.items.arrival)
    entered, done = np.full(len(log.items), np.nan), np.full(len(log.items), np.nan)
    first = np.flatnonzero(log.kind == Kind.ENTERED)[::-1]
    entered[log.item[first]] = log.time[first]
    last = log.kind == Kind.DONE
    done[log.item[last]] = log.time[last]
    return arrival, entered, done
