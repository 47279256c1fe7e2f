"""Cumulative flow: how many items have come how far, by time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, Kind, lives, set_first

DONE = "Done"
"""Name of the last line."""


@dataclass(frozen=True)
class CumulativeFlow:
    """Items that have ever come as far as each stage; no line ever goes down, and none crosses another.

    The upright distance between two lines is the number of items between them. Their level distance is only
    about the mean time in between.

    Attributes:
        times: In the log's time, shape (t,).
        names: The stages in flow order, then ``Done``; stages + 1 of them.
        counts: Items that have reached the stage or one beyond it, or are done, at or before each time, shape
            (stages + 1, t), int64.
    """

    times: NDArray[np.float64]
    names: tuple[str, ...]
    counts: NDArray[np.int64]


@dataclass(frozen=True)
class ArrivalsDepartures:
    """Items that have arrived, were committed to and are done, at or before each time; int64, shape (t,).

    Attributes:
        times: In the log's time.
        arrived: Items known to have arrived.
        committed: Items that flow time has begun for.
        done: Items done.
    """

    times: NDArray[np.float64]
    arrived: NDArray[np.int64]
    committed: NDArray[np.int64]
    done: NDArray[np.int64]


def cumulative_flow(log: EventLog, times: NDArray[np.float64]) -> CumulativeFlow:
    """Count the items that have ever reached each stage or gone beyond it, at given times.

    An item that goes back stays counted where it has been; one that passes a stage by is counted there when
    it comes beyond. Items of a history that are done without a known entry count everywhere from then on.
    """
    reached = first_reached(log)
    counts = [_counted(column, times) for column in reached.T]
    names = (*(stage.name for stage in log.stages), DONE)
    return CumulativeFlow(times, names, np.array(counts, np.int64).reshape(len(names), len(times)))


def arrivals_departures(log: EventLog, times: NDArray[np.float64]) -> ArrivalsDepartures:
    """Count arrivals, commitments and completions up to given times."""
    life = lives(log)
    return ArrivalsDepartures(
        times, _counted(life.arrival, times), _counted(life.commitment, times), _counted(life.done, times)
    )


def first_reached(log: EventLog) -> NDArray[np.float64]:
    """Give when each item first was in each stage or beyond it, and done; infinite if it never was.

    Shape (items, stages + 1).
    """
    done = lives(log).done
    reached = np.full((len(log.items), len(log.stages) + 1), np.inf)
    rows = np.flatnonzero((log.kind == Kind.ENTERED) & (log.stage >= 0))
    set_first(reached, log.item[rows].astype(np.int64) * reached.shape[1] + log.stage[rows], log.time[rows])
    reached[:, -1] = np.where(np.isnan(done), np.inf, done)
    return np.asarray(np.minimum.accumulate(reached[:, ::-1], axis=1)[:, ::-1])


def _counted(moments: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Count the moments at or before each time; NaN and infinity never come."""
    return np.searchsorted(np.sort(moments[np.isfinite(moments)]), times, "right").astype(np.int64)
