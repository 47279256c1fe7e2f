"""Where the time of a crew went: at work, changing over, down, blocked, idle, starved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import (
    Crew,
    Doing,
    EventLog,
    Intervals,
    Steps,
    batches,
    divided,
    downs,
    group_limit,
    people,
    stage_limit,
    states,
    union,
)
from sim.metrics.window import Window, overlap

_AT_WORK = (Doing.WORKING, Doing.CHANGEOVER)
_TO_DO = (Doing.WAITING, Doing.PUT_DOWN)


@dataclass(frozen=True)
class CrewTime:
    """The time of all workers of a crew over a window, in the log's unit; the parts add up to ``total``.

    Attributes:
        total: All of it.
        working: On items, by stage of the crew.
        setup: Changing over, by stage of the crew.
        down: Between failure and repair.
        blocked: Kept by an item that stands still, or from pulling by a full stage or group.
        idle: Free beside an item that waits for a worker.
        starved: Free with nothing to start.
    """

    total: float
    working: dict[int, float]
    setup: dict[int, float]
    down: float
    blocked: float
    idle: float
    starved: float


def clipped(log: EventLog, window: Window) -> Intervals:
    """Give the intervals within a window, cut at its edges; those of no length are left out."""
    stretches = states(log)
    inside = stretches.where(overlap(window, stretches.begin, stretches.end) > 0)
    return Intervals(
        item=inside.item,
        stage=inside.stage,
        state=inside.state,
        doing=inside.doing,
        who=inside.who,
        begin=np.maximum(inside.begin, window.start),
        end=np.minimum(inside.end, window.end),
        open=inside.open,
    )


def crew_time(log: EventLog, window: Window, crew: Crew, board: Intervals) -> CrewTime:
    """Say where the time of a crew went.

    A worker's instant is counted as the first of these that holds:

    1. *working* or *setup*: the worker works on an item, or changes over for one. Of several at once, each
       has an equal share;
    2. *down*: the worker has failed and is not repaired, with an item or without;
    3. *blocked*: the worker is kept by an item that is blocked, or finished where the stage holds workers;
    4. *blocked*: the worker is free, and a full limit keeps the crew from pulling: as many workers as items
       take up the room (:func:`_in_the_way`);
    5. *idle*: the worker is free beside an item that waits for one: as many workers as such items;
    6. *starved*: the worker is free and there is nothing to start.

    Args:
        log: What happened.
        window: What to look at.
        crew: Whose time; its size must be known.
        board: The log's intervals, :func:`clipped` to the window.
    """
    held = board.where(np.isin(board.stage, crew.stages) & (board.who >= 0))
    down = _down(log, window, crew)
    at_work = np.isin(held.doing, _AT_WORK)
    spells = _Spells(held.who, held.begin, held.end)
    busy = spells.some(at_work).joined()
    out = spells.some(at_work | (held.doing == Doing.DOWN)).also(down).joined()
    occupied = spells.also(down).joined()
    working, setup = _by_stage(log, crew, held.where(at_work))
    total, blocked, idle, starved = _free(log, window, crew, board, occupied)
    return CrewTime(
        total=total,
        working=working,
        setup=setup,
        down=out.length - busy.length,
        blocked=occupied.length - out.length + blocked,
        idle=idle,
        starved=starved,
    )


@dataclass(frozen=True)
class _Spells:
    """Stretches of the time of workers; shape (spells,)."""

    who: NDArray[np.int32]
    begin: NDArray[np.float64]
    end: NDArray[np.float64]

    @property
    def length(self) -> float:
        return float((self.end - self.begin).sum())

    def some(self, chosen: NDArray[np.bool_]) -> _Spells:
        return _Spells(self.who[chosen], self.begin[chosen], self.end[chosen])

    def also(self, other: _Spells) -> _Spells:
        return _Spells(
            np.concatenate([self.who, other.who]),
            np.concatenate([self.begin, other.begin]),
            np.concatenate([self.end, other.end]),
        )

    def joined(self) -> _Spells:
        return _Spells(*union(self.who, self.begin, self.end))


def _down(log: EventLog, window: Window, crew: Crew) -> _Spells:
    """Give when workers were down, within the window."""
    found = downs(log, crew)
    inside = overlap(window, found.begin, found.end) > 0
    begin, end = np.maximum(found.begin, window.start), np.minimum(found.end, window.end)
    return _Spells(found.who, begin, end).some(inside)


def _by_stage(log: EventLog, crew: Crew, work: Intervals) -> tuple[dict[int, float], dict[int, float]]:
    """Divide the time at work by stage: on items, and changing over."""
    stages = np.array(crew.stages, np.int64)
    if any(log.stages[stage].batch > 1 for stage in crew.stages):
        batched = np.array([stage.batch > 1 for stage in log.stages])[work.stage]
        hand = np.column_stack([work.stage, work.who])
        work = work.where(batches(hand, work.begin, work.end, batched))
    spent = divided(work.who, work.begin, work.end)
    changing = work.doing == Doing.CHANGEOVER
    times = [
        np.bincount(work.stage[chosen], spent[chosen], minlength=len(log.stages))[stages].tolist()
        for chosen in (~changing, changing)
    ]
    working, setup = (dict(zip(crew.stages, one, strict=True)) for one in times)
    return working, setup


def _free(
    log: EventLog, window: Window, crew: Crew, board: Intervals, occupied: _Spells
) -> tuple[float, float, float, float]:
    """Divide the time of free workers into blocked, idle and starved, with all workers' time before them.

    Workers who have left and still have work in hand count as long as they have it.
    """
    size = people(log, crew)
    near = _near(log, crew)
    cuts = [size.time, *(steps.time for steps in near.limits)]
    steps = _Timeline(board.where(np.isin(board.stage, near.stages)), occupied, window, cuts)
    workers = np.maximum(size.after(steps.time), steps.occupied)
    free = workers - steps.occupied
    in_the_way = sum((_in_the_way(log, stage, steps) for stage in crew.stages), np.zeros(len(free)))
    blocked = np.minimum(free, in_the_way)
    waiting = steps.count(np.isin(steps.rows.stage, crew.stages) & np.isin(steps.rows.doing, _TO_DO))
    idle = np.minimum(free - blocked, waiting)
    parts = np.stack([workers, blocked, idle, free - blocked - idle]) @ steps.length
    total, *rest = parts.tolist()
    return total, rest[0], rest[1], rest[2]


@dataclass(frozen=True)
class _Near:
    """Stages whose items matter for the free workers of a crew, and the limits that do."""

    stages: tuple[int, ...]
    limits: tuple[Steps, ...]


def _near(log: EventLog, crew: Crew) -> _Near:
    groups = [place for place, group in enumerate(log.groups) if group.first in crew.stages]
    beyond = [range(log.groups[place].first, log.groups[place].last + 1) for place in groups]
    stages = {*crew.stages, *(stage for some in beyond for stage in some)}
    limits = [stage_limit(log, stage) for stage in crew.stages]
    return _Near(tuple(sorted(stages)), (*limits, *(group_limit(log, place) for place in groups)))


def _in_the_way(log: EventLog, stage: int, steps: _Timeline) -> NDArray[np.float64]:
    """Count the items that take up the room into which a stage would pull; shape (steps,).

    Where the stage is full to its own limit: those finished in it and not yet pulled. Where a group that
    begins with the stage is full: those, and all that are in the group's later stages.
    """
    rows = steps.rows
    here = steps.count(rows.stage == stage)
    finished = steps.count((rows.stage == stage) & (rows.doing == Doing.FINISHED) & (rows.who < 0))
    found = np.where(here >= stage_limit(log, stage).after(steps.time), finished, 0.0)
    for place, group in enumerate(log.groups):
        if group.first == stage:
            inside = steps.count((rows.stage >= group.first) & (rows.stage <= group.last))
            full = inside >= group_limit(log, place).after(steps.time)
            found = np.maximum(found, np.where(full, inside - here + finished, 0.0))
    return np.asarray(found)


class _Timeline:
    """A window cut wherever a count changes: steps with their begin and length."""

    def __init__(
        self, rows: Intervals, occupied: _Spells, window: Window, cuts: list[NDArray[np.float64]]
    ) -> None:
        inside = [cut[(cut > window.start) & (cut < window.end)] for cut in cuts]
        spells = (occupied.begin, occupied.end, rows.begin, rows.end)
        moments = np.concatenate([*spells, *inside, [window.start]])
        self.rows = rows
        self._order = np.argsort(moments, kind="stable")
        self._skip = 2 * len(occupied.begin)
        self._total = len(moments)
        self.time = moments[self._order]
        self.length = np.diff(self.time, append=max(window.end, window.start))
        change = np.zeros(self._total)
        change[: len(occupied.begin)] = 1.0
        change[len(occupied.begin) : self._skip] = -1.0
        self.occupied = np.cumsum(change[self._order])

    def count(self, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Count the chosen rows in each step; shape (steps,)."""
        change = np.zeros(self._total)
        change[self._skip : self._skip + len(chosen)] = chosen
        change[self._skip + len(chosen) : self._skip + 2 * len(chosen)] = -1.0 * chosen
        return np.asarray(np.cumsum(change[self._order]))
