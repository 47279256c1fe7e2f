"""Rules over more than one stage: groups, feedback, drag, plan, the board at the start."""

from __future__ import annotations

from typing import Any, Literal

from sim.distributions import Distribution
from sim.stream.base import Id, Value


class WipGroup(Value):
    """One limit over neighbouring stages; over all stages it is CONWIP."""

    id: Id
    name: str | None = None
    stages: tuple[Id, ...]
    limit: int


class Feedback(Value):
    """Released items that create new ones later: failure demand."""

    on: Id
    creates: Id
    mean_count: float
    after: Distribution


class Drag(Value):
    """Undone items of a type that slow work down, or block it more often."""

    type: Id
    per_item: float = 0.0
    blockers_per_item: float = 0.0
    stages: tuple[Id, ...]


class PlannedChange(Value):
    """Values that change at a moment, by path."""

    at: float
    set: dict[str, Any]


class BoardItem(Value):
    """An item that already sits in a stage at the start.

    Attributes:
        type: Item type.
        stage: Stage it is in.
        age: Time since it entered the stream, in the stream's unit.
        state: ``waiting`` for a worker, ``active``, or ``finished`` and waiting to be pulled.
    """

    type: Id
    stage: Id
    age: float = 0.0
    state: Literal["waiting", "active", "finished"] = "waiting"
