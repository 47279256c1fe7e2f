"""How workers divide their time: among several items at once, and over items that are one batch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.log.crews import crews
from sim.log.eventlog import EventLog
from sim.log.lives import lives
from sim.log.states import Doing, rows_by_item, states

_WORKING = int(Doing.WORKING)
"""As a plain number, which an array is compared with faster."""


def union(
    who: NDArray[np.integer], begin: NDArray[np.float64], end: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]:
    """Join the stretches of each worker that overlap or meet.

    Args:
        who: Worker of each stretch, shape (stretches,).
        begin: Its begin.
        end: Its end.

    Returns:
        Worker, begin and end of the joined stretches; a worker is in one of them at a time.
    """
    worker, moment, step, count, _ = _depth(who, begin, end, np.ones(len(who), bool))
    opens, closes = (step > 0) & (count == 1), (step < 0) & (count == 0)
    return worker[opens], moment[opens], moment[closes]


def divided(
    who: NDArray[np.integer],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    counted: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Divide each worker's time equally among the stretches that run at once.

    Args:
        who: Worker of each stretch, shape (stretches,).
        begin: Its begin.
        end: Its end.
        counted: Which stretches take a share; all if None. The others are told what they would have of a
            share that is taken already: an item of a batch has the time of its batch.

    Returns:
        The worker's time that each stretch had, shape (stretches,).
    """
    takes = np.ones(len(who), bool) if counted is None else counted
    worker, moment, _, count, order = _depth(who, begin, end, takes)
    gap = np.diff(moment, append=moment[-1:])
    gap[:-1][worker[1:] != worker[:-1]] = 0.0
    share = np.divide(gap, count, out=np.zeros(len(gap)), where=count > 0)
    before = np.empty(len(order))
    before[order] = np.cumsum(share) - share
    return np.asarray(before[len(who) :] - before[: len(who)])


def touch_times(log: EventLog) -> NDArray[np.float64]:
    """Give the touch time of each interval of :func:`~sim.log.states`; shape (intervals,).

    Where a member of a team works on several items at once, each has its share of the time. An item of a
    batch has all of it. What is not worked on has none.
    """
    return log.derived(_touch_times)


def _touch_times(log: EventLog) -> NDArray[np.float64]:
    stretches = states(log)
    working = stretches.doing == Doing.WORKING
    times = np.where(working, stretches.end - stretches.begin, 0.0)
    at_work = working | (stretches.doing == Doing.CHANGEOVER)
    batched = np.array([stage.batch > 1 for stage in log.stages] + [False])
    for crew in crews(log):
        if crew.hands > 1:
            mine = np.flatnonzero(at_work & np.isin(stretches.stage, crew.stages))
            stage, who = stretches.stage[mine], stretches.who[mine]
            begin, end = stretches.begin[mine], stretches.end[mine]
            first = batches(np.column_stack([stage, who]), begin, end, batched[stage])
            shares = divided(who, begin, end, first)
            times[mine] = np.where(working[mine], shares, 0.0)
    return np.asarray(times)


def touched(log: EventLog) -> NDArray[np.float64]:
    """Give the touch time of each item from its commitment on; shape (items,)."""
    return log.derived(_touched)


def _touched(log: EventLog) -> NDArray[np.float64]:
    committed = lives(log).commitment
    if any(team.multitask > 1 for team in log.teams):
        stretches = states(log)
        item, spent = stretches.item, touch_times(log)
        chosen = stretches.begin >= committed[item]
    else:
        # Nobody divides time: no need to tell every interval of every item for this.
        rows = rows_by_item(log)
        work = np.flatnonzero(rows.doing == _WORKING)
        item, begin = rows.item[work], rows.begin[work]
        spent = rows.end[work] - begin
        chosen = begin >= committed[item]
    return np.bincount(item[chosen], spent[chosen], minlength=len(log.items)).astype(np.float64)


def keep_touch(log: EventLog, part: EventLog, chosen: NDArray[np.bool_]) -> None:
    """Let a part of a log know the touch time that its items have in the whole, where people divided time.

    Args:
        log: The whole log.
        part: The log of some of its items.
        chosen: Which items these are, shape (items,).
    """
    if any(team.multitask > 1 for team in log.teams):
        part.keep(_touch_times, touch_times(log)[chosen[states(log).item]])
        part.keep(_touched, touched(log)[chosen])


def batches(
    hand: NDArray[np.integer],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    batched: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Say which stretches are the first of their batch: of the same stage, worker, begin and end.

    Args:
        hand: Stage and worker of each stretch, shape (stretches, 2).
        begin: Its begin.
        end: Its end.
        batched: Whether its stage takes batches; elsewhere every stretch is alone.
    """
    first = ~batched
    some = np.flatnonzero(batched)
    keys = np.column_stack([hand[some], begin[some], end[some]])
    first[some[np.unique(keys, axis=0, return_index=True)[1]]] = True
    return first


def _depth(
    who: NDArray[np.integer],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    counted: NDArray[np.bool_],
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], NDArray[np.intp]]:
    """Count each worker's open stretches after every moment at which one begins or ends, begins first.

    Returns:
        Worker, moment, +1 or -1 (0 where it does not count), open stretches, and which of the begins and
        ends (in that order) it is; shape (2 x stretches,) each.
    """
    workers, moments = np.concatenate([who, who]), np.concatenate([begin, end])
    step = np.concatenate([counted, -1 * counted]).astype(np.int64)
    order = np.lexsort((-step, moments, workers))
    return workers[order], moments[order], step[order], np.cumsum(step[order]), order
