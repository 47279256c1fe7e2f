"""What each stage and its workers did: where the items stood, and where the time of the workers went."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, Intervals, ItemState, LogStage, states, visits
from sim.metrics.window import Window, overlap, within

_IN_STAGE = (
    (ItemState.WAITING, ItemState.NEW),  # new: in a stage of a history that comes before commitment
    (ItemState.ACTIVE,),
    (ItemState.BLOCKED,),
    (ItemState.FINISHED,),
)


@dataclass(frozen=True)
class StageUsage:
    """One stage over a window.

    Numbers of items are time-averages. The four shares are of the workers' time and add up to 1; they are
    None where the number of workers is not known (histories, shared teams, wait stages).

    Attributes:
        id: The stage's id.
        name: Its name.
        wip: Mean number of items in the stage: waiting, working, blocked and finished together.
        waiting: Mean number on which work has not begun.
        working: Mean number being worked on.
        blocked: Mean number on which work has begun and stands still.
        finished: Mean number finished here and not yet pulled.
        utilisation: Share of worker time spent working.
        starved: Share in which a worker was free because there was nothing to start.
        blocked_share: Share in which a worker could not work because finished or blocked items held it up.
        idle: Share in which a free worker stood beside a startable item: 0 unless a rule holds it back.
        throughput: Items that left the stage, by whatever way, per unit of time.
    """

    id: str
    name: str
    wip: float
    waiting: float
    working: float
    blocked: float
    finished: float
    utilisation: float | None
    starved: float | None
    blocked_share: float | None
    idle: float | None
    throughput: float


@dataclass(frozen=True)
class _Counts:
    """Items in one stage by state over steps in time; shape (steps,), floats that hold whole numbers."""

    length: NDArray[np.float64]
    waiting: NDArray[np.float64]
    working: NDArray[np.float64]
    blocked: NDArray[np.float64]
    finished: NDArray[np.float64]


def stage_usage(log: EventLog, window: Window) -> tuple[StageUsage, ...]:
    """Give each stage's mean numbers of items, the shares of its workers' time, and its throughput.

    A worker's instant is counted as the first of these that holds, so far as there are workers left:

    1. *working*: it works on an item;
    2. *blocked*: it is kept by an item that is finished (where the stage holds its workers) or blocked;
    3. *blocked*: it is free, while the stage is full to its own WIP limit and has finished items that wait
       to be pulled: as many workers as there are such items. A full group of stages is not known to a log:
       workers whom it keeps from work are starved;
    4. *idle*: it is free, and an item is waiting in the stage: as many workers as there are such items;
    5. *starved*: it is free and there is nothing to start.
    """
    stretches = states(log)
    stay = visits(log)
    left = within(log, window, stay.left)
    leavers = np.bincount(stay.stage[left & (stay.stage >= 0)], minlength=len(log.stages))
    return tuple(
        _usage(stage, _counts(stretches, number, window), float(leavers[number]))
        for number, stage in enumerate(log.stages)
    )


def _usage(stage: LogStage, counts: _Counts, leavers: float) -> StageUsage:
    span = float(counts.length.sum())

    def mean(numbers: NDArray[np.float64]) -> float:
        return float(numbers @ counts.length / span) if span else float("nan")

    means = [mean(numbers) for numbers in (counts.waiting, counts.working, counts.blocked, counts.finished)]
    shares: list[float | None] = [None] * 4
    if stage.kind == "work" and stage.workers:
        shares = [mean(workers) / stage.workers for workers in _workers(stage, stage.workers, counts)]
    utilisation, starved, blocked_share, idle = shares
    return StageUsage(
        id=stage.id,
        name=stage.name,
        wip=sum(means),
        waiting=means[0],
        working=means[1],
        blocked=means[2],
        finished=means[3],
        utilisation=utilisation,
        starved=starved,
        blocked_share=blocked_share,
        idle=idle,
        throughput=leavers / span if span else float("nan"),
    )


def _workers(stage: LogStage, workers: int, counts: _Counts) -> tuple[NDArray[np.float64], ...]:
    """Give the numbers of workers working, starved, blocked and idle, step by step; shape (steps,) each."""
    working = np.minimum(counts.working, workers)
    free = workers - working
    kept = counts.blocked + (counts.finished if stage.holds else 0.0)
    blocked = np.minimum(free, kept)
    if stage.wip_limit is not None and not stage.holds:
        full = counts.waiting + counts.working + counts.blocked + counts.finished >= stage.wip_limit
        blocked += np.where(full, np.minimum(free - blocked, counts.finished), 0.0)
    free = free - blocked
    idle = np.minimum(free, counts.waiting)
    return working, free - idle, blocked, idle


def _counts(stretches: Intervals, stage: int, window: Window) -> _Counts:
    """Count the items of a stage by state between the moments at which a count changes."""
    shared = overlap(window, stretches.begin, stretches.end)
    here = stretches.where((stretches.stage == stage) & (shared > 0))
    moments = np.concatenate(
        [np.maximum(here.begin, window.start), np.minimum(here.end, window.end), [window.start]]
    )
    order = np.argsort(moments, kind="stable")
    length = np.diff(moments[order], append=max(window.end, window.start))
    change = np.repeat([1.0, -1.0, 0.0], [len(here), len(here), 1])
    state = np.concatenate([here.state, here.state, [ItemState.NEW]])
    waiting, working, blocked, finished = (
        np.cumsum(np.where(np.isin(state, some), change, 0.0)[order]) for some in _IN_STAGE
    )
    return _Counts(length, waiting, working, blocked, finished)
