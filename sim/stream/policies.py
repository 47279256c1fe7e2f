"""Rules over more than one stage: groups, feedback, drag, plan, the board at the start."""

from __future__ import annotations

from typing import Any, Literal

from sim.distributions import Distribution
from sim.stream.base import Id, Value


class WipGroup(Value):
    """One limit over neighbouring stages; over all stages it is CONWIP.

    Attributes:
        id: Identifier.
        name: Name shown; the id if absent.
        stages: Neighbouring stages, in any order.
        limit: Most items in all of them together, 1 or more.
    """

    id: Id
    name: str | None = None
    stages: tuple[Id, ...]
    limit: int


class Feedback(Value):
    """Released items that create new ones later: failure demand.

    Attributes:
        on: Type of the released items.
        creates: Type of the items that they create.
        mean_count: Mean number created by one.
        after: Time from the release to the new item's arrival.
    """

    on: Id
    creates: Id
    mean_count: float
    after: Distribution


class Drag(Value):
    """Undone items of a type that slow work down, or block it more often.

    Attributes:
        type: Item type.
        per_item: What each undone item adds to touch times, as a share.
        blockers_per_item: What each undone item adds to the chance of a blocker, as a share.
        stages: Stages that are slowed down.
    """

    type: Id
    per_item: float = 0.0
    blockers_per_item: float = 0.0
    stages: tuple[Id, ...]


class PlannedChange(Value):
    """Values that change at a moment, by path.

    Attributes:
        at: Moment, in the stream's unit from the start.
        set: New values by path.
    """

    at: float
    set: dict[str, Any]


class BoardItem(Value):
    """An item that already sits in a stage at the start.

    Attributes:
        type: Item type.
        stage: Stage it is in.
        age: Time since it entered the stream, in the stream's unit.
        state: ``waiting`` for a worker, ``active``, or ``finished`` and waiting to be pulled.
        due: Moment at which it is due, from the start; in place of its type's.
    """

    type: Id
    stage: Id
    age: float = 0.0
    state: Literal["waiting", "active", "finished"] = "waiting"
    due: float | None = None
