"""Time in state: how long the items that got done were in each stage, and what they did there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import NOWHERE, EventLog, ItemState, lives, states, visits
from sim.metrics.percentiles import TimeStats, time_stats
from sim.metrics.window import Window, finished_lives

NO_STAGE = "No stage known"
"""Name of the row for time of which the log does not say in which stage it passed."""


@dataclass(frozen=True)
class StageTime:
    """The time that items done in a window were in one stage: elapsed, in the log's unit.

    Attributes:
        id: The stage's id; empty for the time of which no stage is known.
        name: Its name.
        items: Items that were there.
        visits: Times that they came.
        again: Visits beyond an item's first: it came back.
        per_item: Time of an item there, all its visits together.
        total: Sum over all items: new, waiting, active, blocked and finished together.
        new: Time before commitment, or while the stage is mapped to new.
        waiting: Time in which work had not begun.
        active: Time being worked on, alone or beside other items of the same worker.
        blocked: Time in which work had begun and stood still.
        finished: Time finished there and not yet pulled.
        share: Time here from commitment on, of all the flow time of these items; 0 to 1, NaN of none.
    """

    id: str
    name: str
    items: int
    visits: int
    again: int
    per_item: TimeStats
    total: float
    new: float
    waiting: float
    active: float
    blocked: float
    finished: float
    share: float


def stage_times(log: EventLog, window: Window) -> tuple[StageTime, ...]:
    """Give the time that the items done in a window were in each stage, in flow order.

    It is all their time there, that before the window too, so that the shares of the stages add up to 1
    (less, where an item was done and reopened: between the two it is nowhere). Time from commitment on of
    which no stage is known is a last row, left out where there is none. Times are elapsed: days counted
    inclusively would count the day of a move twice.
    """
    spent = _spent(log, finished_lives(log, window))
    rows = [_row(log, spent, number) for number in range(len(log.stages))]
    return (*rows, _row(log, spent, NOWHERE)) if (spent.stage == NOWHERE).any() else tuple(rows)


@dataclass(frozen=True)
class _Spent:
    """Stretches of time of the items done, and their visits.

    Attributes:
        item: Whose, shape (stretches,).
        stage: Where.
        state: An :class:`ItemState`; new for all that is before commitment.
        length: How long.
        late: Whether it is after commitment.
        flow: All flow time of the items.
        visitor: Who came, shape (visits,).
        visited: Where to.
    """

    item: NDArray[np.int32]
    stage: NDArray[np.int16]
    state: NDArray[np.int8]
    length: NDArray[np.float64]
    late: NDArray[np.bool_]
    flow: float
    visitor: NDArray[np.int32]
    visited: NDArray[np.int16]


def _spent(log: EventLog, done: NDArray[np.bool_]) -> _Spent:
    life, all_of, came = lives(log), states(log), visits(log)
    rows = np.flatnonzero(done[all_of.item] & (all_of.begin < life.done[all_of.item]))
    item, begin = all_of.item[rows], all_of.begin[rows]
    late = begin >= life.commitment[item]
    inside = late | (all_of.stage[rows] != NOWHERE)  # the backlog is not in the stream
    rows, item, late = rows[inside], item[inside], late[inside]
    entries = done[came.item]
    return _Spent(
        item=item,
        stage=all_of.stage[rows],
        state=np.where(late, all_of.state[rows], np.int8(ItemState.NEW)),
        length=all_of.end[rows] - all_of.begin[rows],
        late=late,
        flow=float((life.done - life.commitment)[done].sum()),
        visitor=came.item[entries],
        visited=came.stage[entries],
    )


def _row(log: EventLog, spent: _Spent, stage: int) -> StageTime:
    here = spent.stage == stage
    item, length = spent.item[here], spent.length[here]
    visitors = spent.visitor[spent.visited == stage]
    visited, there = (np.zeros(len(log.items), bool) for _ in range(2))
    visited[visitors] = True
    there[item] = True
    there |= visited
    per_item = np.bincount(item, length, minlength=len(log.items)).astype(np.float64)[there]
    by_state = np.bincount(spent.state[here], length, minlength=len(ItemState))
    known = stage != NOWHERE
    return StageTime(
        id=log.stages[stage].id if known else "",
        name=log.stages[stage].name if known else NO_STAGE,
        items=len(per_item),
        visits=len(visitors),
        again=len(visitors) - int(np.count_nonzero(visited)),
        per_item=time_stats(per_item, log.base.unit),
        total=float(length.sum()),
        new=float(by_state[ItemState.NEW]),
        waiting=float(by_state[ItemState.WAITING]),
        active=float(by_state[ItemState.ACTIVE]),
        blocked=float(by_state[ItemState.BLOCKED]),
        finished=float(by_state[ItemState.FINISHED]),
        share=float(length[spent.late[here]].sum() / spent.flow) if spent.flow else float("nan"),
    )
