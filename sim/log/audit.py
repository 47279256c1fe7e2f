"""Broken lives: what in a log cannot have happened, in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.log.audit_workers import condition_faults, worker_faults
from sim.log.eventlog import NOWHERE, EventLog
from sim.log.events import Kind

_MOST_LINES = 50

_NEXT: dict[Kind, tuple[Kind, ...]] = {
    Kind.ARRIVED: (Kind.ENTERED, Kind.DONE),
    Kind.ENTERED: (Kind.SETUP, Kind.STARTED, Kind.FINISHED),
    Kind.SETUP: (Kind.PAUSED, Kind.STARTED),
    Kind.STARTED: (Kind.PAUSED, Kind.BLOCKED, Kind.FINISHED),
    Kind.PAUSED: (Kind.RESUMED, Kind.SETUP, Kind.BLOCKED),
    Kind.RESUMED: (Kind.PAUSED, Kind.BLOCKED, Kind.FINISHED),
    Kind.BLOCKED: (Kind.UNBLOCKED,),
    Kind.UNBLOCKED: (Kind.PAUSED, Kind.BLOCKED, Kind.FINISHED),
    Kind.FINISHED: (Kind.ENTERED, Kind.DONE),
    Kind.DONE: (),
}
"""What may follow what in a simulated life: arrived → [entered → started → … → finished]… → done.

Who skips every stage is done once he has arrived. A blocker may begin at the instant at which its worker
fails, so ``blocked`` may follow ``paused``.
"""

_BEGINS = (Kind.SETUP, Kind.STARTED, Kind.RESUMED)
"""Rows in which somebody takes an item up, or goes on with it."""

_PUTS_DOWN = (Kind.PAUSED, Kind.BLOCKED)
"""Rows in which an item may lose its worker."""


def audit(log: EventLog) -> tuple[str, ...]:
    """Say what is broken in a log, one line a fault; an empty result is a sound log.

    A history may have gaps, so only order, numbers and the moments of commitment and done are looked at.
    A simulation must give each item a whole life. At most 50 faults are listed, and the rest counted.
    """
    faults = _columns(log)
    if not faults:
        faults = _history(log) if log.origin.kind == "history" else _simulation(log)
    more = len(faults) - _MOST_LINES
    return tuple(faults[:_MOST_LINES] + ([f"and {more} more"] if more > 0 else []))


def _columns(log: EventLog) -> list[str]:
    """Look at the numbers in the columns, which all else relies upon."""
    faults = []
    if len({len(column) for column in (log.time, log.item, log.kind, log.stage, log.who)}) > 1:
        return ["the columns differ in length"]
    if not np.all(np.isfinite(log.time)):
        faults.append("a time is not a finite number")
    elif np.any(np.diff(log.time) < 0):
        row = int(np.argmax(np.diff(log.time) < 0)) + 1
        faults.append(
            f"row {row} at {log.time[row]:g} comes after {log.time[row - 1]:g}: not in order of time"
        )
    elif len(log) and log.time[-1] > log.end:
        faults.append(f"the last event is at {log.time[-1]:g}, after the log's end at {log.end:g}")
    limits = (
        ("item", log.item, 0, len(log.items)),
        ("kind", log.kind, 0, len(Kind)),
        ("stage", log.stage, NOWHERE, len(log.stages)),
        ("type", log.items.type, 0, len(log.types)),
        ("class", log.items.service_class, 0, len(log.classes)),
    )
    for name, column, low, high in limits:
        wrong = column[(column < low) | (column >= high)]
        if len(wrong):
            faults.append(f"{name} {wrong[0]} does not exist")
    return faults


def _history(log: EventLog) -> list[str]:
    """Look at a log with gaps: nothing is worked on after it is done, unless it was entered again."""
    rows = _Rows(log)
    begun = np.isin(rows.kind, (Kind.ENTERED, Kind.STARTED, Kind.ARRIVED))
    return rows.say(rows.follows & (rows.before == Kind.DONE) & ~begun, "after it was done")


def _simulation(log: EventLog) -> list[str]:
    """Look at whole lives: order of kinds, stages, workers, numbering and arrival."""
    rows = _Rows(log)
    allowed = np.zeros((len(Kind), len(Kind)), bool)
    for kind, successors in _NEXT.items():
        allowed[kind, successors] = True
    inside = (rows.kind != Kind.ARRIVED) & (rows.kind != Kind.DONE)
    moved = rows.follows & inside & (rows.kind != Kind.ENTERED) & (rows.stage != rows.stage_before)
    worked = inside & ~np.isin(rows.kind, (Kind.ENTERED, Kind.FINISHED))
    skipped = rows.work[rows.stage] & (rows.before == Kind.ENTERED) & (rows.kind == Kind.FINISHED)
    return [
        *rows.say(~rows.follows & (rows.kind != Kind.ARRIVED), "as the first event of its life"),
        *rows.say(rows.follows & ~allowed[rows.before, rows.kind], "out of order"),
        *rows.say(inside & (rows.stage == NOWHERE), "in no stage"),
        *rows.say(~inside & (rows.stage != NOWHERE), "inside a stage"),
        *rows.say(moved, "in a stage that it has not entered"),
        *rows.say(rows.follows & skipped, "without work in a work stage"),
        *rows.say(~rows.work[rows.stage] & worked, "in a wait stage"),
        *_interrupted(rows),
        *_holders(rows),
        *_arrivals(log),
        *condition_faults(log),
        *worker_faults(log),
    ]


def _interrupted(rows: _Rows) -> list[str]:
    """Look at how interrupted work goes on: a changeover with the changeover, other work without one."""
    paused = rows.follows & (rows.before == Kind.PAUSED)
    changeover = rows.before_that == Kind.SETUP
    waits = (rows.before == Kind.UNBLOCKED) & (rows.who_before == NOWHERE)
    picked_up = (rows.kind != Kind.PAUSED) | (rows.time != rows.time_before)
    return [
        *rows.say(paused & changeover & (rows.kind != Kind.SETUP), "in the middle of a changeover"),
        *rows.say(paused & ~changeover & (rows.kind == Kind.SETUP), "though work had begun"),
        *rows.say(rows.follows & waits & picked_up, "without a worker"),
    ]


def _holders(rows: _Rows) -> list[str]:
    """Look at who holds an item: it has a worker while it is worked on, the same one until it is put down."""
    begins = np.isin(rows.kind, _BEGINS) & (rows.who == NOWHERE)
    held = rows.follows & np.isin(rows.before, (*_BEGINS, *_PUTS_DOWN, Kind.UNBLOCKED))
    other = held & (rows.who != rows.who_before) & ~np.isin(rows.kind, (Kind.ENTERED, Kind.DONE))
    dropped = np.isin(rows.kind, _PUTS_DOWN) & (rows.who == NOWHERE)
    taken_up = np.isin(rows.kind, _BEGINS) & (rows.who_before == NOWHERE)
    return [
        *rows.say(begins & ~_finished_before(rows), "without a worker"),
        *rows.say(other & ~dropped & ~taken_up & ~begins, "in other hands"),
    ]


def _finished_before(rows: _Rows) -> NDArray[np.bool_]:
    """Say which rows tell of work that was finished before the log begins: its worker may be another's now.

    Such an item is started and finished at the begin, both without a worker.
    """
    bare = (rows.who == NOWHERE) & (rows.time == rows.log.start)
    finished = bare & (rows.kind == Kind.FINISHED) & rows.follows & np.roll(bare, 1)
    finished &= rows.before == Kind.STARTED
    return np.asarray(finished | np.roll(finished, -1))


def _arrivals(log: EventLog) -> list[str]:
    """Look at the item table against the ``arrived`` rows."""
    arrived = log.kind == Kind.ARRIVED
    if not np.array_equal(log.item[arrived], np.arange(len(log.items))):
        return ["items are not numbered in the order of their arrival"]
    differs = np.flatnonzero(log.items.arrival != log.time[arrived])
    return [f"item {i}: its arrival is {log.items.arrival[i]:g}, its event says otherwise" for i in differs]


class _Rows:
    """A log's rows by item, each beside the one before it of the same item."""

    def __init__(self, log: EventLog) -> None:
        order = np.argsort(log.item, kind="stable")
        self.log = log
        self.item, self.time, self.kind = log.item[order], log.time[order], log.kind[order]
        self.stage, self.who = log.stage[order], log.who[order]
        self.before, self.before_that = np.roll(self.kind, 1), np.roll(self.kind, 2)
        self.who_before, self.time_before = np.roll(self.who, 1), np.roll(self.time, 1)
        self.stage_before = np.roll(self.stage, 1)
        self.follows = self.item == np.roll(self.item, 1)
        self.follows[:1] = False
        self.work = np.array([stage.kind == "work" for stage in log.stages] + [True])

    def say(self, wrong: NDArray[np.bool_], what: str) -> list[str]:
        """Give a line for each wrong row."""
        return [self._line(row, what) for row in np.flatnonzero(wrong).tolist()]

    def _line(self, row: int, what: str) -> str:
        stage = self.stage[row]
        where = f" ({self.log.stages[stage].name})" if stage != NOWHERE else ""
        kind = Kind(self.kind[row]).name.lower()
        after = f", after {Kind(self.before[row]).name.lower()}" if self.follows[row] else ""
        return f"item {self.item[row]}: {kind}{where} at {self.time[row]:g}{after}: {what}"
