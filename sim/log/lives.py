"""The life of each item: when it arrived, was committed to, was begun and was done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log.eventlog import NOWHERE, EventLog, seal
from sim.log.events import Kind


@dataclass(frozen=True)
class Lives:
    """One row an item; all arrays of shape (items,), NaN where the log does not say.

    Attributes:
        arrival: When it arrived (entered the backlog).
        commitment: First entry into the commitment stage or a later one; in a history that knows of no
            entry, the first start there. Flow time begins here.
        start: First start of work anywhere.
        done: When it left the stream for good. A reopened item that is not done again is not done.
        visits: Number of stages entered, repeated ones included, int64.
    """

    arrival: NDArray[np.float64]
    commitment: NDArray[np.float64]
    start: NDArray[np.float64]
    done: NDArray[np.float64]
    visits: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        seal(self)

    def __len__(self) -> int:
        """Count the items."""
        return len(self.done)


@dataclass(frozen=True)
class Visits:
    """One row a visit of an item to a stage, in order of item, then time; shape (visits,).

    Attributes:
        item: Item number, int32.
        stage: Stage number, int16.
        entered: Time of entry.
        left: Time of the next entry or of done; NaN while the item is still there.
    """

    item: NDArray[np.int32]
    stage: NDArray[np.int16]
    entered: NDArray[np.float64]
    left: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        seal(self)

    def __len__(self) -> int:
        """Count the visits."""
        return len(self.item)


def lives(log: EventLog) -> Lives:
    """Read each item's life from the log: first arrival, commitment and start, last done."""
    return log.derived(_lives)


def visits(log: EventLog) -> Visits:
    """Read every visit of an item to a stage."""
    return log.derived(_visits)


def _lives(log: EventLog) -> Lives:
    entered = log.kind == Kind.ENTERED
    started = log.kind == Kind.STARTED
    inside = log.stage >= log.commitment
    recorded = log.items.arrival
    return Lives(
        arrival=np.where(np.isnan(recorded), _first(log, log.kind == Kind.ARRIVED), recorded),
        commitment=_first(log, (entered & inside) | (started & (inside | (log.stage == NOWHERE)))),
        start=_first(log, started),
        done=_last_done(log, entered | started),
        visits=np.bincount(log.item[entered], minlength=len(log.items)),
    )


def _visits(log: EventLog) -> Visits:
    rows = np.flatnonzero((log.kind == Kind.ENTERED) | (log.kind == Kind.DONE))
    rows = rows[np.argsort(log.item[rows], kind="stable")]
    item, time = log.item[rows], log.time[rows]
    left = np.full(len(rows), np.nan)
    followed = item[1:] == item[:-1]
    left[:-1][followed] = time[1:][followed]
    entries = log.kind[rows] == Kind.ENTERED
    return Visits(item[entries], log.stage[rows][entries], time[entries], left[entries])


def _first(log: EventLog, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the time of each item's first chosen row, NaN where it has none."""
    rows = np.flatnonzero(chosen)[::-1]
    times = np.full(len(log.items), np.nan)
    times[log.item[rows]] = log.time[rows]  # of several rows of an item, the last assigned stays
    return times


def _last_done(log: EventLog, work: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the time of each item's last done, NaN where work (entered, started) follows it."""
    done_rows = np.flatnonzero(log.kind == Kind.DONE)
    work_rows = np.flatnonzero(work)
    last_done = np.full(len(log.items), -1, np.int64)
    last_work = np.full(len(log.items), -1, np.int64)
    last_done[log.item[done_rows]] = done_rows
    last_work[log.item[work_rows]] = work_rows
    final = last_done > last_work
    times = np.full(len(log.items), np.nan)
    times[final] = log.time[last_done[final]]
    return times
