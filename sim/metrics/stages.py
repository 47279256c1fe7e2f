"""What each stage and its workers did: where the items stood, and where the time of the workers went."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import Crew, EventLog, Intervals, ItemState, crews, visits
from sim.metrics.crew_time import CrewTime, clipped, crew_time
from sim.metrics.window import Window, within


@dataclass(frozen=True)
class StageUsage:
    """One stage over a window.

    Numbers of items are time-averages. The shares are of its workers' time and add up to 1; they are None
    where the number of workers is not known (histories, wait stages). A stage that a team staffs has only
    the shares of the team's time that went into it: see :func:`team_usage` for the rest.

    Attributes:
        id: The stage's id.
        name: Its name.
        wip: Mean number of items in the stage: waiting, working, blocked and finished together.
        waiting: Mean number on which work has not begun.
        working: Mean number being worked on.
        blocked: Mean number on which work has begun and stands still.
        finished: Mean number finished here and not yet pulled.
        utilisation: Share of worker time spent working on items.
        starved: Share in which a worker was free because there was nothing to start.
        blocked_share: Share in which a worker could not work because of items that stand still.
        idle: Share in which a free worker stood beside an item: 0 unless a rule holds it back.
        throughput: Items that left the stage, by whatever way, per unit of time.
        setup_share: Share of worker time spent changing over.
        down_share: Share in which a worker was down.
        team: Id of the team that staffs it, None where its workers are its own.
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
    setup_share: float | None = None
    down_share: float | None = None
    team: str | None = None

    @property
    def busy(self) -> float | None:
        """Share of worker time that was not free: working, changing over or down."""
        if self.utilisation is None:
            return None
        return self.utilisation + (self.setup_share or 0.0) + (self.down_share or 0.0)


@dataclass(frozen=True)
class TeamUsage:
    """One team over a window; the shares are of the time of its members and add up to 1.

    Attributes:
        id: The team's id.
        name: Its name.
        members: Mean number of members.
        utilisation: Share of their time spent working on items.
        setup_share: Share spent changing over.
        blocked_share: Share in which a member could not work because of items that stand still.
        starved: Share in which a member was free because there was nothing to start.
        idle: Share in which a free member stood beside an item: 0 unless a rule holds it back.
        stages: Share of their time spent working, by stage id; these add up to ``utilisation``.
    """

    id: str
    name: str
    members: float
    utilisation: float
    setup_share: float
    blocked_share: float
    starved: float
    idle: float
    stages: dict[str, float]

    @property
    def busy(self) -> float:
        """Share of members' time that was not free: working or changing over."""
        return self.utilisation + self.setup_share


def stage_usage(log: EventLog, window: Window) -> tuple[StageUsage, ...]:
    """Give each stage's mean numbers of items, the shares of its workers' time, and its throughput.

    What an instant of a worker counts as is said at :func:`~sim.metrics.crew_time.crew_time`.
    """
    board = clipped(log, window)
    means = _mean_numbers(log, window, board)
    stay = visits(log)
    left = within(log, window, stay.left) & (stay.stage >= 0)
    leavers = np.bincount(stay.stage[left], minlength=len(log.stages))
    shares = _shares_by_stage(log, window, board)
    return tuple(
        StageUsage(
            id=stage.id,
            name=stage.name,
            wip=float(means[number].sum()),
            waiting=float(means[number, 0]),
            working=float(means[number, 1]),
            blocked=float(means[number, 2]),
            finished=float(means[number, 3]),
            throughput=_over(float(leavers[number]), window.length),
            team=None if stage.team is None else log.teams[stage.team].id,
            **shares.get(number, _NOT_KNOWN),
        )
        for number, stage in enumerate(log.stages)
    )


def stage_wip(log: EventLog, window: Window) -> dict[str, float]:
    """Give the mean number of items in each stage over a window, by stage id; as ``StageUsage.wip``."""
    held = _mean_numbers(log, window, clipped(log, window)).sum(axis=1)
    return {stage.id: items for stage, items in zip(log.stages, held.tolist(), strict=True)}


def team_usage(log: EventLog, window: Window) -> tuple[TeamUsage, ...]:
    """Give the shares of each team's time; what an instant of a member counts as is that of workers."""
    board = clipped(log, window)
    return tuple(
        _team(log, window, crew, crew_time(log, window, crew, board))
        for crew in crews(log)
        if crew.number >= len(log.stages)
    )


def _team(log: EventLog, window: Window, crew: Crew, time: CrewTime) -> TeamUsage:
    return TeamUsage(
        id=crew.id,
        name=crew.name,
        members=_over(time.total, window.length),
        utilisation=_over(sum(time.working.values()), time.total),
        setup_share=_over(sum(time.setup.values()), time.total),
        blocked_share=_over(time.blocked + time.down, time.total),
        starved=_over(time.starved, time.total),
        idle=_over(time.idle, time.total),
        stages={log.stages[one].id: _over(spent, time.total) for one, spent in time.working.items()},
    )


_NOT_KNOWN: dict[str, float | None] = dict.fromkeys(
    ("utilisation", "starved", "blocked_share", "idle", "setup_share", "down_share")
)


def _shares_by_stage(log: EventLog, window: Window, board: Intervals) -> dict[int, dict[str, float | None]]:
    """Give the shares of worker time of the stages of which they are known, by number."""
    found: dict[int, dict[str, float | None]] = {}
    for crew in crews(log):
        if not crew.size:
            continue
        time = crew_time(log, window, crew, board)
        for stage in crew.stages:
            found[stage] = _NOT_KNOWN | {
                "utilisation": _over(time.working[stage], time.total),
                "setup_share": _over(time.setup[stage], time.total),
            }
            if crew.number == stage:
                found[stage] |= {
                    "starved": _over(time.starved, time.total),
                    "blocked_share": _over(time.blocked, time.total),
                    "idle": _over(time.idle, time.total),
                    "down_share": _over(time.down, time.total),
                }
    return found


_COLUMN = np.zeros(len(ItemState), np.int64)
_COLUMN[[ItemState.NEW, ItemState.WAITING, ItemState.ACTIVE, ItemState.BLOCKED, ItemState.FINISHED]] = (
    0,  # new: in a stage of a history that comes before commitment
    0,
    1,
    2,
    3,
)


def _mean_numbers(log: EventLog, window: Window, board: Intervals) -> NDArray[np.float64]:
    """Give the mean numbers of items waiting, worked on, blocked and finished; shape (stages, 4)."""
    here = board.where(board.stage >= 0)
    place = here.stage * 4 + _COLUMN[here.state]
    spent = np.bincount(place, here.end - here.begin, minlength=4 * len(log.stages))
    with np.errstate(invalid="ignore"):
        return np.asarray(spent.reshape(len(log.stages), 4) / window.length)


def _over(part: float, whole: float) -> float:
    """Give a share; NaN of nothing."""
    return part / whole if whole else float("nan")
