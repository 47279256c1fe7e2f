"""What happened, as frozen columns: the one noun that everything passes through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from sim.stream import Calendar, TimeUnit

NOWHERE = -1
"""Stage of an event outside the stream (arrived, done), and worker of an event without one."""

_T = TypeVar("_T")

FlowState = Literal["new", "active", "waiting", "done"]


def seal(value: object) -> None:
    """Make the arrays of a frozen dataclass read-only."""
    for part in vars(value).values():
        if isinstance(part, np.ndarray):
            part.flags.writeable = False


@dataclass(frozen=True)
class LogStage:
    """A stage as the log knows it.

    Attributes:
        id: Identifier.
        name: Name shown.
        kind: ``work`` or ``wait``.
        workers: Number of workers, None where not known (history) or not applicable.
        wip_limit: Limit in force at the start, None if there is none.
        holds: Whether a finished item keeps its worker.
        state: Flow state of an item in this stage where the log has no started and finished events
            (history): ``new`` is before commitment.
        team: Index into the log's teams of the team that staffs it, None where it has its own workers.
        cost_per_day: Money that one of its own workers costs a working day, None where not known.
        batch: Items that a worker takes as one, at most.
    """

    id: str
    name: str
    kind: Literal["work", "wait"] = "work"
    workers: int | None = None
    wip_limit: int | None = None
    holds: bool = False
    state: FlowState = "active"
    team: int | None = None
    cost_per_day: float | None = None
    batch: int = 1

    @property
    def counts_as(self) -> FlowState:
        """What an item is here where no start of work is known; in a wait stage nobody is ever active."""
        return "waiting" if self.kind == "wait" and self.state == "active" else self.state


@dataclass(frozen=True)
class LogType:
    """An item type as the log knows it.

    Attributes:
        id: Identifier.
        name: Name shown.
        value: Money that one released item is worth, None where not known.
        cost_of_delay: Money lost a time unit for each item that has arrived and is not done.
    """

    id: str
    name: str
    value: float | None = None
    cost_of_delay: float | None = None


@dataclass(frozen=True)
class LogTeam:
    """A team shared by stages, as the log knows it.

    Attributes:
        id: Identifier.
        name: Name shown.
        size: Number of members at the start.
        multitask: Items that one member may hold at once.
        cost_per_day: Money that one member costs a working day, None where not known.
    """

    id: str
    name: str
    size: int
    multitask: int = 1
    cost_per_day: float | None = None


@dataclass(frozen=True)
class LogGroup:
    """A limit over neighbouring stages, as the log knows it.

    Attributes:
        id: Identifier.
        first: Number of its first stage.
        last: Number of its last stage.
        limit: Limit in force at the start.
    """

    id: str
    first: int
    last: int
    limit: int


class Condition(IntEnum):
    """What changed in the circumstances of a run, beside its items."""

    DOWN = 0
    """A worker failed; ``place`` is the crew, ``value`` the worker's number."""
    UP = 1
    """A worker is repaired."""
    WORKERS = 2
    """A crew has another size; ``value`` is the number of its workers from now on."""
    LIMIT = 3
    """A stage has another WIP limit; ``place`` is the stage, ``value`` -1 where there is none."""
    GROUP_LIMIT = 4
    """A group has another limit; ``place`` is the group, ``value`` -1 where there is none."""


@dataclass(frozen=True)
class Conditions:
    """Changes of circumstances in order of time; all arrays of shape (changes,).

    A crew is the workers of one stage (its place is the stage's number) or a team (the number of stages
    plus the team's index).

    Attributes:
        time: When, in the log's time, float64.
        kind: A :class:`Condition`, int8.
        place: Crew, stage or group, by kind, int16.
        value: New value or worker, by kind, int32.
    """

    time: NDArray[np.float64] = field(default_factory=lambda: np.empty(0, np.float64))
    kind: NDArray[np.int8] = field(default_factory=lambda: np.empty(0, np.int8))
    place: NDArray[np.int16] = field(default_factory=lambda: np.empty(0, np.int16))
    value: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        seal(self)

    def __len__(self) -> int:
        """Count the changes."""
        return len(self.time)


@dataclass(frozen=True)
class TimeBase:
    """What the log's time column means.

    Attributes:
        unit: Unit of time.
        origin: Moment of time 0, with zone; None while no date is attached.
        zone: IANA zone in which days begin and end.
        calendar: Working time to dates; None means that time is elapsed time (24 hours a day).
    """

    unit: TimeUnit = "day"
    origin: dt.datetime | None = None
    zone: str = "UTC"
    calendar: Calendar | None = None


@dataclass(frozen=True)
class ItemTable:
    """One row an item, in the order of item numbers.

    Attributes:
        type: Index into the log's types, shape (items,), int16.
        service_class: Index into the log's classes, shape (items,), int16.
        arrival: Time of arrival, shape (items,), float64; NaN where unknown.
        names: The items' own ids (history); empty in a simulation, where the number is the name.
        titles: The items' titles (history); empty if none.
        attributes: Further text columns by name, each of length items.
    """

    type: NDArray[np.int16]
    service_class: NDArray[np.int16]
    arrival: NDArray[np.float64]
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count the items."""
        return len(self.type)


@dataclass(frozen=True)
class Origin:
    """Where a log came from.

    Attributes:
        kind: ``simulation`` or ``history``.
        source: Name of the stream or of the file.
        fingerprint: Digest of the stream or of the file's bytes.
        seed: Seed of a simulation.
        replication: Number of the replication.
        clock: ``simpy`` or ``kernel``.
    """

    kind: Literal["simulation", "history"]
    source: str = ""
    fingerprint: str = ""
    seed: int | None = None
    replication: int = 0
    clock: str = ""


@dataclass(frozen=True)
class EventLog:
    """Events in order of time; equal times in the order in which the rules made them happen.

    The arrays are read-only. ``done`` ends an item; ``left`` follows from the next ``entered`` or
    ``done``. A history is the same log with gaps: an item may lack any of its events.

    Attributes:
        time: Shape (events,), float64, in the unit of ``base``.
        item: Item number, shape (events,), int32.
        kind: A :class:`~sim.log.events.Kind`, shape (events,), int8.
        stage: Stage number or ``NOWHERE`` (arrived, done), shape (events,), int16.
        who: Worker number within the stage (or team) who holds the item, or ``NOWHERE``, shape (events,),
            int32. In a ``finished`` row it is who finished it, kept or not.
        items: One row an item.
        stages: Stages in flow order.
        types: Item types.
        classes: Names of the classes of service.
        teams: Teams shared by stages.
        groups: Limits over neighbouring stages.
        conditions: Failures of workers, and limits and numbers of workers that changed on the way.
        commitment: Number of the stage whose entry starts flow time.
        start: Begin of the observed time.
        end: End of the observed time; items without ``done`` are open then.
        base: What time means.
        origin: Where the log came from.
    """

    time: NDArray[np.float64]
    item: NDArray[np.int32]
    kind: NDArray[np.int8]
    stage: NDArray[np.int16]
    who: NDArray[np.int32]
    items: ItemTable
    stages: tuple[LogStage, ...]
    types: tuple[LogType, ...]
    classes: tuple[str, ...] = ("standard",)
    teams: tuple[LogTeam, ...] = ()
    groups: tuple[LogGroup, ...] = ()
    conditions: Conditions = field(default_factory=Conditions)
    commitment: int = 0
    start: float = 0.0
    end: float = 0.0
    base: TimeBase = field(default_factory=TimeBase)
    origin: Origin = field(default_factory=lambda: Origin("simulation"))
    _kept: dict[Callable[[EventLog], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        seal(self)
        seal(self.items)

    def __getstate__(self) -> dict[str, Any]:
        """Leave what follows from the log out of a pickle."""
        return {**self.__dict__, "_kept": {}}

    def derived(self, reading: Callable[[EventLog], _T]) -> _T:
        """Give what a pure function reads from this log: read once, then kept with the log.

        Only for what nearly every metric needs (lives, time in state); it stays in memory with the log.
        """
        if reading not in self._kept:
            self._kept[reading] = reading(self)
        return cast("_T", self._kept[reading])

    def keep(self, reading: Callable[[EventLog], _T], value: _T) -> None:
        """Keep what a pure function would read from this log, where it is known already."""
        self._kept[reading] = value

    def __len__(self) -> int:
        """Count the events."""
        return len(self.time)
