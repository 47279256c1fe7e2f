"""Stays in stages, read off a log with numpy alone: time averages without the metrics of the product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, Kind

Floats = NDArray[np.float64]
WORKING = (Kind.STARTED, Kind.RESUMED, Kind.UNBLOCKED)
"""Rows from which work goes on until the item's next row (which follows at once where it does not)."""


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


@dataclass(frozen=True)
class Spans:
    """Stretches of time in stages.

    Attributes:
        stage: Stage number, shape (spans,).
        begin: When each begins.
        end: When it ends, at most the log's end.
    """

    stage: NDArray[np.int16]
    begin: Floats
    end: Floats


def stays(log: EventLog) -> Stays:
    """Give all visits to stages."""
    order = np.argsort(log.item, kind="stable")
    item, kind, time = log.item[order], log.kind[order], log.time[order]
    opens = kind == Kind.ENTERED
    at = np.flatnonzero(opens)
    visit = np.cumsum(opens) - 1

    def moment(wanted: Kind) -> Floats:
        found = np.full(len(at), log.end)
        rows = np.flatnonzero(kind == wanted)
        found[visit[rows]] = time[rows]
        return found

    left = np.full(len(at), log.end)
    again = np.flatnonzero(item[at[1:]] == item[at[:-1]])
    left[again] = time[at[again + 1]]
    done = np.flatnonzero(kind == Kind.DONE)
    left[visit[done]] = time[done]
    return Stays(log.stage[order][at], time[at], moment(Kind.STARTED), moment(Kind.FINISHED), left)


def rows_until_next(log: EventLog, kinds: tuple[Kind, ...]) -> Spans:
    """Give the stretches from rows of these kinds to the next row of their item."""
    order = np.argsort(log.item, kind="stable")
    item, time = log.item[order], log.time[order]
    rows = np.flatnonzero(np.isin(log.kind[order], kinds))
    after = np.minimum(rows + 1, len(item) - 1)
    ends = np.where((rows + 1 < len(item)) & (item[after] == item[rows]), time[after], log.end)
    return Spans(log.stage[order][rows], time[rows], ends)


def average(begin: Floats, end: Floats, window: tuple[float, float]) -> float:
    """Mean number of intervals that are open, over a window."""
    inside = np.minimum(end, window[1]) - np.maximum(begin, window[0])
    return float(np.maximum(inside, 0.0).sum() / (window[1] - window[0]))


def by_stage(log: EventLog, window: tuple[float, float]) -> dict[str, list[float]]:
    """Mean numbers in each stage: all, waiting to start, in work, blocked, and done but not pulled."""
    visits, at_work = stays(log), rows_until_next(log, WORKING)
    blocked = rows_until_next(log, (Kind.BLOCKED,))
    found: dict[str, list[float]] = {
        "wip_by_stage": [],
        "waiting_to_start": [],
        "busy_servers": [],
        "blocked_items": [],
        "done_but_blocked": [],
    }
    for stage in range(len(log.stages)):
        here = visits.stage == stage
        entered, started = visits.entered[here], visits.started[here]
        finished, left = visits.finished[here], visits.left[here]
        found["wip_by_stage"].append(average(entered, left, window))
        found["waiting_to_start"].append(average(entered, np.minimum(started, finished), window))
        for name, spans in (("busy_servers", at_work), ("blocked_items", blocked)):
            own = spans.stage == stage
            found[name].append(average(spans.begin[own], spans.end[own], window))
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
