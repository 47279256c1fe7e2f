"""Who works in a log: crews, how many they were at any time, who was down, and which limits were in force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log.eventlog import NOWHERE, Condition, EventLog, seal


@dataclass(frozen=True)
class Crew:
    """The workers of one stage, or a team.

    Attributes:
        number: As ``Conditions`` numbers it: the stage, or the number of stages plus the team's index.
        id: Id of the stage or team.
        name: Its name.
        stages: Numbers of the stages that it staffs.
        size: Workers at the log's start, None where not known.
        hands: Items (or batches) that one of them may hold at once.
        cost_per_day: Money that one of them costs a working day, None where not known.
    """

    number: int
    id: str
    name: str
    stages: tuple[int, ...]
    size: int | None
    hands: int = 1
    cost_per_day: float | None = None


@dataclass(frozen=True)
class Steps:
    """A number that changes at moments.

    Attributes:
        time: When it changes, in order, shape (changes,), float64.
        value: The number before all changes, then after each, shape (changes + 1,), float64.
    """

    time: NDArray[np.float64]
    value: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        seal(self)

    def after(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the number just after each time; shape as given."""
        return np.asarray(self.value[np.searchsorted(self.time, times, "right")])


@dataclass(frozen=True)
class Downs:
    """Stretches in which workers of one crew were down, in order of their begin; shape (stretches,).

    Attributes:
        who: Worker, int32.
        begin: When the worker failed, float64.
        end: When the worker was repaired; the log's end where that was not seen.
    """

    who: NDArray[np.int32]
    begin: NDArray[np.float64]
    end: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        seal(self)

    def __len__(self) -> int:
        """Count the stretches."""
        return len(self.who)


def crews(log: EventLog) -> tuple[Crew, ...]:
    """Give every crew: the own workers of each work stage, in flow order, then the teams."""
    own = [
        Crew(number, stage.id, stage.name, (number,), stage.workers, cost_per_day=stage.cost_per_day)
        for number, stage in enumerate(log.stages)
        if stage.kind == "work" and stage.team is None
    ]
    teams = [
        Crew(
            len(log.stages) + place,
            team.id,
            team.name,
            tuple(number for number, stage in enumerate(log.stages) if stage.team == place),
            team.size,
            team.multitask,
            team.cost_per_day,
        )
        for place, team in enumerate(log.teams)
    ]
    return (*own, *teams)


def crew_of_stage(log: EventLog) -> NDArray[np.int64]:
    """Give the number of each stage's crew; shape (stages + 1,), ``NOWHERE`` for wait stages and the last."""
    numbers = np.full(len(log.stages) + 1, NOWHERE, np.int64)
    for crew in crews(log):
        numbers[list(crew.stages)] = crew.number
    return numbers


def people(log: EventLog, crew: Crew) -> Steps:
    """Give how many workers a crew has; none before a change is known where the log does not say."""
    return _steps(log, Condition.WORKERS, crew.number, crew.size or 0)


def stage_limit(log: EventLog, stage: int) -> Steps:
    """Give a stage's WIP limit; infinite where there is none."""
    return _unlimited(_steps(log, Condition.LIMIT, stage, log.stages[stage].wip_limit))


def group_limit(log: EventLog, group: int) -> Steps:
    """Give a group's limit; infinite where there is none."""
    return _unlimited(_steps(log, Condition.GROUP_LIMIT, group, log.groups[group].limit))


def downs(log: EventLog, crew: Crew) -> Downs:
    """Give when workers of a crew were down."""
    changes = log.conditions
    chosen = (changes.place == crew.number) & (changes.kind <= Condition.UP)
    since: dict[int, float] = {}
    found: list[tuple[float, float, int]] = []
    columns = (changes.time[chosen], changes.kind[chosen], changes.value[chosen])
    for time, kind, who in zip(*(column.tolist() for column in columns), strict=True):
        if kind == Condition.DOWN:
            since.setdefault(who, time)
        elif who in since:
            found.append((since.pop(who), time, who))
    found.extend((begin, max(log.end, begin), who) for who, begin in since.items())
    found.sort()
    begins, ends, workers = zip(*found, strict=True) if found else ((), (), ())
    return Downs(np.array(workers, np.int32), np.array(begins, np.float64), np.array(ends, np.float64))


def _steps(log: EventLog, kind: Condition, place: int, first: int | None) -> Steps:
    changes = log.conditions
    chosen = (changes.kind == kind) & (changes.place == place)
    begin = NOWHERE if first is None else first
    return Steps(changes.time[chosen], np.concatenate([[begin], changes.value[chosen]]).astype(np.float64))


def _unlimited(steps: Steps) -> Steps:
    return Steps(steps.time, np.where(steps.value < 0, np.inf, steps.value))
